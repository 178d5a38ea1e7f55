internal import Matching
internal import Taxonomy
internal import TextAnalysis

/// The folded text of labels.
enum LabelFold {
  /// The canonical form of a label.
  static func fold(_ label: LabelOrdinal, in tables: ConceptTables) -> String {
    Analyzer.fold(tables.vocabulary.text(of: label))
  }
}

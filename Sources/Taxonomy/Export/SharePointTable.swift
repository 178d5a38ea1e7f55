internal import JSONCoding

/// One scheme as the CSV file that SharePoint's term store imports as a term set.
///
/// SharePoint knows seven levels and one name a term; deeper concepts stand on the seventh.
struct SharePointTable {
  let vocabulary: Vocabulary
  let options: ExportOptions

  private static let levels = 7

  /// The file.
  ///
  /// - Throws: `VocabularyExportError.severalSchemes` unless one is chosen or there is only one.
  func lines() throws -> [UInt8] {
    let chosen = options.scheme ?? (vocabulary.schemeCount == 1 ? vocabulary.schemes.first : nil)
    guard let ordinal = chosen else {
      throw VocabularyExportError.severalSchemes(
        .sharepoint, keys: vocabulary.schemes.map { vocabulary.key(of: $0) })
    }
    let scheme = vocabulary.scheme(ordinal)
    let forest = ConceptForest(vocabulary, of: ordinal)
    var writer = DelimitedTextWriter(format: .csv)
    writer.record(
      [
        "Term Set Name", "Term Set Description", "LCID", "Available for Tagging",
        "Term Description",
      ] + (1...Self.levels).map { "Level \($0) Term" })
    let blanks = Array(repeating: "", count: Self.levels)
    let description = scheme.descriptions.first { $0.language == options.language }
    writer.record(
      [
        Self.termName(scheme.title(language: options.language)),
        (description ?? scheme.descriptions.first)?.text ?? "", "", "TRUE", "",
      ] + blanks)
    // The import file has no column for it: a deprecated term would come back as one to choose.
    for concept in vocabulary.concepts(in: ordinal) where !vocabulary.isDeprecated(concept) {
      var path = forest.path(to: concept).filter { !vocabulary.isDeprecated($0) }
      // It keeps its six outermost ancestors: the term store refuses a file with an eighth level as a whole.
      if path.count > Self.levels { path = path.prefix(Self.levels - 1) + [concept] }
      let names = path.map {
        Self.termName(vocabulary.preferredLabel(of: $0, language: options.language))
      }
      let note = vocabulary.notes(of: concept).first { $0.kind == .definition }?.text ?? ""
      writer.record(
        ["", "", "", "TRUE", note] + names + blanks.dropFirst(names.count))
    }
    return writer.bytes
  }

  /// A name that the term store takes: without `; < > |`, tabs and quotes, `&` in full width.
  private static func termName(_ name: String) -> String {
    let mapped = name.map { character -> Character in
      switch character {
      case "&": "＆"
      case "\"": "＂"
      case ";", "<", ">", "|", "\t": " "
      default: character
      }
    }
    return TextNormalization.collapsed(String(mapped).utf8)
  }
}

internal import Knowledge

/// Words that say something of a label or a concept rather than name it, as `labels.tsv` has them.
enum LabelWords {
  /// The lists of the file.
  static let lists = WordLists(PackageResources.labels_tsv, file: "labels.tsv")

  /// Parts of the names of types that labels have if they are abbreviations.
  static let abbreviationClasses = lists.terms("abbreviation-class")

  /// Names of states in which something is no longer in use.
  static let retiredStates = lists["retired-status"]

  private static let states = ConceptStatus.allCases.map { ($0, lists["\($0.wireName)-status"]) }

  /// The state that a word in lower case names of a concept on its way into the vocabulary; `nil` if it names none.
  static func status(_ word: String) -> ConceptStatus? {
    states.first { $0.1.contains(word) }?.0
  }

  /// Parts of the names of columns that hold names, and of those that hold definitions.
  static let nameColumns = lists.terms("name-column")
  static let definitionColumns = lists.terms("definition-column")
}

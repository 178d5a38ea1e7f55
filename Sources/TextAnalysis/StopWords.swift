/// The words of a language that carry no subject: Snowball's lists, folded.
package enum StopWords {
  /// The stop words of a language, folded; empty if there is no list.
  package static func words(_ language: Language) -> Set<String> {
    sets[language] ?? []
  }

  /// The languages that have a list.
  package static var languages: [Language] { StopWordLists.all.map(\.language) }

  private static let sets: [Language: Set<String>] = Dictionary(
    uniqueKeysWithValues: StopWordLists.all.map { list in
      (list.language, Set(Analyzer.tokens(of: list.words).map(\.text)))
    })
}

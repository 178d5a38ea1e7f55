internal import Knowledge
internal import Synchronization

/// The words of a language that carry no subject: Snowball's lists, as `stop-words.tsv` has them, folded.
package enum StopWords {
  /// The stop words of a language, folded; empty if there is no list.
  ///
  /// A list is folded when it is first asked for; most programs need one or two of them.
  package static func words(_ language: Language) -> Set<String> {
    sets.withLock { sets in
      if let known = sets[language] { return known }
      let words = Set(Analyzer.tokens(of: list(language)).map(\.text))
      sets[language] = words
      return words
    }
  }

  /// The keys of the stop words of a language, which take far less to make than the words.
  ///
  /// In the order of the list; some stand in it twice.
  package static func keys(_ language: Language) -> [TokenKey] {
    let list = list(language)
    let bytes = list.utf8Span
    var keys: [TokenKey] = []
    var scanner = TokenScanner(bytes.span)
    while let token = scanner.next() { keys.append(token.key) }
    return keys
  }

  /// The languages that have a list.
  package static var languages: [Language] { lists.map(\.language) }

  private static func list(_ language: Language) -> String {
    guard let list = lists.first(where: { $0.language == language }) else { return "" }
    return String(decoding: list.words, as: UTF8.self)
  }

  /// The line of each language; its words are taken apart only where the language is asked for.
  private static let lists: [(language: Language, words: ArraySlice<UInt8>)] = {
    ResourceLines(PackageResources.stop_words_tsv).map { line in
      guard let tab = line.firstIndex(of: 9),
        let language = Language(rawValue: String(decoding: line[..<tab], as: UTF8.self))
      else {
        preconditionFailure("stop-words.tsv: \(String(decoding: line.prefix(60), as: UTF8.self))")
      }
      return (language, line[(tab + 1)...])
    }
  }()

  private static let sets = Mutex<[Language: Set<String>]>([:])
}

internal import Synchronization

/// The words of a language that carry no subject: Snowball's lists, folded.
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
  package static func keys(_ language: Language) -> Set<TokenKey> {
    var list = list(language)
    return list.withUTF8 { bytes in
      var keys: Set<TokenKey> = []
      var scanner = unsafe TokenScanner(bytes)
      while let token = unsafe scanner.next() { keys.insert(token.key) }
      return keys
    }
  }

  /// The languages that have a list.
  package static var languages: [Language] { StopWordLists.all.map(\.language) }

  private static func list(_ language: Language) -> String {
    StopWordLists.all.first { $0.language == language }?.words ?? ""
  }

  private static let sets = Mutex<[Language: Set<String>]>([:])
}

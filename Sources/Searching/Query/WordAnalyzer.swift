import TextAnalysis

/// Turns the words of queries into stems, by the languages of the documents.
final class WordAnalyzer {
  private let stemmers: [Stemmer?]
  private let stopWords: Set<TokenKey>

  /// An analyzer for languages, the most frequent first, with the keys of their stop words.
  init(_ languages: [Language], stopWords: Set<TokenKey>) {
    stemmers = languages.map { Stemmer($0) }
    self.stopWords = stopWords
  }

  /// The folded words of a text.
  func words(_ text: String) -> [String] { Analyzer.tokens(of: text).map(\.text) }

  /// The different stems of a folded word, that of the most frequent language first.
  func stems(_ word: String) -> [String] {
    var result: [String] = []
    for stemmer in stemmers {
      let stem = stemmer?.stem(word) ?? word
      if !result.contains(stem) { result.append(stem) }
    }
    return result
  }

  /// Whether a folded word carries no subject.
  func isStopWord(_ word: String) -> Bool {
    stopWords.contains(TokenKey(folded: word.utf8))
  }

  /// Whether the folded word of a key carries no subject.
  func isStopWord(_ key: TokenKey) -> Bool { stopWords.contains(key) }
}

import TextAnalysis

/// Turns the words of queries into stems: by the languages of the documents, and as they stand there.
///
/// For one search in one thread.
final class WordAnalyzer {
  private let stemmers: [Stemmer?]
  private let stopWords: StopWordKeys
  private let segments: [Segment]
  private var known: [String: [String]] = [:]
  /// How words of the query that have an umlaut are spelled without.
  private var spelledOut: [String: String] = [:]

  /// An analyzer for languages, the most frequent first, with their stop words, and for the words of
  /// some segments.
  init(_ languages: [Language], stopWords: StopWordKeys, segments: [Segment]) {
    stemmers = languages.map { Stemmer($0) }
    self.stopWords = stopWords
    self.segments = segments
  }

  /// The folded words of a text.
  func words(_ text: String) -> [String] { tokens(text).map(\.text) }

  /// The tokens of a text; how those with an umlaut are spelled without is kept for `stems`.
  func tokens(_ text: String) -> [Token] {
    let tokens = Analyzer.tokens(of: text)
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return tokens }
    let bytes = Array(text.utf8)
    for token in tokens where spelledOut[token.text] == nil {
      if let form = SpelledOut.form(of: bytes[token.range]) {
        spelledOut[token.text] = form
        // Stems found before lack those of this spelling.
        known[token.text] = nil
      }
    }
    return tokens
  }

  /// The ways in which a folded word may be spelled: itself, and without the umlauts of the query.
  func spellings(_ word: String) -> [String] { [word] + (spelledOut[word].map { [$0] } ?? []) }

  /// The different stems of a folded word, that of the most frequent language first.
  ///
  /// Beside those that the languages of the index give it, these are the stems under which documents
  /// have the word just as it is written: so it is found in whatever language, and whether or not
  /// that was guessed rightly.
  func stems(_ word: String) throws -> [String] {
    if let stems = known[word] { return stems }
    var result: [String] = []
    func add(_ stem: String) { if !result.contains(stem) { result.append(stem) } }
    for word in spellings(word) {
      for stemmer in stemmers { add(stemmer?.stem(word) ?? word) }
      for segment in segments { for stem in try segment.stems(of: word) { add(stem) } }
    }
    // Spellings are kept with their stems, so that any form of the word leads to them.
    let written = result
    for segment in segments where segment.spellings.count > 0 {
      for word in spellings(word) + written {
        for stem in try segment.stems(of: word, in: segment.spellings) { add(stem) }
      }
    }
    known[word] = result
    return result
  }

  /// Whether a folded word carries no subject.
  func isStopWord(_ word: String) -> Bool {
    stopWords.contains(TokenKey(folded: word.utf8))
  }

  /// Whether the folded word of a key carries no subject.
  func isStopWord(_ key: TokenKey) -> Bool { stopWords.contains(key) }
}

extension Segment {
  /// The stems that a folded word has in the languages of the documents in which it stands.
  ///
  /// - Complexity: O(log words).
  fileprivate func stems(of word: String) throws -> [String] { try stems(of: word, in: surfaces) }

  /// The stems that a word of one of the dictionaries stands for.
  fileprivate func stems(of word: String, in words: WordDictionary) throws -> [String] {
    let terms = postings(.text).terms
    return try words.ordinals(of: Array(word.utf8)).map { ordinal in
      try terms.string(of: Int(try words.record(ordinal, stems: terms.count).stem))
    }
  }
}

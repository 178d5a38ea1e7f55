import TextAnalysis

/// Turns the words of queries into stems: by the languages of the documents, and as they stand there.
///
/// For one search in one thread.
final class WordAnalyzer {
  private let stemmers: [Stemmer?]
  private let stopWords: Set<TokenKey>
  private let segments: [Segment]
  private var known: [String: [String]] = [:]

  /// An analyzer for languages, the most frequent first, with the keys of their stop words, and for the
  /// words of some segments.
  init(_ languages: [Language], stopWords: Set<TokenKey>, segments: [Segment]) {
    stemmers = languages.map { Stemmer($0) }
    self.stopWords = stopWords
    self.segments = segments
  }

  /// The folded words of a text.
  func words(_ text: String) -> [String] { Analyzer.tokens(of: text).map(\.text) }

  /// The different stems of a folded word, that of the most frequent language first.
  ///
  /// Beside those that the languages of the index give it, these are the stems under which documents
  /// have the word just as it is written: so it is found in whatever language, and whether or not
  /// that was guessed rightly.
  func stems(_ word: String) throws -> [String] {
    if let stems = known[word] { return stems }
    var result: [String] = []
    func add(_ stem: String) { if !result.contains(stem) { result.append(stem) } }
    for stemmer in stemmers { add(stemmer?.stem(word) ?? word) }
    for segment in segments { for stem in try segment.stems(ofSurface: word) { add(stem) } }
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
  fileprivate func stems(ofSurface word: String) throws -> [String] {
    guard let first = try surfaces.ordinal(of: Array(word.utf8)) else { return [] }
    let terms = postings(.text).terms
    var stems: [String] = []
    var ordinal = first
    while ordinal < surfaces.count, try surfaces.string(of: ordinal) == word {
      let stem = Int(try surfaceRecords[ordinal].stem)
      guard stem < terms.count else { throw surfaceRecords.damage }
      stems.append(try terms.string(of: stem))
      ordinal += 1
    }
    return stems
  }
}

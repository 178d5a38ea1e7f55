import TextAnalysis

/// How often stems occur in a document, by their numbers in a `StemCounter`.
struct StemCounts {
  /// The stems that occur, each once, in the order of their numbers.
  var counts: [(stem: Int32, count: Int)] = []

  /// The sum of all counts.
  var length = 0
}

/// Counts the stems of documents as they are weighted in the index, stop words and bare numbers left
/// out; for one search in one thread.
final class StemCounter {
  private let index: SearchIndex
  private let texts: StoredTexts
  private let analyzer: WordAnalyzer
  private var languages: [String: (stemmer: Stemmer?, memory: TokenMemory)] = [:]
  private var stems = ByteTable()

  /// Text beyond is not read.
  private static let limit = 50_000

  /// A counter; the analyzer knows the stop words.
  init(_ index: SearchIndex, _ texts: StoredTexts, _ analyzer: WordAnalyzer) {
    self.index = index
    self.texts = texts
    self.analyzer = analyzer
  }

  /// The stem of a number.
  func stem(_ number: Int32) -> String {
    String(decoding: stems[Int(number)], as: UTF8.self)
  }

  /// The stems of a document.
  ///
  /// - Throws: `IndexError`.
  func counts(of hit: CollectedHit) throws -> StemCounts {
    let stored = try texts.text(of: hit)
    let title = try index.segments[hit.segment].names(of: Int(hit.document)).title
    var language =
      languages[stored.language]
      ?? (Language(tag: stored.language).flatMap { Stemmer($0) }, TokenMemory())
    var counts: [Int32] = []
    add(title, times: Int32(SegmentFormat.titleWeight), &counts, language.stemmer, &language.memory)
    for heading in stored.headings {
      add(
        heading, times: Int32(SegmentFormat.headingWeight), &counts, language.stemmer,
        &language.memory)
    }
    add(stored.text, times: 1, &counts, language.stemmer, &language.memory)
    languages[stored.language] = language
    var result = StemCounts()
    for (number, count) in counts.enumerated() where count > 0 {
      result.counts.append((Int32(number), Int(count)))
      result.length += Int(count)
    }
    return result
  }

  private func add(
    _ text: String, times: Int32, _ counts: inout [Int32], _ stemmer: Stemmer?,
    _ memory: inout TokenMemory
  ) {
    let bytes = text.utf8Span
    var scanner = TokenScanner(bytes.span.extracting(first: Self.limit))
    while let token = scanner.next() {
      let number = memory.value(of: token.key) {
        // Remembered as -1, so that each word is judged once.
        if analyzer.isStopWord(token.key) { return -1 }
        var word: [UInt8] = []
        scanner.appendFolded(token, to: &word)
        return self.number(of: &word, stemmer)
      }
      guard number >= 0 else { continue }
      while counts.count <= number { counts.append(0) }
      counts[Int(number)] += times
    }
  }

  /// The number of the stem of a folded word; -1 for one that is not counted.
  private func number(of word: inout [UInt8], _ stemmer: Stemmer?) -> Int32 {
    guard word.count > 1, !word.allSatisfy({ $0 &- 0x30 < 10 }) else { return -1 }
    stemmer?.stem(&word)
    return Int32(stems.number(of: word))
  }
}

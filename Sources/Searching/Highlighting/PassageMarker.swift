import TextAnalysis

/// Finds the passage of a document that matches a query best, and marks the places.
struct PassageMarker {
  /// Each word of a pattern as the numbers of the stems that it may have.
  private let patterns: [[[Int32]]]
  private let stems: [String]
  private var languages: [String: PassageLanguage] = [:]

  /// About how many bytes a passage has.
  static let length = 240

  /// Text beyond is not looked through.
  static let searchLimit = 1 << 20

  /// A marker of sequences of stems.
  init(_ patterns: [[Set<String>]]) {
    var stems: [String] = []
    self.patterns = patterns.filter { !$0.isEmpty && $0.allSatisfy { !$0.isEmpty } }.map {
      pattern in
      pattern.map { words in
        words.sorted().map { stem in
          if let known = stems.firstIndex(of: stem) { return Int32(known) }
          stems.append(stem)
          return Int32(stems.count - 1)
        }
      }
    }
    self.stems = stems
  }

  /// A place that has a pattern.
  struct Match {
    var pattern: Int
    var range: Range<Int>
  }

  /// The best passage of a document: that with the most different matches, then the most, then the
  /// first; its beginning if nothing matches.
  ///
  /// - Parameters:
  ///   - stored: the text of the document.
  ///   - start: where the passage begins, if that is known.
  /// - Returns: the passage.
  mutating func snippet(of stored: StoredText, at start: Int? = nil) -> Snippet {
    let bytes = Array(stored.text.utf8.prefix(Self.searchLimit))
    let matches = matches(in: bytes, language: stored.language)
    if let start { return Self.cut(bytes, around: min(start, bytes.count), matches.map(\.range)) }
    var best = (start: 0, score: 0)
    var end = 0
    var counts = [Int](repeating: 0, count: patterns.count)
    var different = 0
    for (start, match) in matches.enumerated() {
      while end < matches.count,
        matches[end].range.upperBound - match.range.lowerBound <= Self.length
      {
        counts[matches[end].pattern] += 1
        if counts[matches[end].pattern] == 1 { different += 1 }
        end += 1
      }
      // How often they occur only decides among passages with as many different ones.
      let score = different * 1000 + min(end - start, 999)
      if score > best.score { best = (start, score) }
      if end > start {
        counts[match.pattern] -= 1
        if counts[match.pattern] == 0 { different -= 1 }
      } else {
        end = start + 1
      }
    }
    let first = matches.isEmpty ? 0 : matches[best.start].range.lowerBound
    return Self.cut(bytes, around: first, matches.map(\.range))
  }

  /// The places that have patterns, in their order.
  mutating func matches(in bytes: [UInt8], language tag: String) -> [Match] {
    guard !patterns.isEmpty else { return [] }
    let language = languages[tag] ?? PassageLanguage(tag, stems)
    defer { languages[tag] = language }
    let found = language.find(in: bytes)
    var result: [Match] = []
    for (index, word) in found.enumerated() {
      for (number, pattern) in patterns.enumerated()
      where index + pattern.count <= found.count && pattern[0].contains(word.stem) {
        let last = found[index + pattern.count - 1]
        // Words that follow each other in the text have numbers that do.
        guard last.number == word.number + pattern.count - 1,
          pattern.indices.allSatisfy({ pattern[$0].contains(found[index + $0].stem) })
        else { continue }
        result.append(Match(pattern: number, range: word.range.lowerBound..<last.range.upperBound))
      }
    }
    return result
  }

  /// Cuts a passage out at blanks and puts it on one line.
  private static func cut(
    _ bytes: [UInt8], around first: Int, _ ranges: [Range<Int>]
  ) -> Snippet {
    // A match at the very edge would be read without what it is about.
    var start = max(0, first - length / 4)
    while start > 0, start < first, !isBlank(bytes[start - 1]) { start += 1 }
    var end = min(bytes.count, start + length)
    while end < bytes.count, end > first, !isBlank(bytes[end]) { end -= 1 }
    if end <= first { end = min(bytes.count, start + length) }
    // A text without blanks is cut between characters.
    while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var text: [UInt8] = start > 0 ? Array("…".utf8) : []
    var places: [Int] = []
    for position in start..<end {
      places.append(text.count)
      let byte = bytes[position]
      if isBlank(byte) {
        if text.last != 0x20, !text.isEmpty { text.append(0x20) }
      } else {
        text.append(byte)
      }
    }
    places.append(text.count)
    if end < bytes.count { text += "…".utf8 }
    var highlights: [Range<Int>] = []
    for range in ranges where range.lowerBound >= start && range.upperBound <= end {
      let place = places[range.lowerBound - start]..<places[range.upperBound - start]
      if let last = highlights.last, place.lowerBound < last.upperBound {
        highlights[highlights.count - 1] =
          last.lowerBound..<max(last.upperBound, place.upperBound)
      } else {
        highlights.append(place)
      }
    }
    return Snippet(text: String(decoding: text, as: UTF8.self), highlights: highlights)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}

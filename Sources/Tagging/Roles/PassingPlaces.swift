internal import System

/// The parts of a text that are not what its author says there: what is named in them is named in passing.
///
/// Sentences on rights ("… is a registered trademark of …"), what stands behind the mark of a signature, quoted lines of a
/// mail, fenced code, and the lines of a table of contents.
struct PassingPlaces {
  /// The parts in their order, which do not overlap.
  private(set) var ranges: [Range<Int>] = []

  /// The longest sentence on rights, in bytes.
  private static let reach = 300

  /// Longer text behind the mark of a signature is none.
  private static let longestSignature = 600

  /// Looks for the parts of a text.
  ///
  /// - Complexity: O(bytes), and O(phrases) for each place that may be one of a notice.
  init(in bytes: [UInt8], _ phrases: PassingPhrases = .shared) {
    var found = Self.fences(in: bytes)
    found += Self.signature(in: bytes)
    found += Self.quotes(in: bytes)
    found += Self.contents(in: bytes)
    found += Self.notices(in: bytes, phrases.notices)
    found.sort { $0.lowerBound < $1.lowerBound }
    for range in found {
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  /// Fenced code, where the fence is closed.
  private static func fences(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var opening: Int?
    var next = 0
    while let place = BytePattern.first("```", in: bytes, from: next) {
      next = place + 3
      guard isAlone(before: place, in: bytes) else { continue }
      if let start = opening {
        result.append(start..<next)
        opening = nil
      } else {
        opening = place
      }
    }
    return result
  }

  /// Whether nothing but blanks stands before a place in its line.
  private static func isAlone(before place: Int, in bytes: [UInt8]) -> Bool {
    var position = place
    while position > 0, bytes[position - 1] == 0x20 { position -= 1 }
    return position == 0 || bytes[position - 1] == 0x0A
  }

  /// What stands behind the last line of two dashes and a blank (RFC 3676), if it is short.
  private static func signature(in bytes: [UInt8]) -> [Range<Int>] {
    let marks = [
      BytePattern.last("\n-- \n", in: bytes), BytePattern.last("\n-- \r\n", in: bytes),
    ]
    guard let place = marks.compactMap({ $0 }).max(),
      bytes.count - place <= longestSignature
    else { return [] }
    return [place..<bytes.count]
  }

  /// The lines quoted from another mail, unless nothing else stands there; in Markdown such lines are notes of the author.
  private static func quotes(in bytes: [UInt8]) -> [Range<Int>] {
    guard !isMarkdown(bytes) else { return [] }
    var result: [Range<Int>] = []
    var next = 0
    if bytes.first == UInt8(ascii: ">") { result.append(0..<lineEnd(0, in: bytes)) }
    while let place = BytePattern.first("\n>", in: bytes, from: next) {
      next = lineEnd(place + 1, in: bytes)
      result.append(place + 1..<next)
    }
    guard !result.isEmpty else { return [] }
    var rest = 0
    for (range, before) in zip(result, [0] + result.map(\.upperBound)) {
      rest += bytes[before..<range.lowerBound].count { $0 > 0x20 }
    }
    if let last = result.last { rest += bytes[last.upperBound...].count { $0 > 0x20 } }
    return rest > 0 ? result : []
  }

  private static let markdown: [StaticString] = ["\n# ", "\n## ", "\n### ", "> [!", "> **"]

  /// Whether headings, notes or emphasis of Markdown stand in a text.
  private static func isMarkdown(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "# ".utf8)
      || markdown.contains { BytePattern.contains($0, in: bytes) }
  }

  /// The lines of a table of contents, with dots and the number of a page.
  private static func contents(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for leaders: StaticString in ["....", ". . . ."] {
      var next = 0
      while let place = BytePattern.first(leaders, in: bytes, from: next) {
        let end = lineEnd(place, in: bytes)
        next = end
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let number = bytes[place..<end].drop { $0 == 0x2E || $0 == 0x20 }
        let digits = number.prefix { $0 &- 0x30 < 10 }
        // A row of dots in one long line may lead to the next entry.
        if !digits.isEmpty, digits.count < 5 { result.append(start..<end) }
      }
    }
    return result
  }

  /// The sentences with words of notices on rights.
  private static func notices(in bytes: [UInt8], _ phrases: [[UInt8]]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    let text = PhraseText(bytes)
    for mark in marks {
      var next = 0
      while let place = BytePattern.first(mark, in: bytes, from: next) {
        next = place + mark.utf8CodeUnitCount
        let before = text.sentence(before: place, most: reach)
        let behind = text.sentence(from: place, most: reach)
        let sentence = before.lowerBound..<behind.upperBound
        let line = lineStart(place, in: bytes)..<lineEnd(place, in: bytes)
        let range = sentence.clamped(to: line)
        let isNotice = range.contains { start in
          (text.isWordStart(start) || bytes[start] >= 0x80)
            && phrases.contains { text.match($0, at: start) != nil }
        }
        if isNotice { result.append(range) }
      }
    }
    return result
  }

  /// What each of the phrases has, in either case.
  private static let marks: [StaticString] = [
    "rademark", "RADEMARK", "ights reserved", "RIGHTS RESERVED", "opyright", "OPYRIGHT", "©",
    "Marke", "arenzeichen", "echte vorbehalten", "arque", "roits réservés", "andelsmerk", " merk",
    "echten voorbehouden",
  ]

  private static func lineStart(_ place: Int, in bytes: [UInt8]) -> Int {
    bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  }

  private static func lineEnd(_ place: Int, in bytes: [UInt8]) -> Int {
    BytePattern.first(0x0A, in: bytes, place..<bytes.count) ?? bytes.count
  }
}

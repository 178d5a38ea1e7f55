internal import Knowledge

/// Takes the numbers of pages out of lines, as `page-counters.tsv` has them.
///
/// A number is one of a page behind a word for it ("page 3 of 25", "S. 3"), with the number of all pages where a separator sets
/// both apart ("Harbor Archive | 3/25"), or between dashes at an end of the line ("- 3 -"). All other numbers stay:
/// "Invoice 4711" and "Lecture 3 of 7" are titles.
struct PageCounters: Sendable {
  /// The words that are compiled into the library.
  static let shared = PageCounters(PackageResources.page_counters_tsv)

  /// Stands in a line for a counter; no text has it.
  private static let mark: UInt8 = 0

  /// No document has more pages.
  private static let mostDigits = 5

  private var pageWords: Set<[UInt8]> = []
  private var joiningWords: Set<[UInt8]> = []
  private var longestWord = 0

  /// Reads the columns kind, language, words.
  ///
  /// - Precondition: every line has three columns and a known kind.
  init(_ bytes: [UInt8]) {
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      precondition(
        columns.count == 3,
        "page-counters.tsv: \(String(decoding: line.prefix(60), as: UTF8.self))")
      for word in columns[2].split(separator: UInt8(ascii: ";")).map(Array.init) {
        switch String(decoding: columns[0], as: UTF8.self) {
        case "page": pageWords.insert(word)
        case "of": joiningWords.insert(word)
        // Read by `EdgeLines`.
        case "month": continue
        default: preconditionFailure("page-counters.tsv: an unknown kind of word")
        }
        longestWord = max(longestWord, word.count)
      }
    }
  }

  /// A line with a mark in place of each counter; `nil` if it has none.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - isNamed: whether a counter needs a word for a page before it.
  /// - Returns: the line as it is compared.
  /// - Complexity: O(bytes).
  func marked(_ line: ArraySlice<UInt8>, onlyNamed isNamed: Bool = false) -> [UInt8]? {
    var result: [UInt8]?
    var copied = line.startIndex
    var place = line.startIndex
    while place < line.endIndex {
      guard Self.isDigit(line[place]) else {
        place += 1
        continue
      }
      let end = Self.endOfDigits(from: place, in: line)
      let counterEnd =
        end - place <= Self.mostDigits ? counter(place..<end, in: line, isNamed) : nil
      if let counterEnd {
        result = (result ?? []) + line[copied..<place] + [Self.mark]
        copied = counterEnd
      }
      place = counterEnd ?? end
    }
    return result.map { $0 + line[copied...] }
  }

  /// The end of the counter that begins with a number, if that is one of a page.
  private func counter(
    _ number: Range<Int>, in line: ArraySlice<UInt8>, _ isNamed: Bool
  ) -> Int? {
    // Behind a letter or a hyphen a number is part of a name: "A4", "X-3".
    if let before = line[..<number.lowerBound].last, Self.isWord(before) || before == 0x2D {
      return nil
    }
    let total = endOfTotal(behind: number.upperBound, in: line)
    let end = total ?? number.upperBound
    // "3rd", "3.5" and "3-4" are no numbers of pages.
    if end < line.endIndex, Self.isWord(line[end]) || Self.goesOn(at: end, in: line) { return nil }
    if isBehindPageWord(number.lowerBound, in: line) { return end }
    if isNamed { return nil }
    let isPage =
      total != nil
      ? Self.isSetApart(number.lowerBound..<end, in: line) : Self.isBetweenDashes(number, in: line)
    return isPage ? end : nil
  }

  /// Whether a number goes on behind a sign, as "3.5", "3,5", "3-4" and "3/2010" do.
  private static func goesOn(at place: Int, in line: ArraySlice<UInt8>) -> Bool {
    let behind = place + 1
    return behind < line.endIndex && isDigit(line[behind]) && signs.contains(line[place])
  }

  private static let signs = Array(".,:-/".utf8)

  /// The end of the number of all pages behind that of one: " of 25", "/25".
  private func endOfTotal(behind place: Int, in line: ArraySlice<UInt8>) -> Int? {
    var next = Self.passBlanks(from: place, in: line)
    guard next < line.endIndex else { return nil }
    if line[next] == UInt8(ascii: "/") {
      next += 1
    } else {
      let end = line[next...].firstIndex { !Self.isWord($0) } ?? line.endIndex
      guard end - next <= longestWord, next > place,
        joiningWords.contains(Self.lowercased(line[next..<end]))
      else { return nil }
      next = end
    }
    let start = Self.passBlanks(from: next, in: line)
    let end = Self.endOfDigits(from: start, in: line)
    return (1...Self.mostDigits).contains(end - start) ? end : nil
  }

  private func isBehindPageWord(_ place: Int, in line: ArraySlice<UInt8>) -> Bool {
    var end = Self.passBlanksBack(from: place, in: line)
    let sign = line[..<end].last
    if sign == UInt8(ascii: ".") || sign == UInt8(ascii: ":") {
      end = Self.passBlanksBack(from: end - 1, in: line)
    }
    let start = line[..<end].lastIndex { !Self.isWord($0) }.map { $0 + 1 } ?? line.startIndex
    // "Model S 3" is a thing, "S. 3" a page.
    guard end - start > 1 || sign == UInt8(ascii: ".") else { return false }
    return end - start <= longestWord && pageWords.contains(Self.lowercased(line[start..<end]))
  }

  /// Whether bars, dots, brackets, tabs or wide blanks stand on both sides, or the line ends there.
  private static func isSetApart(_ range: Range<Int>, in line: ArraySlice<UInt8>) -> Bool {
    func isWide(_ blanks: ArraySlice<UInt8>) -> Bool { blanks.count > 1 || blanks.first == 0x09 }
    let before = passBlanksBack(from: range.lowerBound, in: line)
    let behind = passBlanks(from: range.upperBound, in: line)
    let isApartBefore =
      before == line.startIndex || isWide(line[before..<range.lowerBound])
      || separators.contains { line[..<before].suffix($0.count).elementsEqual($0) }
    return isApartBefore
      && (behind == line.endIndex || isWide(line[range.upperBound..<behind])
        || separators.contains { line[behind...].starts(with: $0) })
  }

  private static let separators = ["|", "·", "•", "(", ")", "[", "]"].map { Array($0.utf8) }

  /// Whether a dash stands before and behind a number, and the line begins or ends there.
  private static func isBetweenDashes(_ range: Range<Int>, in line: ArraySlice<UInt8>) -> Bool {
    let before = passBlanksBack(from: range.lowerBound, in: line)
    let behind = passBlanks(from: range.upperBound, in: line)
    guard before < range.lowerBound, behind > range.upperBound,
      let first = dashes.first(where: { line[..<before].suffix($0.count).elementsEqual($0) }),
      let second = dashes.first(where: { line[behind...].starts(with: $0) })
    else { return false }
    return before - first.count == line.startIndex || behind + second.count == line.endIndex
  }

  private static let dashes = ["-", "–", "—"].map { Array($0.utf8) }

  private static func passBlanks(from place: Int, in line: ArraySlice<UInt8>) -> Int {
    line[place...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.endIndex
  }

  private static func passBlanksBack(from place: Int, in line: ArraySlice<UInt8>) -> Int {
    line[..<place].lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? line.startIndex
  }

  private static func endOfDigits(from place: Int, in line: ArraySlice<UInt8>) -> Int {
    line[place...].firstIndex { !isDigit($0) } ?? line.endIndex
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether a byte is one of a word: a letter or digit of ASCII, or of any character beyond.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || isDigit(byte)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }
}

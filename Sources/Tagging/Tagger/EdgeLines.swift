internal import Knowledge

/// Takes out of headers and footers what differs from document to document: "Printed on 2010-05-03 10:14 / notes17.txt".
///
/// Where a document begins, dates, times and its own name are no part of a line; where it ends, no numbers are. A document
/// that begins with "Invoice 4711" has that as its title.
struct EdgeLines: Sendable {
  /// Where a line stands.
  enum Edge {
    /// The document begins with it.
    case beginning
    /// The document ends with it.
    case end
  }

  /// The names of months that are compiled into the library.
  static let shared = EdgeLines(PackageResources.page_counters_tsv)

  /// Stands in a line for what was taken out; no text has it.
  private static let mark: UInt8 = 1

  /// What is left of a line must be as long, in letters.
  private static let fewestLetters = 8

  private var months: Set<[UInt8]> = []

  /// Reads the names of months among the columns kind, language, words.
  init(_ bytes: [UInt8]) {
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count == 3, columns[0].elementsEqual("month".utf8) else { continue }
      months.formUnion(columns[2].split(separator: UInt8(ascii: ";")).map(Array.init))
    }
  }

  /// A document's own name: that of its file without the extension, in small letters.
  static func name(of path: String?) -> [UInt8] {
    guard let path else { return [] }
    let file = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return DocumentScan.stem(file).utf8.map(PhraseText.lower)
  }

  /// A line with marks in place of what differs.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - edge: where it stands.
  ///   - name: the document's own name, as `name(of:)` gives it.
  /// - Returns: the line as it is compared; `nil` if nothing differs, or too little is left.
  /// - Complexity: O(bytes · length of the name).
  func marked(_ line: ArraySlice<UInt8>, at edge: Edge, name: [UInt8]) -> [UInt8]? {
    let line = line.map(PhraseText.lower)
    var result: [UInt8] = []
    var place = 0
    while place < line.count {
      let length = isWordStart(place, line) ? self.length(at: place, of: line, name) : 0
      if length > 0 {
        // Of several in a row there may be more or fewer: "3 May 2010", "May 3, 2010".
        if result.last != Self.mark { result.append(Self.mark) }
        place += length
      } else if edge == .end, Self.isDigit(line[place]) {
        if result.last != Self.mark { result.append(Self.mark) }
        place += 1
      } else {
        result.append(line[place])
        place += 1
      }
    }
    let letters = result.count { $0 &- 0x61 < 26 || $0 >= 0x80 }
    return result.contains(Self.mark) && letters >= Self.fewestLetters ? result : nil
  }

  /// The length of a name, a date or a time at a place; 0 if there is none.
  private func length(at place: Int, of line: [UInt8], _ name: [UInt8]) -> Int {
    if name.count > 1, line[place...].starts(with: name),
      !isWord(place + name.count, line)
    {
      return name.count
    }
    return dateLength(at: place, of: line)
  }

  /// The length of "2010-05-03", "3.5.2010", "10:14", "3 May 2010", "May 3, 2010" or "May 2010"; 0 if none stands there.
  private func dateLength(at place: Int, of line: [UInt8]) -> Int {
    if Self.isDigit(line[place]) {
      let (groups, end, hasColon) = numbers(from: place, of: line)
      if groups == 3 || groups > 1 && hasColon, !isWord(end, line) { return end - place }
      guard groups == 1, let monthEnd = endOfMonth(at: skip(from: end, of: line), of: line) else {
        return 0
      }
      let (years, yearEnd, _) = numbers(from: skip(from: monthEnd, of: line), of: line)
      return (years == 1 ? yearEnd : monthEnd) - place
    }
    guard let monthEnd = endOfMonth(at: place, of: line) else { return 0 }
    var end = monthEnd
    for _ in 0..<2 {
      let (groups, behind, _) = numbers(from: skip(from: end, of: line), of: line)
      guard groups == 1 else { break }
      end = behind
    }
    return end > monthEnd ? end - place : 0
  }

  /// Numbers that points, dashes, slashes or colons join: how many, where they end, and whether colons join them.
  private func numbers(from start: Int, of line: [UInt8]) -> (Int, Int, Bool) {
    var (groups, place, hasColon) = (0, start, false)
    while place < line.count, Self.isDigit(line[place]) {
      groups += 1
      while place < line.count, Self.isDigit(line[place]) { place += 1 }
      guard place + 1 < line.count, ".-/:".utf8.contains(line[place]),
        Self.isDigit(line[place + 1])
      else { break }
      if line[place] == UInt8(ascii: ":") { hasColon = true }
      place += 1
    }
    return (groups, place, hasColon)
  }

  /// The place behind points, commas and blanks.
  private func skip(from start: Int, of line: [UInt8]) -> Int {
    var place = start
    while place < line.count, line[place] == 0x20 || line[place] == 0x2C || line[place] == 0x2E {
      place += 1
    }
    return place
  }

  /// The end of the name of a month at a place.
  private func endOfMonth(at place: Int, of line: [UInt8]) -> Int? {
    guard place < line.count else { return nil }
    let end = line[place...].firstIndex { $0 < 0x80 && $0 &- 0x61 >= 26 } ?? line.count
    return months.contains(Array(line[place..<end])) ? end : nil
  }

  private func isWordStart(_ place: Int, _ line: [UInt8]) -> Bool {
    isWord(place, line) && !isWord(place - 1, line)
  }

  private func isWord(_ place: Int, _ line: [UInt8]) -> Bool {
    guard line.indices.contains(place) else { return false }
    return line[place] >= 0x80 || line[place] &- 0x61 < 26 || Self.isDigit(line[place])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

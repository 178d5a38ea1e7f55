/// Markdown's inline markup.
enum MarkdownInline {
  /// A line without emphasis, code marks, link targets, list and quote marks, and HTML tags.
  static func plain(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var line = line
    while let first = line.first, first == UInt8(ascii: ">") || first == 0x20 { line.removeFirst() }
    if let first = line.first, [0x2A, 0x2B, 0x2D].contains(first),
      line.dropFirst().first == 0x20
    {
      line.removeFirst(2)
    }
    if line.first == 0x7C { return row(line) }
    var result: [UInt8] = []
    result.reserveCapacity(line.count)
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      let next = index + 1 < line.endIndex ? line[index + 1] : 0
      switch byte {
      case UInt8(ascii: "\\") where isPunctuation(next):
        result.append(next)
        index += 1
      case UInt8(ascii: "`"): index = code(line, index, &result)
      // Between blanks it is a sign of its own, as in `2 * 3`.
      case UInt8(ascii: "*") where next != 0x20 || result.last != 0x20: break
      case UInt8(ascii: "_") where !isWordInner(line, index): break
      case UInt8(ascii: "!") where next == UInt8(ascii: "["): break
      case UInt8(ascii: "["): break
      case UInt8(ascii: "]"):
        if next == UInt8(ascii: "("), let end = closing(line, index + 1) { index = end }
      case UInt8(ascii: "<"):
        if let end = tagEnd(line, index) {
          index = end
        } else {
          result.append(byte)
        }
      default: result.append(byte)
      }
      index += 1
    }
    return result
  }

  /// Appends what stands between marks of code as it is; returns where the last of the marks is.
  private static func code(
    _ line: ArraySlice<UInt8>, _ start: Int, _ result: inout [UInt8]
  ) -> Int {
    let mark = UInt8(ascii: "`")
    func end(ofRunAt place: Int) -> Int {
      line[place...].firstIndex { $0 != mark } ?? line.endIndex
    }
    let open = end(ofRunAt: start)
    var place = open
    while let close = line[place...].firstIndex(of: mark) {
      place = end(ofRunAt: close)
      guard place - close == open - start else { continue }
      result += line[open..<close]
      return place - 1
    }
    return open - 1
  }

  private static func row(_ line: ArraySlice<UInt8>) -> [UInt8] {
    if line.allSatisfy({ [0x7C, 0x2D, 0x3A, 0x20, 13].contains($0) }) { return [] }
    return Array(
      line.split(separator: 0x7C).map { cell in
        plain(cell.drop { $0 == 0x20 })
      }.joined(separator: [9]))
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }

  /// Whether both neighbors are letters or digits, as in `snake_case`.
  private static func isWordInner(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
    func isWord(_ position: Int) -> Bool {
      guard line.indices.contains(position) else { return false }
      let byte = line[position]
      return byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    return isWord(index - 1) && isWord(index + 1)
  }

  private static func closing(_ line: ArraySlice<UInt8>, _ open: Int) -> Int? {
    line[open...].prefix(2048).firstIndex(of: UInt8(ascii: ")"))
  }

  private static func tagEnd(_ line: ArraySlice<UInt8>, _ open: Int) -> Int? {
    guard open + 1 < line.endIndex else { return nil }
    let next = line[open + 1]
    guard
      next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || (0x61...0x7A).contains(next | 0x20)
    else { return nil }
    // An address in angle brackets is text.
    guard let end = line[open...].prefix(2048).firstIndex(of: UInt8(ascii: ">")),
      !line[open..<end].contains(UInt8(ascii: "@")),
      !line[open..<end].contains(UInt8(ascii: ":"))
        || line[open..<end].contains(0x20)
    else { return nil }
    return end
  }
}

internal import Documents
internal import Glibc
internal import Model

/// The parts of a document that tell its type, counted of what every reader gives: words, lines, headings, the cells of
/// tables.
///
/// Marks of lists, links and code are in the text of some formats and taken away in others, so that they tell the
/// format rather than the type: nothing is counted of them.
struct DocumentSketch {
  /// The title: of the document, else the first heading or line.
  let title: [UInt8]

  /// The headings: of the document, else the lines that markup makes headings.
  let headings: [[UInt8]]

  /// The first words of the text.
  let beginning: [UInt8]

  /// The text, up to a limit.
  let body: [UInt8]

  /// Shares and logarithms that describe the layout.
  let layout: [(name: String, value: Float)]

  private static let bodyLimit = 20_000
  private static let beginningLimit = 700
  private static let markedLines = 3000

  init(_ document: Document) {
    let text = Array(document.text.utf8)
    let lines = text.split { $0 == 0x0A || $0 == 0x0D }
    let (marked, front) = Self.markup(lines)
    headings = document.headings.isEmpty ? marked : document.headings.map { Array($0.utf8) }
    title =
      document.title.map { Array($0.utf8) } ?? front ?? headings.first
      ?? lines.first.map(Array.init) ?? []
    beginning = Self.prefix(
      of: Array(lines.prefix(12).joined(separator: [0x0A])), Self.beginningLimit)
    body = Self.prefix(of: text, Self.bodyLimit)
    layout = Self.layout(lines, length: text.count, headings: headings.count)
  }

  /// The lines that markup makes headings, and the title of the front matter.
  private static func markup(_ lines: [ArraySlice<UInt8>]) -> ([[UInt8]], [UInt8]?) {
    var marked: [[UInt8]] = []
    var front: [UInt8]?
    for line in lines.prefix(markedLines) {
      if line.first == 0x23 {
        marked.append(Array(line.drop { $0 == 0x23 || $0 == 0x20 }))
      } else if front == nil, marked.isEmpty, line.starts(with: titleField) {
        front = Array(line.dropFirst(titleField.count))
      }
    }
    return (marked, front)
  }

  private static let titleField = Array("title:".utf8)

  /// The first bytes, cut at a character.
  private static func prefix(of bytes: [UInt8], _ limit: Int) -> [UInt8] {
    guard bytes.count > limit else { return bytes }
    var end = limit
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(bytes[..<end])
  }

  /// How many lines look so.
  private struct Lines {
    var numbered: Float = 0
    var tables: Float = 0
    var short: Float = 0
    var questions: Float = 0

    mutating func add(_ line: ArraySlice<UInt8>) {
      let start = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard let first = start.first else { return }
      if first == 0x7C || start.contains(Self.cell) { tables += 1 }
      if first &- 0x30 < 10 { numbered += 1 }
      if line.count < 60 { short += 1 }
      if start.last == 0x3F { questions += 1 }
    }

    /// What ends a cell of a table in the text of every format.
    private static let cell: UInt8 = 0x09
  }

  private static func layout(
    _ lines: [ArraySlice<UInt8>], length: Int, headings: Int
  ) -> [(name: String, value: Float)] {
    var found = Lines()
    for line in lines { found.add(line) }
    let count = Float(max(lines.count, 1))
    let length = Float(length)
    return [
      ("numbered", min(found.numbered / count * 3, 1)), ("table", found.tables / count),
      ("short lines", found.short / count),
      ("questions", min(found.questions / 5, 1)), ("headings", min(Float(headings) / 20, 1)),
      ("length", log(length + 1) / 12), ("size \(Int(log2(length + 1)) / 2)", 0.5),
    ]
  }
}

internal import XMLReading

/// A page of its own that needs nothing else and prints well.
struct ReportPage {
  private var body: [UInt8]

  /// A page that begins with a title and a sentence.
  init(_ title: String, _ summary: String, what: String) {
    body = Array(
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>\(Self.text(title)): \(what)</title>
      <style>
      body { font: 14px/1.4 sans-serif; margin: 2em; color: #222 }
      table { border-collapse: collapse; margin: 1em 0 }
      th, td { border: 1px solid #ccc; padding: .2em .6em; text-align: right }
      tr > th:first-child, td.name { text-align: left }
      td.gap { background: #fbe3e3; color: #a33 }
      thead { display: table-header-group }
      tr { break-inside: avoid }
      @media print { body { margin: 0 } }
      </style></head><body>
      <h1>\(Self.text(title))</h1>
      <p>\(Self.text(summary))</p>

      """.utf8)
  }

  /// Adds a piece of HTML.
  mutating func add(_ html: String) { body += html.utf8 }

  /// Text as it may stand between tags.
  static func text(_ text: String) -> String {
    String(decoding: XMLText.escaped(text), as: UTF8.self)
  }

  /// The whole page.
  func finished() -> [UInt8] { body + Array("</body></html>\n".utf8) }
}

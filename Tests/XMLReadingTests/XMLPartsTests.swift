import RandomNumbers
import Testing
import XMLReading

/// Reading in two parts is told from reading in one by nothing but the time it takes.
struct XMLPartsTests {
  /// Nodes between which a cut is right, and what only looks like a place between nodes.
  private static let pieces = [
    "<a:n x='1'>text</a:n>\n", "  <a:n><b>\n<c/>\n</b></a:n>\n", "<a:n/>\n\n",
    "<!-- </a:n>\n<a:n> -->\n", "<a:n><![CDATA[</a:n>\n<a:n>\n]]></a:n>\n",
    "<?pi </a:n>\n<a:n>?>\n",
    "<a:n>\n&e;\n<b z='&e;'/>\n</a:n>\n", "<n xmlns='urn:other'>\r\n<a:n/>\r\n</n>\r\n",
    "stray text\n<a:n/>\n", "<a:n y='\n/a:n>\n'>\n\n</a:n>\n", "<g>\n<g>\n<g>\n</g>\n</g>\n</g>\n",
  ]

  private static let head = """
    <?xml version="1.0"?>
    <!DOCTYPE root [
      <!ENTITY e "expanded">
    ]>
    <root xmlns:a="urn:a" title="a > b"
      xml:lang="en">

    """

  private func document(seed: Int) -> [UInt8] {
    var random = SeededGenerator(seed: UInt64(seed))
    var text = Self.head
    for _ in 0..<12 {
      text += Self.pieces[random.next(below: Self.pieces.count)]
    }
    return [UInt8]((text + "</root>\n<!-- end -->\n").utf8)
  }

  private func read(_ bytes: [UInt8], _ parts: XMLParts) throws -> PartLog {
    var log = PartLog()
    try XMLReader(limits: .vocabulary).readInParts(bytes, handler: &log, parts: parts, path: nil)
    return log
  }

  @Test(arguments: 0..<25)
  func `events and lines are the same wherever the document is cut`(seed: Int) throws {
    let bytes = document(seed: seed)
    let whole = try read(bytes, .none)
    #expect(whole.partCount == 0)
    var accepted = 0
    for cut in bytes.indices where cut > 0 && bytes[cut - 1] == UInt8(ascii: "\n") {
      let log = try read(bytes, XMLParts(cut: cut))
      #expect(log.lines == whole.lines, "cut at \(cut)")
      accepted += log.partCount
    }
    #expect(accepted > 5)
  }

  @Test
  func `a cut is guessed behind the middle of a large document`() throws {
    let bytes = [UInt8](
      ("<root>\n" + String(repeating: "<n>\n  <p>some text</p>\n</n>\n", count: 90_000)
        + "</root>").utf8)
    let log = try read(bytes, XMLParts())
    #expect(log.partCount == 1)
    #expect(try log.lines == read(bytes, .none).lines)
  }

  @Test(arguments: ["</n>", "<n></m>", "&unknown;", "\u{1}", "</root><root>", "<n x='' x=''/>"])
  func `an error in the later part is that of the whole`(wrong: String) throws {
    let text = "<root>\n<n/>\n<n/>\n\(wrong)\n<n/>\n</root>"
    let whole = try #require(throws: XMLError.self) { try read([UInt8](text.utf8), .none) }
    for cut in [7, 12, 17] {
      let error = #expect(throws: XMLError.self) {
        try read([UInt8](text.utf8), XMLParts(cut: cut))
      }
      #expect(error == whole)
    }
  }

  @Test
  func `what a part refuses is read in one piece`() throws {
    let bytes = [UInt8]("<root>\n<n/>\n<refuse/>\n</root>".utf8)
    let log = try read(bytes, XMLParts(cut: 12))
    #expect(log.partCount == 0)
    #expect(try log.lines == read(bytes, .none).lines)
  }

  @Test
  func `entities of both parts together keep to the limit`() throws {
    let big = String(repeating: "0123456789", count: 10)
    let text =
      "<!DOCTYPE root [<!ENTITY b \"\(big)\">]>\n<root>\n"
      + String(repeating: "<n>&b;</n>\n", count: 40) + "</root>"
    var limits = XMLLimits.vocabulary
    for allowed in stride(from: 500, through: 4_500, by: 250) {
      limits.expandedCharacters = allowed
      let reader = XMLReader(limits: limits)
      func outcome(_ parts: XMLParts) -> [PartLog.Line]? {
        var log = PartLog()
        let bytes = [UInt8](text.utf8)
        let result: Void? = try? reader.readInParts(bytes, handler: &log, parts: parts, path: nil)
        return result == nil ? nil : log.lines
      }
      let start = text.utf8.count - "</root>".utf8.count - 11 * 20
      #expect(outcome(XMLParts(cut: start)) == outcome(.none), "\(allowed) allowed")
    }
  }

  @Test(arguments: ["ISO-8859-1", "UTF-16"])
  func `another encoding is read in one piece`(name: String) throws {
    let text = "<?xml version='1.0' encoding='\(name)'?>\n<root>\n<n/>\n<n/>\n</root>"
    let bytes =
      name == "UTF-16"
      ? text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } : [UInt8](text.utf8)
    for cut in 1..<bytes.count {
      #expect(try read(bytes, XMLParts(cut: cut)).partCount == 0)
    }
  }
}

/// Writes down events with their lines and columns, and how many parts were taken in.
private struct PartLog: XMLPartHandler {
  private(set) var lines: [Line] = []
  private(set) var partCount = 0
  private var depth = 0
  private var text = ""

  /// An event with its place.
  struct Line: Equatable {
    var event: String
    var line: Int
    var column: Int
  }

  private mutating func add(_ event: String, _ location: XMLLocation, column: Bool = false) {
    if !text.isEmpty && depth > 1 { lines.append(Line(event: text, line: 0, column: 0)) }
    text = ""
    let position = location.position
    lines.append(
      Line(event: event, line: position.line, column: column ? position.column : 0))
  }

  mutating func startElement(_ element: XMLStartTag) {
    var event = "start {\(element.namespaceURI.string)}\(element.localName.string)"
    for attribute in element.attributes {
      event += " {\(attribute.namespaceURI.string)}\(attribute.localName.string)"
      event += "=\(attribute.value.string)"
    }
    add(event, element.location, column: true)
    depth += 1
  }

  mutating func endElement(_ element: XMLEndTag) {
    add("end \(element.localName.string)", element.location)
    depth -= 1
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) {
    self.text += text.string
  }

  mutating func comment(_ text: XMLBytes, at location: XMLLocation) {
    add("comment \(text.string)", location)
  }

  mutating func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation
  ) {
    add("instruction \(target.string) \(data.string)", location)
  }

  var canBeContinued: Bool { depth == 1 }

  func makePart() -> PartLog { PartLog() }

  mutating func append(_ part: consuming PartLog, lineShift: Int) -> Bool {
    guard !part.lines.contains(where: { $0.event == "start {}refuse" }) else { return false }
    partCount += 1
    for var line in part.lines.dropFirst() {
      if line.line > 0 { line.line += lineShift }
      lines.append(line)
    }
    return true
  }
}

import Foundation
import TestSupport
import Testing
import XMLReading

struct XMLReaderTests {
  enum SampleName: UInt32, XMLKnownName {
    case item, label, id
    static let localNames = ["item", "label", "id"]
    var namespaceURIs: [String] { self == .id ? [""] : ["urn:one", "urn:two"] }
  }

  struct Counter: XMLHandler {
    var items = 0
    var ids: [String] = []
    var unknown: Set<UInt32> = []

    mutating func startElement(_ element: XMLStartTag) {
      switch SampleName(element.name) {
      case .item:
        items += 1
        if let id = element[SampleName.id] { ids.append(id.string) }
      case nil: unknown.insert(element.name.rawValue)
      default: break
      }
    }
    mutating func endElement(_ element: XMLEndTag) {}
    mutating func characters(_ text: XMLBytes, at location: XMLLocation) {}
  }

  struct Stop: Error, Equatable { var line: Int }

  struct Stopper: XMLHandler {
    var seen = 0
    mutating func startElement(_ element: XMLStartTag) throws {
      seen += 1
      if element.localName == "stop" { throw Stop(line: element.location.position.line) }
    }
    mutating func endElement(_ element: XMLEndTag) {}
    mutating func characters(_ text: XMLBytes, at location: XMLLocation) {}
  }

  struct Places: XMLHandler {
    var starts: [String: XMLPosition] = [:]
    mutating func startElement(_ element: XMLStartTag) {
      starts[element.localName.string] = element.location.position
    }
    mutating func endElement(_ element: XMLEndTag) {}
    mutating func characters(_ text: XMLBytes, at location: XMLLocation) {}
  }

  @Test func `reports elements, attributes, namespaces, text, comments and instructions`() throws {
    let lines = try events(
      """
      <?pi some data?><a xmlns="urn:x" xmlns:p="urn:p" p:k="1 &amp; 2" xml:lang="de"><!--c-->x &lt;\
      <![CDATA[<y>]]><p:b/></a>
      """)
    #expect(
      lines == [
        "instruction pi some data",
        "start {urn:x}a {urn:p}k=1 & 2 {http://www.w3.org/XML/1998/namespace}lang=de"
          + " xmlns:=urn:x xmlns:p=urn:p",
        "comment c", "text x <<y>", "start {urn:p}b", "end {urn:p}b", "end {urn:x}a",
      ])
  }

  @Test func `numbers known names alike in all their namespaces, unknown ones after them`() throws {
    let text = """
      <r xmlns:a="urn:one" xmlns:b="urn:two" xmlns:c="urn:three"><a:item id="1"/><b:item id="2"/>\
      <c:item id="3"/><c:item/><r/></r>
      """
    let reader = XMLReader(names: XMLNames(SampleName.self), limits: .vocabulary)
    var counter = Counter()
    try reader.read([UInt8](text.utf8), handler: &counter)
    #expect(counter.items == 2)
    #expect(counter.ids == ["1", "2"])
    #expect(counter.unknown.sorted() == [3, 4])
  }

  @Test func `keeps thousands of unknown names apart`() throws {
    let count = 5_000
    let text = "<r>" + (0..<count).map { "<n\($0)/><n\($0)/>" }.joined() + "</r>"
    let reader = XMLReader(names: XMLNames(SampleName.self), limits: .vocabulary)
    var counter = Counter()
    try reader.read([UInt8](text.utf8), handler: &counter)
    #expect(counter.unknown.count == count + 1)
  }

  @Test func `gives line, column and offset of a start tag`() throws {
    let text = "<a>\n  <b x='1'\n     y='2'/>é<c/>\n<d/></a>"
    var places = Places()
    try XMLReader(limits: .vocabulary).read([UInt8](text.utf8), handler: &places)
    #expect(places.starts["a"] == XMLPosition(line: 1, column: 1, byteOffset: 0))
    #expect(places.starts["b"] == XMLPosition(line: 2, column: 3, byteOffset: 6))
    #expect(places.starts["c"] == XMLPosition(line: 3, column: 14, byteOffset: 29))
    #expect(places.starts["d"] == XMLPosition(line: 4, column: 1, byteOffset: 34))
  }

  @Test func `ends with what a handler throws and gives no further event`() throws {
    var stopper = Stopper()
    let text = "<a>\n<b/>\n<stop/><c/></a>"
    #expect(throws: Stop(line: 3)) {
      try XMLReader(limits: .vocabulary).read([UInt8](text.utf8), handler: &stopper)
    }
    #expect(stopper.seen == 3)
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func `gives the same events whatever the chunks`(chunk: Int) throws {
    let text = """
      <?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x<b/>y">]>
      <a xmlns:p='urn:p' p:q="é&e2;" r='&#x1F600;'>&e;ß😀<!-- - --><![CDATA[]]]]><p:z/></a>
      """.replacingOccurrences(of: "&e2;", with: "")
    let bytes = [UInt8](text.utf8)
    let whole = try events(bytes)
    #expect(whole.contains("start b"))
    #expect(try events(bytes, chunk: chunk) == whole)
  }

  @Test func `reads a file in chunks and names it in errors`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url(of: "a.xml").path
    let items = String(repeating: "<item xmlns='urn:one' id='7'>text</item>\n", count: 20_000)
    try folder.write("a.xml", "<r>\n\(items)</r>")
    var counter = Counter()
    let reader = XMLReader(names: XMLNames(SampleName.self), limits: .vocabulary)
    try reader.read(path: path, handler: &counter)
    #expect(counter.items == 20_000)

    try folder.write("a.xml", "<r>\n\(items)</s>")
    do {
      try reader.read(path: path, handler: &counter)
      Issue.record("the damaged file was read")
    } catch let error as XMLError {
      #expect(error.path == path)
      #expect(error.position?.line == 20_002)
      #expect(error.description.hasPrefix("\(path):20002:"))
    }
  }

  @Test func `says that a file is missing`() {
    var counter = Counter()
    #expect(throws: XMLError(.unreadable(errno: 2), path: "/nowhere/at/all.xml")) {
      try XMLReader(limits: .vocabulary).read(path: "/nowhere/at/all.xml", handler: &counter)
    }
  }
}

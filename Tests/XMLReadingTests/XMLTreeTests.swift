import Testing
import XMLReading

@Suite struct XMLTreeTests {
  enum CoreName: UInt32, XMLKnownName {
    case title, creator
    var namespaceURIs: [String] { ["urn:dc"] }
  }

  @Test func `holds elements, attributes, text and places`() throws {
    let text = "<p xmlns:d='urn:dc'>\n<d:title x='1'>A<b>B</b></d:title><d:creator/><d:title/></p>"
    let tree = try XMLTree([UInt8](text.utf8), names: XMLNames(CoreName.self))
    let title = try #require(tree.root.first(CoreName.title))
    #expect(title.text == "AB")
    #expect(title.ownText == "A")
    #expect(title[attribute: "x"] == "1")
    #expect(title.position.line == 2)
    #expect(tree.root.all(CoreName.title).count == 2)
    #expect(tree.root.first(CoreName.creator)?.text == "")
    #expect(title.children.map(\.localName) == ["b"])
  }

  @Test func `refuses what the limits refuse`() {
    #expect(throws: XMLError.self) { try XMLTree([UInt8]("<!DOCTYPE a []><a/>".utf8)) }
    #expect(throws: XMLError.self) { try XMLTree([UInt8]("<a>".utf8)) }
  }
}

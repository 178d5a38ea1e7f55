import RandomNumbers
import Testing

@testable import Documents

struct XMLOutlineTests {
  private func outline(_ text: String) throws -> XMLOutline { try XMLOutline(Array(text.utf8)) }

  @Test
  func `names, namespaces, values and text`() throws {
    let text =
      "\u{FEFF}<?xml version='1.0'?><a xmlns='u:a' xmlns:b=\"u:b\"><!--<c>--><b:c d='1 &lt; 2' b:e=\"&#x41;\">"
      + "x<![CDATA[<&]]>y<f xmlns=''/>z&amp;</b:c></a>\n"
    let outline = try outline(text)
    #expect(outline.elements.map(\.namespace) == ["u:a", "u:b", ""])
    #expect(outline.value("d", of: 1) == "1 < 2")
    #expect(outline.value("u:b", "e", of: 1) == "A")
    #expect(outline.text(of: 1) == "x<&yz&")
    #expect(outline.children(of: 0) == [1] && outline.children(of: 1) == [2])
    #expect(outline.prefix(for: "u:b", in: 1) == "b")
    #expect(outline.prefix(for: "u:a", in: 1, forAttributes: true) == nil)
  }

  @Test(arguments: [
    "", "text", "<a>", "<a></b>", "<a/><b/>", "<a b=c/>", "<a b='<'/>", "<a><b></a></b>",
    "<!DOCTYPE a><a/>", "<b:a/>", "<a b:c=''/>", "<a/>text", "<a", "<a><![CDATA[</a>",
    "<a b='1'c='2'/>",
  ])
  func `what is not well-formed is refused`(text: String) {
    #expect(throws: XMLOutline.Failure.self) { try outline(text) }
  }

  @Test
  func `nesting is limited`() {
    let text = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
    #expect(throws: XMLOutline.Failure.tooDeep) { try outline(text) }
  }

  @Test
  func `children go in at the right place, whatever the element looks like`() throws {
    func appended(_ text: String) throws -> String {
      var part = try XMLPart(Array(text.utf8), name: "x")
      part.append(part.indentation(in: 0) + Array("<n/>".utf8), to: 0)
      part.append(part.indentation(in: 0) + Array("<m/>".utf8), to: 0)
      return String(decoding: try part.changedBytes() ?? [], as: UTF8.self)
    }
    #expect(try appended("<a/>") == "<a><n/><m/></a>")
    #expect(try appended("<a></a>") == "<a><n/><m/></a>")
    #expect(try appended("<a>\n  <b/>\n</a>") == "<a>\n  <b/>\n  <n/>\n  <m/>\n</a>")
    #expect(try appended("<a>text</a>") == "<a>text<n/><m/></a>")
  }

  @Test
  func `a removed element takes its line with it`() throws {
    var part = try XMLPart(Array("<a>\n  <b/>\n  <c>x</c>\n  <d/>\n</a>".utf8), name: "x")
    part.remove(2)
    #expect(try part.changedBytes() == Array("<a>\n  <b/>\n  <d/>\n</a>".utf8))
  }

  @Test
  func `other encodings than Unicode get ASCII only`() throws {
    let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>"
    var part = try XMLPart(Array(text.utf8), name: "x")
    part.setText("Häfen & \u{1F4C4}\u{1}", of: 0)
    let new = String(decoding: try part.changedBytes() ?? [], as: UTF8.self)
    #expect(new.hasSuffix("<a>H&#228;fen &amp; &#128196;</a>"))
  }

  @Test(arguments: 1...10)
  func `byte searches find what a naive search finds`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...30, using: &numbers)).map { _ in
        UInt8.random(in: 97...99, using: &numbers)
      }
      let needle = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
        UInt8.random(in: 97...99, using: &numbers)
      }
      let places = bytes.indices.filter { bytes[$0...].starts(with: needle) }
      #expect(ByteSearch.first(needle, in: bytes, 0..<bytes.count) == places.first)
      #expect(ByteSearch.last(needle, in: bytes, 0..<bytes.count) == places.last)
    }
  }
}

import Testing

@testable import XMLReading

struct XMLTextTests {
  @Test(arguments: [
    (XMLText.Place.content, "a&amp;b &lt;c&gt; \"d\" 'e'\t\n&#13;"),
    (.attribute, "a&amp;b &lt;c&gt; &quot;d&quot; 'e'&#9;&#10;&#13;"),
    (.anywhere, "a&amp;b &lt;c&gt; &quot;d&quot; &#39;e&#39;&#9;&#10;&#13;"),
  ])
  func `text is escaped for its place and read back`(place: XMLText.Place, expected: String) {
    let text = "a&b <c> \"d\" 'e'\t\n\r"
    let escaped = XMLText.escaped(text, in: place)
    #expect(String(decoding: escaped, as: UTF8.self) == expected)
    #expect(XMLText.unescaped(escaped[...]) == text)
  }

  @Test func `what XML cannot hold is left out or replaced`() {
    let text = "a\u{1}b\u{FFFE}c\u{FFFF}d\u{FFFD}"
    #expect(XMLText.escaped(text) == Array("abcd\u{FFFD}".utf8))
    var bytes: [UInt8] = []
    XMLText.append(text, in: .content, to: &bytes, replacement: "?")
    #expect(bytes == Array("a?b?c?d\u{FFFD}".utf8))
  }

  @Test func `beyond ASCII becomes references if wanted`() {
    #expect(XMLText.escaped("ä<€😀", asciiOnly: true) == Array("&#228;&lt;&#8364;&#128512;".utf8))
    #expect(XMLText.escaped("ä") == Array("ä".utf8))
  }
}

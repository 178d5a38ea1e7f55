import RandomNumbers
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

  @Test(arguments: [
    ("&amp;&lt;&gt;&quot;&apos;&nbsp;", "&<>\"'\u{A0}"), ("&#65;&#x41;&#X1f600;", "AA😀"),
    ("&#0065;", "A"), ("a & b", "a & b"), ("&", "&"), ("&;", "&;"), ("&#;", "&#;"),
    ("&#x;", "&#x;"),
    ("&copy;", "&copy;"), ("&AMP;", "&AMP;"), ("&#+65;", "&#+65;"), ("&#-65;", "&#-65;"),
    ("&#x+41;", "&#x+41;"), ("&#0;", "&#0;"), ("&#xD800;", "&#xD800;"),
    ("&#x110000;", "&#x110000;"),
    ("&#99999999999;", "&#99999999999;"), ("&amp", "&amp"), ("&amp;lt;", "&lt;"),
    ("&&lt;", "&<"), ("é&#233;", "éé"),
  ])
  func `references are resolved, and whatever is none stays`(text: String, expected: String) {
    #expect(XMLText.unescaped(Array(text.utf8)[...]) == expected)
  }

  @Test(arguments: 1...4) func `a parser gives back what was escaped`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let letters: [Character] = [
      "a", "&", "<", ">", "\"", "'", "\t", "\n", "\r", "é", "😀", "]", "\u{A0}", "\u{FFFD}", ";",
      "#",
    ]
    for _ in 0..<200 {
      let text = String(
        (0...numbers.next(below: 12)).map { _ in letters[numbers.next(below: letters.count)] })
      for place in [XMLText.Place.content, .anywhere] {
        let escaped = XMLText.escaped(text, in: place, asciiOnly: numbers.next(below: 2) == 0)
        #expect(try events(Array("<r>".utf8) + escaped + Array("</r>".utf8))[1] == "text \(text)")
      }
      for (place, quote) in [(XMLText.Place.attribute, "\""), (.anywhere, "\""), (.anywhere, "'")] {
        let escaped = String(decoding: XMLText.escaped(text, in: place), as: UTF8.self)
        #expect(try events("<r a=\(quote)\(escaped)\(quote)/>")[0] == "start r a=\(text)")
      }
    }
  }
}

import RandomNumbers
import Testing

@testable import ParlanceKit

/// A part of a text by bytes, which never cuts a character in two.
struct TextPartTests {
  private static func part(_ text: String, _ start: Int, _ length: Int) -> (String, Range<Int>) {
    var part = TextPart()
    part.start = start
    part.length = length
    let found = part.of(text)
    return (String(found.text), found.range)
  }

  @Test(
    arguments: [
      ("abcdef", 0, 3, "abc", 0..<3), ("abcdef", 3, 3, "def", 3..<6),
      ("abcdef", 4, 100, "ef", 4..<6),
      ("abcdef", 6, 1, "", 6..<6), ("abcdef", 100, 1, "", 6..<6), ("", 0, 10, "", 0..<0),
      ("abc", 0, 0, "", 0..<0), ("abc", -5, 2, "", 0..<0), ("abc", 0, -1, "", 0..<0),
      // Of two bytes: what would be cut is left out, and begun at its first byte.
      ("äöü", 0, 3, "ä", 0..<2), ("äöü", 1, 3, "äö", 0..<4), ("äöü", 2, 1, "", 2..<2),
      ("a😀b", 0, 4, "a", 0..<1), ("a😀b", 1, 4, "😀", 1..<5), ("a😀b", 3, 3, "😀b", 1..<6),
      ("abc", 0, .max, "abc", 0..<3), ("abc", .max, .max, "", 3..<3), ("abc", 2, .max, "c", 2..<3),
    ] as [(String, Int, Int, String, Range<Int>)])
  func `a part begins and ends at characters`(
    text: String, start: Int, length: Int, part: String, range: Range<Int>
  ) {
    let found = Self.part(text, start, length)
    #expect(found.0 == part)
    #expect(found.1 == range)
  }

  @Test(arguments: 1...4) func `parts one after the other are the whole text`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let letters: [Character] = ["a", "ä", "漢", "😀", "\n", "e\u{301}", "\u{1F1E9}\u{1F1EA}"]
    for _ in 0..<50 {
      let text = String(
        (0..<numbers.next(below: 60)).map { _ in letters[numbers.next(below: letters.count)] })
      let length = 4 + numbers.next(below: 20)
      var whole = ""
      var start = 0
      while start < text.utf8.count {
        let (part, range) = Self.part(text, start, length)
        #expect(range.lowerBound == start && range.count == part.utf8.count)
        #expect(range.count <= length)
        // Four bytes hold any character, so that a reader always comes on.
        guard range.upperBound > start else { break }
        whole += part
        start = range.upperBound
      }
      #expect(whole.unicodeScalars.elementsEqual(text.unicodeScalars))
    }
  }
}

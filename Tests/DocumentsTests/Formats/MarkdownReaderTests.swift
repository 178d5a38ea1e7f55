import Foundation
import Model
import RandomNumbers
import Testing

@testable import Documents

/// Headings, fences and markup within lines of Markdown.
struct MarkdownReaderTests {
  private func headings(_ text: String) throws -> [String] {
    try readDocument(text, "a.md").headings
  }

  @Test(arguments: [
    ("# A", "A"), ("###### A ######", "A"), ("## A ##  ", "A"), ("#\tA", "A"), ("   # A", "A"),
    ("# C#", "C#"), ("# F# and C# ##", "F# and C#"), ("# A \\#", "A #"), ("# A #b", "A #b"),
    ("# [A](x) *b*", "A b"), ("# A\r", "A"),
  ])
  func `marks in front make a heading, and marks that stand apart close it`(
    line: String, heading: String
  ) throws {
    #expect(try headings(line + "\ntext") == [heading])
  }

  @Test(arguments: ["#A", "####### A", "    # A", "\\# A", "#", "# ", "## ##", "text # A"])
  func `other lines are none`(line: String) throws {
    #expect(try headings("a text that is no title, but a sentence.\n\n" + line + "\n").isEmpty)
  }

  @Test(arguments: [
    ("A\n===", ["A"]), ("A\n--", ["A"]), ("A\n=== \r\n", ["A"]), ("A\n\n---", []), ("A\n=-=", []),
    ("```\nA\n```\n---", []), ("A\n===\nB\n---", ["A", "B"]),
  ])
  func `a line below makes a heading of a paragraph`(text: String, expected: [String]) throws {
    // The first line of a document stands like a title: another one goes before.
    let found = try headings("words that begin it, none of them a title.\n\n" + text + "\n")
    #expect(found == expected)
  }

  @Test(arguments: [
    "```\n# no\n```", "~~~\n# no\n~~~", "```swift\n# no\n```", "````\n```\n# no\n```\n# no\n````",
    "```\n~~~\n# no\n```", "```\n# no\n``` more\n# no\n```", "  ```\n  # no\n  ```",
    "```\n# no\n`````", "~~~ a `b`\n# no\n~~~", "```\n# no",
  ])
  func `what stands in a fence is code`(text: String) throws {
    let isOpen = text.hasSuffix("# no")
    let found = try headings("# Yes\n\n\(text)\n# After\n")
    #expect(found == (isOpen ? ["Yes"] : ["Yes", "After"]))
  }

  @Test func `marks of code within a line open no fence`() throws {
    #expect(try headings("# A\n\n```ls``` lists it.\n\n# B\n") == ["A", "B"])
  }

  private func plain(_ line: String) -> String {
    String(decoding: MarkdownInline.plain(Array(line.utf8)[...]), as: UTF8.self)
  }

  @Test(arguments: [
    ("a *b* **c** _d_ __e__", "a b c d e"), ("snake_case_name", "snake_case_name"),
    ("2 * 3 * 4", "2 * 3 * 4"), ("a*b*c", "abc"), ("* item", "item"), ("- item", "item"),
    ("+ item", "item"), ("> quote", "quote"), ("> > quote", "quote"), ("-5", "-5"),
    ("\\*a\\* \\_ \\a", "*a* _ \\a"), ("[a](http://x.y/z_w) b", "a b"), ("[a] (b)", "a (b)"),
    ("![alt](p.png)", "alt"), ("[a](b", "a(b"), ("<b>a</b>", "a"), ("a < b > c", "a < b > c"),
    ("<http://x.y>", "<http://x.y>"), ("<a href=\"x:y\">b</a>", "b"), ("<me@x.y>", "<me@x.y>"),
    ("`a_b*c`", "a_b*c"), ("`vector<int>` is", "vector<int> is"), ("``a`b`` c", "a`b c"),
    ("`a", "a"), ("``a` b", "a b"), ("| a | *b* |", "a \tb "), ("|---|:-:|", ""), ("", ""),
  ])
  func `a line is what a person reads of it`(line: String, expected: String) {
    #expect(plain(line) == expected)
  }

  @Test(arguments: 1...5) func `nothing is made up, and no line takes long`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let marks = Array("`*_[]()<>!\\|# ab-".utf8)
    for _ in 0..<300 {
      let line = (0..<numbers.next(below: 60)).map { _ in marks[numbers.next(below: marks.count)] }
      let plain = MarkdownInline.plain(line[...])
      // What stays is in the order of the line; a tab stands between cells.
      var rest = line[...]
      for byte in plain where byte != 9 {
        guard let place = rest.firstIndex(of: byte) else {
          Issue.record("\(String(decoding: line, as: UTF8.self))")
          break
        }
        rest = rest[(place + 1)...]
      }
    }
    let long = Array(repeating: UInt8(ascii: "`"), count: 200_000)
    #expect(MarkdownInline.plain(long[...]).isEmpty)
  }
}

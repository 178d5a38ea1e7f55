import Knowledge
import Testing

/// The lines of files that people write: comments and empty lines are none.
struct ResourceLinesTests {
  @Test(arguments: [
    ("", []), ("\n", []), ("\n\n\n", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
    ("a\n\n\nb\n", ["a", "b"]), ("# a\nb\n#c", ["b"]), ("#", []), ("a # b\n", ["a # b"]),
    (" # a\n", [" # a"]), ("a\tb\n", ["a\tb"]), ("ä字\n", ["ä字"]), (" \n", [" "]),
  ])
  func `are what stands between line ends`(text: String, expected: [String]) {
    #expect(ResourceLines(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test func `come one by one, and none at the end`() {
    var lines = ResourceLines(Array("a\n# b\nc".utf8))
    #expect(lines.next().map(Array.init) == [0x61])
    #expect(lines.next().map(Array.init) == [0x63])
    #expect(lines.next() == nil)
    #expect(lines.next() == nil)
  }
}

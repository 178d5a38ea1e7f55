import RandomNumbers
import System
import Testing

@Suite struct `Share path` {
  @Test func `valid names are their own string`() {
    let path = SharePath("Vertrieb/Broschüre – 2010.docx")
    #expect(path.string == "Vertrieb/Broschüre – 2010.docx")
    #expect(path.display == path.string)
    #expect(path.pathExtension == "docx")
    #expect(path.folder == SharePath("Vertrieb"))
    #expect(SharePath("a/.hidden").pathExtension == "")
  }

  @Test(arguments: 1...3) func `any bytes survive the string form`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      [0xFF], [0x80], [0xC3], Array("é".utf8), Array("a".utf8), Array("/".utf8),
      Array("\u{10FF80}".utf8), Array("\u{10FFFF}".utf8), Array("\u{10FF7F}".utf8), [0xF4, 0x8F],
      [0xED, 0xA0, 0x80], [0xC0, 0x80], [10], [27],
    ]
    for _ in 0..<3000 {
      let count = Int.random(in: 0...6, using: &generator)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      let path = SharePath(bytes: bytes)
      #expect(SharePath(path.string).bytes == bytes)
    }
  }

  @Test func `the displayed form has no control characters`() {
    let path = SharePath(bytes: Array("a\u{1B}[31m\n\u{202E}txt".utf8) + [0xFF])
    #expect(path.display == "a\\x1b[31m\\x0a\\xe2\\x80\\xaetxt\\xff")
  }

  @Test(arguments: [
    "\u{0}", "\u{7F}", "\u{85}", "\u{61C}", "\u{180E}", "\u{200B}", "\u{200F}", "\u{2028}",
    "\u{202A}", "\u{2060}", "\u{2069}", "\u{FEFF}", "\u{FFF9}", "\u{E0041}",
  ])
  func `what turns or hides text is shown by its bytes`(hidden: String) {
    let shown = hidden.utf8.map {
      "\\x" + (String($0 >> 4, radix: 16) + String($0 & 15, radix: 16))
    }
    #expect(SharePath("a\(hidden)b").display == "a\(shown.joined())b")
    #expect(SharePath("a\(hidden)b").string == "a\(hidden)b")
  }

  @Test(arguments: [
    ("", "", "", ""), ("a", "", "a", ""), ("/a", "/", "a", ""), ("/", "/", "", ""),
    ("a/b.tar.GZ", "a", "b.tar.GZ", "gz"), ("a/.b", "a", ".b", ""), ("a/b.", "a", "b.", ""),
    ("/a/b/c.d", "/a/b", "c.d", "d"), ("a.b/c", "a.b", "c", ""),
  ])
  func `folder, name and ending`(path: String, folder: String, name: String, ending: String) {
    let path = SharePath(path)
    #expect(path.folder == SharePath(folder))
    #expect(path.name == Array(name.utf8))
    #expect(path.pathExtension == ending)
  }

  @Test(arguments: [("", "a", "a"), ("/", "a", "/a"), ("a", "b", "a/b"), ("a/", "b", "a/b")])
  func `an entry is appended behind one slash`(folder: String, name: String, path: String) {
    #expect(SharePath(folder).appending(Array(name.utf8)) == SharePath(path))
  }

  @Test(arguments: 1...3) func `the order is that of folders by their names`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let paths = (0..<60).map { _ in
      let steps = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        ["a", "a.b", "a b", "b", "é"].randomElement(using: &generator) ?? ""
      }
      return SharePath(steps.joined(separator: "/"))
    }
    let expected = paths.sorted { left, right in
      func steps(_ path: SharePath) -> [[UInt8]] {
        path.bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
      }
      return steps(left).lexicographicallyPrecedes(steps(right)) {
        $0.lexicographicallyPrecedes($1)
      }
    }
    #expect(paths.sorted() == expected)
  }

  @Test func `a folder's content stays together in the order`() {
    let paths = ["b", "a/z", "a.txt", "a b", "a"].map { SharePath($0) }.sorted()
    #expect(paths.map(\.string) == ["a", "a/z", "a b", "a.txt", "b"])
  }
}

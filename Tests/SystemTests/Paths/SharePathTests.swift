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

  @Test func `a folder's content stays together in the order`() {
    let paths = ["b", "a/z", "a.txt", "a b", "a"].map { SharePath($0) }.sorted()
    #expect(paths.map(\.string) == ["a", "a/z", "a b", "a.txt", "b"])
  }
}

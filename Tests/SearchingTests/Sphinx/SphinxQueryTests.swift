import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// What is asked of Sphinx and Manticore, word by word.
struct SphinxQueryTests {
  private static var query: SphinxQuery { SphinxQuery(release: "r") { _, _ in [] } }

  private static func matches(_ clause: RemoteClause, _ text: String) throws -> Bool {
    let keys = [SphinxCode.marker(.document, of: "r")]
    return try TinyMatch(query.text(clause)).matches([
      "keys": keys, "stems": text.split(separator: " ").map(String.init),
    ])
  }

  @Test func `a number within bounds has one of the words of the bounds, and no other has`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let numbers = (0..<3).map { _ in
        Bool.random(using: &generator)
          ? Int.random(in: -20...20, using: &generator)
          : Int.random(in: Int(Int32.min)...Int(Int32.max), using: &generator)
      }
      let (from, until) = (min(numbers[0], numbers[1]), max(numbers[0], numbers[1]))
      let own = Set(SphinxCode.words(ofNumber: numbers[2], of: "date"))
      for (from, until) in [(from, until), (from, nil), (nil, until), (nil, nil)] {
        let words = SphinxCode.words(from: from, until: until, of: "date")
        let isWithin = from ?? .min <= numbers[2] && numbers[2] <= until ?? .max
        #expect(own.isDisjoint(with: words) != isWithin, "\(numbers)")
        #expect(words.count <= 2 * 15 * 8)
      }
    }
  }

  @Test func `stems that the engine would change or cut have another word`() {
    #expect(SphinxCode.stem("price2") == "price2")
    for stem in [
      "straße", "a-b", "Price", "", "_none", String(repeating: "a", count: 41), "a\u{0}",
    ] {
      let word = SphinxCode.stem(stem)
      #expect(word.hasPrefix("_s") && word.count == 18, "\(stem)")
    }
    #expect(Set(["é", "e\u{301}x", "ü"].map(SphinxCode.stem)).count == 3)
  }

  @Test func `a word near itself must be there twice`() throws {
    for (words, text, isNear) in [
      ([["a"], ["a"]], "a b", false), ([["a"], ["a"]], "a b a", true),
      ([["a", "b"], ["a", "b"]], "a c", false),
      ([["a", "b"], ["a", "b"]], "b c a", true),
      ([["a", "b"], ["a", "c"]], "a x x x x b", false),
      ([["a", "b"], ["a", "c"]], "c x b", true),
    ] as [([Set<String>], String, Bool)] {
      let phrase = RemotePhrase(words: words, slop: 2, isOrdered: false)
      #expect(try Self.matches(.phrases([phrase]), text) == isNear, "\(words) \(text)")
    }
  }

  @Test func `a phrase of more forms than are asked for is refused`() {
    let many = Set((0..<80).map { "w\($0)" })
    #expect(throws: RemoteRefusal.tooManyForms(limit: 5_000)) {
      try Self.query.text(.phrases([RemotePhrase(words: [many, many])]))
    }
  }

  @Test func `negations, nothing and everything are queries that an engine takes`() throws {
    #expect(try !Self.matches(.nothing, "a"))
    #expect(try Self.matches(.everything, "a"))
    #expect(try Self.matches(.all([], excluding: [.stems(["b"])]), "a"))
    #expect(try !Self.matches(.all([], excluding: [.stems(["a"])]), "a"))
    #expect(try !Self.matches(.any([.stems([]), .nothing]), "a"))
    #expect(try !Self.matches(.all([.stems(["a"]), .values("x", [])]), "a"))
  }

  @Test(arguments: [
    "sales/**", "**/offer.pdf", "*offer*", "*.pdf", "sales/*/o*r.pdf", "?ales/2009/*", "a*b*c",
    "**/2009/**",
    "sales/**/offer.pdf", "o?fer.pdf", "sales", "*", "**", "/**", "sales/*", "*a*", "*of*er*",
    "a*a", "??.txt", "sal*/**/*",
  ])
  func `a pattern of paths finds what it matches`(pattern: String) throws {
    let paths = [
      "sales/2009/offer.pdf", "sales/offer.pdf", "offer.pdf", "axbxc", "abc/x", "acb", "a", "aa",
      "sales",
      "sales/2009", "x/2009/y", "2009/y", "/abs/2009/z.pdf", "ab.txt", "b.txt", "it's/ä😀.txt", "",
    ]
    let wanted = PathPattern(pattern)
    let words = SphinxPath(RemoteField.foldedPath)
    let query = try TinyMatch(words.query(pattern))
    for path in paths {
      let keys = try #require(words.words(of: path))
      #expect(query.matches(["keys": keys]) == wanted.matches(path), "\(path)")
    }
  }

  @Test(arguments: ["*?b", "a?*b", "a**b/c", "*a*b*a*", "**/x/**/y/**/z/**/w/*"])
  func `a pattern that cannot be asked exactly is refused`(pattern: String) {
    #expect(throws: RemoteRefusal.pattern(pattern)) {
      try SphinxPath(RemoteField.foldedPath).query(pattern)
    }
  }

  @Test func `a path that is too deep has no words`() {
    let path = SphinxPath(RemoteField.foldedPath)
    #expect(path.words(of: String(repeating: "a/", count: 63) + "b")?.isEmpty == false)
    #expect(path.words(of: String(repeating: "a/", count: 64) + "b") == nil)
  }

  @Test func `text stands between quotes as it is, and no NUL goes along`() throws {
    #expect(SphinxText.quoted("it's \\") == Array("'it\\'s \\\\'".utf8))
    for text in ["it's", "\\", "\"", "a\u{0}b", "\n\t", "😀 ü", "%s -- /* */;"] {
      let stored = SphinxText.stored(text)
      #expect(!stored.utf8.contains { $0 < 0x20 })
      #expect(try SphinxText.read(stored) == text)
    }
    #expect(throws: RemoteFailure.self) { try SphinxText.read("\"") }
  }
}

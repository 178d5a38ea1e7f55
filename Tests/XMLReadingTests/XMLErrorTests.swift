import RandomNumbers
import Testing
import XMLReading

struct XMLErrorTests {
  @Test(arguments: [
    ("<a>\n<b></a>", 2), ("<a>\n\n<b c=d/></a>", 3), ("<a>\n<x:b/></a>", 2),
    ("<a>&nothing;</a>", 1), ("<a>\u{1}</a>", 1), ("<a b='1' b='2'/>", 1), ("<a/><b/>", 1),
    ("text", 1), ("<a>&#27;</a>", 1), ("<a>&#0;</a>", 1),
  ])
  func `places what is not well-formed`(text: String, line: Int) throws {
    let error = try #require(failure(text))
    #expect(error.position?.line == line)
    #expect(error.description.contains(":") && error.description.contains("error: "))
  }

  @Test func `refuses NUL and an empty document`() {
    #expect(failure([UInt8]("<a>x".utf8) + [0] + [UInt8]("y</a>".utf8)) != nil)
    #expect(failure([])?.code == .empty)
    #expect(failure("   \n ") != nil)
    #expect(failure("<?xml version=\"1.0\"?>") != nil)
  }

  @Test func `refuses a document cut at any byte, and never gives it for whole`() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE r [<!ENTITY e "v">]>
      <r xmlns:p="urn:p"><!-- c --><p:a b="&e;é">t&amp;<![CDATA[x]]></p:a><?i d?></r>
      """
    let bytes = [UInt8](text.utf8)
    for count in 0..<bytes.count {
      #expect(failure(Array(bytes.prefix(count))) != nil, "cut at \(count)")
      #expect(failure(Array(bytes.prefix(count)), chunk: 5) != nil, "cut at \(count)")
    }
    #expect(failure(bytes) == nil)
  }

  @Test(arguments: [
    ("<a>\n<b>R&D</b></a>", 2, 5, "&D"), ("<a>R & D</a>", 1, 6, "&"),
    ("<a>Research&Development Labs</a>", 1, 12, "&Development"), ("<a b='R&D'/>", 1, 8, "&D"),
    ("<a>x &</a>", 1, 6, "&"), ("<a>&1;</a>", 1, 4, "&"),
  ])
  func `says where an ampersand is not escaped`(
    text: String, line: Int, column: Int, shown: String
  ) throws {
    for chunk in [1 << 20, 3] {
      let error = try #require(failure([UInt8](text.utf8), chunk: chunk))
      #expect(error.code == .strayAmpersand(shown), "\(error)")
      #expect(error.position?.line == line)
      #expect(error.position?.column == column, "\(error)")
      #expect(error.description.contains("write &amp;"))
    }
  }

  @Test(arguments: ["<a>R&D", "<a>R&", "<a>R&am", "<a b=\"c"])
  func `a document that ends within a reference is cut off`(text: String) throws {
    guard case .truncated = try #require(failure(text)).code else {
      Issue.record("\(String(describing: failure(text)))")
      return
    }
  }

  @Test func `words an error with its place and a way out`() {
    let place = XMLPosition(line: 12, column: 7, byteOffset: 340)
    let error = XMLError(.limitExceeded(.attributes, 256), path: "a/b.xml", position: place)
    #expect(error.description == "a/b.xml:12:7: error: more than 256 attributes on one element")
    let refused = XMLError(.doctypeRefused, position: place)
    #expect(
      refused.description
        == "12:7: error: a DOCTYPE is not allowed here\nHint: remove the DOCTYPE.")
  }

  @Test(
    arguments: [
      (.unreadable(errno: 2), "cannot be read: No such file or directory", nil),
      (.malformed(number: 5, message: "x"), "not well-formed XML: x", nil),
      (
        .malformed(number: 201, message: "x"), "not well-formed XML: x",
        "declare the prefix with xmlns:prefix=\"…\"."
      ),
      (
        .truncated(message: "x"), "the document is cut off: x",
        "the file may not have been copied completely."
      ),
      (.empty, "the document is empty", nil),
      (
        .notMarkup("a,b"), "not XML: the document begins with \"a,b\"",
        "name an XML file; Turtle, JSON-LD, tables and lists are known by .ttl, .jsonld, .csv, .tsv and .txt."
      ),
      (
        .invalidEncoding(message: "x"), "wrong character encoding: x",
        "save the file as UTF-8, or declare the encoding that it has."
      ),
      (
        .unsupportedEncoding("UTF-7"), "the character encoding 'UTF-7' is not supported",
        "save the file as UTF-8."
      ),
      (
        .strayAmpersand("& b"), "the ampersand of \"& b\" is not escaped",
        "write &amp; where text has an ampersand."
      ),
      (
        .undeclaredEntity("e"), "the entity 'e' is not declared in this document",
        "declare it in the DOCTYPE's internal part; external entities are never read."
      ),
      (.limitExceeded(.depth, 256), "more than 256 elements nested in each other", nil),
      (
        .limitExceeded(.expandedCharacters, 9), "more than 9 bytes added by expanding entities",
        "write the text of the entities in place of the references."
      ),
    ] as [(XMLError.Code, String, String?)])
  func `every error has its words, and a hint where a way out is known`(
    code: XMLError.Code, message: String, hint: String?
  ) {
    let error = XMLError(code)
    #expect(error.message == message)
    #expect(error.hint == hint)
    #expect(error.description == "error: \(message)" + (hint.map { "\nHint: \($0)" } ?? ""))
  }

  @Test func `a name that is not UTF-8 has a way out of its own`() {
    let error = XMLError(.unreadable(errno: 2), path: "a\u{FFFD}.xml")
    #expect(error.hint?.hasPrefix("if the name is not UTF-8") == true)
  }

  @Test func `survives damaged documents`() {
    let text = """
      <?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "v<b/>"><!ATTLIST b c CDATA "d">]>
      <r xmlns:p="urn:p" xml:lang="de"><p:a b="&e2;é">&e;t&amp;<![CDATA[x]]></p:a><?i d?></r>
      """
    let bytes = [UInt8](text.utf8)
    var random = SeededGenerator(seed: 7)
    var failures = 0
    for _ in 0..<3_000 {
      var damaged = bytes
      for _ in 0...Int(random.next() % 4) {
        let place = Int(random.next() % UInt64(damaged.count))
        switch random.next() % 3 {
        case 0: damaged[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: damaged.remove(at: place)
        default: damaged.insert(contentsOf: bytes.suffix(place % 20), at: place)
        }
      }
      if failure(damaged, chunk: 1 + Int(random.next() % 100)) != nil { failures += 1 }
    }
    #expect(failures > 1_000)
  }
}

import Matching
import RandomNumbers
import Taxonomy
import Testing

@testable import Matching

/// Tags found by their bytes, in whatever a file may hold beside them.
struct MarkupTests {
  private func tags(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    let encoding = try #require(MarkupEncoding(of: bytes))
    var scanner = MarkupScanner(bytes, encoding)
    var found: [String] = []
    while let tag = scanner.next() {
      let mark =
        switch tag.kind {
        case .start: "+"
        case .end: "-"
        case .empty: "="
        }
      found.append(mark + tag.name)
      let written = bytes[tag.range]
      #expect(written.first == UInt8(ascii: "<") && written.last == UInt8(ascii: ">"))
    }
    return found
  }

  @Test(arguments: [
    ("<a><b/></a>", ["+a", "=b", "-a"]), ("<a>1 > 0</a>", ["+a", "-a"]),
    ("<a b='>' c=\"/>\"><d e='\"'/></a>", ["+a", "=d", "-a"]),
    ("<!-- <x> --><a/>", ["=a"]), ("<a><![CDATA[<x></y>]]></a>", ["+a", "-a"]),
    ("<?xml version='1.0'?><?p <x>?><a/>", ["=a"]),
    ("<!DOCTYPE a [<!ENTITY e \"v\"><!-- ]> --><!ELEMENT a ANY>]><a/>", ["=a"]),
    ("<!DOCTYPE a SYSTEM 'x'><a/>", ["=a"]), ("<p:a-b.c_d/>", ["=p:a-b.c_d"]), ("<é/>", ["=é"]),
    ("<a\n  b='c'\n/>", ["=a"]), ("", []), ("text", []), ("<!--", []), ("<![CDATA[ <a>", []),
  ])
  func `tags are told from what only looks like them`(text: String, expected: [String]) throws {
    #expect(try tags(text) == expected)
  }

  @Test(
    arguments: [
      ("<a id='x'/>", "id", "x"), ("<a id = \"x y\"/>", "id", "x y"),
      ("<a rdf:about='x'/>", "about", "x"),
      ("<a rdf:about='x'/>", "rdf:about", "x"), ("<a about='x'/>", "rdf:about", nil),
      ("<a identity='y' id='x'/>", "id", "x"), ("<a b='id=\"y\"' id='x'/>", "id", "x"),
      ("<a id='&lt;&amp;&quot;&apos;&gt;&#65;&#x42;'/>", "id", "<&\"'>AB"),
      ("<a id='&other;'/>", "id", "&other;"), ("<a id=''/>", "id", ""), ("<a/>", "id", nil),
      ("<a id/>", "id", nil), ("<id/>", "id", nil), ("<a xml:lang='de'/>", "xml:lang", "de"),
    ] as [(String, String, String?)])
  func `an attribute has its value, resolved`(text: String, name: String, value: String?) throws {
    let bytes = Array(text.utf8)
    var scanner = MarkupScanner(bytes, try #require(MarkupEncoding(of: bytes)))
    let found = scanner.next()
    let tag = try #require(found)
    #expect(scanner.attribute(name, of: tag) == value)
  }

  @Test(arguments: 1...4)
  func `what damage leaves is passed over to its end`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let text = Array(
      "<?xml?><!DOCTYPE a [<!ENTITY e 'x'>]><a b='c'><!-- d --><![CDATA[e]]><f g=\"h\"/></a>".utf8)
    let marks = Array("<>!-[]'\"/?& a".utf8)
    for _ in 0..<1500 {
      var bytes = text
      for _ in 0...numbers.next(below: 4) {
        bytes[numbers.next(below: bytes.count)] = marks[numbers.next(below: marks.count)]
      }
      if numbers.next(below: 3) == 0 { bytes.removeLast(numbers.next(below: bytes.count)) }
      guard let encoding = MarkupEncoding(of: bytes) else { continue }
      var scanner = MarkupScanner(bytes, encoding)
      var last = 0
      while let tag = scanner.next() {
        #expect(tag.range.lowerBound >= last && tag.range.upperBound <= bytes.count)
        last = tag.range.upperBound
        _ = scanner.attribute("b", of: tag)
      }
    }
  }

  @Test(
    arguments: [
      ("<a/>", "UTF-8"), ("\u{FEFF}<a/>", "UTF-8"), ("<?xml version='1.0'?><a/>", "UTF-8"),
      ("<?xml version='1.0' encoding='iso-8859-1'?><a/>", "ISO-8859-1"),
      ("<?xml encoding = \"windows-1252\" ?>", "WINDOWS-1252"),
      ("<a b=' encoding=\"ISO-8859-1\"'/>", "UTF-8"),
      ("<?xml version='1.0' encoding='UTF-16'?>", nil), ("<?xml encoding='ISO-2022-JP'?>", nil),
      ("<?xml encoding='utf-7'?>", nil),
    ] as [(String, String?)])
  func `a file is written in the encoding that it declares`(text: String, name: String?) {
    #expect(MarkupEncoding(of: Array(text.utf8))?.name == name)
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x3C, 0], [0xFE, 0xFF, 0, 0x3C], [0x3C, 0, 0x3F, 0], [0x4C, 0x6F, 0xA7, 0x94],
    ] as [[UInt8]])
  func `a file whose markup is not ASCII is not edited`(bytes: [UInt8]) {
    #expect(MarkupEncoding(of: bytes) == nil)
  }

  @Test func `a character that the encoding lacks is a reference, and the others come back`() throws
  {
    let latin = try #require(MarkupEncoding(of: Array("<?xml encoding='ISO-8859-1'?>".utf8)))
    #expect(latin.bytes(of: "aé€") == [0x61, 0xE9] + Array("&#8364;".utf8))
    #expect(latin.text(of: [0x61, 0xE9]) == "aé")
    let unknown = try #require(MarkupEncoding(of: Array("<?xml encoding='X-NONE'?>".utf8)))
    #expect(unknown.bytes(of: "é") == Array("&#233;".utf8))
    let plain = try #require(MarkupEncoding(of: []))
    #expect(plain.bytes(of: "aé€") == Array("aé€".utf8))
  }

  // MARK: Decisions

  @Test(
    arguments: [
      ("HA", nil, .abbreviation), ("HA", .spelling, .misspelling), ("Harbor", nil, .alias),
      ("H", nil, .alias), ("HARBOR", nil, .abbreviation), ("HARBORS", nil, .alias),
      ("HA HB", nil, .alias), ("  HA ", nil, .abbreviation), ("Ha", nil, .alias),
      ("harbr", .spelling, .misspelling), ("Harbor", .similarity, .alias),
    ] as [(String, MatchMethod?, LabelDecision.Form)])
  func `a label is taken in as what it looks like`(
    label: String, method: MatchMethod?, form: LabelDecision.Form
  ) {
    let decision = LabelDecision(
      label: label, verdict: .never, method: method, author: "a", date: "2010-01-02")
    #expect(decision.form == form)
    #expect(decision.naming("urn:x").form == form)
    #expect(decision.naming("urn:x").verdict == .concept("urn:x"))
  }

  @Test func `the note says who, when, and why if that is known`() {
    var decision = LabelDecision(label: "x", verdict: .never, author: "Ann", date: "2010-01-02")
    #expect(decision.note == "accepted 2010-01-02 by Ann")
    decision = LabelDecision(
      label: "x", verdict: .never, author: "Ann", date: "2010-01-02", reason: "the old name")
    #expect(decision.note == "accepted 2010-01-02 by Ann: the old name")
  }

  // MARK: What is undecided

  private func match(_ concept: UInt32?, _ outcome: LabelMatch.Outcome = .review) -> LabelMatch {
    let candidates = concept.map {
      [
        LabelMatch.Candidate(
          concept: ConceptOrdinal($0), score: 0.4, label: nil, method: .similarity, reasons: [])
      ]
    }
    return LabelMatch(outcome: outcome, candidates: candidates ?? [], remark: "")
  }

  @Test func `alike labels of one candidate are one item, the most frequent first`() {
    let queue = ReviewQueue([
      ("price list", 2, match(1)), ("Price-List", 5, match(1)), ("price list ", 1, match(1)),
      ("price list", 4, match(1)), ("invoice", 20, match(2)), ("unknown", 1, match(nil, .unknown)),
      ("done", 99, match(3, .accepted)), ("  ", 7, match(1)), ("price lists", 3, match(4)),
    ])
    let items = queue.items.map { item in item.labels.map { "\($0.label) \($0.count)" } }
    #expect(
      items == [
        ["invoice 20"], ["price list 7", "Price-List 5"], ["price lists 3"], ["unknown 1"],
      ])
    #expect(queue.items.map(\.count) == [20, 12, 3, 1])
  }

  @Test func `a label met twice stands with the candidate under which it is listed`() {
    let queue = ReviewQueue([("scan", 1, match(1)), ("scan", 1, match(2))])
    #expect(queue.items.map(\.match.concept) == [ConceptOrdinal(1)])
    #expect(queue.items.map(\.count) == [2])
  }

  @Test func `occurrences of any number are counted as far as numbers go`() {
    let queue = ReviewQueue([
      ("scan", .max, match(1)), ("scan", 1, match(1)), ("Scan", .max, match(1)), ("x", 5, match(2)),
    ])
    #expect(queue.items.map(\.count) == [.max, 5])
  }
}

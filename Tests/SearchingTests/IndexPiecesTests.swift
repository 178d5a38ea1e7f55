import RandomNumbers
import Testing

@testable import Searching

/// Small structures that an index is made of.
struct IndexPiecesTests {
  @Test func `strings are numbered in the order in which they come, each once`() {
    var generator = SeededGenerator(seed: 2)
    var table = ByteTable()
    var known: [[UInt8]: Int] = [:]
    // More than the first room is for, so that it grows with what is in it.
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        UInt8.random(in: 0...25, using: &generator)
      }
      let expected = known[bytes] ?? known.count
      known[bytes] = expected
      #expect(table.number(of: bytes) == expected)
    }
    #expect(table.count == known.count)
    #expect(known.count > 2_048)
    for (bytes, number) in known { #expect(table[number].elementsEqual(bytes)) }
  }

  /// The key of a term says where it belongs before its bytes are looked at.
  @Test func `keys of terms have the order of the terms, as far as eight bytes tell`() {
    var generator = SeededGenerator(seed: 3)
    let terms = (0..<500).map { _ in
      (0..<Int.random(in: 0...10, using: &generator)).map { _ in
        [0, 1, 97, 98, 255].randomElement(using: &generator) ?? UInt8(0)
      }
    }.sorted { $0.lexicographicallyPrecedes($1) }
    for (first, second) in zip(terms, terms.dropFirst()) {
      #expect(TermSamples.key(first) <= TermSamples.key(second))
      if Array(first.prefix(8)) != Array(second.prefix(8)), !second.prefix(8).contains(0) {
        #expect(TermSamples.key(first) < TermSamples.key(second))
      }
    }
    #expect(TermSamples.key([] as [UInt8]) == 0)
    #expect(TermSamples.key([1]) == 1 << 56)
    #expect(TermSamples.key([1, 0, 0, 0, 0, 0, 0, 2, 9]) == 1 << 56 | 2)
  }

  @Test(arguments: [(0, 0), (1, 1), (63, 1), (64, 1), (65, 2), (128, 2), (129, 3)])
  func `one term in sixty-four is a sample, the first of all among them`(terms: Int, samples: Int) {
    #expect(TermSamples.count(terms: terms) == samples)
    let arena = (0..<terms).map { UInt8($0) }
    let offsets = (0...terms).map { UInt32($0) }
    let made = TermSamples.samples(arena: arena, offsets: offsets)
    #expect(made == (0..<samples).map { UInt64($0 * 64) << 56 })
  }

  @Test(
    arguments: [
      ("Größe", "groesse"), ("größe", "groesse"), ("Grosse", nil), ("Ångström", "aangstroem"),
      ("smørrebrød", "smoerrebroed"), ("Übermut", "uebermut"), ("u\u{308}ber", "ueber"),
      ("A\u{30A}m", "aam"), ("o\u{30A}", nil), ("poet", nil), ("Straße", nil), ("", nil),
      ("Müller Lüdenscheid", nil), ("ä", "ae"), ("naïve", nil), ("façade", nil), ("über-", "ueber"),
    ] as [(String, String?)])
  func `a word with an umlaut is spelled out, any other is not`(word: String, form: String?) {
    #expect(SpelledOut.form(of: word.utf8) == form)
  }

  @Test(
    arguments: [
      ("2009..2011", 2009...2011), ("2009..", 2009...9999), ("..2011", 1...2011),
      ("2010..2010", 2010...2010), ("1..9999", 1...9999), ("..", nil), ("2011..2009", nil),
      ("0..5", nil), ("2009..10000", nil), ("2009", nil), ("2009.2011", nil), ("2009...2011", nil),
      ("a..b", nil), ("2009..2011x", nil), (" 2009..2011", nil), ("-1..5", nil), ("+1..5", nil),
      ("２００９..２０１１", nil), ("99999999999999999999..", nil),
    ] as [(String, ClosedRange<Int>?)])
  func `years from one to another are those between, both with them`(
    text: String, years: ClosedRange<Int>?
  ) {
    #expect(YearRange(text)?.years == years)
    let isOfYear = YearRange.values(text, ofFacet: FacetKeys.year)
    #expect(isOfYear == years.map { Set($0.map { String($0) }) })
    // A product may be called so.
    #expect(YearRange.values(text, ofFacet: "product") == nil)
  }

  @Test(arguments: [
    ("0001", "1"), ("0980", "980"), ("2009", "2009"), ("0000", "0"), ("1", "1"), ("00001", "00001"),
    ("year", "year"), ("", ""), ("٢٠٠٩", "٢٠٠٩"), ("+001", "+001"), ("2009..", "2009.."),
  ])
  func `a year may be written with the zeros that it has in dates`(text: String, value: String) {
    #expect(YearRange.value(text, ofFacet: FacetKeys.year) == value)
    #expect(YearRange.value(text, ofFacet: "product") == text, "a product may be called so")
  }

  @Test func `words of a query stand side by side, each with its place`() {
    #expect(WordText([]).text.isEmpty)
    #expect(WordText([]).ranges.isEmpty)
    let text = WordText(["größe", "", "x"])
    #expect(text.text == "größe x" || text.text == "größe  x")
    let bytes = Array(text.text.utf8)
    #expect(
      text.ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == ["größe", "", "x"])
  }

  @Test func `a notice is told once, the first first`() {
    let notices = ["b", "a", "b", "c", "a"].map {
      Understanding.Notice(surface: $0, kind: .absent)
    }
    let list = NoticeList(notices)
    #expect(list.map(\.surface) == ["b", "a", "c"])
    #expect(list == NoticeList(notices.prefix(2) + notices.suffix(2)))
    #expect(list != NoticeList(notices.reversed()))
    #expect(NoticeList([]).isEmpty)
    // The same words of another kind are another notice.
    #expect(NoticeList([notices[0], .init(surface: "b", kind: .ignored)]).count == 2)
  }
}

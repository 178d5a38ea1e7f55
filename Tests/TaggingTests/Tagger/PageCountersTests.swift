import Testing

@testable import Tagging

/// Numbers of pages in lines, each with a mark in its place; all other numbers stay.
struct PageCountersTests {
  /// The line with `#` for each counter.
  private func marked(_ line: String, onlyNamed: Bool = false) -> String? {
    PageCounters.shared.marked(Array(line.utf8)[...], onlyNamed: onlyNamed).map { bytes in
      String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: "#") : $0 }, as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("page 3 of 25", "page #"), ("Page 3", "Page #"), ("PAGE: 12", "PAGE: #"),
    ("Seite 3 von 7", "Seite #"), ("Blatt 3/7", "Blatt #"), ("página 3 de 7", "página #"),
    ("pagina 3 di 7", "pagina #"), ("blz. 3 van 7", "blz. #"), ("page 3 sur 7", "page #"),
    ("S. 3", "S. #"), ("p. 3 | Harbor", "p. # | Harbor"), ("pg.3", "pg.#"),
    ("Harbor Archive | 3/25", "Harbor Archive | #"), ("(3 / 25)", "(#)"), ("[3 of 25]", "[#]"),
    ("Harbor · 3 of 25 · 2010", "Harbor · # · 2010"), ("3/25", "#"),
    ("Harbor  3 of 25", "Harbor  #"), ("Harbor\t3 of 25\tinternal", "Harbor\t#\tinternal"),
    ("- 3 -", "- # -"), ("– 3 – Harbor", "– # – Harbor"), ("Harbor — 3 —", "Harbor — # —"),
    ("page 1 and page 2", "page # and page #"), ("page 99999", "page #"),
    ("Größe · page 3", "Größe · page #"),
  ])
  func `numbers of pages are`(line: String, expected: String) {
    #expect(marked(line) == expected)
  }

  @Test(arguments: [
    "", "page", "page three", "Invoice 4711", "Lecture 3 of 7", "homepage 3", "Model S 3",
    "page 3rd", "page 3.5", "page 3-4", "page 123456", "page 3a", "3 of 25 items", "Part 3/25",
    "2010 - 3 - 12", "a - 3 - b", "1-3", "page -3", "12/2010 Harbor", "Harbor 3 of 25",
    "3 of 123456", "Größe3 of 7", "page\u{A0}3",
  ])
  func `other numbers are none`(line: String) {
    #expect(marked(line) == nil)
  }

  @Test(arguments: [
    ("page 3 of 25", "page #"), ("Harbor | 3/25", nil), ("- 3 -", nil), ("S. 3", "S. #"),
    ("3/25 | page 3", "3/25 | page #"),
  ])
  func `of a title only those behind a word for a page`(line: String, expected: String?) {
    #expect(marked(line, onlyNamed: true) == expected)
  }

  @Test func `a part of a line is looked at alone`() {
    let line = Array("page 3 of 25".utf8)
    #expect(PageCounters.shared.marked(line[5..<6]) == nil, "the word for a page is not in it")
    #expect(PageCounters.shared.marked(line[5...]) == [0], "it is all of the line")
    #expect(PageCounters.shared.marked(line[..<6]) == Array("page ".utf8) + [0])
    #expect(PageCounters.shared.marked(line[4..<4]) == nil)
  }

  @Test func `words are those of the list`() {
    let counters = PageCounters(Array("# A comment.\npage\tpl\tstrona;s\nof\tpl\tz\n".utf8))
    #expect(counters.marked(Array("strona 3 z 7".utf8)[...]) == Array("strona ".utf8) + [0])
    #expect(counters.marked(Array("STRONA 3".utf8)[...]) == Array("STRONA ".utf8) + [0])
    #expect(counters.marked(Array("page 3".utf8)[...]) == nil)
    #expect(PageCounters([]).marked(Array("page 3 of 25".utf8)[...]) == nil)
  }
}

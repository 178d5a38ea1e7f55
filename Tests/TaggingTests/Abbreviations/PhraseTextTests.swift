import Testing

@testable import Tagging

/// Steps over the words, blanks and marks of a text.
struct PhraseTextTests {
  private func text(_ text: String) -> PhraseText { PhraseText(Array(text.utf8)) }

  private func parts(_ text: String, _ ranges: [Range<Int>]) -> [String] {
    ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("The HAS is here", ["HAS"]), ("IaaS and HAaS", ["HAaS"]), ("A B CD", ["CD"]),
    ("Harbor", []), ("HARbor", []), ("HARBor", ["HARBor"]), ("H2O and CO2", ["H2O", "CO2"]),
    ("R&D", []), ("ÄÖÜ", []), ("XÄYZ", []), ("TOOLONGWORD", []), ("T1", []), ("“HAS”", ["HAS"]),
    ("(SAP)", ["SAP"]), ("pre-HAS", ["HAS"]), ("", []), ("HAS", ["HAS"]), ("xHAS", ["xHAS"]),
  ])
  func `a short form is a word that is mostly capitals`(sentence: String, forms: [String]) {
    let words = text(sentence)
    var found: [Range<Int>] = []
    while let next = words.nextShortForm(from: found.last?.upperBound ?? 0, longest: 8) {
      found.append(next)
    }
    #expect(parts(sentence, found) == forms)
  }

  @Test(arguments: [
    ("the Hospital Asset System ", 2, ["Asset", "System"]),
    ("the Hospital Asset System ", 9, ["the", "Hospital", "Asset", "System"]),
    ("End. Asset-System", 9, ["Asset", "System"]), ("R&D", 9, ["R", "D"]),
    ("Größe und Länge", 9, ["Größe", "und", "Länge"]), ("a, b", 9, ["b"]), ("", 9, []),
    ("a     b", 9, ["b"]), ("a \n b", 9, ["a", "b"]), ("„Asset System“", 9, ["Asset", "System"]),
    ("word", 0, []),
  ])
  func `the words of a sentence before a place end with it, and begin behind a sign`(
    sentence: String, most: Int, words: [String]
  ) {
    let found = text(sentence).words(before: sentence.utf8.count, most: most)
    #expect(parts(sentence, found) == words)
  }

  @Test(arguments: [
    ("Hospital Asset System, new", 9, ["Hospital", "Asset", "System"]),
    ("Asset/System x", 2, ["Asset", "System"]), (" x", 9, []), ("", 9, []), (".", 9, []),
  ])
  func `the words of a sentence from a place on end before a sign`(
    sentence: String, most: Int, words: [String]
  ) {
    #expect(parts(sentence, text(sentence).words(from: 0, most: most)) == words)
  }

  @Test(
    arguments: [
      ("HAS", "the Hospital Asset System", "Hospital Asset System"),
      ("HS", "Hospital of the Saints", "Hospital of the Saints"),
      ("HAS", "Hospital System", nil), ("AS", "Hospital Asset System", "Asset System"),
      // The shortest that will do.
      ("AS", "Asset Asset System", "Asset System"),
      ("has", "Hospital Asset System", "Hospital Asset System"),
      ("HS", "Hospital Without System", nil), ("SX", "System", nil), ("H", "Hospital", nil),
    ] as [(String, String, String?)])
  func `a long form has the letters of the short one at the beginnings of its words`(
    short: String, long: String, expected: String?
  ) {
    let whole = "\(short) \(long)"
    let words = text(whole)
    let list = words.words(from: short.utf8.count + 1, most: 9)
    let start = words.initials(of: 0..<short.utf8.count, endingWith: list)
    #expect(
      start.map { String(decoding: Array(whole.utf8)[$0...], as: UTF8.self) } == expected)
  }

  @Test(
    arguments: [
      ("APC", "adenomatous polyposis coli", "adenomatous polyposis coli"),
      ("XML", "extensible markup", nil), ("Hz", "a hertz", "hertz"), ("ABC", "abc", "abc"),
      ("TB", "Tubercle bacilli", "Tubercle bacilli"), ("LI", "Berlin", nil), ("AA", "a", nil),
    ] as [(String, String, String?)])
  func `letters may stand within words, the first at the beginning of one`(
    short: String, long: String, expected: String?
  ) {
    let whole = "\(short) \(long)"
    let start = text(whole).letters(
      of: 0..<short.utf8.count, within: (short.utf8.count + 1)..<whole.utf8.count)
    #expect(
      start.map { String(decoding: Array(whole.utf8)[$0...], as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    ("- *", true), ("  | ", true), ("## ", true), ("a\n> ", true), ("a ", false), ("1. ", false),
    ("", true), ("x\n", true),
  ])
  func `a line begins behind marks of lists and tables`(before: String, isStart: Bool) {
    #expect(text(before + "Audience").isLineStart(before.utf8.count) == isStart)
  }

  @Test(arguments: [
    ("“x", 3), ("\"'x", 2), ("**x", 2), ("«x", 2), ("–x", 0), ("—x", 0), ("x", 0), ("", 0),
    ("„“", 6),
  ])
  func `quotation marks are passed, dashes are not`(sentence: String, place: Int) {
    #expect(text(sentence).passQuotes(from: 0) == place)
    let turned = String(sentence.reversed())
    // The same from behind.
    #expect(text(turned).passQuotesBack(from: turned.utf8.count) == turned.utf8.count - place)
  }

  @Test(arguments: [
    ("the x", 4), ("The\n x", 5), ("a x", 2), ("ax", 0), ("das „x", 4), ("“x", 3), ("the", 0),
    ("theory", 0),
  ])
  func `an article is passed with the blanks behind it`(sentence: String, place: Int) {
    #expect(text(sentence).passArticle(from: 0) == place)
  }

  @Test(arguments: [
    (")", true), ("]", true), (", x", true), ("; x", true), (" for short)", true),
    (" for short", false), (" for long)", false), ("x)", false), ("", false),
  ])
  func `a parenthesis ends behind a phrase, or goes on behind a sign`(rest: String, closes: Bool) {
    #expect((text("HAS" + rest).closing(at: 3, [Array("for short".utf8)]) != nil) == closes)
  }
}

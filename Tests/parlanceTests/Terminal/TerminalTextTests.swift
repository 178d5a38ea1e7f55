import RandomNumbers
import Testing

@testable import parlance

/// Text of documents, names and labels on a terminal: shown, never obeyed, and never wider than its place.
@Suite struct `Text on a terminal` {
  /// Scalars of one column, of two, of none, and some that a terminal would obey.
  private static let scalars: [Unicode.Scalar] = [
    "a", "Z", " ", "é", "ß", "Ж", "…", "日", "本", "한", "あ", "！", "😀", "\u{301}", "\u{200D}",
    "\u{FE0F}",
    "\u{1B}", "\u{7}", "\u{0}", "\u{9B}", "\u{202E}", "\u{2066}", "\n", "\r", "\t", "\u{2028}",
  ]

  private func text(_ numbers: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<numbers.next(below: 24) {
      text.unicodeScalars.append(Self.scalars[numbers.next(below: Self.scalars.count)])
    }
    return text
  }

  // MARK: What it would obey

  @Test(arguments: [
    ("", ""), ("Harbor Archive", "Harbor Archive"), ("Grüße 日本 😀", "Grüße 日本 😀"),
    ("\u{1B}[31mred", "\\x1b[31mred"), ("\u{0}", "\\x00"), ("\u{7F}", "\\x7f"),
    ("a\u{8}b", "a\\x08b"),
    // The second set of control characters works like ESC and a letter (ECMA-48, 5.4).
    ("\u{9B}2J", "\\x9b2J"), ("\u{85}", "\\x85"), ("a\nb", "a\\x0ab"), ("a\r\nb", "a\\x0d\\x0ab"),
    ("a\tb", "a\\x09b"), ("\u{202E}gpj.exe", "\\u{202e}gpj.exe"),
    ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("\u{2028}", "\\u{2028}"), ("\u{FEFF}x", "\\u{feff}x"), ("\u{200E}", "\\u{200e}"),
    // Parts of words and flags stay: without them the text would be another.
    ("👩\u{200D}🔬", "👩\u{200D}🔬"), ("e\u{301}", "e\u{301}"),
  ])
  func `shows what a terminal would obey as what it is`(text: String, shown: String) {
    #expect(TerminalText.escaped(text) == shown)
  }

  @Test(arguments: 1...4) func `is plain after it was escaped, and escaped no second time`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let text = text(&numbers)
      let escaped = TerminalText.escaped(text)
      #expect(
        escaped.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
      #expect(!escaped.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
      #expect(!escaped.unicodeScalars.contains { (0x2066...0x2069).contains($0.value) })
      #expect(TerminalText.escaped(escaped) == escaped)
      let isPlain = escaped == text
      #expect(isPlain || escaped.unicodeScalars.count > text.unicodeScalars.count)
    }
  }

  @Test(arguments: [
    ("a\tb", "a\tb"), ("a\nb", "a\\x0ab"), ("a\u{1B}b", "a\\x1bb"), ("\u{202E}x", "\\u{202e}x"),
    // A mark of direction turns nothing around: a program gets the word as it is.
    ("\u{200E}x", "\u{200E}x"), ("\u{FEFF}x", "\u{FEFF}x"), ("Grüße", "Grüße"), ("", ""),
  ])
  func `keeps its words for programs, and takes one line`(text: String, shown: String) {
    #expect(TerminalText.harmless(text) == shown)
  }

  @Test(arguments: 5...7) func `for programs changes less than for people`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let text = text(&numbers)
      let harmless = TerminalText.harmless(text)
      #expect(!harmless.unicodeScalars.contains { $0 == "\n" || $0 == "\r" || $0 == "\u{1B}" })
      #expect(TerminalText.escaped(harmless) == TerminalText.escaped(text))
    }
  }

  // MARK: How wide it is

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("ｱ", 1), ("Ａ", 2),
    ("😀", 2),
    ("a\u{200B}b", 2), ("☃\u{FE0F}", 1), ("…", 1), ("ä日", 3), ("\u{20000}", 2),
  ])
  func `takes the columns that a terminal gives it`(text: String, width: Int) {
    #expect(TerminalText.width(text) == width)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 2, "a…"), ("日本語", 6, "日本語"),
    ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 3, "日…"), ("日本語", 2, "…"), ("", 2, ""),
    // An accent stays with its letter.
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func `is cut where the column ends, between letters`(text: String, columns: Int, cut: String) {
    #expect(TerminalText.truncated(text, to: columns) == cut)
  }

  @Test(arguments: 8...11) func `never takes more columns than there are, and as many as it can`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let text = TerminalText.escaped(text(&numbers))
      let columns = 2 + numbers.next(below: 30)
      let cut = TerminalText.truncated(text, to: columns)
      #expect(TerminalText.width(cut) <= columns, "\(text) to \(columns): \(cut)")
      if TerminalText.width(text) <= columns {
        #expect(cut == text)
      } else {
        #expect(cut.hasSuffix("…") && text.hasPrefix(cut.dropLast()))
        // The next letter would not have had room: one column may stay free before a wide one.
        #expect(TerminalText.width(cut) >= columns - 1)
      }
      let padded = TerminalText.padded(cut, to: columns)
      #expect(TerminalText.width(padded) == columns)
      #expect(padded.hasPrefix(cut))
    }
  }

  @Test func `that is wider than its column is not padded, and not cut`() {
    #expect(TerminalText.padded("abc", to: 2) == "abc")
    #expect(TerminalText.padded("日", to: 2) == "日")
    #expect(TerminalText.padded("", to: 3) == "   ")
  }
}

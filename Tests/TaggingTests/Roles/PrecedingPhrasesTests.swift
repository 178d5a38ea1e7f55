import RandomNumbers
import Testing

@testable import Tagging

/// Phrases that are looked for right before a place.
struct PrecedingPhrasesTests {
  /// Where a phrase begins that ends at the bar of a text.
  private func start(_ marked: String, _ phrases: [String]) -> Int? {
    var known = PrecedingPhrases()
    for phrase in phrases { known.insert(Array(phrase.utf8)) }
    let bytes = Array(marked.utf8)
    let bar = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
    return known.match(
      endingAt: bar, in: PhraseText(Array(bytes[..<bar]) + bytes[bar...].dropFirst()))
  }

  @Test(
    arguments: [
      ("it replaces|", 3), ("REPLACES|", 0), ("it replaces |", nil), ("misreplaces|", nil),
      ("not replaces|", 4), ("replace|", nil), ("|replaces", nil), ("|", nil),
      // A blank stands for blanks of any kind.
      ("is not\n\t compatible with|", 3), ("isnot compatible with|", nil),
      ("not compatible  with| it", 0), ("not-compatible with|", nil),
    ] as [(String, Int?)])
  func `a phrase is all of its words, in any case`(text: String, place: Int?) {
    #expect(start(text, ["replaces", "not compatible with"]) == place)
  }

  @Test(arguments: [["with", "not with", "is not with"], ["is not with", "with", "not with"]])
  func `the longest phrase is found, in whatever order phrases came`(phrases: [String]) {
    #expect(start("it is not with|", phrases) == 3)
    #expect(start("it was not with|", phrases) == 7)
    #expect(start("go with|", phrases) == 3)
  }

  @Test(arguments: 1...8)
  func `phrases are those that a look at each of them finds`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let letters = Array("ab ,\n".utf8)
    func text(_ longest: Int) -> [UInt8] {
      (0..<numbers.next(below: longest + 1)).map { _ in letters[numbers.next(below: 5)] }
    }
    for _ in 0..<200 {
      let phrases = (0..<3).map { _ in text(4).map { $0 == 0x0A ? 0x20 : $0 } }
      var known = PrecedingPhrases()
      for phrase in phrases { known.insert(phrase) }
      let bytes = text(8).map { numbers.next(below: 3) == 0 && $0 > 0x60 ? $0 & 0xDF : $0 }
      let words = PhraseText(bytes)
      for end in 0...bytes.count {
        // A phrase that ends with a blank is looked for behind a blank, not behind another mark of its kind.
        let expected = phrases.filter { !$0.isEmpty && $0.last == words.lastByte(before: end) }
          .filter { words.match($0, endingAt: end) != nil }.max { $0.count < $1.count }
        let found = known.match(endingAt: end, in: words)
        #expect(found == expected.flatMap { words.match($0, endingAt: end) })
      }
    }
  }

  @Test func `an empty phrase is none`() {
    #expect(start("any|", [""]) == nil)
    #expect(start("any|", []) == nil)
  }

  /// The phrases of a file that a person may have changed.
  @Test func `names joined to one that is named in passing are so, too`() {
    let phrases = PassingPhrases(
      Array("before\ten\treplaces\nfiller\ten\tthe;old\njoining\ten\t, ;and\n".utf8))
    let text = Array("X replaces the old Vault and Safe, but not the Mail".utf8)
    func place(of name: String) -> Range<Int> {
      let name = Array(name.utf8)
      let start = text.indices.first { text[$0...].starts(with: name) } ?? 0
      return start..<start + name.count
    }
    let words = PhraseText(text)
    #expect(phrases.surround(place(of: "Vault"), in: words, behind: nil))
    let vault = place(of: "Vault").upperBound
    #expect(phrases.surround(place(of: "Safe"), in: words, behind: vault))
    #expect(!phrases.surround(place(of: "Safe"), in: words, behind: nil))
    #expect(!phrases.surround(place(of: "Mail"), in: words, behind: place(of: "Safe").upperBound))
    #expect(!phrases.surround(0..<1, in: words, behind: nil))
  }

  @Test func `more fillers than two lead nowhere`() {
    let phrases = PassingPhrases(Array("before\ten\treplaces\nfiller\ten\told\n".utf8))
    func isInPassing(_ text: String) -> Bool {
      let end = text.utf8.count
      return phrases.surround(end..<end, in: PhraseText(Array(text.utf8)), behind: nil)
    }
    #expect(isInPassing("replaces "))
    #expect(isInPassing("replaces old old "))
    #expect(!isInPassing("replaces old old old "))
    #expect(!isInPassing("old "))
  }
}

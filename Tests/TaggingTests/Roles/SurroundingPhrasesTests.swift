import Testing

@testable import Tagging

/// Phrases on both sides of a name.
struct SurroundingPhrasesTests {
  /// Whether a phrase surrounds the word "Vault" of a text.
  private func isFound(_ phrase: String, in text: String) -> Bool {
    var phrases = SurroundingPhrases()
    phrases.insert(phrase)
    let bytes = Array(text.utf8)
    let name = Array("Vault".utf8)
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: name) }) else {
      return false
    }
    let words = PhraseText(bytes)
    let range = start..<start + name.count
    return phrases.matchBehind(range.upperBound, in: words)
      || phrases.match(endingAt: words.passBlanksBack(from: start), before: range, in: words)
  }

  @Test(arguments: [
    ("~ was replaced by", "Vault was replaced by Safe", true),
    ("~ was replaced by", "Vault was not replaced by Safe", false),
    ("~ wird durch … ersetzt", "Vault wird durch Safe 2 ersetzt.", true),
    ("~ wird durch … ersetzt", "Vault wird durch Safe erweitert. Anderes wird ersetzt.", false),
    ("löst ~ ab", "Safe löst Vault ab.", true), ("löst ~ ab", "Safe löst Vault abends", false),
    ("switch to … from ~", "Switch to the Safe from Vault", true),
    ("switch to … from ~", "A letter from Vault", false),
    ("switch to … from ~", "Switch to Safe. A letter from Vault", false),
    ("von ~ zu … wechseln", "Von Vault zu Safe wechseln", true),
    ("von ~ zu … wechseln", "Von Vault zu Safe", false),
  ])
  func `both halves have to stand in the sentence`(phrase: String, text: String, expected: Bool) {
    #expect(isFound(phrase, in: text) == expected)
  }
}

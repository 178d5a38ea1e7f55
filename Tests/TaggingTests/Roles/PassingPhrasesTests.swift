import Testing

@testable import Tagging

/// Words before a name by which a text only names it.
@Suite struct `Phrases before a name` {
  private static let phrases = PassingPhrases(
    Array(
      "before\ten\treplaces;instead of\nfiller\ten\tthe;our\njoining\ten\tand;,\nbefore\tfr\tremplace\n"
        .utf8))

  /// Whether the name between `[` and `]` is named in passing; a name before it that is ends at `|`.
  private func isPassing(_ marked: String) -> Bool {
    var bytes: [UInt8] = []
    var (start, end, last): (Int?, Int?, Int?) = (nil, nil, nil)
    for byte in marked.utf8 {
      switch byte {
      case UInt8(ascii: "["): start = bytes.count
      case UInt8(ascii: "|"): last = bytes.count
      case UInt8(ascii: "]"): end = bytes.count
      default: bytes.append(byte)
      }
    }
    return Self.phrases.surround((start ?? 0)..<(end ?? 0), in: PhraseText(bytes), behind: last)
  }

  @Test(arguments: [
    ("It replaces [Vault]", true), ("REPLACES [Vault]", true), ("It remplace [Vault]", true),
    ("instead  of\n[Vault]", true), ("replaces \"[Vault]\"", true),
    // Fillers may come between, two at most.
    ("replaces the [Vault]", true), ("replaces our the [Vault]", true),
    ("replaces the our the [Vault]", false),
    // Part of a word is none, and what stands elsewhere says nothing.
    ("irreplaces [Vault]", false), ("replaces it, says [Vault]", false),
    ("[Vault] replaces", false),
    ("[Vault]", false), ("the [Vault]", false),
    // What is joined to a name in passing is, too; what is joined to another is not.
    ("replaces Jetty| and [Vault]", true), ("replaces Jetty|, [Vault]", true),
    ("Jetty and [Vault]", false), ("replaces Jetty| or [Vault]", false),
    ("replaces Jetty| now and [Vault]", false),
  ])
  func `tell what is named in passing`(text: String, expected: Bool) {
    #expect(isPassing(text) == expected)
  }

  @Test func `are found the longest first, and an empty one never`() {
    var phrases = PrecedingPhrases()
    for phrase in ["of", "", "instead of"] { phrases.insert(Array(phrase.utf8)) }
    let text = PhraseText(Array("sold instead of".utf8))
    #expect(phrases.match(endingAt: 15, in: text) == 5)
    #expect(phrases.match(endingAt: 4, in: text) == nil)
    #expect(phrases.match(endingAt: 0, in: text) == nil)
    #expect(PrecedingPhrases().match(endingAt: 15, in: text) == nil)
  }
}

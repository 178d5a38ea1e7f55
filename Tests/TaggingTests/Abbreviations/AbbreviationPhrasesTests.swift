import Testing

@testable import Tagging

struct AbbreviationPhrasesTests {
  @Test(arguments: AbbreviationPhrases.Kind.allCases)
  func `phrases by a byte are those that begin or end with it, in their order`(
    kind: AbbreviationPhrases.Kind
  ) {
    let phrases = AbbreviationPhrases.shared
    for byte in UInt8.min...UInt8.max where !(0x41...0x5A).contains(byte) {
      #expect(phrases[kind, from: byte] == phrases[kind].filter { $0.first == byte })
      #expect(phrases[kind, to: byte] == phrases[kind].filter { $0.last == byte })
    }
    #expect(!phrases[kind].isEmpty)
    #expect(phrases[kind, from: nil].isEmpty && phrases[kind, to: nil].isEmpty)
  }

  @Test func `a phrase is found in any case`() {
    let phrases = AbbreviationPhrases(
      Array("follows\ten\tStands For;is\nfollows\tde\tsteht\n".utf8))
    let found = phrases[.follows, from: UInt8(ascii: "s")]
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == ["Stands For", "steht"])
    #expect(phrases[.equals, from: UInt8(ascii: "s")].isEmpty)
  }
}

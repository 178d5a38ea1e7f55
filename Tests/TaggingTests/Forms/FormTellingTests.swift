import Testing

@testable import Tagging

/// What a document says of itself behind "this article".
@Suite struct `What tells a form` {
  private func end(_ telling: String, _ sentence: String) -> Int? {
    FormTelling(telling).end(
      in: sentence.split(separator: " ").map(String.init), passing: ["also", "briefly"])
  }

  @Test(arguments: [
    ("describes … how", "describes how", 2), ("describes … how", "describes in detail how", 4),
    ("describes … how", "describes a b c d e how", 7),
    ("describes … how", "describes a b c d e f how", nil),
    ("describes", "describes", 1), ("describes", "also describes", 2),
    ("describes", "also briefly describes", nil), ("describes … how", "also describes how", 3),
    ("lists the", "lists the steps", 2), ("lists the", "lists steps", nil),
    ("lists the", "lists", nil),
    ("describes … how to", "describes how", nil), ("describes … how to", "describes it how to", 4),
    ("describes", "", nil), ("", "anything", 0),
  ])
  func `is its words, with a gap of five where there may be one`(
    telling: String, sentence: String, expected: Int?
  ) {
    #expect(end(telling, sentence) == expected)
  }
}

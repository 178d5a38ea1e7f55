import Testing

@testable import Tagging

/// What "this article" goes on to say of itself.
struct FormTellingTests {
  private func end(_ telling: String, _ sentence: String) -> Int? {
    FormTelling(telling).end(
      in: sentence.split(separator: " ").map(String.init), passing: ["also", "briefly"])
  }

  @Test(
    arguments: [
      ("lists", "lists all parameters", 1), ("lists", "also lists all", 2),
      ("lists", "all lists", nil),
      ("lists", "also briefly lists", nil), ("describes how to", "describes how to do it", 3),
      ("describes how to", "describes how", nil), ("lists", "", nil), ("lists", "also", nil),
      ("lists", "listsx", nil), ("Lists", "lists", 1),
    ] as [(String, String, Int?)])
  func `words follow at once, behind one filler at most`(
    telling: String, sentence: String, words: Int?
  ) {
    #expect(end(telling, sentence) == words)
  }

  @Test(
    arguments: [
      ("describes … how", "describes how it works", 2),
      ("describes … how", "describes in a few words how", 6),
      ("describes … how", "describes in not so few words how", 7),
      // Six words between them are too many.
      ("describes … how", "describes in not quite so few words how", nil),
      ("describes … how", "describes it", nil), ("describes … how", "describes", nil),
      ("explains … the steps", "explains all the steps", 4),
      ("explains … the steps", "explains the stepson", nil),
    ] as [(String, String, Int?)])
  func `what follows some way behind may have five words before it`(
    telling: String, sentence: String, words: Int?
  ) {
    #expect(end(telling, sentence) == words)
  }

  @Test func `an ellipsis parts what is first from the rest`() {
    #expect(FormTelling("shows you … how to").first == ["shows", "you"])
    #expect(FormTelling("shows you … how to").rest == ["how", "to"])
    #expect(FormTelling("lists").rest.isEmpty)
    // Words of a telling are taken as those of a text are.
    #expect(FormTelling("Führt … durch") == FormTelling("führt … DURCH"))
  }
}

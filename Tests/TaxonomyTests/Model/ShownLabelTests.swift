import Taxonomy
import Testing

/// The name by which a concept is shown, against what its labels say one by one.
@Suite struct `The name to show` {
  private func vocabulary(_ labels: [Label]) -> Vocabulary {
    var builder = VocabularyBuilder()
    for uri in ["u:first", "u:shown", "u:last"] {
      let concept = builder.entity(uri)
      builder.declareConcept(concept)
      if uri != "u:shown" {
        builder.addLabel(Label("Another", language: "en"), to: concept)
        continue
      }
      for label in labels { builder.addLabel(label, to: concept) }
    }
    return builder.build().vocabulary
  }

  private static let german = Label("Angebot", language: "de")
  private static let english = Label("Quote", language: "en")
  private static let plain = Label("QUOTE")
  private static let other = Label("Offer", language: "en", kind: .alternative)
  private static let code = Label("Q1", kind: .alternative, role: .code)
  private static let empty = Label("", language: "en")

  @Test(
    arguments: [
      ([german, english, plain], "Quote", "Angebot"), ([german, plain, other], "QUOTE", "Angebot"),
      ([german, other], "Angebot", "Angebot"), ([code, other, english], "Quote", "Quote"),
      ([code, other], "Offer", "Offer"), ([code], "Q1", "Q1"), ([empty], "u:shown", "u:shown"),
      ([empty, german], "Angebot", "Angebot"), ([], "u:shown", "u:shown"),
      ([plain, english, Label("Second", language: "en")], "Quote", "Quote"),
    ] as [([Label], String, String)])
  func `is preferred in the language, else English, without language, any preferred, any`(
    labels: [Label], english: String, german: String
  ) throws {
    let vocabulary = vocabulary(labels)
    let concept = try #require(vocabulary.concept(uri: "u:shown"))
    #expect(vocabulary.preferredLabel(of: concept) == english)
    #expect(vocabulary.preferredLabel(of: concept, language: "de") == german)
  }
}

import Matching
import Taxonomy
import Testing

struct OrdinaryWordsTests {
  /// Concepts with their labels, the first preferred, and a note each.
  private func vocabulary(_ concepts: [(labels: [Label], note: String)]) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:s")
    builder.declareScheme(scheme, key: "s")
    for (number, concept) in concepts.enumerated() {
      let entity = builder.entity("urn:c/\(number)")
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in concept.labels { builder.addLabel(label, to: entity) }
      if !concept.note.isEmpty {
        builder.addNote(ConceptNote(concept.note, kind: .definition), to: entity)
      }
    }
    return builder.build().vocabulary
  }

  private func ordinary(_ vocabulary: Vocabulary) -> [String] {
    OrdinaryWords.labels(of: vocabulary).sorted().map(vocabulary.text(of:))
  }

  @Test func `words that the notes of other concepts use are ordinary, and their translations`() {
    let readers = [
      Label("Customers"), Label("Kunden", language: "de"), Label("Buyers", kind: .alternative),
      Label("Our customers", kind: .alternative),
    ]
    let notes = [
      "Sent to a customer.", "Helps customers.", "The CUSTOMER signs.", "For customers.",
    ]
    let others = notes.enumerated().map { number, note in
      (labels: [Label("Pier \(number)")], note: note)
    }
    let harbor = (labels: [Label("Harbor")], note: "Customers of Harbor know Harbor, Harbor.")
    #expect(
      ordinary(vocabulary([(readers, "")] + others + [harbor])) == ["Customers", "Kunden"])
    #expect(ordinary(vocabulary([(readers, "")] + others.dropLast())).isEmpty, "too few")
    #expect(ordinary(vocabulary([(readers, ""), harbor])).isEmpty)
  }

  @Test func `a concept's own notes say nothing about its name`() {
    let named = (0..<5).map { _ in (labels: [Label("Customers")], note: "A customer.") }
    #expect(ordinary(vocabulary(named)).isEmpty)
    let other = (labels: [Label("Pier")], note: "A customer.")
    #expect(ordinary(vocabulary(named + Array(repeating: other, count: 4))).count == 5)
  }
}

import Documents
import Foundation
import Model
import Taxonomy
import Testing

@testable import Tagging

struct LabelLearnerTests {
  private func example(_ text: String, _ marks: [(String, String)]) -> TaggingExample {
    TaggingExample(
      Document(id: text, text: text), concepts: marks.map(\.1),
      marks: marks.compactMap { surface, concept in
        text.range(of: surface).map { range in
          MarkedPlace(
            field: .text,
            range: text.utf8.distance(
              from: text.startIndex, to: range.lowerBound)..<text.utf8.distance(
                from: text.startIndex, to: range.upperBound),
            concept: concept)
        }
      })
  }

  @Test func `learns wordings that mean one concept nearly everywhere`() {
    let labels = LabelLearner.labels(from: [
      example("Für den Tresor alt.", [("Tresor alt", "urn:a")]),
      example("The tresor  alt again, and the vault.", [("vault", "urn:a")]),
      example("A vault, the vault, any vault.", [("A vault", "urn:b")]),
    ])
    #expect(labels.contains(LearnedLabel(text: "Tresor alt", concept: "urn:a")))
    #expect(!labels.contains { $0.text == "vault" })
    #expect(labels.contains(LearnedLabel(text: "A vault", concept: "urn:b")))
  }

  @Test func `takes the concept that most places mark, and none if they differ`() {
    let labels = LabelLearner.labels(from: [
      example("Depot one", [("Depot", "urn:a")]), example("Depot two", [("Depot", "urn:a")]),
      example("Depot three", [("Depot", "urn:b")]), example("Keep four", [("Keep", "urn:a")]),
      example("Keep five", [("Keep", "urn:b")]),
    ])
    #expect(labels == [LearnedLabel(text: "Depot", concept: "urn:a")])
  }

  @Test func `leaves out places outside of the text`() {
    let bad = TaggingExample(
      Document(id: "1", text: "short"), concepts: [],
      marks: [MarkedPlace(field: .text, range: 3..<30, concept: "urn:a")])
    #expect(LabelLearner.labels(from: [bad]).isEmpty)
  }
}

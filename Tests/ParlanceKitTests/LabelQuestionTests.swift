import Foundation
import Matching
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// What is asked about labels, and what is made of an answer, without a terminal.
struct LabelQuestionTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type">
        <title>Types</title>
        <concept id="brochure"><name>Brochure</name></concept>
        <concept id="quote"><name>Quote</name></concept>
      </scheme>
    </vocabulary>
    """

  private func withDialogue(_ body: (inout LabelDialogue, Workspace) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/v.xml"
      try Data(Self.vocabulary.utf8).write(to: URL(fileURLWithPath: path))
      let engine = try Engine(at: folder)
      try engine.vocabularies.importing([path])
      var columns = LabelColumns()
      columns.count = "n"
      let judge = LabelJudge(author: "J. Doe", date: "2026-01-01", reason: "", language: "en")
      var dialogue = try LabelDialogue(
        [
          LabelInput.Record(label: "Zqxwv", fields: ["n": "2"]),
          LabelInput.Record(label: "Vwkjh", fields: ["n": "7"]),
        ], columns: columns, path: "labels.csv",
        normalizer: try LabelNormalizer(
          engine.workspace, schemes: [], precision: 0.95, explains: true),
        judge: judge, scheme: nil)
      try body(&dialogue, engine.workspace)
    }
  }

  @Test func `the most frequent labels are asked about first, with all that a line says of them`()
    throws
  {
    try withDialogue { dialogue, _ in
      let questions = dialogue.questions
      #expect(questions.map(\.labels) == [["Vwkjh"], ["Zqxwv"]])
      #expect(questions.map(\.count) == [7, 2])
      #expect(dialogue.question.json["labels"] == ["Vwkjh"])
      #expect(dialogue.lines.prefix(2) == ["", "1/2  Vwkjh  ×7"])
      #expect(dialogue.lines.dropFirst(2) == questions[0].lines.dropFirst())
    }
  }

  @Test func `one label that cannot be written keeps no other from being written`() throws {
    try withDialogue { _, workspace in
      let labels = ["Zq one", "Zq  two\nlines", "Zq\u{1}three", "", "Zq one", "Zq four"]
      let decisions = labels.map {
        LabelDecision(
          label: $0, verdict: .concept("https://id.example/quote"), author: "ada",
          date: "2026-01-01")
      }
      let outcome = try VocabularyReview(workspace).apply(decisions)
      #expect(outcome.written.values.reduce(0, +) == 3)
      #expect(outcome.refused.map(\.decision.label) == ["Zq\u{1}three", ""])
      let vocabulary = try workspace.vocabularies.current()
      let concept = try #require(vocabulary.concept(uri: "https://id.example/quote"))
      let names = vocabulary.labels(of: concept).map { vocabulary.text(of: $0) }
      #expect(
        names.filter { $0.hasPrefix("Zq") }.sorted() == ["Zq four", "Zq one", "Zq two lines"])
    }
  }

  @Test func `a page decides as the terminal does, in somebody's name`() throws {
    try withDialogue { dialogue, workspace in
      let question = dialogue.question
      let judge = LabelJudge(author: "J. Doe", date: "2026-01-01", reason: "", language: "en")
      let uri = "https://id.example/quote"
      #expect(dialogue.accept(named: "quote") == nil)
      let decisions = question.decisions(.concept(uri), by: judge)
      #expect(dialogue.decisions == decisions)
      #expect(decisions.map(\.author) == ["J. Doe"])
      let outcome = try VocabularyReview(workspace).apply(decisions)
      #expect(outcome.written.values.reduce(0, +) == 1 && outcome.refused.isEmpty)
      let vocabulary = try workspace.vocabularies.current()
      let concept = try #require(vocabulary.concept(uri: uri))
      #expect(vocabulary.labels(of: concept).map { vocabulary.text(of: $0) }.contains("Vwkjh"))
    }
  }
}

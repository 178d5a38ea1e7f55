import Cataloging
import Model
import Taxonomy
import Testing

@testable import ParlanceKit
@testable import Retagging

/// What a person is told of a document's line in a plan.
struct RetagReportTests {
  private func report() throws -> (report: RetagReport, concept: String) {
    var builder = VocabularyBuilder()
    let concept = builder.entity("u:quote")
    builder.declareConcept(concept)
    builder.addLabel(Label("Quote", language: "en"), to: concept)
    return (
      RetagReport(vocabulary: builder.build().vocabulary, isExplained: false), "u:quote"
    )
  }

  private func told(_ evidence: [Evidence]) throws -> String {
    let (report, concept) = try report()
    let assignment = StoredAssignment(
      concept: concept, facet: "type", score: 0.9, origin: .machine, evidence: evidence)
    let change = FacetChange(
      facet: "type", old: [], new: [concept], scores: [0.9], evidence: evidence)
    let line = RetagLine(
      document: 1, path: "a.txt", outcome: .change, changes: [change], pending: [],
      place: .catalog, reason: "", before: [], after: [assignment])
    return report.lines(line).map(\.plain).joined(separator: "\n")
  }

  private func evidence(
    _ rule: Evidence.Rule, _ place: Evidence.Place, source: String = "", remark: String = ""
  ) -> Evidence {
    Evidence(
      place: place, range: 0..<1, surface: "x", rule: rule, source: source, remark: remark,
      weight: 1)
  }

  @Test func `the field of a value is not told, what is special about the value is`() throws {
    let told = try told([
      evidence(.category, .metadata(0), source: "cp:category, typo"),
      evidence(.keyword, .metadata(1), source: "keywords", remark: "formerly Offer; until 2009"),
    ])
    #expect(told.contains("(0.90: category, keyword; formerly Offer; until 2009)"))
    #expect(!told.contains("cp:category") && !told.contains("keywords"))
  }

  @Test func `a remark is told once, and of three the first two`() throws {
    let told = try told([
      evidence(.title, .title, remark: "one"), evidence(.text, .text, remark: "one"),
      evidence(.heading, .heading(0), remark: "two"),
      evidence(.file, .path, remark: "three"),
    ])
    #expect(told.contains("(0.90: title, text, heading, file; one; two)"))
  }

  @Test func `what only makes the sum complete is no reason`() throws {
    let told = try told([
      evidence(.title, .title), evidence(.start, .document, remark: "named beside 3 others"),
    ])
    #expect(told.contains("(0.90: title)"))
  }
}

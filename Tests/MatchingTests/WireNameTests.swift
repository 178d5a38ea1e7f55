import Testing

@testable import Matching

/// The names and numbers of enumerations that files and JSON hold; a change of one is a change of format.
struct WireNameTests {
  @Test func `what scripts read of a match keeps its names`() {
    #expect(LabelMatch.Outcome.allCases.map(\.rawValue) == ["accepted", "review", "unknown"])
    #expect(
      LabelDecision.Form.allCases.map(\.rawValue) == ["alias", "abbreviation", "misspelling"])
  }

  @Test func `features of a model are stored by numbers that stay`() {
    #expect(Feature.allCases.map(\.rawValue) == Array(0..<34))
    #expect(Feature.exact.rawValue == 0)
    #expect(Feature.kernel.rawValue == 22)
    #expect(Feature.novelCatchAll.rawValue == 28)
    #expect(Feature.kind.rawValue == 30)
    #expect(Feature.wordShare.rawValue == 33)
  }
}

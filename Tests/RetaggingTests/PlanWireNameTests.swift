import Testing

@testable import Retagging

/// The names of enumerations that plans in JSON hold; a change of one is a change of format.
struct PlanWireNameTests {
  @Test func `what scripts read of a plan keeps its names`() {
    #expect(
      RetagLine.Outcome.allCases.map(\.rawValue) == [
        "change", "unchanged", "review", "unreadable", "changed", "skipped", "refused", "failed",
      ])
    #expect(
      RetagLine.Risk.allCases.map(\.rawValue) == [
        "none", "beside", "appended", "rewritten", "overwritten",
      ])
  }
}

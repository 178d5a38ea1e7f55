import Testing

@testable import Tagging

/// The names and numbers of enumerations that files, JSON and SQL hold; a change of one is a change of format.
struct WireNameTests {
  @Test func `what scripts read of a tag keeps its names`() {
    #expect(
      TagExplanation.Verdict.allCases.map(\.rawValue) == [
        "accepted", "review", "below_threshold", "outranked", "means_another", "ruled_out",
        "not_found", "blocked", "decided",
      ])
    #expect(TagSuggestion.Outcome.allCases.map(\.rawValue) == ["accepted", "review"])
    #expect(
      DocumentForm.allCases.map(\.rawValue) == ["procedure", "overview", "concept", "reference"])
    #expect(DocumentScope.allCases.map(\.rawValue) == ["audience", "region", "industry"])
  }

  @Test func `features are stored by numbers that stay`() {
    #expect(
      CandidateFeature.allCases.map(\.name) == [
        "textCount", "titleCount", "headingCount", "pathCount", "metadataCount", "firstPosition",
        "lastPosition", "spread", "leadCount", "coverage", "frequency", "rank", "preferredShare",
        "exactShare", "labelVariety", "labelTokens", "labelLength", "ambiguity", "commonness",
        "openingCount", "neighborCount", "neighborPlaces", "hasBroader", "narrowerCount", "depth",
        "breadth", "documentLength", "candidateCount", "rarity", "weightedFrequency",
        "assignmentRate", "assignmentCount", "similarShare", "similarBest", "wordOdds",
      ])
    #expect(CandidateFeature.allCases.map(\.rawValue) == Array(0..<CandidateFeature.count))
  }
}

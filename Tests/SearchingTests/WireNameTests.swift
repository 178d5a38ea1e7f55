import Testing

@testable import Searching

/// Names and numbers that index files, queries and JSON hold: none may change because a case is renamed.
struct WireNameTests {
  private func names<Kind: CaseIterable & RawRepresentable>(_ kind: Kind.Type) -> String
  where Kind.RawValue == String {
    kind.allCases.map(\.rawValue).joined(separator: " ")
  }

  @Test func `the words of queries and answers are what they always were`() {
    #expect(names(DocumentProperty.self) == "author from to keyword ext lang")
    #expect(names(SearchRequest.Order.self) == "relevance date title path")
    #expect(names(DateHistogram.Unit.self) == "year month day")
    #expect(
      ScorePart.Kind.allCases.map(\.rawValue) == [
        "match", "related", "together", "near", "version", "answer", "as in the best hits",
        "as typed",
        "near in meaning",
      ])
  }

  @Test func `the numbers of sections and fields are those of segments that exist`() {
    #expect(SegmentSection.allCases.map(\.rawValue) == Array(1...28))
    #expect(SegmentSection.norms.rawValue == 5)
    #expect(SegmentSection.facetKeys.rawValue == 13)
    #expect(SegmentSection.standings.rawValue == 26)
    #expect(IndexField.allCases.map(\.rawValue) == [0, 1, 2, 3])
    #expect(IndexField.allCases.map(\.firstSection) == [100, 110, 120, 130])
    #expect(IndexField.concept.rawValue == 3)
  }
}

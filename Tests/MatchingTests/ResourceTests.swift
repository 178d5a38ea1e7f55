import Knowledge
import Testing

@testable import Matching

/// The files that a person may change, compiled into the library.
struct ResourceTests {
  @Test func `the words for kinds of documents are groups of two at least, no comment among them`()
  {
    let groups = DocumentLexicon.groups.split(separator: "\n")
    #expect(groups.count > 100)
    #expect(groups.allSatisfy { $0.split(separator: " ").count > 1 && !$0.contains("#") })
  }

  @Test func `the points for meanings weigh strong signs above all weak ones together`() {
    let points = MeaningPoints.standard
    #expect(points.inUse >= points.sameSpelling + points.preferred + points.margin)
    #expect(points.outOfUse < -points.inUse)
  }

  @Test func `each weight in the file of the normalizer is that of a feature`() {
    let weights = NormalizationNumbers.table.names.filter { $0.hasPrefix("prior.") }
    let features = Feature.allCases.map { "prior.\($0.name)" }
    #expect(weights.count == ModelTraining.prior.count { $0 != 0 })
    #expect(Set(weights).isSubset(of: features))
    #expect(Set(features).count == Feature.count)
  }
}

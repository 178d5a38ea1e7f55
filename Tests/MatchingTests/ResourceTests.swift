import Testing

@testable import Matching

/// The files that a person may change, compiled into the library.
struct ResourceTests {
  @Test func `a table of numbers keeps the order of its file and leaves comments out`() {
    let table = NumberTable(Array("# what for\nlead\t0.8\n\nother\t-2\n".utf8), file: "x.tsv")
    #expect(table.names == ["lead", "other"])
    #expect(table["lead"] == 0.8)
    #expect(table["other"] == -2)
  }

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
}

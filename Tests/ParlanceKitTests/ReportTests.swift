import Matching
import Model
import Testing

@testable import ParlanceKit

/// What commands tell, as records and lines.
struct ReportTests {
  @Test func `a line keeps the role of each of its parts`() {
    let text: ReportText = "\(2) × \("Harbor Mail", .strong)"
    #expect(text.plain == "2 × Harbor Mail")
    #expect(text.parts.map(\.role) == [.plain, .plain, .strong])
    #expect((text + ReportText("!", .error)).parts.last?.role == .error)
  }

  @Test func `a column that tables leave out has no heading`() {
    #expect(Column("type").heading == "type")
    #expect(Column.outsideTables("uri").heading == nil)
  }

  @Test func `columns of folders and dates say what they are by their names`() throws {
    var columns = LabelColumns()
    columns.context = ["Folder path", "modified", "title"]
    let record = LabelInput.Record(
      label: "Flyer", fields: ["Folder path": "a/b", "modified": "2009-06", "title": "T"])
    let request = try #require(columns.unchecked([record]).first)
    #expect(columns.needsAllLabels)
    #expect(request.folder == "a/b")
    #expect(request.context.date?.description == "2009-06")
    #expect(request.context.words == ["a/b", "T"])
  }

  @Test func `a column that no record has is named`() {
    var columns = LabelColumns()
    columns.count = "n"
    #expect(throws: RequestError("no column \"n\"")) {
      try columns.requests([LabelInput.Record(label: "Flyer", fields: [:])])
    }
  }

  @Test(
    arguments: ["12": 12, " 1 000 ": nil, "7.0": 7, "": 1, "-3": nil, "x": nil] as [String: Int?])
  func `a count is a whole number from 0`(text: String, count: Int?) throws {
    var columns = LabelColumns()
    columns.count = "n"
    let record = LabelInput.Record(label: "Flyer", fields: ["n": text], line: 4)
    #expect((try? columns.occurrences(record, in: "labels.csv")) == count)
  }
}

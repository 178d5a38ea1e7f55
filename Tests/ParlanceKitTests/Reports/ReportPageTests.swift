import JSONCoding
import Model
import Taxonomy
import Testing

@testable import Cataloging
@testable import ParlanceKit
@testable import Searching

/// Reports as lines, as records and as pages, whatever the names in them hold.
struct ReportPageTests {
  private func member(_ path: String, _ date: String? = nil) -> DuplicateGroup.Member {
    DuplicateGroup.Member(
      id: "/share/\(path)", path: path, date: date.flatMap { CalendarDate($0) }, isAside: false)
  }

  private var duplicates: DuplicateReport {
    DuplicateReport(
      share: "/<share>",
      groups: [
        DuplicateGroup(
          kind: .copies, members: [member("a&b.md", "2010"), member("old/a.md"), member("c.md")]),
        DuplicateGroup(kind: .versions, members: [member("v2.md"), member("v1.md", "2009-01-02")]),
      ])
  }

  @Test func `duplicates are told with the one to keep, and counted by what is spare`() {
    #expect(duplicates.spare(.copies) == 2 && duplicates.spare(.versions) == 1)
    #expect(
      duplicates.records.map { record in record.map { $0.string ?? "\($0.integer ?? -1)" } } == [
        ["1", "copies", "keep", "a&b.md", "2010", "a&b.md"],
        ["1", "copies", "copy", "old/a.md", "", "a&b.md"],
        ["1", "copies", "copy", "c.md", "", "a&b.md"],
        ["2", "versions", "keep", "v2.md", "", "v2.md"],
        ["2", "versions", "older", "v1.md", "2009-01-02", "v2.md"],
      ])
    #expect(DuplicateReport.columns.map { $0.name }.count == 6)
    #expect(
      duplicates.lines.map { $0.plain } == [
        "/<share>: 2 copies of 1 documents, 1 older versions of 1 documents",
        "The same text, or nearly so", "  keep   a&b.md  2010", "         old/a.md",
        "         c.md", "Versions of one document, the newest first", "  keep   v2.md",
        "         v1.md  2009-01-02",
      ])
  }

  @Test func `a page holds no markup of a name, and nothing from elsewhere`() {
    let page = String(decoding: duplicates.html, as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</body></html>\n"))
    #expect(page.contains("<title>/&lt;share&gt;: duplicates</title>"))
    #expect(page.contains("<tr><th>keep</th><td class=\"name\">a&amp;b.md</td><td>2010</td></tr>"))
    #expect(page.contains("<tr><th></th><td class=\"name\">old/a.md</td><td></td></tr>"))
    #expect(!page.contains("<share>") && !page.contains("http") && !page.contains("<script"))
    #expect(page.components(separatedByTag: "table") == 2)
  }

  @Test func `a kind that there is none of has no heading`() {
    let none = DuplicateReport(share: "/s", groups: [])
    #expect(
      none.lines.map { $0.plain }
        == ["/s: 0 copies of 0 documents, 0 older versions of 0 documents"])
    #expect(none.records.isEmpty)
    #expect(String(decoding: none.html, as: UTF8.self).components(separatedByTag: "table") == 0)
  }

  // MARK: What runs changed

  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let concept = builder.entity("urn:flyer")
    builder.declareConcept(concept)
    builder.addLabel(Label("Flyer"), to: concept)
    return builder.build().vocabulary
  }()

  private func tag(
    _ concept: String, _ facet: String, origin: StoredAssignment.Origin = .machine
  ) -> StoredAssignment {
    StoredAssignment(concept: concept, facet: facet, score: 1, origin: origin)
  }

  @Test func `the history tells of each facet that changed, by names`() throws {
    let change = RecordedTagChange(
      run: 7, path: "a.md",
      before: [tag("urn:gone", "type"), tag("urn:flyer", "kind"), tag("urn:p", "product")],
      after: [
        tag("urn:flyer", "type"), tag("urn:flyer", "kind"),
        tag("urn:wait", "product", origin: .pending),
      ])
    let records = try TagHistory.records([change], [:], Self.vocabulary)
    #expect(records.count == 2, "what stayed is no change")
    #expect(records.map { $0[5].string } == ["product", "type"])
    // What waits for a person is no tag; a concept that is gone is told by its URI.
    #expect(records[0][6] == ["urn:p"] && records[0][7] == [])
    #expect(records[1][6] == ["urn:gone"] && records[1][7] == ["Flyer"])
    #expect(records.allSatisfy { $0[0] == 7 && $0[4] == "a.md" && $0.count == 8 })
  }

  @Test func `what cannot be read of a record is not known, not none`() throws {
    let lost = RecordedTagChange(
      run: 1, path: "a.md", before: nil, after: [tag("urn:flyer", "type")])
    let gone = RecordedTagChange(
      run: 2, path: "a.md", before: [tag("urn:flyer", "type")], after: [])
    let records = try TagHistory.records([lost, gone], [:], Self.vocabulary)
    #expect(records.map { $0[6] } == [.null, ["Flyer"]])
    #expect(records.map { $0[7] } == [["Flyer"], []])
  }
}

extension String {
  /// How often an element of a name begins.
  fileprivate func components(separatedByTag name: String) -> Int {
    ranges(of: "<\(name)>").count
  }
}

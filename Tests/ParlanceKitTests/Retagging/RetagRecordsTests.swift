import Cataloging
import JSONCoding
import Model
import Testing

@testable import ParlanceKit
@testable import Retagging

/// What programs and people are told of a plan and of what came of it.
@Suite struct `Records of a retag` {
  private func line(
    _ path: String, _ outcome: RetagLine.Outcome, isDue: Bool = false, isPassing: Bool = false,
    place: TagPlace = .documents, reason: String = "", changes: [FacetChange] = []
  ) -> RetagLine {
    var line = RetagLine(
      document: 1, path: path, outcome: outcome, changes: changes, pending: [], place: place,
      reason: reason, before: [], after: [])
    (line.isDue, line.isPassing) = (isDue, isPassing)
    return line
  }

  private func paths(_ records: [[JSONValue]]) -> [String] {
    records.compactMap { $0.first?.string }
  }

  @Test func `of a night are those that are news`() {
    let lines =
      RetagLine.Outcome.allCases.map { line($0.rawValue, $0) } + [
        line("looked at", .unchanged, isDue: true), line("waits", .unchanged, isPassing: true),
      ]
    let all = RetagRecords.records(lines)
    #expect(all.count == lines.count)
    #expect(all.allSatisfy { $0.count == RetagRecords.columns.count })
    let news = paths(RetagRecords.records(lines, all: false))
    #expect(news == lines.map(\.path).filter { $0 != "unchanged" })
  }

  private func applied(_ lines: [RetagLine]) -> RetagWriting.Applied {
    RetagWriting.Applied(run: 7, lines: lines, changedCount: 3, costs: nil)
  }

  private static let change = FacetChange(facet: "type", old: [], new: ["u:a"], scores: [1])

  @Test func `tell failures, and what went wrong beside a change`() {
    let run = applied([
      line("a", .changed, reason: "its time could not be set"), line("b", .changed),
      line("c", .changed, place: .catalog, reason: "not told twice"),
      line("d", .refused, reason: "locked", changes: [Self.change]), line("e", .refused),
      line("f", .skipped, reason: "changed"), line("g", .failed, reason: "disk"),
      line("h", .change), line("i", .unchanged), line("j", .review),
    ])
    #expect(run.failures.map(\.path) == ["d", "e", "f", "g"])
    #expect(run.failures.map(\.reason) == ["locked", "", "changed", "disk"])
    #expect(run.remarks.map(\.path) == ["a"])
    #expect(run.leftCount == 1, "what was to change and was not reached")
    #expect(run.refusedCount == 1, "a refusal without changes changes nothing in the catalog")
    #expect(run.unchangedCount == 3)
    #expect(paths(run.changedRecords) == ["a", "b", "c", "d", "e", "g"])
    #expect(run.envelope["run"]?.integer == 7 && run.envelope["changed"]?.integer == 3)
  }

  @Test func `of a plan tell what waits, what is unknown and whether there is anything to do`() {
    var plan = RetagPlan(
      share: CatalogShare(id: 1, root: "/s", isFolder: true), basis: 1, place: .documents,
      lines: [
        line("a", .unchanged, isPassing: true, reason: "locked"),
        line("b", .change, isPassing: true),
        line("c/d/e", .unchanged),
      ])
    #expect(plan.waiting.map(\.path) == ["a"])
    #expect(
      plan.unknown(among: ["a", "z", "y"]) == ["y", "z"] && plan.unknown(among: nil).isEmpty)
    #expect(plan.hasChanges && plan.isDifferent && !plan.hasUnreadable)
    // The plan's own file may be none of these.
    #expect(
      plan.inputs(besides: "list") == [
        "/s/a", "/s/b", "/s/c/d/e",
      ] + plan.inputs(besides: nil).dropFirst(3) + ["list"])
    #expect(
      Set(plan.inputs(besides: nil).dropFirst(3)) == [
        "/s/.parlanceignore", "/s/c/.parlanceignore", "/s/c/d/.parlanceignore",
      ])
    plan.lines.removeAll { $0.path == "b" }
    #expect(!plan.hasChanges && !plan.isDifferent)
    // What was pending and is not any more is to be recorded, though no tag changes.
    plan.lines[0].before = [
      StoredAssignment(concept: "u:a", facet: "type", score: 0.4, origin: .pending)
    ]
    #expect(plan.isDifferent && !plan.hasChanges)
  }

  @Test func `say in words what became of the share, one and many`() {
    #expect(ShareRefresh().remarks.isEmpty && ShareRefresh().warnings.isEmpty)
    var refresh = ShareRefresh()
    (refresh.missing, refresh.moved, refresh.excluded, refresh.adopted) = (1, 1, 1, 1)
    #expect(refresh.remarks.count == 4)
    #expect(refresh.remarks[0].hasPrefix("1 document is missing"))
    #expect(refresh.remarks[1] == "1 document was moved or renamed; what is known of it is kept.")
    (refresh.missing, refresh.moved, refresh.excluded, refresh.adopted) = (2, 3, 4, 5)
    #expect(refresh.remarks[0].hasPrefix("2 documents are missing"))
    #expect(refresh.remarks[1].hasSuffix("what is known of them is kept."))
    #expect(refresh.remarks[3].contains("5 documents that are new here holds again: they bear"))
  }

  @Test func `name what could not be read, and words that the vocabulary does not have`() {
    var refresh = ShareRefresh()
    refresh.failures = ["closed: Permission denied"]
    refresh.unreadSidecars = ["b.xmp": "damaged", "a.xmp": "Permission denied"]
    refresh.unknownDecisions = [
      "z.md": [
        .init(facet: "type", label: "Memo", giver: .person),
        .init(facet: "type", label: "Note", giver: .rejected),
      ]
    ]
    let warnings = refresh.warnings
    #expect(warnings.count == 5 && refresh.hasUnreadSidecars)
    #expect(warnings[0] == "closed: Permission denied")
    #expect(warnings[1].hasPrefix("a.xmp: the sidecar cannot be read: Permission denied\nHint: "))
    #expect(warnings[2].hasPrefix("b.xmp: "))
    #expect(warnings[3].contains("a person gave type \"Memo\""))
    #expect(warnings[4].contains("a person took away type \"Note\""))
  }
}

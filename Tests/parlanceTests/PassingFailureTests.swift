import Foundation
import Testing

/// A file that could not be written once is written when it can be.
struct PassingFailureTests {
  private func outcome(_ result: Tool.Result, _ path: String) throws -> String? {
    try result.objects().first { $0["path"] as? String == path }?["outcome"] as? String
  }

  private func outstanding(_ tool: Tool) throws -> [String] {
    try tool.run("status", "--documents", "--format", "jsonl").objects().map {
      "\($0["path"] as? String ?? "") \($0["cause"] as? String ?? "")"
    }
  }

  @Test func `a file that was locked is written by the next run`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let retag = ["retag", "share", "--yes", "--write-to", "documents", "--format", "jsonl"]
    try tool.write("", to: "share/.~lock.prices.md#")
    let locked = try tool.run(retag)
    #expect(
      try outcome(locked, "prices.md") == "change" || outcome(locked, "prices.md") == "refused")
    #expect(locked.status == 3)
    #expect(try outstanding(tool) == ["empty.docx unreadable", "prices.md unwritten"])
    #expect(try tool.run("status").output.contains("prices.md: its tags are in the catalog only: "))

    let again = try tool.run(retag)
    #expect(again.status == 3)
    #expect(again.errors.contains("prices.md: locked"))

    try FileManager.default.removeItem(
      at: tool.folder.appendingPathComponent("share/.~lock.prices.md#"))
    #expect(try outcome(try tool.run(retag), "prices.md") == "changed")
    #expect(try outstanding(tool) == ["empty.docx unreadable"])
    let text = try String(
      contentsOf: tool.folder.appendingPathComponent("share/prices.md"), encoding: .utf8)
    #expect(text.contains("Price list"))
    #expect(try outcome(try tool.run(retag), "prices.md") == "unchanged")
  }

  @Test func `a run, the log and undo count the same documents where files refuse tags`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write(
      "{\\rtf1 Brochure Harbor Archive. Brochure of the Harbor Archive.", to: "share/brochure.rtf")
    let retag = ["retag", "share", "--yes", "--write-to", "documents"]
    let run = try tool.run(retag)
    #expect(run.output.contains("Run 1: 3 documents changed, 1 of them in the catalog only."))
    #expect(try tool.run("log", "--format", "jsonl").objects().map { $0["changed"] as? Int } == [3])
    let preview = try tool.run("undo", "--dry-run")
    #expect(preview.output.contains("Run 1 would be taken back: 3 documents."))
    #expect(try tool.run("undo").output.contains("Run 1 taken back as run 2: 3 documents."))
    let again = try tool.run(retag + ["--format", "json"]).object()
    #expect(again["run"] as? Int == 3 && again["changed"] as? Int == 3)
  }

  @Test func `a file that takes no tags at all is not tried again`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write(
      "{\\rtf1 Brochure Harbor Archive. Brochure of the Harbor Archive.", to: "share/brochure.rtf")
    let retag = ["retag", "share", "--yes", "--write-to", "documents", "--format", "jsonl"]
    let first = try tool.run(retag)
    #expect(try outcome(first, "brochure.rtf") == "refused")
    #expect(try outstanding(tool).contains("brochure.rtf unwritten"))
    let again = try tool.run(retag)
    #expect(try outcome(again, "brochure.rtf") == "unchanged")
    #expect(!again.errors.contains("brochure.rtf"))
  }
}

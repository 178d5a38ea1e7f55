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
    #expect(try outcome(try tool.run(retag), "prices.md") == nil, "there is no news of it")
    #expect(try outcome(try tool.run(retag + ["--all"]), "prices.md") == "unchanged")
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

  @Test func `a sidecar that was broken off is told each night, and is not written over`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let retag = ["retag", "share", "--yes", "--write-to", "sidecar"]
    _ = try tool.run(retag)
    #expect(try tool.run("assign", "share/prices.md", "type=Brochure").status == 0)
    let sidecar = tool.folder.appendingPathComponent("share/prices.md.xmp")
    let whole = try Data(contentsOf: sidecar)
    // The workspace is lost, and the sidecar came back from its backup in part.
    try FileManager.default.removeItem(at: tool.folder.appendingPathComponent(".parlance"))
    _ = try tool.run("import", "v.xml")
    let part = whole.prefix(whole.count / 2)
    try part.write(to: sidecar)
    for _ in 0..<2 {
      let told = try tool.run(retag)
      #expect(told.status == 3)
      #expect(told.errors.contains("prices.md.xmp: the sidecar cannot be read"), "\(told.errors)")
      #expect(try Data(contentsOf: sidecar) == part)
    }
    try whole.write(to: sidecar)
    let mended = try tool.run(retag)
    #expect(!mended.errors.contains("the sidecar cannot be read"), "\(mended.errors)")
    let tags = try tool.run("why", "share/prices.md", "--format", "jsonl").objects()
    #expect(
      tags.contains { $0["label"] as? String == "Brochure" && $0["origin"] as? String == "person" },
      "\(tags)")
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
    #expect(try outcome(again, "brochure.rtf") == nil)
    #expect(!again.errors.contains("brochure.rtf"))
  }
}

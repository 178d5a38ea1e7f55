import Foundation
import TestSupport
import Testing

/// Tags that stand where they are not written any more.
@Suite struct `Tags that were left behind` {
  private static let remark = "The tags of 1 document stand in documents"

  @Test func `by a move are told by each run, taken away by the next move, and put back exactly`()
    throws
  {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    try tool.write("", to: "share/.~lock.prices.md#")
    let moved = try tool.run("retag", "share", "--yes", "--write-to", "sidecar", "--move")
    #expect(moved.errors.contains("prices.md: failed:"), "\(moved.errors)")
    #expect(moved.errors.contains(Self.remark), "\(moved.errors)")
    for arguments in [["--yes"], ["--dry-run"], ["--yes", "--write-to", "sidecar"], ["--yes"]] {
      let told = try tool.run(["retag", "share"] + arguments)
      #expect(told.errors.contains(Self.remark), "\(arguments): \(told.errors)")
      #expect(told.errors.contains("retag --write-to sidecar --move"))
    }
    let lock = tool.folder.appending(path: "share/.~lock.prices.md#")
    try FileManager.default.removeItem(at: lock)
    let finished = try tool.run("retag", "share", "--yes", "--write-to", "sidecar", "--move")
    #expect(finished.errors.contains("1 document changed. Taken away from: documents."))
    #expect(!finished.errors.contains("stand in"), "\(finished.errors)")
    let files = try RetagShare.contents(tool)
    #expect(files["prices.md"] == before["prices.md"] && files["prices.md.xmp"] != nil)
    #expect(try !tool.run("retag", "share", "--yes").errors.contains("stand in"))
    let runs = try tool.run("log", "--format", "jsonl").objects().compactMap { $0["run"] as? Int }
    for run in runs { #expect(try tool.run("undo", "\(run)", "--yes").status == 0, "run \(run)") }
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `by another place in the settings are told until they are out`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write(
      "Price list Harbor Archive\n\nHarbor Archive: 100\n", to: "share/list.txt")
    try tool.write("write-to: documents\n", to: "parlance.yaml")
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    try tool.write("write-to: sidecar\n", to: "parlance.yaml")
    for _ in 0..<3 {
      // The text file's tags are in its sidecar in either place.
      let told = try tool.run("retag", "share", "--yes")
      #expect(told.errors.contains("The tags of 2 documents stand in documents"), "\(told.errors)")
    }
    let sidecar = try RetagShare.contents(tool)["list.txt.xmp"]
    #expect(sidecar != nil)
    let moved = try tool.run("retag", "share", "--yes", "--write-to", "sidecar", "--move")
    #expect(moved.errors.contains("2 documents changed. Taken away from: documents."))
    #expect(try !tool.run("retag", "share", "--yes").errors.contains("stand in"))
    #expect(try RetagShare.contents(tool)["list.txt.xmp"] == sidecar)
  }
}

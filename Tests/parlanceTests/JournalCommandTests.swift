import Foundation
import Testing

/// The journals of runs are kept within bounds, and the log tells what runs did.
struct JournalCommandTests {
  /// A share with three runs that wrote into files: tags, the same taken out, and again.
  private func written() throws -> Tool {
    let tool = try RetagShare.make()
    for arguments in [
      ["retag", "share", "--yes", "--write-to", "documents"], ["undo"],
      ["retag", "share", "--yes"],
    ] {
      let result = try tool.run(arguments)
      try #require([0, 3].contains(result.status), "\(result.errors)")
    }
    return tool
  }

  private func journals(_ tool: Tool) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: tool.folder.appendingPathComponent(".parlance/journal").path
    ).filter { $0.hasSuffix(".journal") }.sorted()
  }

  @Test(arguments: [(99, 0), (3, 0), (2, 1), (1, 2), (0, 3)])
  func `so many of the latest stay as are asked for`(keep: Int, deleted: Int) throws {
    let tool = try written()
    let before = try journals(tool)
    #expect(before.count == 3)
    let size = try before.prefix(deleted).reduce(0) { sum, name in
      let path = tool.folder.appendingPathComponent(".parlance/journal/" + name).path
      return sum + (try Data(contentsOf: URL(fileURLWithPath: path)).count)
    }
    let result = try tool.run("journal", "prune", "--keep", "\(keep)")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(
      result.output
        == "\(deleted) journal\(deleted == 1 ? "" : "s") deleted, \(size) bytes freed.\n")
    #expect(try journals(tool) == Array(before.dropFirst(deleted)))
    #expect(try tool.run("journal", "prune", "--keep", "\(keep)").output.hasPrefix("0 journals"))
  }

  @Test func `ten stay where nothing is said, and none is deleted of fewer`() throws {
    let tool = try written()
    #expect(try tool.run("journal", "prune").output == "0 journals deleted, 0 bytes freed.\n")
    #expect(try journals(tool).count == 3)
  }

  @Test(arguments: ["-1", "x", "", "1.5", "99999999999999999999"])
  func `a number that is none is wrong usage`(keep: String) throws {
    let tool = try Tool()
    let result = try tool.run("journal", "prune", "--keep=\(keep)")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("keep"))
  }

  @Test func `a run whose journal stayed is taken back, the documents being as they were`() throws {
    let tool = try RetagShare.make()
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    #expect(try RetagShare.contents(tool) != before)
    #expect(try tool.run("journal", "prune", "--keep", "1").status == 0)
    #expect(try tool.run("undo").status == 0)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `the log has the latest run first, in each form`() throws {
    let tool = try written()
    let runs = try tool.run("log", "--format", "jsonl").objects()
    #expect(runs.map { $0["run"] as? Int } == [3, 2, 1])
    #expect(runs.map { $0["command"] as? String } == ["retag", "undo", "retag"])
    let rows = try tool.run("log", "--format", "csv").lines
    #expect(rows[0].hasPrefix("run,started,command,state,changed,place,account,share"))
    #expect(rows.dropFirst().map { $0.prefix { $0 != "," } } == ["3", "2", "1"])
  }

  @Test func `a run that changed nothing is told with all runs alone`() throws {
    let tool = try written()
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    #expect(try tool.run("log", "--format", "jsonl").objects().count == 3)
    #expect(try tool.run("log", "--all", "--format", "jsonl").objects().count >= 3)
  }

  @Test func `without a run there is nothing to tell, which is told by the status`() throws {
    let tool = try RetagShare.make()
    for arguments in [["log"], ["log", "--all"], ["log", "--format", "jsonl"]] {
      let result = try tool.run(arguments)
      #expect(result.status == 1 && result.errors.isEmpty, "\(result.errors)")
    }
  }
}

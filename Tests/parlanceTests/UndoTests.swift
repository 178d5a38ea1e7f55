import Foundation
import RandomNumbers
import Testing

/// What `undo` says and does when all is well, and when the journal is not.
struct UndoTests {
  private static let retag = ["retag", "share", "--yes", "--write-to", "documents"]

  private func written(_ count: Int = 12) throws -> (tool: Tool, before: [String: Data]) {
    let tool = try RetagShare.make()
    try RetagShare.add(count, to: tool)
    let before = try RetagShare.contents(tool)
    #expect(try tool.run(Self.retag).status == 3)
    return (tool, before)
  }

  private func journal(_ tool: Tool, _ run: Int = 1) -> URL {
    tool.folder.appendingPathComponent(".parlance/journal/\(run).journal")
  }

  @Test(arguments: UInt64(1)...10)
  func `a flipped bit in the journal of a finished run costs at most one file, which is named`(
    seed: UInt64
  ) throws {
    let (tool, before) = try written()
    defer { tool.remove() }
    var bytes = try Data(contentsOf: journal(tool))
    var random = SeededGenerator(seed: seed)
    bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
      1
      << UInt8.random(
        in: 0..<8, using: &random)
    try bytes.write(to: journal(tool))
    // Another command that writes leaves the journal as it is.
    #expect(try tool.run(Self.retag).status == 3)
    #expect(try Data(contentsOf: journal(tool)) == bytes)
    let undone = try tool.run("undo", "1", "--format", "jsonl")
    let outcomes = try undone.objects().reduce(into: [String: String]()) {
      $0[$1["path"] as? String ?? ""] = $1["outcome"] as? String
    }
    let lost = outcomes.filter { $0.value == "lost" }
    #expect(lost.count <= 1)
    #expect(undone.status == (lost.isEmpty ? 0 : 3), "\(undone.errors)")
    for (path, data) in try RetagShare.contents(tool) where data != before[path] {
      #expect(lost[path] != nil, "\(path) keeps its bytes and is not named")
    }
    #expect(outcomes.values.count { $0 == "restored" } == 14 - lost.count)
    #expect(try Data(contentsOf: journal(tool)) == bytes)
  }

  @Test func `a journal that is gone is named with its path, its cause and a way out`() throws {
    let (tool, _) = try written(1)
    defer { tool.remove() }
    let changed = try RetagShare.contents(tool)
    _ = try tool.run("journal", "prune", "--keep", "0")
    let undone = try tool.run("undo")
    #expect(undone.status == 2)
    #expect(
      undone.errors.contains("/.parlance/journal/1.journal: the journal of run 1 cannot be read"))
    #expect(undone.errors.contains("Hint: journal prune deletes"))
    #expect(try RetagShare.contents(tool) == changed)
  }

  @Test(arguments: ["documents", "catalog"])
  func `a dry run says what undo would do and does nothing`(place: String) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--write-to", place)
    let changed = try RetagShare.contents(tool)
    let log = try tool.run("log").output
    let dry = try tool.run("undo", "--dry-run", "--format", "jsonl")
    #expect(dry.status == 0)
    #expect(try RetagShare.contents(tool) == changed)
    #expect(try tool.run("log").output == log)
    #expect(
      try tool.run("undo", "--dry-run").output.contains("Run 1 would be taken back: 2 documents."))
    let done = try tool.run("undo", "--format", "jsonl")
    #expect(done.status == 0 && done.output == dry.output)
  }

  @Test func `at a terminal undo says what it would do and asks`() throws {
    let (tool, before) = try written(1)
    defer { tool.remove() }
    let changed = try RetagShare.contents(tool)
    let session = try TerminalSession(tool, ["undo"])
    try session.expect("written to documents): 3 documents?   [y/N]")
    session.type("n\n")
    #expect(session.finish().status == 1)
    #expect(try RetagShare.contents(tool) == changed)
    let second = try TerminalSession(tool, ["undo"])
    try second.expect("[y/N]")
    second.type("y\n")
    let (status, output) = second.finish()
    #expect(status == 0 && output.contains("Run 1 taken back as run 2: 3 documents."))
    #expect(try RetagShare.contents(tool) == before)
    let third = try TerminalSession(tool, ["undo", "2", "--yes"])
    #expect(third.finish().status == 0)
    #expect(try RetagShare.contents(tool) == changed)
  }
}

import Foundation
import Glibc
import TestSupport
import Testing

/// Signals and closed pipes, with the program as built.
@Suite(.serialized)
struct RetagSignalTests {
  private static let count = 600

  private func makeShare() throws -> Tool {
    let tool = try RetagShare.make()
    try RetagShare.add(Self.count, to: tool)
    return tool
  }

  /// Starts the tool and sends a signal as soon as files of the share begin to change.
  private func interrupt(
    _ tool: Tool, _ arguments: [String], with signal: Int32, journal: String = "1"
  ) throws -> (status: Int32, isKilled: Bool) {
    let process = tool.process(arguments)
    try process.run()
    let path = tool.folder.path + "/.parlance/journal/\(journal).journal"
    var status = stat()
    // The header is about a hundred bytes; the first group is announced in thousands.
    let hasBegun = waitUntil {
      guard process.isRunning else { return true }
      return unsafe stat(path, &status) == 0 && status.st_size >= 4096
    }
    #expect(hasBegun)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
  }

  private var retag: [String] { ["retag", "share", "--yes", "--write-to", "documents"] }

  /// The next run goes on, and undoing everything leaves each file as it was.
  private func checkFinishes(_ tool: Tool, _ before: [String: Data]) throws {
    let next = try tool.run(retag + ["--format", "jsonl"])
    #expect(next.status == 3, "\(next.errors)")
    #expect(try RetagShare.leftovers(tool).isEmpty)
    let after = try RetagShare.contents(tool)
    #expect(after.count { $0.value != before[$0.key] } == Self.count + 2)
    #expect(try tool.run(retag).output.contains("Nothing to do"))
    while try tool.run("undo").status == 0 {}
    #expect(try RetagShare.contents(tool) == before)
    let again = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    #expect(try again.objects().count { $0["outcome"] as? String == "change" } == Self.count + 2)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends a run with 130 between two groups; the next run goes on`(
    signal: Int32
  ) throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try interrupt(tool, retag, with: signal) == (130, false))
    #expect(try RetagShare.leftovers(tool).isEmpty)
    let changed = try RetagShare.contents(tool).count { $0.value != before[$0.key] }
    #expect(changed > 0 && changed < Self.count)
    #expect(try !tool.run("log").output.contains("running"))
    try checkFinishes(tool, before)
  }

  @Test func `a killed run is settled by the next one, files and catalog agree`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try interrupt(tool, retag, with: SIGKILL).isKilled)
    try checkFinishes(tool, before)
  }

  @Test(arguments: [SIGINT, SIGKILL])
  func `an interrupted undo can be gone on with`(signal: Int32) throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    _ = try tool.run(retag)
    let result = try interrupt(tool, ["undo", "1"], with: signal, journal: "2")
    #expect(signal == SIGKILL ? result.isKilled : result.status == 130)
    let undone = try tool.run("undo", "1")
    #expect(undone.status == 0, "\(undone.errors) \(undone.output)")
    #expect(try RetagShare.contents(tool) == before)
    #expect(try RetagShare.leftovers(tool).isEmpty)
    let again = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    #expect(try again.objects().count { $0["outcome"] as? String == "change" } == Self.count + 2)
  }

  @Test func `a pipe closed early ends quietly with 0`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(300, to: tool)
    let result = try tool.shell(
      "\"$0\" retag share --dry-run --format jsonl | head -n 1 > first; exit ${PIPESTATUS[0]}")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
  }

  @Test func `standard output that is closed or full is an error after everything is done`() throws
  {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    for redirection in [">&-", "> /dev/full"] {
      let result = try tool.shell(
        "exec \"$0\" retag share --yes --write-to documents \(redirection)")
      #expect(result.status == 2)
      #expect(try RetagShare.leftovers(tool).isEmpty)
      _ = try tool.run("retag", "share", "--yes")
      #expect(try RetagShare.contents(tool).count { $0.value != before[$0.key] } == 2)
      while try tool.run("undo").status == 0 {}
      #expect(try RetagShare.contents(tool) == before)
    }
  }

  @Test func `a second command says who holds the lock`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--dry-run")
    let lock = unsafe open(tool.folder.path + "/.parlance/lock", O_RDWR | O_CREAT, 0o644)
    #expect(flock(lock, LOCK_EX) == 0)
    for arguments in [retag, ["undo"], ["retag", "share", "--dry-run"]] {
      let result = try tool.run(arguments)
      #expect(result.status == 2 || arguments == ["undo"] && result.status == 1)
      if arguments != ["undo"] { #expect(result.errors.contains("another command is writing")) }
    }
    close(lock)
  }
}

import Cataloging
import Foundation
import Testing

/// Every prefix of the synced writes of a run: what a power failure leaves is a state from which all
/// is known, so that no tag of ours is taken for a person's and everything can be taken back.
///
/// A run is recorded with strace, then made again for each of its waits for the disk and killed there;
/// what had been waited for until then is put in place of the folder, and the next commands run.
@Suite(
  "Power loss", .serialized, .enabled(if: Strace.mayTrace, "strace may not trace here"))
struct PowerLossTests {
  /// The runs: the place and how many documents there are beside the usual ones.
  ///
  /// There are 20 with `PARLANCE_THOROUGH` set.
  static let runs: [(place: String, count: Int)] = {
    let isThorough = ProcessInfo.processInfo.environment["PARLANCE_THOROUGH"] != nil
    return isThorough
      ? ["documents", "sidecar"].flatMap { place in
        [0, 1, 2, 3, 4, 8, 16, 32, 300, 600].map { (place, $0) }
      } : [("documents", 5)]
  }()

  private func traced(_ tool: Tool, _ options: [String], _ arguments: [String]) throws -> Process {
    let process = tool.process(arguments)
    process.executableURL = URL(fileURLWithPath: Strace.path)
    process.arguments = ["-f", "-y", "-qq"] + options + [Tool.program.path] + arguments
    try process.run()
    process.waitUntilExit()
    return process
  }

  /// The waits for the disk of a run, in their order.
  private func record(_ tool: Tool, _ arguments: [String]) throws -> [SyncCall] {
    let log = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: log) }
    _ = try traced(
      tool, ["-o", log.path, "-e", "trace=\(SyncCall.names.joined(separator: ","))"], arguments)
    return SyncCall.calls(
      in: String(decoding: try Data(contentsOf: log), as: UTF8.self), byThread: false)
  }

  /// The states that a power failure leaves at each wait of a run for the disk, and at its end.
  private func states(
    of tool: Tool, _ arguments: [String], reach: String
  ) throws -> [(moment: String, state: DurableState)] {
    let beginning = DurableState(try DurableState.Snapshot(tool.folder, origins: nil))
    let calls = try record(tool, arguments)
    try #require(calls.count > 3)
    var durable = beginning
    var result = [("before", durable)]
    for call in calls {
      let start = try beginning.restore(to: tool.folder)
      let killed = try traced(
        tool,
        [
          "-o", "/dev/null", "-e", "trace=\(call.call)", "-e",
          "inject=\(call.call):signal=SIGKILL:when=\(call.number)",
        ], arguments)
      #expect(killed.terminationReason == .uncaughtSignal, "\(call)")
      let now = try DurableState.Snapshot(tool.folder, origins: start.inodes)
      durable.take(call, now, in: tool.folder, reach: reach)
      result.append(("\(call.call) \(call.number) \(call.path)", durable))
    }
    return result
  }

  /// What has to hold after any failure.
  private func check(_ tool: Tool, _ before: [String: Data], _ moment: String, place: String) throws
  {
    let next = try tool.run("retag", "share", "--yes", "--write-to", place)
    #expect([0, 3].contains(next.status), "\(moment): \(next.errors)")
    let catalog = try Catalog(path: tool.folder.path + "/.parlance/catalog.sqlite")
    let share = try #require(try catalog.shares().first)
    let given = try catalog.givenAssignments(in: share)
    #expect(given.isEmpty, "\(moment): our own tags count as given by others: \(given)")
    #expect(try RetagShare.leftovers(tool).isEmpty, "\(moment)")
    var undone = try tool.run("undo")
    while undone.status == 0 { undone = try tool.run("undo") }
    #expect(undone.status == 1, "\(moment): \(undone.output) \(undone.errors)")
    #expect(try RetagShare.contents(tool) == before, "\(moment): not taken back")
  }

  @Test(arguments: runs)
  func `after a power failure at any wait for the disk all is known and can be taken back`(
    place: String, count: Int
  ) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(count, to: tool)
    let before = try RetagShare.contents(tool)
    let retag = ["retag", "share", "--yes", "--write-to", place]
    // The workspace on a file system of its own: a sync of the share's does nothing for it.
    for (moment, state) in try states(of: tool, retag, reach: "share") {
      try state.restore(to: tool.folder)
      try check(tool, before, moment, place: place)
    }
  }

  @Test func `a power failure while a run is taken back loses nothing`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(4, to: tool)
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    for (moment, state) in try states(of: tool, ["undo", "1"], reach: "share") {
      try state.restore(to: tool.folder)
      try check(tool, before, moment, place: "documents")
    }
  }
}

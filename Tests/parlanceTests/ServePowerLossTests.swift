import Foundation
import TestSupport
import Testing

/// What a loss of power leaves of what people tell a server.
///
/// A server is made to end at each of its waits for the disk while it answers; of its workspace only what had been
/// waited for is kept, and a new server begins there. What was answered is there; what was not is there once or not at
/// all, and can be said again.
@Suite(
  "Power loss of a server", .serialized, .enabled(if: Strace.mayTrace, "strace may not trace here"))
struct ServePowerLossTests {
  /// Something that a person says, and how often it is there.
  struct Saying: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let path: String
    /// What is sent; `SHARE` stands for the folder of the documents.
    let body: String
    /// Where it is listed, under which name, and what each of its entries has.
    let listed: (path: String, name: String, mark: String)
  }

  static let sayings = [
    Saying(
      testDescription: "a decision", path: "/api/decisions",
      body:
        #"{"document":"SHARE/prices.md","facet":"type","concept":"Price list","verdict":"reject"}"#,
      listed: ("/api/decisions?limit=1000", "decisions", "price-list")),
    Saying(
      testDescription: "feedback", path: "/api/feedback",
      body: #"{"document":"SHARE/prices.md","kind":"outdated","remark":"of last year"}"#,
      listed: ("/api/feedback", "feedback", "of last year")),
  ]

  /// A server that is asked, and killed at a wait for the disk or after its answer.
  ///
  /// - Returns: the answer, and the waits up to then.
  private func ask(
    _ tool: Tool, _ saying: Saying, _ body: String, end: SyncCall?
  ) throws -> (answer: String, calls: [SyncCall]) {
    let log = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: log) }
    let server = try RunningServer(tool, trace: (log, SyncCall.names), end: end)
    let answer = try server.post(saying.path, body)
    if end == nil { server.kill() } else { server.process.waitUntilExit() }
    let text = try String(contentsOf: log, encoding: .utf8)
    return (answer, SyncCall.calls(in: text, byThread: true))
  }

  /// How often a new server lists what was said.
  private func count(_ server: RunningServer, _ saying: Saying) throws -> Int {
    let answer = try server.get(saying.listed.path)
    let entries = try object(answer)[saying.listed.name] as? [[String: Any]]
    return try #require(entries, "\(answer)").count { "\($0)".contains(saying.listed.mark) }
  }

  @Test(arguments: sayings)
  func `what was answered is there, and what was not can be said again`(_ saying: Saying) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let run = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    try #require(run.status == 3 || run.status == 0, "\(run.errors)")
    let body = saying.body.replacing("SHARE", with: tool.folder.path + "/share")
    let beginning = DurableState(try DurableState.Snapshot(tool.folder, origins: nil))
    var durable = beginning
    try beginning.restore(to: tool.folder)
    let (answer, calls) = try ask(tool, saying, body, end: nil)
    #expect(answer.contains("200 OK"), "\(answer)")
    try #require(!calls.isEmpty)
    for call in calls {
      let start = try beginning.restore(to: tool.folder)
      let (answer, _) = try ask(tool, saying, body, end: call)
      // A wait that comes after the answer, such as that of an index made anew, finds it safe already.
      let isAnswered = answer.contains("200 OK")
      durable.take(
        call, try DurableState.Snapshot(tool.folder, origins: start.inodes), in: tool.folder,
        reach: "share")
      try durable.restore(to: tool.folder)
      let server = try RunningServer(tool)
      let isLast = call == calls.last
      #expect(
        (isLast || isAnswered ? 1...1 : 0...1).contains(try count(server, saying)), "\(call)")
      let again = try server.post(saying.path, body)
      #expect(["200", "409"].contains { again.contains("HTTP/1.1 \($0)") }, "\(call): \(again)")
      if !isLast { #expect(try count(server, saying) >= 1, "\(call)") }
      // It is gone before its folder is.
      server.kill()
    }
  }
}

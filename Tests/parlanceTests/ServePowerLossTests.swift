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
    /// What was said before it, to where.
    var before: [(path: String, body: String)] = []
    let path: String
    /// What is sent; `SHARE` stands for the folder of the documents.
    let body: String
    /// Where it is listed, under which name, and what each of its entries has.
    let listed: (path: String, name: String, mark: String)
    /// What a page says in the end, when it was said again.
    var end: (path: String, words: String)?
    /// Whether the label is in the file of the vocabulary then.
    var changesVocabulary = false
  }

  private static let waiting = [
    (path: "/api/label-queue", body: #"{"scheme":"type","labels":["qqvx"]}"#)
  ]

  private static let decided =
    waiting + [
      (
        path: "/api/label-decisions",
        body:
          #"{"scheme":"type","labels":["qqvx"],"verdict":"concept","concept":"Brochure"}"#
      )
    ]

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
    Saying(
      testDescription: "labels to review",
      before: [(path: "/api/label-queue", body: #"{"scheme":"type","labels":["another zqw"]}"#)],
      path: waiting[0].path, body: waiting[0].body,
      listed: ("/api/label-queue", "questions", "qqvx")),
    Saying(
      testDescription: "a decision about a label", before: waiting,
      path: "/api/label-decisions",
      body: #"{"scheme":"type","labels":["qqvx"],"verdict":"never"}"#,
      listed: ("/api/label-decisions?limit=1000", "decisions", "qqvx")),
    Saying(
      testDescription: "a decision about a label that is taken back", before: decided,
      path: "/api/label-decisions", body: #"{"undo":1}"#,
      listed: ("/api/label-decisions?limit=1000", "decisions", "undone_by"),
      end: ("/api/label-queue", "qqvx")),
    Saying(
      testDescription: "decisions about labels that are carried out", before: decided,
      path: "/api/label-decisions", body: #"{"carry_out":true}"#,
      listed: ("/api/label-decisions?limit=1000", "decisions", "carried_out"),
      end: ("/api/labels?label=qqvx", "Brochure"), changesVocabulary: true),
  ]

  /// A server that is asked, and killed at a wait for the disk or after its answer.
  ///
  /// - Returns: the answer, and the waits up to then of the thread that made most: that which answers.
  private func ask(
    _ tool: Tool, _ saying: Saying, _ body: String, end: SyncCall?
  ) throws -> (answer: String, calls: [SyncCall]) {
    let log = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: log) }
    let server = try RunningServer(tool, trace: (log, SyncCall.names), end: end)
    let answer = try server.post(saying.path, body)
    if end == nil { server.kill() } else { server.process.waitUntilExit() }
    let text = try String(contentsOf: log, encoding: .utf8)
    let calls = SyncCall.calls(in: text, byThread: true)
    let threads = Dictionary(grouping: calls) { $0.thread }.values
    return (answer, threads.max { $0.count < $1.count } ?? [])
  }

  /// Says what was said before, and has compiled what a server compiles beside its first answers.
  ///
  /// Its waits would be counted like those of the answer.
  private func prepare(_ tool: Tool, _ saying: Saying) throws {
    let server = try RunningServer(tool)
    defer { server.kill() }
    for (path, body) in saying.before {
      #expect(try server.post(path, body).contains("200 OK"))
    }
    let folder = tool.folder.appending(path: ".parlance").path
    try #require(
      try waitUntil {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return names.contains("normalizer.model") && !names.contains { $0.contains(".parlance-") }
      })
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
    try prepare(tool, saying)
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
      if let end = saying.end {
        // Another vocabulary is taken up within a second or two.
        #expect(try waitUntil { try server.get(end.path).contains(end.words) }, "\(call)")
      }
      if saying.changesVocabulary {
        let file = tool.folder.appending(path: "v.xml")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("qqvx"), "\(call)")
      }
      // It is gone before its folder is.
      server.kill()
    }
  }
}

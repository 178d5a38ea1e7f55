import Foundation
import TestSupport
import Testing

/// What a server has on the disk when it says that it has something.
///
/// Its writes and waits for the disk are recorded with strace: when an answer goes out, no file that holds what people said
/// may have been written to, or renamed, since it was last waited for.
@Suite(
  "Durability of what is acknowledged", .enabled(if: Strace.mayTrace, "strace may not trace here"))
struct ServeDurabilityTests {
  private static let writes = ["write", "pwrite64", "writev"]
  private static let waits = ["fsync", "fdatasync", "syncfs"]
  private static let others = ["sendmsg", "sendto", "rename", "renameat", "renameat2"]

  /// The system calls of a server, as far as they matter.
  private struct Trace {
    /// The answers that went out, each with the files that had been written to since the one before, and those that
    /// were not on the disk.
    private(set) var answers: [(written: Set<String>, unsafe: Set<String>)] = []
    private var written: Set<String> = []
    private var unsafe: Set<String> = []
    private var waiting: [Substring: String] = [:]

    init(_ text: String) {
      for line in text.split(separator: "\n") { take(line) }
    }

    /// Whether people's words are in a file: in the catalog, but for what SQLite makes anew, and in the queue of labels.
    private static func matters(_ path: String) -> Bool {
      path.contains("/.parlance/catalog.sqlite") && !path.hasSuffix("-shm")
        || path.contains("/.parlance/labels.queue") || path.contains("/.parlance/labels.decisions")
    }

    private mutating func take(_ line: Substring) {
      let process = line.prefix { $0 != " " }
      let call = line.drop { $0 != " " }.drop { $0 == " " }
      if call.hasPrefix("<... "), call.contains(" resumed>"), let path = waiting[process] {
        waiting[process] = nil
        settle(path)
        return
      }
      let name = String(call.prefix { $0 != "(" })
      let path = call.split(separator: "<").dropFirst().first.map {
        String($0.prefix { $0 != ">" })
      }
      if call.contains("HTTP/1.1 2") {
        answers.append((written, unsafe))
        written = []
      } else if waits.contains(name), let path {
        if call.contains("<unfinished") { waiting[process] = path } else { settle(path) }
      } else if writes.contains(name), let path, Self.matters(path) {
        written.insert(path)
        unsafe.insert(path)
      } else if name.hasPrefix("rename") {
        let names = call.split(separator: "\"").filter { $0.hasPrefix("/") }
        if names.count == 2 { rename(String(names[0]), String(names[1])) }
      }
    }

    private mutating func settle(_ path: String) {
      unsafe.remove(path)
      // The folder has the names that were given in it.
      unsafe = unsafe.filter { !$0.hasPrefix("name of \(path)/") }
    }

    private mutating func rename(_ old: String, _ new: String) {
      guard Self.matters(new) else { return }
      if unsafe.remove(old) != nil { unsafe.insert(new) }
      unsafe.insert("name of \(new)")
    }

    private var waits: [String] { ServeDurabilityTests.waits }
    private var writes: [String] { ServeDurabilityTests.writes }
  }

  @Test func `what is acknowledged is on the disk, whatever it is`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let result = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    try #require(result.status == 3 || result.status == 0, "\(result.errors)")
    let file = FileManager.default.temporaryDirectory.appending(path: "serve-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let server = try RunningServer(
      tool, trace: (file, Self.writes + Self.waits + Self.others))
    let document = tool.folder.appendingPathComponent("share/prices.md").path
    let requests = [
      (
        "decisions",
        #"{"document":"\#(document)","facet":"type","concept":"Price list","verdict":"reject"}"#
      ),
      ("decisions", #"{"undo":1}"#),
      ("feedback", #"{"document":"\#(document)","kind":"outdated","remark":"of last year"}"#),
      ("feedback", #"{"settle":1}"#),
      ("label-queue", #"{"scheme":"type","labels":["zqx vw","qqvx"]}"#),
      ("label-decisions", #"{"scheme":"type","labels":["qqvx"],"verdict":"never"}"#),
      ("label-decisions", #"{"undo":1}"#),
    ]
    for (name, body) in requests {
      let answer = try server.post("/api/\(name)", body)
      #expect(answer.contains("200 OK"), "\(name) \(body): \(answer)")
    }
    server.kill()
    let trace = Trace(try String(contentsOf: file, encoding: .utf8))
    try #require(trace.answers.count == requests.count)
    for (request, answer) in zip(requests, trace.answers) {
      #expect(!answer.written.isEmpty, "\(request): nothing was written")
      #expect(answer.unsafe.isEmpty, "\(request): \(answer.unsafe.sorted())")
    }
  }
}

import Cataloging
import Foundation
import Synchronization
import TestSupport
import Testing

/// What people decide in the browser, when the server is killed.
struct ServeDecisionTests {
  private static let documents = 24
  private static let concept = "https://id.example/product/archive"

  private let tool: Tool

  init() throws {
    tool = try RetagShare.make()
    try RetagShare.add(Self.documents, to: tool)
    let result = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    try #require(result.status == 3 || result.status == 0, "\(result.errors)")
  }

  private func path(_ number: Int) -> String {
    tool.folder.appendingPathComponent("share/many/\(number).md").path
  }

  /// The documents whose decision a server acknowledged, until it was gone.
  private final class Acknowledged: Sendable {
    private let state = Mutex<(numbers: [Int], isEnded: Bool)>(([], false))

    var numbers: [Int] { state.withLock { $0.numbers } }
    var isEnded: Bool { state.withLock { $0.isEnded } }

    func add(_ number: Int) { state.withLock { $0.numbers.append(number) } }
    func end() { state.withLock { $0.isEnded = true } }
  }

  /// Decides about documents, one after the other, until the server is gone.
  private func decide(
    _ numbers: [Int], _ server: RunningServer, _ acknowledged: Acknowledged
  ) {
    for number in numbers {
      let body =
        #"{"document":"\#(path(number))","facet":"product","concept":"\#(Self.concept)","#
        + #""verdict":"reject"}"#
      guard let answer = try? server.post("/api/decisions", body), answer.contains("200 OK"),
        (try? object(answer))?["decision"] != nil
      else { break }
      acknowledged.add(number)
    }
    acknowledged.end()
  }

  /// What two people, who ask for half of all each, were acknowledged until the server is killed in the middle.
  private func acknowledged(
    of count: Int, by server: RunningServer, _ isAcknowledged: @escaping @Sendable (Int) -> Bool
  ) throws -> [Int] {
    let people = (0..<2).map { _ in Acknowledged() }
    for (person, found) in people.enumerated() {
      Thread {
        for number in stride(from: person, to: count, by: 2) {
          guard isAcknowledged(number) else { break }
          found.add(number)
        }
        found.end()
      }.start()
    }
    try #require(
      waitUntil {
        people.allSatisfy { $0.isEnded } || people.reduce(0) { $0 + $1.numbers.count } >= 7
      })
    server.kill()
    try #require(waitUntil { people.allSatisfy { $0.isEnded } })
    let acknowledged = people.flatMap { $0.numbers }
    #expect(acknowledged.count >= 7)
    return acknowledged
  }

  @Test func `a decision that was acknowledged is there after a kill`() throws {
    var acknowledged: [Int] = []
    for round in 0..<3 {
      let server = try RunningServer(tool)
      let found = Acknowledged()
      let numbers = (0..<Self.documents).filter { $0 % 3 == round }
      let worker = Thread { decide(numbers, server, found) }
      worker.start()
      try #require(waitUntil { found.numbers.count >= 2 + round || found.isEnded })
      server.kill()
      try #require(waitUntil { found.isEnded })
      acknowledged += found.numbers
    }
    #expect(acknowledged.count >= 9)
    let server = try RunningServer(tool)
    let listed = try object(try server.get("/api/decisions?limit=1000"))["decisions"]
    let decided = Set(
      (listed as? [[String: Any]] ?? []).compactMap { $0["document"] as? String })
    let catalog = try Catalog(
      path: tool.folder.appendingPathComponent(".parlance/catalog.sqlite").path)
    let share = try #require(try catalog.shares().first)
    for number in acknowledged {
      #expect(decided.contains { $0.hasSuffix("/share/many/\(number).md") })
      let entry = try #require(try catalog.entry(at: "many/\(number).md", in: share))
      #expect(try catalog.assignments(of: entry.id).allSatisfy { $0.concept != Self.concept })
      #expect(try catalog.decisions(on: entry.id).map(\.concept) == [Self.concept])
    }
    // The next run goes by them.
    #expect(try tool.run("retag", "share", "--yes").status != 2)
  }

  @Test func `feedback that was acknowledged is there after a kill, each once`() throws {
    let server = try RunningServer(tool)
    let acknowledged = try acknowledged(of: Self.documents, by: server) { number in
      let body = #"{"document":"\#(path(number))","kind":"outdated","remark":"no. \#(number)"}"#
      guard let answer = try? server.post("/api/feedback", body), answer.contains("200 OK") else {
        return false
      }
      return (try? object(answer))?["feedback"] != nil
    }
    let again = try RunningServer(tool)
    let listed = try object(try again.get("/api/feedback"))["feedback"] as? [[String: Any]] ?? []
    let remarks = listed.compactMap { $0["remark"] as? String }
    for number in acknowledged { #expect(remarks.count { $0 == "no. \(number)" } == 1) }
    // What was settled before the next kill stays settled.
    let first = try #require(listed.first?["number"] as? Int)
    #expect(try again.post("/api/feedback", #"{"settle":\#(first)}"#).contains("200 OK"))
    again.kill()
    let last = try object(try RunningServer(tool).get("/api/feedback"))["feedback"]
    #expect((last as? [[String: Any]])?.count == listed.count - 1)
  }

  @Test func `labels decided by several people at once are there after a kill`() throws {
    let names = (0..<40).map { "zqx\($0)vw" }
    try tool.write("label\n" + names.map { "\($0)\n" }.joined(), to: "names.csv")
    let left = try tool.run("review", "names.csv", "--scheme", "type", "--later")
    #expect(left.output.hasPrefix("40 labels left for review"), "\(left.output)\(left.errors)")
    let server = try RunningServer(tool)
    let acknowledged = try acknowledged(of: names.count, by: server) { number in
      let body = #"{"labels":["\#(names[number])"],"scheme":"type","verdict":"never"}"#
      return (try? server.post("/api/label-decisions", body))?.contains("200 OK") ?? false
    }
    let again = try RunningServer(tool)
    let listed = try object(try again.get("/api/label-decisions?limit=1000"))["decisions"]
    let decisions = listed as? [[String: Any]] ?? []
    let decided = Set(decisions.compactMap { ($0["labels"] as? [String])?.first })
    for number in acknowledged { #expect(decided.contains(names[number])) }
    // No two have one number.
    let numbers = decisions.compactMap { $0["decision"] as? Int }
    #expect(Set(numbers).count == decisions.count)
    #expect(try again.post("/api/label-decisions", #"{"carry_out":true}"#).contains("200 OK"))
    let matched = try tool.run("review", "names.csv", "--scheme", "type", "--later")
    #expect(matched.output.hasPrefix("0 labels left for review"), "\(matched.output)")
  }
}

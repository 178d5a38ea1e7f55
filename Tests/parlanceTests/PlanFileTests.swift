import Foundation
import Testing

/// Plans as files: what was edited or has grown stale is refused before anything is done.
struct PlanFileTests {
  private func planned(_ place: String = "documents") throws -> (tool: Tool, plan: String) {
    let tool = try RetagShare.make()
    let result = try tool.run(
      "retag", "share", "--dry-run", "--write-to", place, "--plan-out", "plan.jsonl")
    #expect(result.status == 3)
    let url = tool.folder.appendingPathComponent("plan.jsonl")
    return (tool, String(decoding: try Data(contentsOf: url), as: UTF8.self))
  }

  @Test func `a document whose tags changed since the plan keeps its bytes`() throws {
    let (tool, _) = try planned()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    _ = try tool.run("retag", "share", "--yes", "--only", "type", "--write-to", "catalog")
    let result = try tool.run("retag", "--apply", "plan.jsonl", "--yes", "--format", "jsonl")
    #expect(result.status == 3)
    #expect(try result.objects().allSatisfy { $0["outcome"] as? String == "skipped" })
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `a plan applied twice is taken back by one undo`() throws {
    let (tool, _) = try planned()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    let apply = ["retag", "--apply", "plan.jsonl", "--yes"]
    #expect(try tool.run(apply).output.contains("parlance undo 1 takes it back"))
    #expect(try RetagShare.contents(tool) != before)
    let again = try tool.run(apply)
    #expect(again.status == 3)
    #expect(again.output.contains("Run 2: 0 documents changed"))
    #expect(!again.output.contains("takes it back"))
    let listed = try ["log", "log --all"].map { log in
      try tool.run(log.split(separator: " ").map(String.init) + ["--format", "jsonl"]).objects()
        .map { $0["run"] as? Int }
    }
    #expect(listed == [[1], [2, 1]], "a run that changed nothing is listed if asked for")
    #expect(try tool.run("undo").output.contains("Run 1 taken back"))
    #expect(try RetagShare.contents(tool) == before)
    #expect(try tool.run("undo").status == 1)
  }

  static let edits: [(from: String, to: String, message: String)] = [
    (#""outcome":"change""#, #""outcome":"changed""#, "the outcome \"changed\" is that of a run"),
    (#""outcome":"change""#, #""outcome":"unreadable""#, "a plan has \"change\""),
    (#""place":"documents","risk""#, #""place":"drawer","risk""#, "unknown place \"drawer\""),
    (
      "id.example/type/brochure", "id.example/type/flyer",
      "no concept \"https://id.example/type/flyer\""
    ),
    (#""facet":"type","concept""#, #""facet":"kind","concept""#, "no facet \"kind\""),
    (#""origin":"machine""#, #""origin":"oracle""#, "\"before\" and \"after\""),
    (#""score":"#, #""score":1e300,"was":"#, "is not from 0 to 1"),
    (#""score":"#, #""score":-1,"was":"#, "is not from 0 to 1"),
  ]

  @Test(arguments: edits)
  func `what the workspace does not know in a plan is an error with its line`(
    from: String, to: String, message: String
  ) throws {
    let (tool, plan) = try planned()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    let edited = plan.replacingOccurrences(of: from, with: to)
    try #require(edited != plan)
    try tool.write(edited, to: "plan.jsonl")
    let line = edited.split(separator: "\n").firstIndex { $0.contains(to) }
    let result = try tool.run("retag", "--apply", "plan.jsonl", "--yes")
    #expect(result.status == 2, "\(result.output)")
    #expect(result.errors.contains("plan.jsonl:\((line ?? 0) + 1):"), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(try RetagShare.contents(tool) == before)
    #expect(try tool.run("log").status == 1)
  }

  @Test func `a document that stands in a plan twice is an error`() throws {
    let (tool, plan) = try planned("catalog")
    defer { tool.remove() }
    let lines = plan.split(separator: "\n")
    try tool.write((lines + [lines[1]]).joined(separator: "\n") + "\n", to: "plan.jsonl")
    let result = try tool.run("retag", "--apply", "plan.jsonl", "--yes")
    #expect(result.status == 2 && result.errors.contains("stands in the plan twice"))
  }

  @Test func `a plan applied twice is applied once`() throws {
    let (tool, _) = try planned()
    defer { tool.remove() }
    #expect(try tool.run("retag", "--apply", "plan.jsonl", "--yes").status == 0)
    let applied = try RetagShare.contents(tool)
    let again = try tool.run("retag", "--apply", "plan.jsonl", "--yes", "--format", "jsonl")
    #expect(again.status == 3)
    #expect(try again.objects().allSatisfy { $0["outcome"] as? String == "skipped" })
    #expect(try RetagShare.contents(tool) == applied)
  }
}

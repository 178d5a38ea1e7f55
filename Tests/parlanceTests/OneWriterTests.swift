import Foundation
import TestSupport
import Testing

/// Commands that write at once: each one's work is kept.
struct OneWriterTests {
  private func runAtOnce(_ tool: Tool, _ commands: [[String]]) throws -> [Int32] {
    let processes = commands.map { tool.process($0) }
    for process in processes { try process.run() }
    for process in processes { process.waitUntilExit() }
    return processes.map(\.terminationStatus)
  }

  @Test func `imports at once are all kept`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    var commands: [[String]] = []
    for index in 0..<4 {
      try tool.write(
        """
        <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://\(index).example/">
          <scheme id="s\(index)"><title>S</title>
            <concept id="a"><name>Name \(index)</name></concept></scheme>
        </vocabulary>
        """, to: "\(index).xml")
      commands.append(["import", "\(index).xml"])
    }
    #expect(try runAtOnce(tool, commands) == [0, 0, 0, 0])
    for index in 0..<4 { #expect(try tool.run("show", "Name \(index)").status == 0) }
  }

  @Test func `queries and settings that are kept at once are all kept`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let commands =
      (0..<3).map { ["query", "save", "q\($0)", "harbor"] }
      + [
        ["tune", "--threshold", "type=0.7"], ["tune", "--any-order", "product"],
        ["tune", "--block", "Brochure"],
      ]
    #expect(try runAtOnce(tool, commands).allSatisfy { $0 == 0 })
    let queries = try tool.run("query", "list").output
    #expect((0..<3).allSatisfy { queries.contains("q\($0)") })
    let settings = try tool.run("tune").output
    #expect(settings.contains("0.7"))
    #expect(settings.contains("product"))
    #expect(settings.contains("brochure"))
  }

  @Test func `replacing the index by a file that is not there leaves it as it was`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write("{\"id\":\"1\",\"text\":\"harbor brochure\"}\n", to: "a.jsonl")
    #expect(try tool.run("index", "a.jsonl").status == 0)
    for files in [["none.jsonl"], ["a.jsonl", "none.jsonl"]] {
      #expect(try tool.run(["index", "--replace"] + files).status == 2)
      #expect(try tool.run("search", "harbor", "--count").lines == ["1"])
    }
    try tool.write("{\"id\":\"2\",\"text\":\"harbor flyer\"}\n", to: "b.jsonl")
    #expect(try tool.run("index", "--replace", "b.jsonl").status == 0)
    let found = try tool.run("search", "harbor", "--format", "jsonl").objects()
    #expect(found.compactMap { $0["id"] as? String } == ["2"])
  }

  @Test func `temporary files of killed commands go with the next one that writes`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let dead = [
      "queries.tsv.parlance-AbC123", "vocabulary.snapshot.parlance-000000",
      "sources/incoming.parlance-Xy12Zq",
    ]
    let others = [
      "notes.parlance-AbC123", "queries.tsv.AbC123", "queries.tsv.backup", "sources/readme.txt",
    ]
    for name in dead + others { try tool.write("half", to: ".parlance/\(name)") }
    #expect(try tool.run("query", "save", "q", "harbor").status == 0)
    func isThere(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: tool.folder.path + "/.parlance/\(name)")
    }
    #expect(!dead.contains(where: isThere))
    #expect(others.allSatisfy(isThere))
  }
}

import Foundation
import Testing

/// Learning from documents with their right tags, and what is said where there is nothing to learn from.
struct LearnCommandTests {
  private func tool() throws -> Tool { try Tool(vocabulary: RetagShare.vocabulary) }

  /// Lines of documents with their right tags.
  private static func gold(_ count: Int) -> String {
    (0..<count).map { number in
      let (type, word) = number % 2 == 0 ? ("brochure", "colours") : ("price-list", "prices")
      return
        #"{"id":"\#(number)","title":"About \#(word) \#(number)","text":"All about \#(word).","#
        + #""tags":["https://id.example/type/\#(type)"]}"#
    }.joined(separator: "\n") + "\n"
  }

  @Test func `what was learned is told with how it does beside the rules`() throws {
    let tool = try tool()
    try tool.write(Self.gold(40), to: "gold.jsonl")
    let result = try tool.run("learn", "gold.jsonl")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines[0] == "Learned from 40 documents with 40 tags.")
    let head = try #require(result.lines.dropFirst().first)
    for column in ["scheme", "F1 by rules", "F1 learned", "learned elsewhere", "used"] {
      #expect(head.contains(column))
    }
    #expect(result.lines.contains { $0.hasPrefix("type") })
    #expect(
      FileManager.default.fileExists(
        atPath: tool.folder.appendingPathComponent(".parlance/tagging.model").path))
  }

  @Test func `one document and one tag are told as such`() throws {
    let tool = try tool()
    try tool.write(Self.gold(1), to: "gold.jsonl")
    let result = try tool.run("learn", "gold.jsonl")
    #expect(result.lines.first == "Learned from 1 document with 1 tag.")
  }

  @Test func `what was learned is forgotten once, and answers are as before`() throws {
    let tool = try tool()
    try tool.write(Self.gold(40), to: "gold.jsonl")
    let input = #"{"id":"x","title":"About colours","text":"All about colours."}"# + "\n"
    let before = try tool.run("tag", input: input).output
    #expect(try tool.run("learn", "gold.jsonl").status == 0)
    #expect(try tool.run("learn", "--forget").status == 0)
    #expect(try tool.run("tag", input: input).output == before)
    let again = try tool.run("learn", "--forget")
    #expect(again.status == 1 && again.output.isEmpty && again.errors.isEmpty)
  }

  @Test func `where nobody decided anything that is told, with how to`() throws {
    let result = try tool().run("learn")
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors.contains("Nobody has accepted or refused a tag yet"))
    #expect(result.errors.contains("parlance retag"))
  }

  @Test func `a file and forgetting exclude each other`() throws {
    let result = try tool().run("learn", "gold.jsonl", "--forget")
    #expect(result.status == 64 && result.errors.contains("not both"))
  }

  @Test(arguments: [
    ("not JSON\n", "gold.jsonl:1"), ("{\"id\":\"1\",\"tags\":7}\n", "gold.jsonl:1"),
    ("{\"id\":\"1\",\"text\":\"x\",\"tags\":[]}\n{\"id\":\"2\",\"text\":\n", "gold.jsonl:2"),
  ])
  func `a line that is none is told with its place`(text: String, place: String) throws {
    let tool = try tool()
    try tool.write(text, to: "gold.jsonl")
    let result = try tool.run("learn", "gold.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains(place), "\(result.errors)")
  }

  @Test func `a file that there is not is told by its name`() throws {
    let result = try tool().run("learn", "none.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains("none.jsonl") && result.errors.contains("No such file"))
  }
}

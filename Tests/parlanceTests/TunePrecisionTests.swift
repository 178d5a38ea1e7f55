import Foundation
import Testing

/// Scores of acceptance that follow from a stated precision.
struct TunePrecisionTests {
  private static let vocabulary = """
    <?xml version="1.0" encoding="UTF-8"?>
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://example.org/" xml:lang="en">
      <scheme id="type" facet="type" assign="one">
        <title>Document types</title>
        <concept id="type/brochure"><name>Brochure</name></concept>
        <concept id="type/price-list"><name>Price list</name></concept>
      </scheme>
      <scheme id="product" facet="product"><title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name></concept>
      </scheme>
    </vocabulary>
    """

  private func inForce(_ tool: Tool, _ arguments: String...) throws -> [String: [String: Any]] {
    let result = try tool.run(arguments)
    #expect(result.status == 0, "\(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require((object as? [String: Any])?["inForce"] as? [String: [String: Any]])
  }

  @Test func `finds the scores of the schemes that have examples, and shows what is in force`()
    throws
  {
    let tool = try Tool(vocabulary: Self.vocabulary)
    let usual = try inForce(tool, "tune")
    #expect(usual["type"]?["from"] as? String == "usual")
    #expect(usual["product"]?["accept"] as? Double == 0.44)
    // Titles say the type; every third one is wrong.
    let lines = (0..<60).map { number in
      let type = number % 3 == 0 ? "brochure" : "price-list"
      return #"{"id":"\#(number)","title":"Price list \#(number)","text":"Words.","#
        + #""tags":["https://example.org/type/\#(type)"]}"#
    }
    try tool.write(lines.joined(separator: "\n") + "\n", to: "gold.jsonl")
    let loose = try inForce(tool, "tune", "--precision", "0.5", "--gold", "gold.jsonl")
    #expect(loose["type"]?["from"] as? String == "settled")
    #expect(loose["type"]?["accept"] as? Double ?? 1 < 1)
    #expect(loose["product"]?["from"] as? String == "usual")
    let strict = try tool.run("tune", "--precision", "0.95", "--gold", "gold.jsonl")
    #expect(strict.errors.contains("No score comes to a precision of 0.95 in type"))
    #expect(try inForce(tool, "tune")["type"]?["accept"] as? Double == 1)
    let back = try inForce(tool, "tune", "--threshold", "type=")
    #expect(back["type"]?["from"] as? String == "usual")
  }

  @Test(arguments: [
    ["tune", "--precision", "2"], ["tune", "--gold", "gold.jsonl"], ["tune", "--precision", "0.9"],
  ])
  func `says what is missing`(arguments: [String]) throws {
    let result = try Tool(vocabulary: Self.vocabulary).run(arguments)
    #expect(result.status != 0)
    #expect(!result.errors.isEmpty)
  }
}

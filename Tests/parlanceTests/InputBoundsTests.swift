import Foundation
import Glibc
import Testing

/// What comes from outside is bounded, checked and read, whatever it holds.
struct InputBoundsTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      <scheme id="type"><concept id="type/brochure"><name>Brochure</name></concept></scheme>
    </vocabulary>
    """

  private func tool() throws -> Tool { try Tool(vocabulary: Self.vocabulary) }

  /// A line that is longer than the limit, with a good one before and behind.
  private func writeLong(_ tool: Tool, _ first: String, _ last: String) throws {
    let result = try tool.shell(
      "{ echo '\(first)'; head -c 68000000 /dev/zero | tr '\\0' x; echo; echo '\(last)'; } > long")
    #expect(result.status == 0)
  }

  @Test func `index leaves out a line that is too long, and says which`() throws {
    let tool = try tool()
    try writeLong(tool, #"{"id":"1","text":"one"}"#, #"{"id":"2","text":"two"}"#)
    let result = try tool.run("index", "long", "--format", "jsonl")
    #expect(result.status == 3)
    #expect(result.errors.contains("long:2: error: the line is longer than 64 MiB"))
    #expect(try result.objects().first?["documents"] as? Int == 2)
  }

  @Test(arguments: [
    ["normalize", "long"], ["learn", "long"], ["search", "--batch", "long", "--format", "trec"],
  ])
  func `other commands name the line that is too long`(arguments: [String]) throws {
    let tool = try tool()
    let line = arguments[0] == "search" ? "1\tone" : #"{"id":"1","text":"one","label":"x"}"#
    _ = try tool.run(["index", "-"], input: #"{"id":"1","text":"one"}"#)
    try writeLong(tool, line, line)
    let result = try tool.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains("long:2"))
    #expect(result.errors.contains("longer than 64 MiB"))
  }

  @Test func `one document may have very many values`() throws {
    let tool = try tool()
    let values = (0..<50_000).map { "\"v\($0)\"" }.joined(separator: ",")
    let document =
      "{\"id\":\"1\",\"text\":\"one\",\"tags\":[\(values)],\"facets\":{\"f\":[\(values)]}}"
    #expect(try tool.run("index", "-", input: document + "\n").status == 0)
    let more = (0..<100_001).map { "\"v\($0)\"" }.joined(separator: ",")
    let refused = try tool.run(
      "index", "-", input: "{\"id\":\"1\",\"text\":\"one\",\"facets\":{\"f\":[\(more)]}}\n")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("more than 100000 values"))
  }

  @Test func `counts of occurrences are checked, and their sum has no end`() throws {
    let tool = try tool()
    let input = "label,count\nBrochure,9223372036854775807\nBrochure,9223372036854775807\n,3.0\n"
    let sum = try tool.run(
      "normalize", "-", "--column", "label", "--count-column", "count", "--summary", "--format",
      "tsv", input: input)
    #expect(sum.status == 0, "\(sum.errors)")
    #expect(sum.output.contains("9223372036854775807"))
    for bad in ["-1", "NaN", "inf", "1e300", "99999999999999999999", "1.5", "x"] {
      let result = try tool.run(
        "normalize", "-", "--column", "label", "--count-column", "count",
        input: "label,count\nBrochure,\(bad)\n")
      #expect(result.status == 2, "\(bad)")
      #expect(result.errors.contains(":2"), "\(result.errors)")
    }
  }

  @Test(arguments: [
    ["tag", "--threshold", "nan"], ["tag", "--threshold", "2"], ["tag", "--limit", "0"],
    ["tag", "--limit", "-9223372036854775808"], ["retag", ".", "--threshold", "inf"],
    ["evaluate", "tags", "x", "--folds", "9223372036854775807"],
    ["evaluate", "tags", "x", "--limit", "0"],
    ["evaluate", "labels", "x", "--seeds", "9223372036854775807"],
    ["normalize", "--precision", "nan"], ["tune", "--threshold", "type=nan"],
    ["tune", "--threshold", "type=1e400"],
  ])
  func `options beyond their range are wrong usage`(arguments: [String]) throws {
    let result = try tool().run(arguments)
    #expect(result.status == 64, "\(result.errors)")
  }

  @Test func `labels are matched as they come, in their order`() throws {
    let tool = try tool()
    let labels = (0..<40_000).map { $0 % 2 == 0 ? "Brochure" : "x\($0)" }
    let result = try tool.run(
      "normalize", "-", "--format", "tsv", input: labels.joined(separator: "\n") + "\n")
    #expect(result.status == 0)
    #expect(result.lines.dropFirst().map { $0.prefix { $0 != "\t" } } == labels.map { $0[...] })
  }

  @Test func `lines of text hold nothing that a terminal obeys`() throws {
    let tool = try tool()
    let input = "label\n\"a\u{1B}[31m\u{7}\u{202E}b\"\n"
    for format in ["csv", "tsv"] {
      let result = try tool.run(
        "normalize", "-", "--column", "label", "--format", format, input: input)
      #expect(result.lines.count == 2)
      #expect(result.lines[1].hasPrefix(#"a\x1b[31m\x07\u{202e}b"#))
    }
  }

  /// A program that cuts a file down and writes it again, over and over, while another reads it.
  @Test(arguments: [["index", "big.jsonl"], ["normalize", "big.jsonl"], ["learn", "big.jsonl"]])
  func `a file that is cut down while it is read ends no command by a signal`(
    arguments: [String]
  ) throws {
    let tool = try tool()
    let line = #"{"id":"1","text":"one","label":"Brochure","tags":[]}"# + "\n"
    try tool.write(String(repeating: line, count: 20_000), to: "copy.jsonl")
    try tool.write(line, to: "big.jsonl")
    let other = tool.process([])
    other.executableURL = URL(fileURLWithPath: "/bin/bash")
    other.arguments = [
      "-c", "for i in {1..40}; do cat copy.jsonl > big.jsonl; : > big.jsonl; done",
    ]
    try other.run()
    defer {
      other.terminate()
      other.waitUntilExit()
    }
    for _ in 0..<3 {
      let result = try tool.run(arguments)
      #expect([0, 1, 2, 3].contains(result.status), "\(result.status)")
    }
  }
}

import Foundation
import Testing

/// `parlance bundle`, and what answers from its file.
struct BundleTests {
  private static let lines = """
    {"id":"1","title":"Price list Acme Vault","text":"Acme Vault, all prices."}
    {"id":"2","text":"Amounts in euro per seat.","metadata":{"type":"Flyerr"}}
    {"id":"3","text":"We sell the Long Box.","date":"2008"}

    """

  /// A workspace in which people taught, settled and decided something.
  private func taught() throws -> Tool {
    let tool = try Tool(vocabulary: RetagShare.vocabulary)
    let gold = (0..<40).map { number in
      number % 2 == 0
        ? #"{"id":"\#(number)","text":"Amounts in euro per seat, \#(number).","tags":["https://id.example/type/price-list"]}"#
        : #"{"id":"\#(number)","text":"The long box keeps mail.","tags":["https://id.example/type/brochure"],"mentions":[{"start":4,"end":12,"concept":"https://id.example/product/archive"}]}"#
    }
    try tool.write(gold.joined(separator: "\n") + "\n", to: "gold.jsonl")
    #expect(try tool.run("learn", "gold.jsonl").output.contains("wordings"))
    #expect(try tool.run("tune", "--threshold", "product=0.6:0.2").status == 0)
    return tool
  }

  /// Runs a command in an empty folder with nothing but the bundle, which it cannot write beside.
  private func alone(_ tool: Tool, _ script: String) throws -> Tool.Result {
    try tool.shell(
      """
      mkdir -p alone && cp enterprise.bundle *.jsonl alone && cd alone && "$0" \(script)
      status=$?; ls -A | grep -v -e bundle -e jsonl >&2; exit $status
      """)
  }

  @Test func `answers from a bundle are those of the workspace, byte for byte`() throws {
    let tool = try taught()
    try tool.write(Self.lines, to: "documents.jsonl")
    try tool.write(#"{"label":"Flyers"}"# + "\n" + #"{"label":"price lst"}"#, to: "labels.jsonl")
    for options in ["", " --scheme type --precision 0.9 --explain"] {
      // What was asked for here before is in the bundle; what was not is learned again there.
      let before = try tool.shell("\"$0\" normalize labels.jsonl --format jsonl\(options)")
      let written = try tool.run("bundle", "--output", "enterprise.bundle", "--force")
      #expect(written.status == 0, "\(written.errors)")
      let answer = try alone(
        tool, "normalize labels.jsonl --format jsonl --bundle enterprise.bundle\(options)")
      #expect(answer.data == before.data && answer.errors.isEmpty, "\(answer.errors)")
      #expect(before.lines.count == 2)
    }
    for options in ["", " --mentions", " --threshold 0 --limit 2", " --explain 'Harbor Archive'"] {
      let before = try tool.shell("cat documents.jsonl | \"$0\" tag\(options)")
      let answer = try alone(
        tool, "tag --bundle enterprise.bundle\(options) < <(cat documents.jsonl)")
      #expect(answer.data == before.data && answer.errors.isEmpty, "\(answer.errors)")
      #expect(before.lines.count == 3)
    }
  }

  @Test func `the same workspace makes the same bytes, and another basis after a change`() throws {
    let tool = try taught()
    func made() throws -> (Data, String) {
      let told = try tool.run("bundle", "-o", "enterprise.bundle", "--force").errors
      let basis = try #require(told.split(separator: " ").last).trimmingCharacters(in: .newlines)
      return (try Data(contentsOf: tool.folder.appendingPathComponent("enterprise.bundle")), basis)
    }
    let first = try made()
    #expect(try made() == first)
    let input = #"{"id":"1","text":""}"# + "\n"
    #expect(try tool.run("tag", input: input).output.contains(#""basis":"\#(first.1)""#))
    #expect(try tool.run("tune", "--block", "Harbor Archive").status == 0)
    #expect(try made().1 != first.1)
    let bounded = try tool.run("tag", "--limit", "1", input: input).output
    #expect(!bounded.contains(first.1))
    #expect(try tool.run("learn", "--forget").status == 0)
    let forgotten = try made().1
    #expect(try tool.run("tag", input: input).output.contains(forgotten))
  }

  @Test func `a bundle that is not whole is named with a way out`() throws {
    let tool = try Tool(vocabulary: RetagShare.vocabulary)
    #expect(try tool.run("bundle", "-o", "enterprise.bundle").status == 0)
    let url = tool.folder.appendingPathComponent("enterprise.bundle")
    let whole = try Data(contentsOf: url)
    func refusal(_ bytes: Data) throws -> String {
      try bytes.write(to: tool.folder.appendingPathComponent("bad.bundle"))
      let result = try tool.run("tag", "--bundle", "bad.bundle", input: #"{"id":"1","text":""}"#)
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.hasPrefix("parlance: error: bad.bundle: "), "\(result.errors)")
      return result.errors
    }
    let hint = "Hint: make the bundle anew with this program: parlance bundle --output FILE"
    #expect(try refusal(whole.dropLast(64)).contains("damaged: cut short or grown\n" + hint))
    #expect(try refusal(Data()).contains("damaged: not a file of this kind\n" + hint))
    var version = whole
    version[8] = 9
    #expect(try refusal(version).contains("has format version 9, this program reads 1\n" + hint))
    for place in stride(from: 24, to: whole.count, by: max(1, whole.count / 97)) {
      var flipped = whole
      flipped[place] ^= 0x10
      // What fills the space between two sections belongs to none of them.
      guard flipped != whole, !isPadding(place, in: whole) else { continue }
      #expect(try refusal(flipped).contains("damaged: "))
    }
    let none = try tool.run("tag", "--bundle", "none.bundle", input: "")
    #expect(none.status == 2)
    #expect(none.errors.contains("none.bundle: cannot be read: No such file or directory"))
    let both = try tool.run("tag", "--bundle", "enterprise.bundle", "--workspace", ".", input: "")
    #expect(both.status == 64)
    try tool.write("mine", to: "mine.txt")
    #expect(try tool.run("bundle", "-o", "mine.txt").errors.contains("--force replaces it"))
  }

  /// Whether a byte lies behind a section's end; the directory has 32 bytes a section from 64 on.
  private func isPadding(_ place: Int, in file: Data) -> Bool {
    func number(at offset: Int) -> Int {
      (0..<8).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
    }
    let count = Int(file[12])
    let directory = 64 + 32 * count
    if place < 64 { return place >= 40 }
    return place >= directory
      && !(0..<count).contains { section in
        let start = number(at: 64 + 32 * section + 16)
        return (start..<start + number(at: 64 + 32 * section + 24)).contains(place)
      }
  }
}

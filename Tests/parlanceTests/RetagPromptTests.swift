import Foundation
import Testing

/// What a person sees and types.
struct RetagPromptTests {
  private func session(_ tool: Tool, _ arguments: String...) throws -> PseudoTerminal {
    try PseudoTerminal(tool, ["retag", "share", "--write-to", "catalog"] + arguments)
  }

  @Test func `yes applies, anything else does not`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let no = try session(tool)
    #expect(no.wait(for: "Apply? [y/N/r(eview)/d(iff)]"))
    try no.type("\n")
    #expect(no.wait(for: "Not applied"))
    #expect(no.end() == 1)
    #expect(try tool.run("log").status == 1)
    let yes = try session(tool)
    #expect(yes.wait(for: "Apply?"))
    try yes.type("y\n")
    #expect(yes.wait(for: "Run 1: 2 documents changed"))
    #expect(yes.end() == 3, "one file cannot be read")
  }

  @Test func `the first run asks where to write, and remembers`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let first = try PseudoTerminal(tool, ["retag", "share"])
    #expect(first.wait(for: "[C/d/s/x]"))
    try first.type("d\n")
    #expect(first.wait(for: "documents: parts of the file are replaced"))
    #expect(first.wait(for: "Apply?"))
    try first.type("n\n")
    #expect(first.end() == 1)
    let second = try PseudoTerminal(tool, ["retag", "share"])
    #expect(second.wait(for: "Apply?"))
    #expect(!second.shown.contains("[C/d/s/x]"))
    try second.type("n\n")
    #expect(second.end() == 1)
  }

  @Test func `d shows the difference of each document`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool)
    #expect(session.wait(for: "Apply?"))
    try session.type("d\n")
    #expect(session.wait(for: "--- prices.md"))
    #expect(session.wait(for: "+ type: Price list"))
    #expect(session.wait(for: "--- sales/flyer.html"))
    #expect(session.wait(for: "+ product: Harbor Archive"))
    #expect(session.wait(for: "Apply?"))
    try session.type("n\n")
    #expect(session.end() == 1)
  }

  @Test func `a review takes, leaves and edits single documents`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool)
    #expect(session.wait(for: "Apply?"))
    try session.type("r\n")
    #expect(session.wait(for: "1/2"))
    #expect(session.wait(for: "prices.md"))
    #expect(session.wait(for: "q quit"))
    try session.type("s")
    #expect(session.wait(for: "2/2"))
    #expect(session.wait(for: "q quit"))
    try session.type("e")
    #expect(session.wait(for: "type [Brochure]:"))
    try session.type("Offering\n")
    #expect(session.wait(for: "There is no one \"Offering\""))
    #expect(session.wait(for: "type [Brochure]:"))
    try session.type("price list\n")
    #expect(session.wait(for: "product [Harbor Archive]:"))
    try session.type("\n")
    #expect(session.wait(for: "1 to change"))
    try session.type("y\n")
    #expect(session.wait(for: "1 document changed"))
    #expect(session.end() == 3)
    // What the person said stays, also on another basis; what was left is asked again.
    let result = try tool.run(
      "retag", "share", "--dry-run", "--format", "jsonl", "--threshold", "0.3")
    let outcomes = try result.objects().map { [$0["path"], $0["outcome"]] as? [String] }
    #expect(outcomes.contains(["sales/flyer.html", "unchanged"]))
    #expect(outcomes.contains(["prices.md", "change"]))
  }

  @Test func `what a person rejects is not proposed again`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool, "--only", "product")
    #expect(session.wait(for: "Apply?"))
    try session.type("r\n")
    while session.wait(for: "q quit") {
      try session.type("n")
      if session.wait(for: "Apply?") { break }
    }
    try session.type("y\n")
    _ = session.end()
    let result = try tool.run(
      "retag", "share", "--dry-run", "--only", "product", "--format", "jsonl")
    #expect(try result.objects().allSatisfy { $0["outcome"] as? String != "change" })
  }

  @Test func `Ctrl-C at a question changes nothing and ends with 130`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    for answer in ["", "r\n"] {
      let session = try session(tool)
      #expect(session.wait(for: "Apply?"))
      try session.type(answer)
      if !answer.isEmpty { #expect(session.wait(for: "q quit")) }
      session.signal(SIGINT)
      #expect(session.end() == 130)
    }
    #expect(try tool.run("log").status == 1)
  }
}

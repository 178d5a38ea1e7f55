import Foundation
import Glibc
import TestSupport
import Testing

/// What a person sees and types.
struct RetagPromptTests {
  private func session(_ tool: Tool, _ arguments: String...) throws -> TerminalSession {
    try TerminalSession(tool, ["retag", "share", "--write-to", "catalog"] + arguments)
  }

  @Test func `yes applies, anything else does not`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let no = try session(tool)
    try no.expect("Apply? [y/N/r(eview)/d(iff)]")
    no.type("\n")
    try no.expect("Not applied")
    #expect(no.finish().status == 1)
    #expect(try tool.run("log").status == 1)
    let yes = try session(tool)
    try yes.expect("Apply?")
    yes.type("y\n")
    try yes.expect("Run 1: 2 documents changed")
    #expect(yes.finish().status == 3, "one file cannot be read")
  }

  @Test func `the first run asks where to write, and remembers`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let first = try TerminalSession(tool, ["retag", "share"])
    try first.expect("[C/d/s/x]")
    first.type("d\n")
    try first.expect("documents: parts of the file are replaced")
    try first.expect("Apply?")
    first.type("n\n")
    #expect(first.finish().status == 1)
    let second = try TerminalSession(tool, ["retag", "share"])
    #expect(try !second.expect("Apply?").contains("[C/d/s/x]"))
    second.type("n\n")
    #expect(second.finish().status == 1)
  }

  @Test func `d shows the difference of each document`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool)
    try session.expect("Apply?")
    session.type("d\n")
    try session.expect("--- prices.md")
    try session.expect("+ type: Price list")
    try session.expect("--- sales/flyer.html")
    try session.expect("+ product: Harbor Archive")
    try session.expect("Apply?")
    session.type("n\n")
    #expect(session.finish().status == 1)
  }

  @Test func `keys that are sent as several bytes are no answers`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool)
    try session.expect("Apply?")
    session.type("r\n")
    try session.expect("1/2")
    try session.expect("q quit")
    // Arrows, page up, F1 of a terminal and of the console, F5, Alt-a, letters beyond ASCII.
    for key in [
      "\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5A", "\u{1B}[5~", "\u{1B}OP", "\u{1B}[[A", "\u{1B}[15~",
      "\u{1B}a", "á", "漢", "😀",
    ] {
      session.type(key)
      try session.expect("1/2")
      try session.expect("q quit")
    }
    session.type("s")
    try session.expect("2/2")
    try session.expect("q quit")
    session.type("q")
    session.type("n\n")
    _ = session.finish()
    #expect(try tool.run("log").status == 1, "nothing was accepted")
  }

  @Test func `a review takes, leaves and edits single documents`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool)
    try session.expect("Apply?")
    session.type("r\n")
    try session.expect("1/2")
    try session.expect("prices.md")
    try session.expect("q quit")
    session.type("s")
    try session.expect("2/2")
    try session.expect("q quit")
    session.type("e")
    try session.expect("type [Brochure]:")
    session.type("Offering\n")
    try session.expect("\"Offering\" does not name one concept")
    try session.expect("type [Brochure]:")
    session.type("price list\n")
    try session.expect("product [Harbor Archive]:")
    session.type("\n")
    try session.expect("1 to change")
    session.type("y\n")
    try session.expect("1 document changed")
    #expect(session.finish().status == 3)
    // What the person said stays, also on another basis; what was left is asked again.
    let result = try tool.run(
      "retag", "share", "--dry-run", "--format", "jsonl", "--threshold", "0.3")
    let outcomes = try result.objects().map { [$0["path"], $0["outcome"]] as? [String] }
    #expect(outcomes.contains(["sales/flyer.html", "unchanged"]))
    #expect(outcomes.contains(["prices.md", "change"]))
  }

  @Test func `what a person accepts is their word, and is learned from`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("learn").status == 1)
    #expect(try tool.run("learn").errors.contains("Nobody has accepted or refused a tag yet"))
    let session = try session(tool)
    try session.expect("Apply?")
    session.type("r\n")
    try session.expect("1/2")
    try session.expect("q quit")
    session.type("a")
    try session.expect("2/2")
    try session.expect("q quit")
    session.type("n")
    try session.expect("1 to change")
    session.type("y\n")
    try session.expect("1 document changed")
    _ = session.finish()
    // Accepted by hand, it stays whatever the machine thinks later.
    #expect(try tool.run("tune", "--block-scheme", "type").status == 0)
    let result = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    let outcomes = try result.objects().map { [$0["path"], $0["outcome"]] as? [String] }
    #expect(outcomes.contains(["prices.md", "unchanged"]))
    let learned = try tool.run("learn")
    #expect(learned.status == 0, "\(learned.errors)")
    #expect(learned.output == "Learned from 2 documents with 2 tags.\n")
    #expect(try tool.run("learn", "--forget").status == 0)
    #expect(try tool.run("learn", "--forget").status == 1)
  }

  @Test func `what a person rejects is not proposed again`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try session(tool, "--only", "product")
    try session.expect("Apply?")
    session.type("r\n")
    while try session.expect(oneOf: ["Apply?", "q quit"]).text != "Apply?" { session.type("n") }
    session.type("y\n")
    _ = session.finish()
    let result = try tool.run(
      "retag", "share", "--dry-run", "--only", "product", "--format", "jsonl")
    #expect(try result.objects().allSatisfy { $0["outcome"] as? String != "change" })
  }

  @Test func `Ctrl-C at a question changes nothing and ends with 130`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    for answer in ["", "r\n"] {
      let session = try session(tool)
      try session.expect("Apply?")
      session.type(answer)
      if !answer.isEmpty { try session.expect("q quit") }
      session.type("\u{3}")
      #expect(session.finish().status == 130)
    }
    #expect(try tool.run("log").status == 1)
  }

  /// Rejects what is proposed for the first document of a review; the session stands at a question.
  private func reject(_ tool: Tool, thenAt question: String) throws -> TerminalSession {
    let session = try session(tool, "--only", "product")
    try session.expect("Apply?")
    session.type("r\n")
    try session.expect("q quit")
    session.type("n")
    try session.expect("q quit")
    if question == "Apply?" {
      session.type("q")
      try session.expect("Apply?")
    }
    return session
  }

  private func proposed(_ tool: Tool) throws -> Int {
    let result = try tool.run(
      "retag", "share", "--dry-run", "--only", "product", "--format", "jsonl")
    return try result.objects().count { $0["outcome"] as? String == "change" }
  }

  @Test(arguments: ["q quit", "Apply?"])
  func `what was decided is kept when the terminal goes away, and nothing is applied`(
    question: String
  ) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try proposed(tool) == 2)
    try reject(tool, thenAt: question).hangUp()
    // The tool ends on its own; until then it may hold the lock.
    #expect(try waitUntil { try proposed(tool) == 1 })
    #expect(try tool.run("log").status == 1)
  }

  @Test(arguments: [("\n", 1), ("n\n", 2)])
  func `a review that is not applied asks whether its decisions are to hold`(
    answer: String, left: Int
  ) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let session = try reject(tool, thenAt: "Apply?")
    session.type("n\n")
    try session.expect("Keep what you decided on 1 document for the next run? [Y/n]")
    session.type(answer)
    #expect(session.finish().status == 1)
    #expect(try proposed(tool) == left)
  }
}

import Foundation
import TestSupport
import Testing

/// A share that is watched by the tool as built.
struct WatchTests {
  /// A watch that is ended at the end of the test.
  private final class RunningWatch {
    let process: Process
    private let output: URL
    private let errors: URL

    init(_ tool: Tool, _ arguments: [String] = []) throws {
      process = tool.process(["watch", "share", "--quiet", "0.05"] + arguments)
      output = tool.folder.appendingPathComponent(".watch.out")
      errors = tool.folder.appendingPathComponent(".watch.err")
      for file in [output, errors] {
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    var told: String { get throws { try String(contentsOf: output, encoding: .utf8) } }
    var said: String { get throws { try String(contentsOf: errors, encoding: .utf8) } }

    func waitToTell(_ text: String) throws -> Bool {
      try waitUntil { try told.contains(text) || !process.isRunning } && told.contains(text)
    }

    func waitToSay(_ text: String) throws -> Bool {
      try waitUntil { try said.contains(text) || !process.isRunning } && said.contains(text)
    }

    func end() -> Int32 {
      process.terminate()
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  @Test func `documents that come are tagged, in new folders too, until a signal ends it`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let watch = try RunningWatch(tool)
    #expect(try watch.waitToTell("Run 1: 2 documents changed."))
    #expect(try watch.waitToSay("Watching 2 folders."))
    try tool.write("# Brochure\n\nHarbor Archive.\n", to: "share/new/deep/first.md")
    #expect(try watch.waitToTell("Run 2: 1 document changed."))
    try tool.write("# Price list\n\nHarbor Archive.\n", to: "share/new/deep/second.md")
    #expect(try watch.waitToTell("Run 3: 1 document changed."))
    #expect(watch.end() == 130)
    let found = try tool.run("search", "type:brochure path:new/**", "--format", "paths")
    #expect(found.output.hasSuffix("share/new/deep/first.md\n"))
    #expect(try tool.run("retag", "share", "--yes").output.contains("Nothing to do."))
  }

  @Test func `an imported vocabulary is taken up`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let watch = try RunningWatch(tool)
    #expect(try watch.waitToSay("Watching"))
    // A type that is another one now: what bears it changes.
    let more = RetagShare.vocabulary.replacingOccurrences(
      of: "type/price-list", with: "type/price-book")
    try tool.write(more, to: "v.xml")
    #expect(try tool.run("import", "v.xml", "--yes").status == 0)
    #expect(try watch.waitToTell("Run 2: 1 document changed."))
    #expect(watch.end() == 130)
  }

  @Test func `a share that is gone for a while is told of and looked at again`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let watch = try RunningWatch(tool, ["--every", "0.1", "--format", "jsonl"])
    #expect(try watch.waitToSay("Watching"))
    let (here, there) = (
      tool.folder.appendingPathComponent("share"), tool.folder.appendingPathComponent("away")
    )
    try FileManager.default.moveItem(at: here, to: there)
    #expect(try watch.waitToSay("error"))
    try FileManager.default.moveItem(at: there, to: here)
    try tool.write("# Brochure\n\nHarbor Archive.\n", to: "share/back.md")
    #expect(try watch.waitToTell("\"path\":\"back.md\""))
    #expect(watch.end() == 130)
  }

  @Test(arguments: [["--quiet", "0"], ["--every", "-1"], ["--patience", "x"]])
  func `times that are none are wrong usage`(arguments: [String]) throws {
    let tool = try Tool()
    #expect(try tool.run(["watch", "share"] + arguments).status == 64)
  }
}

import Foundation
import Testing

/// `parlance tag` as a program drives it: through pipes, for as long as it likes.
struct TagWorkerTests {
  private func tool() throws -> Tool {
    try Tool(vocabulary: RetagShare.vocabulary)
  }

  /// Starts the worker with pipes at both ends.
  private func start(_ tool: Tool) throws -> (process: Process, input: Pipe, output: Pipe) {
    let process = tool.process(["tag"])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    return (process, input, output)
  }

  @Test func `answers each line before it waits for the next`() throws {
    let tool = try tool()
    defer { tool.remove() }
    let (process, input, output) = try start(tool)
    // A worker that waits for more would never answer; the clock ends it then.
    let clock = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: clock)
    for number in 0..<3 {
      let line = #"{"id":"\#(number)","title":"Harbor Archive","text":""}"# + "\n"
      try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
      let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer.hasPrefix(#"{"id":"\#(number)","tags":[{"concept""#), "\(answer)")
      #expect(answer.hasSuffix("\n"))
    }
    // The last line need not end.
    try input.fileHandleForWriting.write(contentsOf: Data(#"{"id":"last","text":""}"#.utf8))
    try input.fileHandleForWriting.close()
    let rest = try output.fileHandleForReading.readToEnd() ?? Data()
    let last = String(decoding: rest, as: UTF8.self)
    #expect(last.hasPrefix(#"{"id":"last","tags":[],"basis":""#) && last.hasSuffix("\"}\n"))
    process.waitUntilExit()
    clock.cancel()
    #expect(process.terminationStatus == 0)
  }

  @Test func `ends quietly when nobody reads its answers any more`() throws {
    let tool = try tool()
    defer { tool.remove() }
    let line = #"{"id":"x","title":"Harbor Archive","text":"Harbor Archive."}"# + "\n"
    try tool.write(String(repeating: line, count: 20_000), to: "many.jsonl")
    let result = try tool.shell("\"$0\" tag < many.jsonl | head -n 1")
    #expect(result.output.hasPrefix(#"{"id":"x","tags":[{"#))
    #expect(result.errors.isEmpty)
  }

  @Test func `fails only when it cannot go on`() throws {
    let tool = try tool()
    defer { tool.remove() }
    let bad = try tool.run("tag", input: "{\n[]\n7\n{\"id\":\"a\"}\n\n{\"id\":3,\"text\":[]}\n")
    #expect(bad.status == 0)
    let lines = try bad.objects()
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { $0["error"] is String && $0["tags"] == nil })
    #expect(lines[3]["id"] as? String == "a")
    #expect(lines[4]["id"] as? Int == 3)
    #expect(try tool.run("tag", input: "").status == 0)
    let folder = try tool.shell("\"$0\" tag < .")
    #expect(folder.status == 2)
    #expect(
      folder.errors.contains("the input cannot be read: Is a directory"), "\(folder.errors)")
    let empty = try Tool()
    defer { empty.remove() }
    #expect(try empty.run("tag", input: "{}\n").status == 2)
  }
}

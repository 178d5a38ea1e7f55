import Foundation
import TestSupport
import Testing

/// A disk that is full or broken at one call of a command.
///
/// The long form, at every call, is `Benchmarks/Hardening/interrupted-calls.py`.
@Suite(
  "Failing calls", .serialized, .enabled(if: Strace.mayTrace, "strace may not trace here"))
struct FailingCallTests {
  /// A command, what makes its folder ready, and the readers' view that must be of before or after.
  struct Scene: CustomTestStringConvertible {
    let command: [String]
    var setup: [[String]] = [["import", "v.xml"]]
    var testDescription: String { command.joined(separator: " ") }
  }

  static let scenes = [
    Scene(command: ["import", "v.xml"], setup: []),
    Scene(command: ["retag", "share", "--yes", "--write-to", "documents"]),
    Scene(
      command: ["undo", "1", "--yes"],
      setup: [["import", "v.xml"], ["retag", "share", "--yes", "--write-to", "documents"]]),
    Scene(command: ["index", "e.jsonl"]),
    Scene(command: ["review", "labels.csv", "--apply", "decisions.tsv", "--author", "tests"]),
    Scene(command: ["export", "--to", "csv", "--output", "out.csv", "--force"]),
  ]

  private static let calls = [
    "write", "pwrite64", "fsync", "fdatasync", "syncfs", "rename", "renameat2", "ftruncate",
  ]

  private func makeTool(_ scene: Scene) throws -> Tool {
    let tool = try RetagShare.make()
    try FileManager.default.removeItem(at: tool.folder.appendingPathComponent(".parlance"))
    // All documents are readable: a status of 3 then tells of the failing call.
    try FileManager.default.removeItem(at: tool.folder.appendingPathComponent("share/empty.docx"))
    try tool.write(#"{"id":"e1","text":"harbor tapes"}"# + "\n", to: "e.jsonl")
    try tool.write("label,count\nLeaflet,3\n", to: "labels.csv")
    try tool.write(
      "label\toutcome\tconcept\tpreferred_label\n"
        + "Leaflet\taccepted\thttps://id.example/type/brochure\tBrochure\n", to: "decisions.tsv")
    try tool.write("old\n", to: "out.csv")
    for arguments in scene.setup { #expect(try tool.run(arguments).status == 0) }
    return tool
  }

  /// The bytes of everything outside the workspace, without temporary files.
  ///
  /// A run that failed has a number, too, so that those in marks are made the same.
  private func owned(_ tool: Tool) throws -> [String: Data] {
    try fileContents(below: tool.folder).filter {
      !$0.key.hasPrefix(".parlance") && !$0.key.contains(".tmp") && !$0.key.hasPrefix(".tool")
    }.mapValues { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.contains("Parlance/1 run=") else { return bytes }
      return Data(text.replacing(/run=[0-9]+/, with: "run=N").utf8)
    }
  }

  @Test(arguments: scenes, ["ENOSPC", "EIO"])
  func `a failing call loses nothing, is told, and the next run completes`(
    scene: Scene, error: String
  ) throws {
    let model = try makeTool(scene)
    let before = try owned(model)
    #expect(try model.run(scene.command).status == 0)
    let after = try owned(model)
    for call in Self.calls {
      let tool = try makeTool(scene)
      let number = error == "EIO" ? 1 : 2
      let words =
        error == "EIO" ? ["Input/output error", "disk I/O error"] : ["No space left", "is full"]
      let failed = try tool.shell(
        "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):error=\(error):when=\(number)"
          + " \"$0\" " + scene.command.map { "'\($0)'" }.joined(separator: " "))
      let said = failed.output + failed.errors
      for (name, bytes) in try owned(tool) {
        #expect(bytes == before[name] || bytes == after[name], "\(call): \(name)")
      }
      if failed.status == 0 {
        let isDone = try owned(tool) == after
        #expect(isDone || words.contains { said.contains($0) }, "\(call): \(said)")
      } else {
        #expect([2, 3].contains(failed.status), "\(call): \(said)")
        #expect(words.contains { said.contains($0) }, "\(call): \(said)")
      }
      let next = try tool.run(scene.command)
      #expect(
        next.status == 0 || next.errors.contains("was taken back already"),
        "\(call): \(next.errors)")
      #expect(try owned(tool) == after, "\(call)")
      #expect(try RetagShare.leftovers(tool).isEmpty, "\(call)")
    }
  }
}

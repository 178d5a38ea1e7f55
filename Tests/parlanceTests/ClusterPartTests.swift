import Foundation
import TestSupport
import Testing

/// `Scripts/Cluster/part.sh`: one of several parts of a list of paths.
struct ClusterPartTests {
  private func made() throws -> Tool {
    let tool = try RetagShare.make()
    let run = try tool.shell(
      "\"$0\" bundle -o b.bundle 2>/dev/null; (cd share && find . -type f -printf '%P\\n') > paths")
    #expect(run.status == 0, "\(run.errors)")
    return tool
  }

  private func part(_ tool: Tool, _ arguments: String) throws -> Tool.Result {
    try tool.shell(
      "PARLANCE=\"$0\" BUNDLE=b.bundle ROOT=share PATHS=paths OUTPUT=out bash "
        + "'\(repositoryFile("Scripts/Cluster/part.sh"))' \(arguments)")
  }

  @Test func `parts of one count are all of the list, and are not made again`() throws {
    let tool = try made()
    for number in [0, 1, 1] { #expect(try part(tool, "\(number) 2").status == 0) }
    #expect(try tool.shell("cat out/documents-*.jsonl | wc -l").lines == ["4"])
    #expect(try tool.shell("ls -A out").lines.count == 5)
  }

  @Test func `parts of another count or of other paths are refused`() throws {
    let tool = try made()
    #expect(try part(tool, "0 8").status == 0)
    let other = try part(tool, "0 4")
    #expect(other.status == 2 && other.errors.contains("another COUNT"), "\(other.errors)")
    _ = try tool.shell("echo notes.md > paths")
    #expect(try part(tool, "1 8").status == 2)
    #expect(try tool.shell("ls out/tags-*").lines.count == 1)
  }

  @Test(arguments: ["0 0", "8 8", "-1 8", "x 8", "0", "", "0 x", "1.5 8"])
  func `what is no part is refused`(arguments: String) throws {
    let tool = try made()
    #expect(try part(tool, arguments).status == 64)
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/out"))
  }

  @Test func `a number may have leading zeros`() throws {
    #expect(try part(try made(), "08 010").status == 0)
  }
}

import Foundation
import Glibc
import TestSupport
import Testing

/// A service account that may write in a share and owns none of its files.
@Suite(.enabled(if: TestAccount.canBeTakenOn, Comment(rawValue: TestAccount.reason)))
struct `A service account` {
  private static let account = TestAccount(user: 40_015, group: 40_015)

  /// A share of root's that everybody may write in, and a workspace of the account's.
  private func makeShare() throws -> Tool {
    let tool = try Tool()
    try tool.write(RetagShare.vocabulary, to: "v.xml")
    try tool.write("# Brochure Harbor Archive\n\nHarbor Archive.\n", to: "share/flyer.md")
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "w"), withIntermediateDirectories: false)
    for (name, mode) in [(".", 0o755), ("share", 0o777), ("share/flyer.md", 0o666)] {
      try #require(unsafe chmod(tool.folder.appending(path: name).path, mode_t(mode)) == 0)
    }
    let workspace = tool.folder.appending(path: "w").path
    try #require(unsafe chown(workspace, Self.account.user, Self.account.group) == 0)
    #expect(try run(tool, "import", "v.xml").status == 0)
    return tool
  }

  private func run(_ tool: Tool, _ arguments: String...) throws -> Tool.Result {
    try tool.run(as: Self.account, arguments + ["--workspace", "w"])
  }

  private func owner(_ tool: Tool, _ name: String) throws -> Int {
    let path = tool.folder.appending(path: name).path
    let owner = try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID]
    return try #require(owner as? Int)
  }

  @Test func `writes sidecars of its own beside the files of others`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let result = try run(tool, "retag", "share", "--yes", "--write-to", "sidecar")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try owner(tool, "share/flyer.md.xmp") == Int(Self.account.user))
    #expect(try owner(tool, "share/flyer.md") == 0)
    #expect(try run(tool, "undo", "--yes").status == 0)
    #expect(try RetagShare.contents(tool).keys.sorted() == ["flyer.md"])
  }

  @Test func `is told in the plan which files it cannot replace, and so it comes`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let planned = try run(
      tool, "retag", "share", "--dry-run", "--write-to", "documents", "--format", "jsonl")
    let promise = try #require(try planned.objects().first)
    #expect(promise["place"] as? String == "catalog")
    let reason = try #require(promise["reason"] as? String)
    #expect(reason.contains("the file is somebody else's"))
    let applied = try run(
      tool, "retag", "share", "--yes", "--write-to", "documents", "--format", "jsonl")
    #expect(applied.status == 3)
    let line = try #require(try applied.objects().first)
    #expect(line["outcome"] as? String == "refused" && line["reason"] as? String == reason)
  }

  private func contents(_ tool: Tool, _ name: String) throws -> Data {
    try Data(contentsOf: tool.folder.appending(path: name))
  }

  private func inode(_ tool: Tool, _ name: String) throws -> Int {
    let path = tool.folder.appending(path: name).path
    let number = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber]
    return try #require(number as? Int)
  }

  @Test func `writes over the files of others where they stand, if it may, and takes it back`()
    throws
  {
    let tool = try makeShare()
    defer { tool.remove() }
    let (bytes, number) = (try contents(tool, "share/flyer.md"), try inode(tool, "share/flyer.md"))
    let retag = [
      "retag", "share", "--write-to", "documents", "--in-place", "--format", "jsonl",
    ]
    let planned = try tool.run(as: Self.account, retag + ["--dry-run", "--workspace", "w"])
    let promise = try #require(try planned.objects().first)
    #expect(promise["place"] as? String == "documents")
    #expect(promise["risk"] as? String == "overwritten")
    let applied = try tool.run(as: Self.account, retag + ["--yes", "--workspace", "w"])
    #expect(applied.status == 0, "\(applied.errors)")
    let line = try #require(try applied.objects().first)
    #expect(line["outcome"] as? String == "changed" && line["risk"] as? String == "overwritten")
    #expect(try contents(tool, "share/flyer.md") != bytes)
    #expect(try inode(tool, "share/flyer.md") == number && owner(tool, "share/flyer.md") == 0)
    let journals = try FileManager.default.contentsOfDirectory(
      atPath: tool.folder.appending(path: "w/.parlance/journal").path)
    #expect(journals == ["1.journal"])
    // Nothing is due, and nothing is read again.
    #expect(try run(tool, "retag", "share", "--yes", "--in-place").status == 0)
    #expect(try run(tool, "undo", "--yes").status == 0)
    #expect(try contents(tool, "share/flyer.md") == bytes)
    #expect(try inode(tool, "share/flyer.md") == number)
  }

  @Test func `writes over files where settings allow it`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    try tool.write("write-to: documents\nin-place: true\n", to: "w/parlance.yaml")
    let applied = try run(tool, "retag", "share", "--yes", "--format", "jsonl")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(try applied.objects().first?["risk"] as? String == "overwritten")
    let shown = try run(tool, "config", "show", "share", "--format", "jsonl").objects()
    #expect(
      shown.contains { $0["setting"] as? String == "in-place" && $0["value"] as? String == "true" })
  }
}

import Foundation
import Glibc
import Testing

struct PrivateWorkspaceTests {
  /// A workspace in which every kind of file was written.
  private func workspace(umask: String) throws -> Tool {
    let tool = try Tool()
    try tool.write(RetagShare.vocabulary, to: "v.xml")
    try tool.write("---\ntitle: Brochure\n---\nHarbor Archive\n", to: "share/a.md")
    try tool.write("{\"id\":\"1\",\"text\":\"harbor\"}\n", to: "more.jsonl")
    let result = try tool.shell(
      """
      umask \(umask); set -e
      "$0" import v.xml
      "$0" retag share --yes --write-to documents
      "$0" index more.jsonl
      "$0" search harbor
      "$0" query save mine harbor
      "$0" normalize --help > /dev/null
      """)
    try #require(result.status == 0, "\(result.errors)")
    return tool
  }

  @Test(arguments: ["000", "022", "027", "077"])
  func `nobody but its owner reads any file of a workspace, whatever the umask`(
    umask: String
  ) throws {
    let tool = try workspace(umask: umask)
    let modes = try tool.modes(at: ".parlance")
    #expect(modes.count > 10)
    for (path, mode) in modes { #expect(mode & 0o7077 == 0, "\(path) \(String(mode, radix: 8))") }
  }

  @Test func `the log and the shared memory of the catalog are private too`() throws {
    let tool = try workspace(umask: "000")
    let modes = try tool.modes(at: ".parlance").filter { $0.key.contains("catalog.sqlite") }
    #expect(modes.count == 3)
    #expect(modes.values.allSatisfy { $0 == 0o600 })
  }

  @Test func `a workspace of an earlier version is closed by the next command that writes`() throws
  {
    let tool = try workspace(umask: "022")
    try tool.open()
    let status = try tool.run("status")
    #expect(status.status == 0)
    #expect(status.errors.contains("every account can read"), "\(status.errors)")
    #expect(try tool.modes(at: ".parlance")[".parlance"] == 0o755)
    let retag = try tool.run("retag", "share", "--yes")
    #expect(retag.status == 0)
    #expect(retag.errors.contains("is private now"), "\(retag.errors)")
    for (path, mode) in try tool.modes(at: ".parlance") { #expect(mode & 0o7077 == 0, "\(path)") }
    #expect(try tool.run("retag", "share", "--yes").errors.isEmpty)
    #expect(try tool.run("status").errors.isEmpty)
  }

  @Test(.enabled(if: TestAccount.canBeTakenOn, Comment(rawValue: TestAccount.reason)))
  func `a shared workspace is read by its group and by nobody else`() throws {
    let tool = try workspace(umask: "077")
    let member = TestAccount(user: 12345, group: 12345, groups: [54321])
    let other = TestAccount(user: 12346, group: 12346)
    _ = unsafe chmod(tool.folder.path, 0o755)
    #expect(try tool.run(as: member, "search", "harbor").status == 2)
    let sharing = try tool.run("init", "--shared", "54321")
    #expect(sharing.status == 0, "\(sharing.errors)")
    #expect(try tool.run(as: member, "search", "harbor", "--count").lines == ["2"])
    #expect(try tool.run(as: other, "search", "harbor").status == 2)
    for (path, mode) in try tool.modes(at: ".parlance") {
      #expect(mode & 0o027 == 0, "\(path) \(String(mode, radix: 8))")
      if path.contains("journal/") { #expect(mode & 0o077 == 0, "\(path)") }
    }
    let closing = try tool.run("init")
    #expect(closing.status == 0, "\(closing.errors)")
    #expect(try tool.run(as: member, "search", "harbor").status == 2)
    for (path, mode) in try tool.modes(at: ".parlance") { #expect(mode & 0o7077 == 0, "\(path)") }
  }

  @Test func `a group that does not exist is named, and nothing is made`() throws {
    let tool = try Tool()
    let result = try tool.run("init", "--shared", "no-such-group")
    #expect(result.status == 2)
    #expect(result.errors.contains("no-such-group"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/.parlance"))
  }

  @Test(.enabled(if: TestAccount.canBeTakenOn, Comment(rawValue: TestAccount.reason)))
  func `what root writes into the workspace of another account stays that account's`() throws {
    let tool = try workspace(umask: "022")
    _ = unsafe chmod(tool.folder.path, 0o755)
    _ = try tool.shell("chown -R 12345:12345 .")
    let retag = try tool.shell("echo '# Harbor' > share/b.md; \"$0\" retag share --yes")
    #expect(retag.status == 0, "\(retag.errors)")
    let owner = TestAccount(user: 12345, group: 12345)
    let search = try tool.run(as: owner, "search", "harbor")
    #expect(search.status == 0, "\(search.errors)")
    #expect(try tool.shell("find .parlance -not -user 12345").lines.isEmpty)
  }
}

extension Tool {
  /// Makes the workspace as open as the first version left it.
  fileprivate func open() throws {
    _ = try shell(
      "find .parlance -type d -exec chmod 755 {} +; find .parlance -type f -exec chmod 644 {} +")
  }
}

import Foundation
import Glibc
import Testing

/// Accounts with different rights on one share, known to the kernel by their numbers.
@Suite(.enabled(if: TestAccount.canBeTakenOn, Comment(rawValue: TestAccount.reason)))
struct SecurityTrimmingTests {
  private static let readers: gid_t = 54321
  private let lawyer = TestAccount(user: 12345, group: 12345, groups: [readers])
  private let clerk = TestAccount(user: 12346, group: 12346, groups: [readers, 777])
  private let guest = TestAccount(user: 12347, group: 12347, groups: [readers])

  /// A share in whose files a word says who may read them.
  private func sharedWorkspace() throws -> Tool {
    let tool = try RetagShare.make()
    for (path, word) in [
      ("legal/merger.md", "lawyeronly"), ("sales/plan.md", "clerkgroup"),
      ("hidden/deep/open.md", "folderclosed"), ("list.md", "aclnamed"), ("all.md", "everyone"),
    ] {
      try tool.write(
        "---\ntitle: \"Brochure: \(word)\"\n---\nHarbor \(word)\n", to: "share/\(path)")
    }
    let result = try tool.shell(
      """
      set -e
      chmod 755 .; chmod -R u=rwX,go=rX share
      chown -R 12345:0 share/legal; chmod 700 share/legal
      chgrp 777 share/sales/plan.md; chmod 640 share/sales/plan.md
      chmod 711 share/hidden; chmod 700 share/hidden/deep
      "$0" init --shared \(Self.readers)
      "$0" retag share --yes > /dev/null || [ $? = 3 ]
      """)
    try #require(result.status == 0, "\(result.errors)")
    return tool
  }

  private func count(_ tool: Tool, _ account: TestAccount, _ query: String) throws -> String {
    try tool.run(as: account, "search", query, "--count").output
  }

  @Test func `each account finds what it may read and nothing else`() throws {
    let tool = try sharedWorkspace()
    let seen: [(String, [TestAccount])] = [
      ("lawyeronly", [lawyer]), ("clerkgroup", [clerk]), ("folderclosed", []),
      ("everyone", [lawyer, clerk, guest]),
    ]
    for (word, accounts) in seen {
      for account in [lawyer, clerk, guest] {
        let isSeen = accounts.contains { $0.user == account.user }
        #expect(try count(tool, account, word) == (isSeen ? "1\n" : "0\n"), "\(word) \(account)")
        let answer = try tool.run(as: account, "search", word, "--format", "json")
        if !isSeen { #expect(!answer.output.contains("Brochure \(word)"), "\(answer.output)") }
      }
    }
    // The file that cannot be read is found by its name, too.
    #expect(try tool.run("search", "*", "--count").lines == ["9"])
    #expect(try count(tool, guest, "*") == "6\n")
  }

  @Test(arguments: [
    ["search", "brochure", "--format", "json"], ["search", "--values", "type", "--format", "json"],
    ["search", "lawyeronl"], ["search", "--like", "share/legal/merger.md"],
    ["search", "*", "--histogram", "year"], ["show", "Brochure", "--format", "json"],
    ["search", "path:legal/**", "--format", "jsonl"],
  ])
  func `no answer tells a guest of the lawyers' document`(arguments: [String]) throws {
    let tool = try sharedWorkspace()
    let before = try tool.run(as: guest, arguments)
    _ = try tool.shell("rm -r share/legal; \"$0\" retag share --yes")
    let after = try tool.run(as: guest, arguments)
    #expect(Self.timeless(before.output) == Self.timeless(after.output))
    #expect(before.errors == after.errors)
    #expect(before.status == after.status)
  }

  /// An answer without what changes from run to run.
  private static func timeless(_ output: String) -> String {
    output.replacing(/"took_ms":\s*[0-9.]+/, with: "").replacing(/[0-9.]+ ms/, with: "")
  }

  @Test func `rights that change count at once where documents are shown`() throws {
    let tool = try sharedWorkspace()
    _ = try tool.shell("chmod 600 share/all.md")
    let shown = try tool.run(as: guest, "search", "everyone", "--format", "jsonl")
    #expect(shown.output.isEmpty)
    #expect(shown.status == 1)
    // And everywhere after the next run, which reads no document again for it.
    _ = try tool.shell(
      "chmod 644 share/all.md; chmod 755 share/hidden/deep; \"$0\" retag share --yes")
    #expect(try count(tool, guest, "everyone") == "1\n")
    #expect(try count(tool, guest, "folderclosed") == "1\n")
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/setfacl"), "needs setfacl"))
  func `an access list counts with its mask`() throws {
    let tool = try sharedWorkspace()
    _ = try tool.shell("chmod 600 share/list.md; setfacl -m u:12347:r share/list.md")
    _ = try tool.run("retag", "share", "--yes")
    #expect(try count(tool, guest, "aclnamed") == "1\n")
    #expect(try count(tool, clerk, "aclnamed") == "0\n")
    _ = try tool.shell("setfacl -m m::- share/list.md; \"$0\" retag share --yes")
    #expect(try count(tool, guest, "aclnamed") == "0\n")
  }

  @Test func `the owner of the index is bound by the rights of the documents too`() throws {
    let tool = try RetagShare.make()
    try tool.write("Harbor everyone\n", to: "share/all.md")
    _ = try tool.shell("chmod -R a+rX .; chown -R 12345:12345 .")
    #expect(try tool.run(as: lawyer, "retag", "share", "--yes").status == 3)
    #expect(try count(tool, lawyer, "everyone") == "1\n")
    // Not even the text is left when the account that indexes lost its right to read it.
    _ = try tool.shell("chown 0:0 share/all.md; chmod 600 share/all.md")
    _ = try tool.run(as: lawyer, "retag", "share", "--yes")
    #expect(try tool.run("search", "everyone", "--count").lines == ["0"])
  }

  @Test func `documents of an export are for who may read the export`() throws {
    let tool = try sharedWorkspace()
    try tool.write("{\"id\":\"1\",\"text\":\"rowsecret\"}\n", to: "rows.jsonl")
    _ = try tool.shell("chmod 640 rows.jsonl; chgrp 777 rows.jsonl; \"$0\" index rows.jsonl")
    #expect(try count(tool, clerk, "rowsecret") == "1\n")
    #expect(try count(tool, guest, "rowsecret") == "0\n")
  }

  @Test func `a document that is gone is named to those alone who could read it`() throws {
    let tool = try sharedWorkspace()
    _ = try tool.shell("rm share/sales/plan.md share/all.md")
    for (path, account, isNamed) in [
      ("sales/plan.md", guest, false), ("sales/plan.md", clerk, true), ("all.md", guest, true),
    ] {
      let why = try tool.run(as: account, "why", "share/\(path)")
      #expect((why.status == 0) == isNamed, "\(path) \(account): \(why.errors)")
      let log = try tool.run(as: account, "log", "--run", "1")
      #expect(log.output.contains(path) == isNamed, "\(log.output)")
    }
  }

  @Test func `documents whose rights were never recorded are nobody's but the owner's`() throws {
    let tool = try sharedWorkspace()
    let forget = """
      import sqlite3
      database = sqlite3.connect(".parlance/catalog.sqlite")
      database.execute("DELETE FROM documentAccess")
      database.commit()
      """
    let forgotten = try tool.shell(
      "rm -r share/all.md .parlance/index && python3 -c '\(forget)' && \"$0\" search x --count")
    #expect(forgotten.lines == ["0"], "\(forgotten.errors)")
    #expect(try tool.run("search", "everyone", "--count").lines == ["1"])
    for account in [lawyer, clerk, guest] {
      #expect(try count(tool, account, "everyone") == "0\n")
    }
  }

  // MARK: - The program with lent rights

  private static let canLendRights: Bool = {
    var status = statvfs()
    let folder = FileManager.default.temporaryDirectory.path
    return unsafe statvfs(folder, &status) == 0 && status.f_flag & UInt(ST_NOSUID) == 0
  }()

  @Test(.enabled(if: canLendRights, "the file system of temporary files is mounted nosuid"))
  func `with a set-group-ID program nobody reads the index but through it`() throws {
    let tool = try sharedWorkspace()
    let setup = try tool.shell(
      "cp \"$0\" reader && chgrp \(Self.readers) reader && chmod 2755 reader")
    try #require(setup.status == 0, "\(setup.errors)")
    let program = tool.folder.path + "/reader"
    let outsider = TestAccount(user: 12348, group: 12348)
    #expect(try tool.run(as: outsider, "search", "everyone").status == 2)
    let found = try tool.run(as: outsider, program: program, "search", "everyone", "--count")
    #expect(found.lines == ["1"], "\(found.errors)")
    #expect(
      try tool.run(as: outsider, program: program, "search", "lawyeronly", "--count").lines == ["0"]
    )
    // The group of the program is none of the reader's.
    _ = try tool.shell(
      "chgrp \(Self.readers) share/all.md; chmod 640 share/all.md; \"$0\" retag share --yes")
    #expect(
      try tool.run(as: outsider, program: program, "search", "everyone", "--count").lines == ["0"])
    // Other commands, and workspaces of the reader's own, have nothing of it.
    for arguments in [["status"], ["log"], ["show", "Brochure"]] {
      #expect(try tool.run(as: outsider, program: program, arguments).status == 2, "\(arguments)")
    }
    _ = try tool.shell(
      """
      mkdir trick copy copy/.parlance; ln -s "$PWD/.parlance" trick/.parlance
      for name in .parlance/*; do ln -s "$PWD/$name" copy/.parlance/; done
      chgrp \(Self.readers) copy/.parlance; chmod 2755 copy/.parlance; chown -R 12348 trick copy
      """)
    for folder in ["trick", "copy"] {
      let result = try tool.run(
        as: outsider, program: program, "search", "*", "--workspace", folder)
      #expect(result.status == 2, "\(folder) \(result.output)")
    }
  }
}

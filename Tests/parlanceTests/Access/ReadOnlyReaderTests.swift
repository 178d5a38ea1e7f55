import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.enabled(if: TestAccount.canBeTakenOn, Comment(rawValue: TestAccount.reason)))
struct ReadOnlyReaderTests {
  private let reader = TestAccount(user: 12345, group: 12345, groups: [54321])

  /// A share that was retagged once, in a workspace that a group may read.
  private func sharedWorkspace() throws -> Tool {
    let tool = try RetagShare.make()
    _ = unsafe chmod(tool.folder.path, 0o755)
    let result = try tool.shell(
      "\"$0\" init --shared 54321 2> /dev/null && \"$0\" retag share --yes > /dev/null")
    try #require(result.errors.isEmpty, "\(result.errors)")
    return tool
  }

  @Test(arguments: [
    ["search", "harbor", "--count"], ["search", "--new-since", "last", "--count"], ["status"],
    ["log"], ["show", "Harbor Archive"], ["search", "--values", "type"],
  ])
  func `who may only read gets the same answer as the owner`(arguments: [String]) throws {
    let tool = try sharedWorkspace()
    let expected = try tool.run(arguments)
    let result = try tool.run(as: reader, arguments)
    #expect(result.status == expected.status, "\(result.errors)")
    #expect(result.output == expected.output)
    #expect(result.errors.isEmpty)
  }

  /// What commands that read tell a reader of a catalog in a state in which only its owner can open it.
  private func expectRemedy(_ cause: String, _ tool: Tool) throws {
    for arguments in [
      ["status"], ["status", "--documents"], ["log"], ["log", "--run", "1"], ["share", "list"],
      ["report", "share"], ["report", "unknown", "share"], ["report", "feedback", "share"],
      ["search", "harbor"], ["search", "--new-since", "last"], ["config", "show", "share"],
      ["show", "Harbor Archive"], ["why", "share/prices.md"], ["vocabulary", "stats"],
    ] {
      let result = try tool.run(as: reader, arguments)
      #expect(!result.errors.contains("readonly database"), "\(arguments): \(result.errors)")
      // Some do not need the catalog, and search answers from its index, which it says.
      guard !result.errors.isEmpty else { continue }
      #expect(result.errors.contains("its owner's next command"), "\(arguments): \(result.errors)")
      if arguments.first != "search" {
        #expect(result.errors.contains(cause), "\(arguments): \(result.errors)")
      }
    }
  }

  @Test(arguments: [
    ["assign", "share/prices.md", "type=Brochure"], ["retag", "share", "--dry-run"],
    ["retag", "share", "--yes"],
  ])
  func `who may only read is told who can change the catalog`(arguments: [String]) throws {
    let tool = try sharedWorkspace()
    let result = try tool.run(as: reader, arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains("may not be written by this account"), "\(result.errors)")
    #expect(result.errors.contains("its owner can give the command"))
  }

  @Test(arguments: [
    ["retag", "share", "--dry-run"], ["assign", "share/prices.md", "type=Brochure", "--dry-run"],
    ["undo", "--dry-run"], ["import", "v.xml"],
  ])
  func `who asks for a plan and may only read is told how to get one`(arguments: [String]) throws {
    let tool = try sharedWorkspace()
    // Earlier versions left workspaces open to all: that is its owner's to mend, and not what was asked for.
    for mode in ["u=rwX,g=rX,o=", "u=rwX,go=rX"] {
      _ = try tool.shell("chmod -R \(mode) .parlance && chmod -R a+rX share v.xml")
      let result = try tool.run(as: reader, arguments)
      #expect(result.status == 2)
      #expect(result.errors.contains(".parlance/"), "\(mode) \(arguments): \(result.errors)")
      #expect(result.errors.contains("owner"), "\(mode) \(arguments): \(result.errors)")
      #expect(result.errors.contains("--workspace"), "\(mode) \(arguments): \(result.errors)")
      #expect(!result.errors.contains("who may read it cannot be changed"), "\(result.errors)")
    }
    let own = try tool.shell(
      as: reader,
      "W=$(mktemp -d); \"$0\" import v.xml --workspace $W > /dev/null && "
        + "\"$0\" retag share --dry-run --workspace $W; rm -rf $W")
    #expect(own.output.contains("prices.md"), "\(own.output)\(own.errors)")
  }

  @Test(arguments: [true, false])
  func `who may only read is told what to do of a catalog of each earlier version`(
    hasLog: Bool
  ) throws {
    let tool = try sharedWorkspace()
    let catalog = tool.folder.appending(path: ".parlance/catalog.sqlite")
    if !hasLog {
      for end in ["-wal", "-shm"] {
        try FileManager.default.removeItem(atPath: catalog.path + end)
      }
      try expectRemedy("the log beside it is gone", tool)
    }
    for version in 1...9 {
      let file = try FileHandle(forWritingTo: catalog)
      try file.seek(toOffset: 60)
      try file.write(contentsOf: Data([0, 0, 0, UInt8(version)]))
      try file.close()
      try expectRemedy("was written by an earlier version of parlance", tool)
    }
  }

  @Test func `no list names a document that its reader may not open`() throws {
    let tool = try RetagShare.make()
    try tool.write("# Zebra\n\nBrochure of the Harbor Archive.\n", to: "share/board/zebra.md")
    _ = unsafe chmod(tool.folder.path, 0o755)
    let made = try tool.shell(
      "chmod 700 share/board && \"$0\" init --shared 54321 2> /dev/null && \"$0\" retag share --yes "
        + "--write-to catalog > /dev/null; rm share/notes.md; "
        + "\"$0\" retag share --yes --allow-missing > /dev/null")
    // The second run tells of the document that is gone, and nothing else.
    try #require(made.errors.hasPrefix("1 document is missing"), "\(made.errors)")
    for arguments in [
      ["log", "--run", "1"], ["status", "--documents"], ["report", "share", "--list"],
      ["report", "share"], ["report", "unknown", "share", "--least", "1"],
      ["report", "duplicates", "share"],
    ] {
      let result = try tool.run(as: reader, arguments)
      #expect(!result.output.lowercased().contains("zebra"), "\(arguments): \(result.output)")
      #expect([0, 1].contains(result.status), "\(arguments): \(result.errors)")
    }
    let own = try tool.run("log", "--run", "1")
    #expect(own.output.contains("board/zebra.md"))
    let list = try tool.run(as: reader, "report", "share", "--list", "--format", "tsv")
    #expect(!list.output.isEmpty)
    let missing = try tool.run(as: reader, "status", "--documents")
    #expect(missing.output.contains("notes.md"), "\(missing.output)\(missing.errors)")
  }

  @Test func `retag and undo leave an index that no reader need bring up to date`() throws {
    let tool = try sharedWorkspace()
    try RetagShare.add(3, to: tool)
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    let search = try tool.run(as: reader, "search", "type:brochure", "--count")
    #expect(search.lines == ["4"])
    #expect(search.errors.isEmpty, "\(search.errors)")
    #expect(try tool.run("undo").status == 0)
    let after = try tool.run(as: reader, "search", "type:brochure", "--count")
    #expect(after.errors.isEmpty, "\(after.errors)")
    #expect(after.lines == ["1"])
  }

  @Test func `a reader has the last answer while the catalog is ahead, and is told so`() throws {
    let tool = try sharedWorkspace()
    // Interrupted between the catalog and the index.
    let kept = try tool.shell("cp -a .parlance/index kept")
    try #require(kept.status == 0)
    try RetagShare.add(3, to: tool)
    _ = try tool.run("retag", "share", "--yes")
    _ = try tool.shell("rm -r .parlance/index; mv kept .parlance/index")
    let search = try tool.run(as: reader, "search", "type:brochure", "--count")
    #expect(search.lines == ["1"])
    #expect(search.status == 0)
    #expect(search.errors.contains("behind the catalog"))
  }

  @Test func `readers have answers throughout while somebody else retags`() throws {
    let tool = try sharedWorkspace()
    try RetagShare.add(400, to: tool)
    let process = tool.process(["retag", "share", "--yes"])
    try process.run()
    var rounds = 0
    while process.isRunning || rounds == 0 {
      for arguments in [["search", "harbor", "--count"], ["status"], ["log"], ["show", "Flyer"]] {
        let result = try tool.run(as: reader, arguments)
        #expect(result.status == 0, "\(arguments): \(result.errors)")
      }
      rounds += 1
    }
    process.waitUntilExit()
    #expect(try tool.run(as: reader, "search", "type:brochure", "--count").lines == ["401"])
  }
}

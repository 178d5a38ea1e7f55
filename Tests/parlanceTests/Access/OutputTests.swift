import Foundation
import Testing

/// Each command that writes a file that a person names, with what it reads.
struct OutputTests {
  private static let commands: [[String]] = [
    ["export", "v.xml", "--to", "parlance", "--output"],
    ["check", "v.xml", "--fix"],
    ["retag", "share", "--dry-run", "--plan-out"],
  ]

  @Test(arguments: commands)
  func `a file of other content is replaced with --force only`(command: [String]) throws {
    let tool = try RetagShare.make()
    try tool.write("precious\n", to: "out.xml")
    let refused = try tool.run(command + ["out.xml"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("out.xml: exists and holds something else"))
    #expect(refused.errors.contains("--force"))
    #expect(try tool.shell("cat out.xml").output == "precious\n")
    let forced = try tool.run(command + ["out.xml", "--force"])
    #expect(forced.errors.isEmpty, "\(forced.errors)")
    #expect(try tool.shell("cat out.xml").output != "precious\n")
    // The same bytes again are no loss.
    #expect(try tool.run(command + ["out.xml"]).errors.isEmpty)
  }

  @Test(arguments: commands.dropLast())
  func `a command does not write over what it reads`(command: [String]) throws {
    let tool = try RetagShare.make()
    let result = try tool.run(command + ["./v.xml", "--force"])
    #expect(result.status == 2)
    #expect(try tool.shell("cat v.xml").output == RetagShare.vocabulary)
  }

  @Test(arguments: [
    ["export", "--to", "parlance", "--output", "v.xml"],
    ["check", "--fix", "v.xml"],
    ["retag", "share", "--dry-run", "--plan-out", "share/quote.txt"],
    ["retag", "share", "--dry-run", "--plan-out", "share/.parlanceignore"],
    ["retag", "share", "--dry-run", "--files0-from", "list.xml", "--plan-out", "list.xml"],
  ])
  func `what the workspace was made from, and the documents of a plan, are inputs`(
    command: [String]
  ) throws {
    let tool = try RetagShare.make()
    let path = command.last ?? ""
    try tool.write("Quote for Harbor Archive\n", to: "share/quote.txt")
    try tool.write("*.bak\n", to: "share/.parlanceignore")
    try tool.write("share/quote.txt\0", to: "list.xml")
    let before = try tool.shell("cat \(path)").output
    let result = try tool.run(command + ["--force"])
    #expect(result.status == 2)
    #expect(result.errors.contains("\(path): is read by the same command"), "\(result.errors)")
    #expect(try tool.shell("cat \(path)").output == before)
  }

  @Test(arguments: [
    ["export", "--to", "parlance", "--output"], ["check", "v.xml", "--fix"],
    ["bundle", "--output"], ["retag", "share", "--dry-run", "--plan-out"],
    ["report", "share", "--html"],
  ])
  func `no output is written over a vocabulary that was imported, or a document of a share`(
    command: [String]
  ) throws {
    let tool = try RetagShare.make()
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    // A vocabulary that the command itself does not read.
    _ = try tool.shell("cp v.xml w.xml; \"$0\" import w.xml --replace")
    _ = try tool.shell("ln -s w.xml link.xml; ln -s share/prices.md page.xml")
    for path in ["w.xml", "link.xml", "share/prices.md", "page.xml"]
    where path.hasSuffix(".xml") || command[0] != "check" {
      let before = try tool.shell("cat \(path)").output
      let result = try tool.run(command + [path, "--force"])
      #expect(result.status == 2, "\(path)")
      #expect(result.errors.contains("\(path): is read by the same command"), "\(result.errors)")
      #expect(try tool.shell("cat \(path)").output == before)
    }
  }

  @Test func `pages are not written over a document of a share`() throws {
    let tool = try RetagShare.make()
    try tool.write("<title>Brochure</title>\n", to: "share/index.html")
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    let result = try tool.run("vocabulary", "publish", "share", "--force")
    #expect(result.status == 2)
    #expect(result.errors.contains("share/index.html: is read by"), "\(result.errors)")
    #expect(try tool.shell("cat share/index.html").output == "<title>Brochure</title>\n")
  }

  @Test(arguments: ["export - --to parlance --output", "check - --fix"])
  func `what comes by standard input is an input, too`(command: String) throws {
    let tool = try RetagShare.make()
    let result = try tool.shell("\"$0\" \(command) v.xml --force < v.xml")
    #expect(result.status == 2)
    #expect(result.errors.contains("v.xml: is read by the same command"), "\(result.errors)")
    #expect(try tool.shell("cat v.xml").output == RetagShare.vocabulary)
  }

  @Test(arguments: commands, ["catalog.sqlite", "sources/list.tsv"])
  func `another name of a workspace's file is refused like the file`(
    command: [String], name: String
  ) throws {
    let tool = try RetagShare.make()
    #expect(try tool.run("retag", "share", "--yes").status != 2)
    let before = try tool.shell("cd .parlance && ln \(name) ../link.xml && cksum \(name)")
    #expect(before.status == 0)
    let result = try tool.run(command + ["link.xml", "--force"])
    #expect(result.status == 2)
    #expect(result.errors.contains("link.xml: is part of a workspace"), "\(result.errors)")
    #expect(try tool.shell("cd .parlance && cksum \(name)").output == before.output)
  }

  @Test(arguments: commands, ["catalog.sqlite", "sources/list.tsv", "new.xml"])
  func `nothing is written into a workspace, whatever leads there`(
    command: [String], name: String
  ) throws {
    let tool = try RetagShare.make()
    #expect(try tool.run("retag", "share", "--yes").status != 2)
    let digest = "cd .parlance && cat catalog.sqlite sources/list.tsv | cksum; ls new.xml"
    let before = try tool.shell("\(digest) 2>&1").output
    #expect(try tool.shell("ln -s .parlance/\(name) link.xml; ln -s .parlance folder").status == 0)
    for path in [".parlance/\(name)", "link.xml", "folder/\(name)"]
    where path.hasSuffix(".xml")
      || command[0] != "check"
    {
      let result = try tool.run(command + [path, "--force"])
      #expect(result.status == 2, "\(path)")
      #expect(result.errors.contains("\(path): is part of a workspace"), "\(result.errors)")
    }
    #expect(try tool.shell("\(digest) 2>&1").output == before)
  }

  @Test(arguments: [("022", "644"), ("077", "600"), ("002", "664")])
  func `a new file has the rights that the umask leaves`(mask: String, mode: String) throws {
    let tool = try RetagShare.make()
    let result = try tool.shell(
      "umask \(mask); \"$0\" export --to parlance -o out.xml && stat -c %a out.xml")
    #expect(result.lines == [mode])
  }

  @Test func `standard output by its device name is written on, not replaced`() throws {
    let tool = try RetagShare.make()
    let result = try tool.shell(
      "echo before > o; \"$0\" export --to parlance -o /dev/stdout >> o; cat o")
    #expect(result.lines.first == "before")
    #expect(result.lines.count > 1)
  }
}

import Foundation
import Testing

/// `parlance extract`: paths in, documents as JSON Lines out.
struct ExtractTests {
  private func strings(_ objects: [[String: Any]], _ name: String) -> [String?] {
    objects.map { $0[name] as? String }
  }

  @Test func `reads files in order without a workspace, and goes on after a bad one`() throws {
    let tool = try Tool()
    try tool.write("# Harbor Archive\n\nFirst.\n", to: "share/a.md")
    try tool.write("", to: "share/b.docx")
    try tool.write("<html><title>Third</title><body>3</body></html>", to: "share/c.html")
    let paths = "share/c.html\n./share/a.md\n\nshare/b.docx\nshare/none.txt\nshare\nshare/a.md\n"
    let result = try tool.run("extract", input: paths)
    #expect(result.status == 0)
    let lines = try result.objects()
    #expect(
      strings(lines, "id") == [
        "share/c.html", "./share/a.md", "share/b.docx", "share/none.txt", "share", "share/a.md",
      ])
    #expect(strings(lines, "path")[1] == "share/a.md")
    #expect(
      strings(lines, "title") == ["Third", "Harbor Archive", nil, nil, nil, "Harbor Archive"])
    #expect(
      strings(lines, "reason") == [nil, nil, "empty", "unreadable", "unreadable", nil])
    #expect(lines[3]["error"] as? String == "unreadable: No such file or directory")
    #expect(lines[1]["size"] as? Int == 25)
    #expect(result.errors.contains("3 of 6 documents could not be read"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/.parlance"))
    let named = try tool.run("extract", "share/c.html", "share/a.md")
    #expect(named.lines == [result.lines[0], result.lines[5]])
    #expect(try tool.run("extract", input: "").status == 0)
  }

  @Test func `takes names as they are on disk, and objects with an id`() throws {
    let tool = try Tool()
    try tool.write("one", to: "new\nline.txt")
    try tool.write("two", to: "{brace}.txt")
    let bytes = Data("new\nline.txt\0{brace}.txt\0".utf8)
    let exact = try tool.run(["extract", "-0"], bytes: bytes).objects()
    #expect(strings(exact, "id") == ["new\nline.txt", "{brace}.txt"])
    #expect(strings(exact, "text") == ["one", "two"])
    let input = """
      {"id":7,"path":"{brace}.txt"}
      {"id":"x","path":"new\\nline.txt","more":[1]}
      {"path":"./{brace}.txt"}
      {"id":[],"path":"a"}
      {"id":"y"}
      {brace}.txt
      {"id":"z","path":"a\\u0000b"}
      """
    let lines = try tool.run("extract", input: input).objects()
    #expect(lines[0]["id"] as? Int == 7)
    #expect(strings(lines, "text") == ["two", "one", "two", nil, nil, nil, nil])
    #expect(lines[2]["id"] as? String == "./{brace}.txt")
    #expect(lines[3]["error"] as? String == "line 4: \"id\" is neither a string nor a number")
    #expect(lines[4]["error"] as? String == "line 5: the object has no \"path\"")
    #expect(lines[5]["input"] as? String == "{brace}.txt")
    #expect(lines[6]["error"] as? String == "unreadable: the path has a NUL")
    #expect(try tool.run("extract", "-0", "{brace}.txt").status == 64)
  }

  @Test func `no path leaves a root, by links neither`() throws {
    let tool = try Tool()
    try tool.write("in", to: "root/sub/in.txt")
    try tool.write("out", to: "out.txt")
    let root = tool.folder.path + "/root"
    let links = [("root/link.txt", "../out.txt"), ("root/folder", "sub"), ("way", "root")]
    for (name, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: tool.folder.path + "/" + name, withDestinationPath: target)
    }
    let input = [
      "sub/in.txt", "./sub//in.txt", root + "/sub/in.txt", "../out.txt", "sub/../../out.txt",
      tool.folder.path + "/out.txt", "link.txt", "folder/in.txt",
    ].joined(separator: "\n")
    let lines = try tool.run("extract", "--root", "root", input: input).objects()
    #expect(strings(lines, "text") == ["in", "in", "in", nil, nil, nil, nil, nil])
    #expect(strings(lines, "path")[0...2] == ["sub/in.txt", "sub/in.txt", "sub/in.txt"])
    let absolute = try tool.run("extract", "--root", root, input: input).objects()
    #expect(strings(absolute, "path")[0...2] == strings(lines, "path")[0...2])
    #expect(absolute[5]["error"] as? String == "unreadable: it is not beneath \(root)")
    // Without a root folders may be links, as whoever names them sees them; a file may not.
    let free = try tool.run("extract", "way/sub/in.txt", "root/link.txt").objects()
    #expect(strings(free, "text") == ["in", nil])
    #expect(strings(free, "path")[0] == "way/sub/in.txt")
    #expect(try tool.run("extract", "--root", "none", input: "a\n").status == 64)
  }

  @Test func `what is extracted is tagged as the files are`() throws {
    let tool = try RetagShare.make()
    let paths = "sales/flyer.html\nempty.docx\nprices.md\nnotes.md\n"
    try tool.write(paths, to: "paths.txt")
    let piped = try tool.shell(
      "\"$0\" extract --workspace . --root share < paths.txt 2>/dev/null | \"$0\" tag")
    let lines = try piped.objects()
    #expect(
      strings(lines, "id") == ["sales/flyer.html", "empty.docx", "prices.md", "notes.md"])
    #expect((lines[1]["error"] as? String)?.hasPrefix("empty") == true)
    let planned = try RetagShare.tags(
      try tool.run("retag", "share", "--dry-run", "--format", "jsonl"))
    for line in lines where line["error"] == nil {
      let tags = try #require(line["tags"] as? [[String: Any]])
      let accepted = tags.filter { $0["outcome"] as? String == "accepted" }
      let found = Set(accepted.compactMap { $0["concept"] as? String })
      #expect(found == Set(planned[try #require(line["id"] as? String)] ?? []))
    }
    #expect(Set(planned.values.joined()).count == 3)
  }

  @Test func `answers each path before it waits for the next`() throws {
    let tool = try Tool()
    try tool.write("one", to: "a.txt")
    let process = tool.process(["extract"])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // One that waits for more would never answer; the clock ends it then.
    let clock = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: clock)
    for _ in 0..<3 {
      try input.fileHandleForWriting.write(contentsOf: Data("a.txt\n".utf8))
      let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer.hasPrefix(#"{"id":"a.txt","path":"a.txt","#), "\(answer)")
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    clock.cancel()
    #expect(process.terminationStatus == 0)
  }
}

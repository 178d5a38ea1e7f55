import Foundation
import Testing

/// `parlance import-tags`: results of other machines become assignments here.
struct ImportTagsTests {
  /// A share with its results, made by the two steps that a cluster runs.
  private func made() throws -> Tool {
    let tool = try RetagShare.make()
    try results(tool)
    return tool
  }

  /// Extracts and tags the share by a bundle of a workspace into two files.
  private func results(_ tool: Tool, workspace: String = ".") throws {
    let run = try tool.shell(
      """
      "$0" bundle --workspace \(workspace) -o b.bundle --force 2>/dev/null
      (cd share && find . -type f -printf '%P\\n') | sort > paths.txt
      "$0" extract --root share --bundle b.bundle < paths.txt > documents.jsonl 2>/dev/null
      cat documents.jsonl | "$0" tag --bundle b.bundle > tags.jsonl
      """)
    #expect(run.status == 0, "\(run.errors)")
  }

  private func imported(_ tool: Tool, _ parts: String...) throws -> Tool.Result {
    try tool.run(["import-tags", "--share", "share"] + parts)
  }

  /// The tags of each document as the catalog has them, with who gave them.
  private func state(_ tool: Tool) throws -> [String: Set<String>] {
    var state: [String: Set<String>] = [:]
    for path in ["sales/flyer.html", "prices.md", "notes.md"] {
      let lines = try tool.run("why", "share/" + path, "--format", "jsonl").objects()
      state[path] = Set(
        lines.map { "\($0["concept"] ?? "") \($0["origin"] ?? "") \($0["score"] ?? "")" })
    }
    return state
  }

  @Test func `what a cluster found is what retag here would find, and stays`() throws {
    let here = try RetagShare.make()
    #expect(try here.run("retag", "share", "--yes").status == 3)
    let tool = try made()
    let result = try imported(tool, "tags.jsonl", "documents.jsonl")
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.output.contains("4 documents stored, 2 of 3 results changed tags."))
    #expect(result.output.contains("1 could not be read or tagged."))
    #expect(result.output.contains("parlance undo 1 takes it back."))
    #expect(try state(tool) == state(here))
    #expect(try state(tool)["prices.md"]?.count == 2)
    // Nothing is read or tagged again, and the text is found.
    let again = try tool.run("retag", "share", "--yes")
    #expect(again.output.contains("Nothing to do."), "\(again.output)")
    let found = try tool.run("search", "keeps what must be kept", "--format", "jsonl")
    #expect(try found.objects().first?["path"] as? String == "sales/flyer.html")
    #expect(try tool.run("undo", "1").status == 0)
    #expect(try state(tool)["prices.md"]?.isEmpty == true)
  }

  @Test func `the same files again change nothing`() throws {
    let tool = try made()
    _ = try imported(tool, "documents.jsonl", "tags.jsonl")
    let before = try state(tool)
    let again = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(again.output.contains("0 documents stored, 0 of 3 results changed tags."))
    #expect(!again.output.contains("undo"))
    #expect(try state(tool) == before)
    #expect(try tool.run("log", "--format", "jsonl").objects().count == 1)
  }

  @Test func `a person's word and a later state of a file stand above results`() throws {
    let tool = try made()
    _ = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(
      try tool.run("unassign", "share/prices.md", "product=Harbor Archive").status == 0)
    #expect(try tool.run("assign", "share/notes.md", "type=Flyer").status == 0)
    // Another basis, so that all documents are due once more.
    #expect(try tool.run("tune", "--threshold", "product=0.1:0.05").status == 0)
    try results(tool)
    try tool.write("# Price list\n\nLater.\n", to: "share/prices.md")
    _ = try tool.run("retag", "share", "--yes")
    _ = try imported(tool, "documents.jsonl", "tags.jsonl")
    let tags = try state(tool)
    #expect(tags["notes.md"]?.contains { $0.contains("type/brochure person") } == true)
    #expect(tags["prices.md"]?.contains { $0.contains("archive machine") } == false)
    let found = try tool.run("search", "Later", "--format", "jsonl").objects()
    #expect(found.first?["path"] as? String == "prices.md")
  }

  @Test func `another basis and lines of others are refused before anything changes`() throws {
    let tool = try made()
    #expect(try tool.run("tune", "--block", "Harbor Archive").status == 0)
    let other = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(other.status == 2)
    #expect(other.errors.contains("tags.jsonl:2: error: made on basis "), "\(other.errors)")
    #expect(other.errors.contains("Hint: make a bundle of this workspace"))
    #expect(
      try tool.run("status", "--format", "jsonl").objects().first?["documents"] as? Int ?? 0 == 0)
    let lines: [(line: String, reason: String)] = [
      ("{", "bad.jsonl:1:"),
      (#"{"id":"a","text":"x","path":"../a"}"#, "no \"path\" within a share"),
      (#"{"id":"a","text":"x","path":"a"}"#, "no \"size\" and \"modified\""),
      (#"{"id":"a","tags":[]}"#, "has no \"basis\""),
      (
        #"{"id":"a","tags":[{"concept":"x"}],"basis":"0"}"#, "a tag is not what parlance tag writes"
      ),
      ("[]", "the line is not a JSON object"),
    ]
    for (line, reason) in lines {
      try tool.write("\n" + line + "\n", to: "bad.jsonl")
      let result = try imported(tool, "bad.jsonl")
      #expect(result.status == 2)
      #expect(result.errors.contains(reason.replacing("bad.jsonl:1:", with: "bad.jsonl:2:")))
    }
    #expect(try tool.run("import-tags", "--share", "share", "-").status == 64)
  }

  @Test func `results without a document are named`() throws {
    let tool = try made()
    let result = try imported(tool, "tags.jsonl")
    #expect(result.status == 3)
    #expect(result.errors.contains("prices.md: is not a document of the share"))
    #expect(result.output.contains("3 results have no document."))
  }

  @Test func `a share that is empty or gone is refused, and nothing is stored`() throws {
    let tool = try made()
    _ = try tool.shell("mv share kept; mkdir share")
    let result = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains("the share is empty, and 4 documents"), "\(result.errors)")
    #expect(result.errors.contains("Hint: mount it"))
    let known = try tool.run("status", "--format", "jsonl").objects()
    #expect(known.first?["documents"] as? Int ?? 0 == 0)
    // Once it is known, its folder need not be there to be named.
    _ = try tool.shell("rmdir share")
    let gone = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(gone.status == 2)
    #expect(gone.errors.contains("the share cannot be opened"), "\(gone.errors)")
  }

  @Test func `a document whose file is gone is told and not stored`() throws {
    let tool = try RetagShare.make()
    try tool.write("Pay of the zebra.\n", to: "share/pay.txt")
    try results(tool)
    _ = try tool.shell("rm share/pay.txt")
    let result = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(result.status == 3)
    #expect(result.errors.contains("pay.txt: is not in the share"), "\(result.errors)")
    #expect(result.output.contains("4 documents stored"), "\(result.output)")
    #expect(result.output.contains("1 are not in the share."))
    #expect(!result.output.contains("have no document"))
    #expect(try tool.run("search", "zebra", "--count").lines == ["0"])
  }

  @Test func `what the share leaves out is left out and counted`() throws {
    let tool = try RetagShare.make()
    for path in ["left/out.md", "draft.tmp", ".snapshot/old.md", "prices.md.xmp"] {
      try tool.write("Harbor zebra.\n", to: "share/" + path)
    }
    try tool.write("left/\n", to: "share/.parlanceignore")
    try results(tool)
    let result = try imported(tool, "documents.jsonl", "tags.jsonl")
    #expect(result.output.contains("4 documents stored"), "\(result.output)")
    #expect(result.output.contains("5 are left out by the share's rules."), "\(result.output)")
    #expect(!result.errors.contains("left/out.md"), "\(result.errors)")
    #expect(try tool.run("search", "zebra", "--count").lines == ["0"])
    #expect(try tool.run("retag", "share", "--yes").output.contains("Nothing to do."))
  }

  @Test func `a shard takes its own documents alone`() throws {
    let tool = try made()
    var stored = 0
    for shard in 0..<3 {
      let workspace = ["--workspace", "w\(shard)"]
      #expect(try tool.run(["import", "v.xml"] + workspace).status == 0)
      let own = try tool.run(
        ["retag", "share", "--shard", "\(shard)/3", "--yes", "--format", "jsonl", "--all"]
          + workspace
      ).objects().count
      try results(tool, workspace: "w\(shard)")
      let result = try tool.run(
        ["import-tags", "--share", "share", "documents.jsonl", "tags.jsonl"] + workspace)
      #expect(result.output.contains("0 documents stored"), "\(result.output) \(result.errors)")
      if own < 4 { #expect(result.output.contains("\(4 - own) are of other shards.")) }
      let known = try tool.run(["status", "--format", "jsonl"] + workspace).objects()
      #expect(known.first?["documents"] as? Int ?? 0 == own)
      stored += own
    }
    #expect(stored == 4)
  }

  @Test func `a pipe, which cannot be read twice, is refused like a dash`() throws {
    let tool = try made()
    for command in [
      "cat tags.jsonl | \"$0\" import-tags --share share /dev/stdin",
      "mkfifo pipe; \"$0\" import-tags --share share documents.jsonl pipe",
    ] {
      let result = try tool.shell(command)
      #expect(result.status == 64)
      #expect(result.errors.contains("a pipe cannot be"), "\(result.errors)")
    }
  }

  @Test func `documents without a result are counted`() throws {
    let tool = try made()
    _ = try tool.shell("head -n 1 tags.jsonl > part.jsonl")
    let result = try imported(tool, "documents.jsonl", "part.jsonl")
    #expect(result.status == 3)
    #expect(result.output.contains("documents have no result."), "\(result.output)")
  }
}

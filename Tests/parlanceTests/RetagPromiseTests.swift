import Foundation
import Glibc
import Testing

/// What an administrator is promised, seen from outside with the program as built.
struct RetagPromiseTests {
  @Test(arguments: ["catalog", "documents", "sidecar"])
  func `a plan is the same twice, and its lines are those of the run`(place: String) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(5, to: tool)
    let plan = ["retag", "share", "--dry-run", "--format", "jsonl", "--write-to", place]
    let first = try tool.bytes(plan[0], plan[1], plan[2], plan[3], plan[4], plan[5], plan[6])
    let planned = try tool.run(plan)
    #expect(Array(planned.data) == first)
    let applied = try tool.run(
      "retag", "share", "--yes", "--format", "jsonl", "--write-to", place)
    func lines(_ result: Tool.Result) throws -> [NSDictionary] {
      try result.objects().map { object in
        var object = object
        if object["outcome"] as? String == "changed" { object["outcome"] = "change" }
        return object as NSDictionary
      }
    }
    #expect(try lines(applied) == lines(planned))
    let again = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    #expect(try again.objects().allSatisfy { $0["outcome"] as? String != "change" })
  }

  @Test func `a nightly run prints what is new, and a line for each document on request`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(20, to: tool)
    let retag = ["retag", "share", "--yes", "--write-to", "documents"]
    func paths(_ arguments: String...) throws -> [String] {
      try tool.run(retag + arguments + ["--format", "jsonl"]).objects().compactMap {
        $0["path"] as? String
      }
    }
    #expect(try paths().count == 24, "all are looked at for the first time")
    // What could not be read is told every night.
    #expect(try paths() == ["empty.docx"])
    try tool.write("# Brochure\n\nHarbor Archive, once more.\n", to: "share/many/7.md")
    #expect(try paths() == ["empty.docx", "many/7.md"])
    #expect(try paths("--all").count == 24)
    let plan = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    #expect(try plan.objects().count == 24, "a plan has a line for each document")
    let csv = try tool.run(retag + ["--format", "csv"])
    #expect(csv.lines.count == 2 && csv.lines[0].hasPrefix("path,outcome"))
    let json = try tool.run(retag + ["--format", "json"]).object()
    #expect((json["documents"] as? [Any])?.count == 1)
  }

  @Test(arguments: ["documents", "sidecar", "xattr"])
  func `unassign does to a file what its plan says`(place: String) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", place).status == 3)
    // One that it has, one that it does not have and whose rejection alone is written, and one that was rejected.
    for value in ["product=Harbor Archive", "type=Brochure", "type=Brochure"] {
      let before = try RetagShare.contents(tool)
      let edit = ["unassign", "share/prices.md", value, "--format", "jsonl"]
      let planned = try #require(try tool.run(edit + ["--dry-run"]).objects().first)
      #expect(try RetagShare.contents(tool) == before)
      let applied = try #require(try tool.run(edit).objects().first)
      for field in ["place", "risk"] {
        #expect(planned[field] as? String == applied[field] as? String, "\(value): \(field)")
      }
      let changed = try RetagShare.contents(tool).filter { before[$0.key] != $0.value }.map(\.key)
      let isTouched = planned["risk"] as? String != "none" && place != "xattr"
      #expect(changed.isEmpty != isTouched, "\(value) at \(place): \(planned) \(changed)")
    }
  }

  @Test func `names of any kind reach terminal, CSV and JSON harmless and whole`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let names: [[UInt8]] = [
      Array("\u{1B}[31mred.md".utf8), Array("=cmd()|x.md".utf8), Array("-rf.md".utf8),
      Array("\u{202E}cod.md".utf8), Array("two\nlines.md".utf8), [0xFF, 0xFE, 0x2E, 0x6D, 0x64],
    ]
    for name in names {
      let path = (Array(tool.folder.path.utf8) + Array("/share/".utf8) + name + [0])
        .map { CChar(bitPattern: $0) }
      let descriptor = unsafe creat(path, 0o644)
      let text = Array("# Brochure\n\nHarbor Archive\n".utf8)
      #expect(unsafe write(descriptor, text, text.count) == text.count)
      close(descriptor)
    }
    let run = ["retag", "share", "--dry-run", "--write-to", "documents"]
    let table = try tool.run(run)
    #expect(!table.output.contains("\u{1B}") && !table.output.contains("\u{202E}"))
    #expect(table.output.contains("\\x1b[31mred.md") && table.output.contains("two\\x0alines.md"))
    let csv = try tool.run(run + ["--format", "csv"])
    #expect(csv.lines.dropFirst().allSatisfy { !$0.hasPrefix("=") && !$0.hasPrefix("-") })
    #expect(csv.output.contains("'=cmd()|x.md") && csv.output.contains("'-rf.md"))
    let objects = try tool.run(run + ["--format", "jsonl"]).objects()
    #expect(objects.count == 4 + names.count)
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    let changed = try tool.bytes("retag", "share", "--dry-run", "--format", "paths", "-0")
    #expect(Set(changed.split(separator: 0).map(Array.init)).isSuperset(of: names))
    for name in names {
      let path = (Array(tool.folder.path.utf8) + Array("/share/".utf8) + name + [0])
        .map { CChar(bitPattern: $0) }
      var status = stat()
      #expect(unsafe lstat(path, &status) == 0 && status.st_size > 30)
    }
  }

  @Test func `changed files keep their time, unless it is to be set`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let path = tool.folder.path + "/share/prices.md"
    var times = [timeval(tv_sec: 1_000_000, tv_usec: 0), timeval(tv_sec: 1_000_000, tv_usec: 0)]
    #expect(unsafe utimes(path, &times) == 0)
    func time() -> Int {
      var status = stat()
      return unsafe lstat(path, &status) == 0 ? status.st_mtim.tv_sec : -1
    }
    let run = ["retag", "share", "--yes", "--write-to", "documents"]
    let kept = try tool.run(run)
    #expect(kept.output.contains("Journal: ") && kept.output.contains("waiting for the disk"))
    #expect(time() == 1_000_000)
    _ = try tool.run("undo")
    _ = try tool.run(run + ["--touch"])
    #expect(time() > 1_000_000_000)
    _ = try tool.run("undo")
    #expect(time() == 1_000_000)
  }

  @Test func `two runs at once: one writes, the other waits for nothing and says who does`() throws
  {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(40, to: tool)
    let before = try RetagShare.contents(tool)
    var runs: [Process] = []
    for _ in 0..<4 {
      let process = tool.process(["retag", "share", "--yes", "--write-to", "documents"])
      try process.run()
      runs.append(process)
    }
    runs.forEach { $0.waitUntilExit() }
    let statuses = runs.map(\.terminationStatus)
    #expect(statuses.allSatisfy { [0, 2, 3].contains($0) }, "\(statuses)")
    #expect(statuses.contains(3), "one of them wrote: \(statuses)")
    #expect(try RetagShare.leftovers(tool).isEmpty)
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    while try tool.run("undo").status == 0 {}
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `a run that was taken back is said to be, and no list of files is a share`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    #expect(try tool.run("undo", "1").status == 0)
    let again = try tool.run("undo", "1")
    #expect(again.status == 2 && again.errors.contains("run 1 was taken back already"))
    #expect(try tool.run("undo", "9").errors.contains("unknown run \"9\""))
    let list = try tool.run("retag", "-", input: "share/prices.md")
    #expect(list.status == 64 && list.errors.contains("--files0-from - takes files of it"))
  }
}

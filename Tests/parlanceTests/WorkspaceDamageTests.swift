import Foundation
import RandomNumbers
import TestSupport
import Testing

/// Nothing damaged is believed: it is rebuilt, named with a way out, or does not matter.
struct WorkspaceDamageTests {
  private static let commands = [
    ["show", "Brochure", "--format", "json"], ["search", "vault", "--format", "jsonl"],
    ["log", "--format", "jsonl"], ["status", "--format", "jsonl"],
  ]

  private func url(_ tool: Tool, _ name: String) -> URL {
    tool.folder.appendingPathComponent(".parlance/\(name)")
  }

  private func make() throws -> Tool {
    let tool = try RetagShare.make()
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    _ = try tool.run("search", "vault")
    return tool
  }

  /// The names of the files that a flipped bit is tried in.
  private func files(_ tool: Tool) throws -> [String] {
    let segments = try FileManager.default.contentsOfDirectory(atPath: url(tool, "index").path)
      .filter { $0.hasSuffix(".seg") }.map { "index/\($0)" }
    return ["vocabulary.snapshot", "labels.index", "catalog.sqlite", "index/state"] + segments
  }

  private func answers(_ tool: Tool) throws -> [Tool.Result] {
    try Self.commands.map { try tool.run($0) }
  }

  @Test func `a flipped bit anywhere leads to the right answer or a named error`() throws {
    let tool = try make()
    defer { tool.remove() }
    let right = try answers(tool)
    #expect(right.allSatisfy { $0.status == 0 })
    let whole = tool.folder.appendingPathComponent("whole")
    try FileManager.default.copyItem(at: url(tool, ""), to: whole)
    var generator = SeededGenerator(seed: 7)
    for name in try files(tool) {
      for _ in 0..<3 {
        try FileManager.default.removeItem(at: url(tool, ""))
        try FileManager.default.copyItem(at: whole, to: url(tool, ""))
        var bytes = try Data(contentsOf: url(tool, name))
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        try bytes.write(to: url(tool, name))
        for (command, (now, right)) in zip(Self.commands, zip(try answers(tool), right)) {
          let isRight = now.status == right.status && now.output == right.output
          let isNamed = now.status == 2 && now.errors.contains(".parlance/")
          #expect(isRight || isNamed, "\(name) at \(place): \(command): \(now)")
        }
      }
    }
  }

  @Test func `a snapshot that was changed is compiled anew from its sources`() throws {
    let tool = try make()
    defer { tool.remove() }
    let right = try tool.bytes("export", "--to", "csv")
    #expect(!right.isEmpty)
    var bytes = try Data(contentsOf: url(tool, "vocabulary.snapshot"))
    let text = try #require(bytes.firstRange(of: Data("brochure".utf8)))
    bytes[text.lowerBound] = UInt8(ascii: "X")
    try bytes.write(to: url(tool, "vocabulary.snapshot"))
    #expect(try tool.bytes("export", "--to", "csv") == right)
    #expect(try Data(contentsOf: url(tool, "vocabulary.snapshot")) != bytes)
  }

  @Test func `a copy of a source that was changed is named with its way out`() throws {
    let tool = try make()
    defer { tool.remove() }
    let copy = try #require(
      try FileManager.default.contentsOfDirectory(atPath: url(tool, "sources").path)
        .first { $0.hasSuffix(".xml") })
    let file = url(tool, "sources/\(copy)")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacingOccurrences(of: "Brochure", with: "Brochuru")
      .write(to: file, atomically: true, encoding: .utf8)
    try Data().write(to: url(tool, "vocabulary.snapshot"))
    let result = try tool.run("show", "Brochure")
    #expect(result.status == 2)
    #expect(result.errors.contains("is damaged\nHint: parlance import v.xml"))
    #expect(try tool.run("import", "v.xml").status == 0)
    #expect(try tool.run("show", "Brochure").status == 0)
  }

  @Test(arguments: ["queries.tsv", "exports.list", "sources/list.tsv"])
  func `a list that was changed is named with the way out, and believed without its checksum`(
    name: String
  ) throws {
    let tool = try make()
    defer { tool.remove() }
    try tool.write("{\"id\":\"1\",\"text\":\"vault\"}\n", to: "vault.jsonl")
    #expect(try tool.run("index", "vault.jsonl").status == 0)
    #expect(try tool.run("query", "save", "vaults", "vault").status == 0)
    let list = try String(contentsOf: url(tool, name), encoding: .utf8)
    let first = try #require(list.split(separator: "\n").first)
    #expect(list.hasPrefix(first + "\n"))
    #expect(list.contains("\n#checksum "))
    let command =
      switch name {
      case "queries.tsv": ["search", "query:vaults"]
      case "exports.list": ["search", "vault"]
      default: ["sources"]
      }
    if name == "exports.list" {
      try FileManager.default.removeItem(at: url(tool, "index"))
    }
    try ("x" + list).write(to: url(tool, name), atomically: true, encoding: .utf8)
    let result = try tool.run(command)
    #expect(result.status == 2)
    #expect(result.errors.contains(".parlance/\(name)"))
    #expect(result.errors.contains("delete the last line"))
    let lines = list.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
    try lines.write(to: url(tool, name), atomically: true, encoding: .utf8)
    #expect(try tool.run(command).status == 0)
  }

  @Test(arguments: ["tagging.settings.json", "labels.decisions.jsonl"])
  func `what people settled is compared with its checksum, and believed without it`(
    name: String
  ) throws {
    let tool = try make()
    defer { tool.remove() }
    #expect(try tool.run("tune", "--threshold", "type=0.41").status == 0)
    try tool.write("label\nLeaf let\n", to: "labels.csv")
    try tool.write("label\toutcome\tconcept\nLeaf let\tnever\t\n", to: "decisions.tsv")
    #expect(try tool.run("review", "labels.csv", "--apply", "decisions.tsv").status == 0)
    let text = try String(contentsOf: url(tool, name), encoding: .utf8)
    let changed = text.replacingOccurrences(of: "0.41", with: "0.42")
      .replacingOccurrences(of: "Leaf let", with: "Leaf lot")
    #expect(changed != text)
    try changed.write(to: url(tool, name), atomically: true, encoding: .utf8)
    let command = name.hasPrefix("tagging") ? ["tune"] : ["normalize", "labels.csv"]
    let result = try tool.run(command)
    #expect(result.status == 2)
    #expect(result.errors.contains(".parlance/\(name)"))
    #expect(result.errors.contains("if you changed"))
    let plain =
      name.hasPrefix("tagging")
      ? changed.replacing(#/,\s*"checksum": "[0-9a-f]+"/#, with: "")
      : changed.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
    #expect(plain != changed)
    try plain.write(to: url(tool, name), atomically: true, encoding: .utf8)
    #expect(try tool.run(command).status == 0)
  }

  @Test func `a catalog that is gone beside journals is an error, not a new one`() throws {
    let tool = try make()
    defer { tool.remove() }
    let journals = try FileManager.default.contentsOfDirectory(atPath: url(tool, "journal").path)
    #expect(!journals.isEmpty)
    for name in ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"] {
      try? FileManager.default.removeItem(at: url(tool, name))
    }
    for command in [["log"], ["status"], ["undo", "1"], ["retag", "share", "--yes"]] {
      let result = try tool.run(command)
      #expect(result.status == 2, "\(command)")
      #expect(result.errors.contains("the catalog is gone"))
    }
    try FileManager.default.moveItem(at: url(tool, "journal"), to: url(tool, "journal.old"))
    #expect(try tool.run("retag", "share", "--yes").status == 3)
  }
}

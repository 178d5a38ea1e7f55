import Foundation
import Testing

/// `parlance retag --shard`: a share in several workspaces.
struct ShardTests {
  /// A share of eight folders, and a workspace with the vocabulary for each of three shards.
  private func made() throws -> Tool {
    let tool = try RetagShare.make()
    for folder in 0..<8 {
      for number in 0..<3 {
        try tool.write(
          "---\ntitle: Brochure Harbor Archive\n---\n# Brochure\n\nHarbor Archive \(number)\n",
          to: "share/\(folder)/\(number).md")
      }
    }
    for shard in 0..<3 {
      #expect(try tool.run("import", "v.xml", "--workspace", "w\(shard)").status == 0)
    }
    return tool
  }

  private func retag(_ tool: Tool, _ options: String...) throws -> Tool.Result {
    try tool.run(["retag", "share", "--format", "jsonl"] + options)
  }

  private func paths(_ result: Tool.Result) throws -> [String] {
    try result.objects().compactMap { $0["path"] as? String }
  }

  @Test func `shards share out the documents, folder by folder, and stay what they are`() throws {
    let tool = try made()
    let whole = try retag(tool, "--yes")
    var found: [String] = []
    var lines: [String] = []
    for shard in 0..<3 {
      let workspace = ["--workspace", "w\(shard)", "--shard", "\(shard)/3", "--yes"]
      let result = try tool.run(["retag", "share", "--format", "jsonl"] + workspace)
      found += try paths(result)
      lines += result.lines
    }
    #expect(found.sorted() == (try paths(whole)).sorted())
    #expect(found.count == 28)
    #expect(Set(lines) == Set(whole.lines))
    let folders = try (0..<3).map { shard in
      let known = try tool.run("status", "--workspace", "w\(shard)", "--format", "jsonl")
      return try known.objects().first?["documents"] as? Int ?? 0
    }
    #expect(folders.reduce(0, +) == 28 && !folders.contains(28))
    // The shard is known from now on: nothing of the others comes in or goes missing.
    let again = try retag(tool, "--workspace", "w1", "--yes", "--all")
    #expect(try paths(again).count == folders[1])
    #expect(try paths(again).allSatisfy { found.contains($0) })
  }

  @Test func `a workspace is about one shard or the whole share`() throws {
    let tool = try made()
    _ = try retag(tool, "--workspace", "w0", "--shard", "0/3", "--yes")
    let other = try retag(tool, "--workspace", "w0", "--shard", "1/3", "--yes")
    #expect(other.status == 2)
    #expect(other.errors.contains("this workspace is about shard 0/3 of the share"))
    _ = try retag(tool, "--workspace", "w1", "--yes")
    let whole = try retag(tool, "--workspace", "w1", "--shard", "1/3", "--yes")
    #expect(whole.status == 2)
    #expect(whole.errors.contains("this workspace is about the whole share"))
    for wrong in ["3/3", "-1/3", "1", "1/0", "1/65537", "a/3", "1/3/5"] {
      #expect(try retag(tool, "--shard=\(wrong)").status == 64, "\(wrong)")
    }
  }

  @Test func `a dry run settles no shard`() throws {
    let tool = try made()
    _ = try retag(tool, "--workspace", "w0", "--shard", "0/3", "--dry-run")
    #expect(try paths(retag(tool, "--workspace", "w0", "--dry-run")).count == 28)
  }

  @Test func `what moves into a folder of another shard is missing here and new there`() throws {
    let tool = try made()
    for shard in 0..<3 {
      _ = try retag(tool, "--workspace", "w\(shard)", "--shard", "\(shard)/3", "--yes")
    }
    func documents(_ shard: Int) throws -> [String] {
      try paths(retag(tool, "--workspace", "w\(shard)", "--yes", "--all"))
    }
    let before = try (0..<3).map(documents)
    let from = try #require(before[0].first { $0.hasSuffix("/0.md") })
    let target = try #require(before[1].first { $0.hasSuffix("/0.md") })
    let moved = target.replacing("/0.md", with: "/moved.md")
    let share = tool.folder.appendingPathComponent("share").path
    try FileManager.default.moveItem(atPath: "\(share)/\(from)", toPath: "\(share)/\(moved)")
    #expect(try documents(0).count == before[0].count - 1)
    #expect(try documents(1).sorted() == (before[1] + [moved]).sorted())
    #expect(try documents(2) == before[2])
  }
}

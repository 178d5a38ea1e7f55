import Foundation
import Testing

struct DoctorTests {
  /// What the doctor says of each thing: how it stands and what to do.
  private func lines(
    _ tool: Tool, status: Int32
  ) throws -> [String: [(state: String, finding: String, remedy: String)]] {
    let result = try tool.run("doctor", "--format", "jsonl")
    #expect(result.status == status, "\(result.output)\(result.errors)")
    return Dictionary(
      grouping: try result.objects(), by: { $0["check"] as? String ?? "" }
    ).mapValues { lines in
      lines.map { line in
        (
          line["state"] as? String ?? "", line["finding"] as? String ?? "",
          line["remedy"] as? String ?? ""
        )
      }
    }
  }

  @Test func `says where to begin when there is nothing`() throws {
    let tool = try Tool()
    let found = try lines(tool, status: 0)
    #expect(found["workspace"]?.first?.state == "note")
    #expect(found["workspace"]?.first?.remedy.contains("parlance import FILE") == true)
    #expect(found["tools"]?.count == 6)
    #expect(try tool.run("doctor", "--workspace", "none").status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).isEmpty)
  }

  @Test func `a workspace in use has nothing to do, and is not touched by looking`() throws {
    let tool = try RetagShare.make()
    #expect(try lines(tool, status: 0)["catalog"]?.first?.remedy == "parlance retag SHARE")
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    let place = tool.folder.appendingPathComponent(".parlance")
    let before = try fileTimes(place)
    let found = try lines(tool, status: 0)
    for subject in ["rights", "space", "vocabulary", "catalog", "share", "index", "journal"] {
      #expect(found[subject]?.map { $0.state } == ["ok"], "\(subject): \(found[subject] ?? [])")
    }
    #expect(found["vocabulary"]?.first?.finding == "3 concepts in 2 schemes")
    #expect(found["catalog"]?.first?.finding.hasPrefix("4 documents; schema ") == true)
    #expect(try fileTimes(place) == before)
  }

  private func fileTimes(_ folder: URL) throws -> [String: Date] {
    var times: [String: Date] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      // SQLite's index of the log is memory that readers share.
      if name.hasSuffix("-shm") { continue }
      let path = folder.appendingPathComponent(name).path
      times[name] =
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    return times
  }

  @Test func `names what is damaged or gone, each with a way out`() throws {
    let tool = try RetagShare.make()
    _ = try tool.run("retag", "share", "--yes")
    let place = tool.folder.appendingPathComponent(".parlance")
    try FileManager.default.moveItem(
      at: tool.folder.appendingPathComponent("share"), to: tool.folder.appendingPathComponent("s"))
    let gone = try #require(try lines(tool, status: 3)["share"]?.first)
    #expect(gone.state == "error" && gone.finding.hasSuffix("No such file or directory"))
    #expect(gone.remedy.contains("parlance share move OLD NEW"))
    #expect(try tool.run("doctor").output.contains("error    share"))
    try Data("x".utf8).write(to: place.appendingPathComponent("vocabulary.snapshot"))
    #expect(
      try lines(tool, status: 3)["vocabulary"]?.first?.remedy == "the next command compiles it anew"
    )
    let copies = place.appendingPathComponent("sources")
    let copy = try #require(
      try FileManager.default.contentsOfDirectory(atPath: copies.path).first {
        $0.hasSuffix(".xml")
      })
    try Data("x".utf8).write(to: copies.appendingPathComponent(copy))
    let source = try #require(try lines(tool, status: 3)["vocabulary"]?.first)
    #expect(source.state == "error" && source.remedy.hasPrefix("parlance import v.xml"))
    let catalog = place.appendingPathComponent("catalog.sqlite")
    for log in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: catalog.path + log) }
    var bytes = try Data(contentsOf: catalog)
    bytes.replaceSubrange(
      4096..<min(bytes.count, 40_960),
      with: repeatElement(0x5A, count: min(bytes.count, 40_960) - 4096))
    try bytes.write(to: catalog)
    #expect(try lines(tool, status: 3)["catalog"]?.first?.state == "error")
  }

  @Test func `a catalog that is gone beside journals is what retag says of it`() throws {
    let tool = try RetagShare.make()
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    _ = try tool.shell("rm .parlance/catalog.sqlite*")
    let catalog = try #require(try lines(tool, status: 3)["catalog"]?.first)
    #expect(catalog.state == "error" && catalog.finding.contains("the catalog is gone"))
    #expect(catalog.remedy.contains("parlance recover SHARE"))
    let retag = try tool.run("retag", "share", "--dry-run")
    #expect(retag.errors.contains(catalog.finding) && retag.errors.contains(catalog.remedy))
  }
}

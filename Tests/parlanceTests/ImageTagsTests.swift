import Documents
import Foundation
import TestSupport
import Testing

/// Images whose tags stand in them.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/exiftool"),
    "exiftool is not installed"))
struct `Images in a share` {
  private static let jpeg = Data(
    base64Encoded:
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////"
      + "////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8Ad//Z"
  )

  private func makeShare() throws -> Tool {
    let tool = try RetagShare.make()
    for name in ["Brochure Harbor Archive.jpg", "Price list Harbor Archive.jpg"] {
      try #require(Self.jpeg).write(to: tool.folder.appending(path: "share/\(name)"))
    }
    return tool
  }

  @Test func `have their tags within, once, and are as they were after undo`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    let written = try RetagShare.contents(tool)
    #expect(written["Brochure Harbor Archive.jpg.xmp"] == nil)
    let seen = try tool.shell(
      "/usr/bin/exiftool -s3 -XMP-dc:Subject 'share/Brochure Harbor Archive.jpg'")
    #expect(seen.output.contains("Harbor Archive"))
    let again = try tool.run("retag", "share", "--yes")
    #expect(again.output.contains("Nothing to do"), "\(again.output)\(again.errors)")
    // A copy is known as tagged by Parlance, not by somebody else.
    try FileManager.default.copyItem(
      at: tool.folder.appending(path: "share/Brochure Harbor Archive.jpg"),
      to: tool.folder.appending(path: "share/copy.jpg"))
    _ = try tool.run("retag", "share", "--yes")
    let tags = try tool.run("why", "share/copy.jpg", "--format", "jsonl").objects()
    #expect(tags.allSatisfy { $0["origin"] as? String != "source" }, "\(tags)")
    try FileManager.default.removeItem(at: tool.folder.appending(path: "share/copy.jpg"))
    #expect(try tool.run("undo", "1", "--yes").status == 0)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `lose and gain by assign and unassign what the plan says`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    let file = "share/Brochure Harbor Archive.jpg"
    for edit in [
      ["unassign", file, "product=Harbor Archive"], ["unassign", file, "type=Brochure"],
      ["assign", file, "type=Price list"], ["unassign", file, "type=Price list"],
    ] {
      let before = try RetagShare.contents(tool)
      let dry = try tool.run(edit + ["--dry-run", "--format", "jsonl"])
      let planned = try #require(try dry.objects().first)
      let run = try tool.run(edit + ["--format", "jsonl"])
      let applied = try #require(try run.objects().first)
      for field in ["place", "risk"] {
        #expect(planned[field] as? String == applied[field] as? String, "\(edit): \(field)")
      }
      let after = try RetagShare.contents(tool)
      let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
      #expect(changed == ["Brochure Harbor Archive.jpg"], "\(edit): \(changed)")
      #expect(planned["risk"] as? String == "rewritten", "\(edit): \(planned)")
      let restored = try tool.run("undo", "--yes")
      #expect(restored.status == 0, "\(edit): \(restored.errors)")
      #expect(try RetagShare.contents(tool) == before, "\(edit)")
      _ = try tool.run(edit)
    }
  }

  @Test func `keep the sidecar that they have, and are moved to one and back`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "sidecar").status == 3)
    let beside = try RetagShare.contents(tool)
    #expect(beside["Brochure Harbor Archive.jpg"] == before["Brochure Harbor Archive.jpg"])
    // A person's word goes where the tags are.
    let assigned = try tool.run(
      "assign", "share/Price list Harbor Archive.jpg", "type=Brochure")
    #expect(assigned.status == 0, "\(assigned.errors)")
    let moved = try tool.run("retag", "share", "--yes", "--write-to", "documents", "--move")
    #expect(moved.status == 3, "\(moved.errors)")
    let within = try RetagShare.contents(tool)
    #expect(within.keys.allSatisfy { !$0.hasSuffix(".xmp") }, "\(within.keys.sorted())")
    #expect(within["Brochure Harbor Archive.jpg"] != before["Brochure Harbor Archive.jpg"])
    // Somebody else's sidecar: the tags within stay up to date all the same.
    try tool.write(
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"
        + "</x:xmpmeta>", to: "share/Brochure Harbor Archive.jpg.xmp")
    let price = try tool.run("assign", "share/Brochure Harbor Archive.jpg", "type=Price list")
    #expect(price.status == 0, "\(price.errors)")
    let seen = try tool.shell(
      "/usr/bin/exiftool -s3 -XMP-dc:Subject 'share/Brochure Harbor Archive.jpg'")
    #expect(seen.output.contains("Price list") && !seen.output.contains("Brochure"))
    let told = try tool.run("retag", "share", "--yes")
    #expect(!told.errors.contains("stand in"), "\(told.errors)")
  }
}

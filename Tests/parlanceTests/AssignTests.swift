import Foundation
import Testing

/// One document corrected from the shell, and where its tags come from.
@Suite struct `Correcting one document` {
  private static let file = "share/sales/flyer.html"

  private func tagged(_ place: String = "catalog") throws -> Tool {
    let tool = try RetagShare.make()
    #expect(try tool.run("retag", "share", "--yes", "--write-to", place).status == 3)
    return tool
  }

  /// The tags of the flyer by facet, as label and origin.
  private func tags(_ tool: Tool) throws -> [String: [String]] {
    let result = try tool.run("why", Self.file, "--format", "jsonl")
    return try result.objects().reduce(into: [:]) { tags, object in
      let (label, origin) = (object["label"] as? String ?? "", object["origin"] as? String ?? "")
      tags[object["facet"] as? String ?? "", default: []].append("\(label) (\(origin))")
    }
  }

  @Test func `a value takes the place of the machine's, holds, and is taken back`() throws {
    let tool = try tagged()
    defer { tool.remove() }
    let before = try tags(tool)
    #expect(before["type"] == ["Brochure (machine)"])
    let assigned = try tool.run("assign", Self.file, "type=pricelist")
    #expect(assigned.status == 0, "\(assigned.errors)")
    #expect(assigned.output.contains("type: Brochure → Price list"))
    #expect(try tags(tool)["type"] == ["Price list (person)"])
    let found = try tool.run(
      "search", "acme vault", "--facet", "type=Price list", "--format", "paths")
    #expect(found.output.contains("flyer.html"))
    // The next run does not know better.
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    #expect(try tags(tool)["type"] == ["Price list (person)"])
    #expect(try tool.run("assign", Self.file, "type=Price list").status == 1)
    #expect(try tool.run("undo", "2", "--yes").status == 0)
    #expect(try tags(tool) == before)
  }

  @Test func `a value taken away is given by no later run, until somebody assigns it`() throws {
    let tool = try tagged()
    defer { tool.remove() }
    let taken = try tool.run("unassign", Self.file, "product=Acme Vault", "type=flyer")
    #expect(taken.status == 0, "\(taken.errors)")
    let rejected = ["product": ["Harbor Archive (rejected)"], "type": ["Brochure (rejected)"]]
    #expect(try tags(tool) == rejected)
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    #expect(try tags(tool) == rejected)
    #expect(try tool.run("unassign", Self.file, "type=flyer").status == 0)
    #expect(try tool.run("assign", Self.file, "type=Brochure").status == 0)
    #expect(try tags(tool)["type"] == ["Brochure (person)"])
  }

  @Test func `is written where retag writes, and put back byte for byte`() throws {
    let tool = try tagged("documents")
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("assign", Self.file, "type=Price list", "--dry-run").status == 0)
    #expect(try RetagShare.contents(tool) == before)
    #expect(try tool.run("assign", Self.file, "type=Price list").status == 0)
    let changed = try RetagShare.contents(tool)
    #expect(changed.filter { before[$0.key] != $0.value }.map(\.key) == ["sales/flyer.html"])
    let html = try #require(changed["sales/flyer.html"])
    #expect(String(decoding: html, as: UTF8.self).contains("Price list"))
    #expect(try tool.run("undo", "--yes").status == 0)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `gives programs the line of the document with its outcome`() throws {
    let tool = try tagged()
    defer { tool.remove() }
    let result = try tool.run("assign", Self.file, "type=Price list", "--format", "jsonl")
    let object = try #require(try result.objects().first)
    #expect(object["path"] as? String == "sales/flyer.html")
    #expect(object["outcome"] as? String == "changed")
  }

  @Test(arguments: [
    (["assign", "v.xml", "type=Brochure"], 2, "v.xml: is not in a share of this workspace"),
    (["assign", "share/gone.md", "type=Brochure"], 2, "is not a document of the share"),
    (["assign", file, "color=Red"], 64, "Unknown facet 'color'. Known: type, product."),
    (["assign", file, "type=Broshure"], 64, "Unknown concept “Broshure”. Near it: “Brochure”"),
    (["assign", file, "Brochure"], 64, "'Brochure' is not a value of a facet"),
    (["assign", file], 64, "facet=label"), (["why", "share/gone.md"], 2, "is not a document"),
    (["why", "share/empty.docx"], 2, "could not be read"),
  ])
  func `says what cannot be done, and changes nothing`(
    arguments: [String], status: Int32, message: String
  ) throws {
    let tool = try tagged()
    defer { tool.remove() }
    let result = try tool.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(try tool.run("log", "--format", "jsonl").lines.count == 1)
  }

  @Test func `why names each piece of evidence, and that weights add up`() throws {
    let tool = try tagged()
    defer { tool.remove() }
    let shown = try tool.run("why", Self.file)
    #expect(shown.status == 0)
    #expect(shown.output.contains("“Acme Vault” in title (formerly Acme Vault"))
    let object = try #require(
      try tool.run("why", Self.file, "--format", "jsonl").objects()
        .first { $0["facet"] as? String == "product" })
    let evidence = try #require(object["evidence"] as? [[String: Any]])
    let sum = evidence.reduce(0.0) { $0 + ($1["weight"] as? Double ?? 0) }
    #expect(abs(1 / (1 + exp(-sum)) - (object["score"] as? Double ?? 0)) < 0.01)
    #expect(try tool.run("why", "share/notes.md").status == 1)
  }
}

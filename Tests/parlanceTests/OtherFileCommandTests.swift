import Foundation
import Testing

/// Files without text and files that cannot be read, from the share to the search.
struct OtherFileCommandTests {
  private func share() throws -> Tool {
    let tool = try RetagShare.make()
    try tool.write("AC1015 drawing \0\u{1}\u{2}", to: "share/Harbor Archive Brochure.dwg")
    try tool.write("no archive", to: "share/Harbor Archive Price list.docx")
    return tool
  }

  @Test func `are tagged by their names, beside, and found`() throws {
    let tool = try share()
    defer { tool.remove() }
    let run = try tool.run(
      "retag", "share", "--yes", "--write-to", "documents", "--format", "jsonl")
    #expect(run.status == 3)
    let tags = try RetagShare.tags(run)
    let brochure = ["https://id.example/type/brochure", "https://id.example/product/archive"]
    #expect(Set(tags["Harbor Archive Brochure.dwg"] ?? []) == Set(brochure))
    let list = ["https://id.example/type/price-list", "https://id.example/product/archive"]
    #expect(Set(tags["Harbor Archive Price list.docx"] ?? []) == Set(list))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: tool.folder.appendingPathComponent("share").path)
    #expect(names.contains("Harbor Archive Brochure.dwg.xmp"))
    #expect(!names.contains("Harbor Archive Price list.docx.xmp"), "it is damaged, not proven")
    #expect(
      try tool.run("search", "ext:dwg type:brochure", "--format", "paths").output
        .hasSuffix("share/Harbor Archive Brochure.dwg\n"))
    #expect(try tool.run("search", "price list ext:docx", "--format", "paths").status == 0)
    #expect(try tool.run("why", "share/Harbor Archive Price list.docx").status == 0)
    let again = try tool.run("retag", "share", "--yes")
    #expect(again.status == 3)
    #expect(again.output.contains("0 to change"))
    #expect(again.output.contains("! Harbor Archive Price list.docx  damaged"))
  }

  @Test func `undo takes back what was written beside them`() throws {
    let tool = try share()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    #expect(try RetagShare.contents(tool) != before)
    #expect(try tool.run("undo", "--yes").status == 0)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `a person's word holds for a file that cannot be read`() throws {
    let tool = try share()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes")
    #expect(try tool.run("assign", "share/empty.docx", "type=Brochure").status == 0)
    let why = try tool.run("why", "share/empty.docx")
    #expect(why.output.contains("Brochure"))
    #expect(try tool.run("retag", "share", "--yes").output.contains("0 to change"))
  }
}

import Foundation
import TestSupport
import Testing

/// What managers are shown.
@Suite struct `Reports` {
  @Test func `count documents of each pair of values, and name what lacks tags`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    let cells = try tool.run("report", "share", "--format", "tsv").lines
    #expect(cells.first == "row\tcolumn\tdocuments")
    #expect(
      Set(cells.dropFirst()) == [
        "Brochure\tHarbor Archive\t1", "Price list\tHarbor Archive\t1",
      ])
    let list = try tool.run("report", "share", "--list", "--format", "tsv").lines
    #expect(list.dropFirst().contains("notes.md\ttype\tuntagged"))
    #expect(list.dropFirst().contains("empty.docx\tdocument\tunreadable"))
    #expect(
      list.dropFirst().allSatisfy { $0.hasPrefix("notes.md\t") || $0.hasPrefix("empty.docx\t") })
    let table = try tool.run("report", "share", "--rows", "product", "--columns", "type")
    #expect(table.status == 0 && table.output.contains("4 documents, product × type, 0 gaps"))
    #expect(try tool.run("unassign", "share/prices.md", "type=Price list").status == 0)
    #expect(try tool.run("report", "share").output.contains("type × product, 1 gaps"))
    #expect(try tool.run("report", "share", "--rows", "color").status == 64)
    #expect(try tool.run("report", "elsewhere").status == 2)
  }

  @Test func `make a page of their own, whatever the names hold`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write("Nothing.\n", to: "share/<b>&.md")
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    #expect(try tool.run("report", "share", "--html", "r.html").status == 0)
    let page = try String(contentsOf: tool.folder.appending(path: "r.html"), encoding: .utf8)
    #expect(page.contains("<th>Brochure</th>") && page.contains("&lt;b&gt;&amp;.md"))
    #expect(!page.contains("<b>") && !page.contains("http"))
    #expect(try tool.run("report", "share", "--html", "share/prices.md").status == 2)
  }

  @Test func `tell after how many decisions documents are tagged no better`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let none = try tool.run("report", "learning")
    #expect(none.status == 1 && none.errors.contains("Nobody has accepted or refused a tag yet"))
    let json = try tool.run("report", "learning", "--format", "json")
    let curve = try json.object()["curve"] as? [Any]
    #expect(json.status == 1 && curve?.isEmpty == true)
    #expect(try tool.run("report", "learning", "--format", "csv").lines == ["documents"])
    func gold(_ count: Int) throws {
      let lines = (0..<count).map { number in
        let (words, type) =
          number % 2 == 0 ? ("amount euro seat", "price-list") : ("dear regards madam", "brochure")
        let tags = #"["https://id.example/type/\#(type)"]"#
        return #"{"id":"\#(number)","text":"\#(words) \#(number)","tags":\#(tags)}"#
      }
      try tool.write(lines.joined(separator: "\n") + "\n", to: "gold.jsonl")
    }
    try gold(100)
    let found = try tool.run("report", "learning", "gold.jsonl", "--format", "tsv")
    #expect(found.lines.first == "documents\ttype")
    let counts = found.lines.dropFirst().compactMap { Int($0.split(separator: "\t")[0]) }
    #expect(counts == [0, 10, 20, 40, 80])
    #expect(found.errors.contains("type: no better after"))
    try gold(9)
    #expect(try tool.run("report", "learning", "gold.jsonl").status == 1)
    let few = try tool.run("report", "learning", "gold.jsonl", "--format", "json").object()
    #expect((few["curve"] as? [Any])?.isEmpty == true)
    #expect(try tool.run("report", "learning", "nowhere.jsonl").status == 2)
  }

  @Test func `name copies and older versions, each with the one to keep`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let text = Array(repeating: "Whoever reads the plan knows what is to be done next.", count: 4)
      .enumerated().map { "\($0) \($1)" }.joined(separator: " ")
    try tool.write("# Plan\n\n\(text)\n", to: "share/Plan 2010.md")
    try tool.write("# Plan\n\n\(text)\n", to: "share/old/Plan 2010.md")
    try tool.write("# Plan\n\nAnother one.\n", to: "share/Plan 2011.md")
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    let found = try tool.run("report", "duplicates", "share", "--format", "jsonl").objects()
    #expect(
      found.map { "\($0["kind"] ?? "") \($0["role"] ?? "") \($0["path"] ?? "")" } == [
        "copies keep Plan 2010.md", "copies copy old/Plan 2010.md", "versions keep Plan 2011.md",
        "versions older Plan 2010.md",
      ])
    #expect(found.last?["kept"] as? String == "Plan 2011.md")
    let table = try tool.run("report", "duplicates", "share").output
    #expect(table.contains("1 copies of 1 documents, 1 older versions of 1 documents"))
    #expect(try tool.run("report", "duplicates", "share", "--html", "d.html").status == 0)
    let page = try String(contentsOf: tool.folder.appending(path: "d.html"), encoding: .utf8)
    #expect(page.contains("<td class=\"name\">old/Plan 2010.md</td>"))
    #expect(try tool.run("report", "duplicates", "elsewhere").status == 2)
  }

  @Test func `name what documents call things that the vocabulary does not know`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    for number in 1...3 {
      try tool.write(
        """
        ---
        keywords: [Price list, Preisblatt]
        ---
        # Notes

        We moved to Ocean Gate \(number) because Harbor Archive and the old CRM did not fit.
        """, to: "share/note\(number).md")
    }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    let found = try tool.run("report", "unknown", "share", "--format", "jsonl").objects()
    #expect(
      found.map { "\($0["place"] ?? "") \($0["term"] ?? "") \($0["documents"] ?? "")" } == [
        "metadata Preisblatt 3", "text CRM 3", "text Ocean Gate 3",
      ])
    #expect(try tool.run("report", "unknown", "share", "--least", "4").status == 1)
    #expect(try tool.run("report", "unknown", "share", "--least", "0").status == 64)
  }

  @Test func `tell what a run changed, and the history of a document`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    #expect(try tool.run("assign", "share/prices.md", "type=Brochure").status == 0)
    let first = try tool.run("log", "--run", "1", "--format", "jsonl").objects()
    #expect(Set(first.compactMap { $0["path"] as? String }) == ["prices.md", "sales/flyer.html"])
    #expect(first.allSatisfy { ($0["account"] as? String)?.isEmpty == false })
    let history = try tool.run("log", "--document", "share/prices.md", "--format", "jsonl")
    let types = try history.objects().filter { $0["facet"] as? String == "type" }
    #expect(types.map { $0["run"] as? Int } == [2, 1])
    #expect(types.first?["old"] as? [String] == ["Price list"])
    #expect(types.first?["new"] as? [String] == ["Brochure"])
    #expect(try tool.run("log", "--run", "9").status == 2)
    #expect(try tool.run("log", "--run", "1", "--document", "share/prices.md").status == 64)
  }
}

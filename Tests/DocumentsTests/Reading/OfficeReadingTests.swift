import Documents
import Model
import Testing

@Suite struct `Office documents` {
  @Test func `a Word document gives paragraphs, cells, headings and notes`() throws {
    let document = try readDocument(SampleDocuments.word(SampleDocuments.wordBody), "a.docx")
    #expect(document.format == "docx")
    #expect(
      document.text
        == "Overview\nOne cooperation\nline\nOwn style\nA1 more\tB1\nB2\nOutlined\nA note.")
    #expect(document.headings == ["Overview", "Own style", "Outlined"])
  }

  @Test func `its properties come with their roles`() throws {
    let document = try readDocument(SampleDocuments.word(SampleDocuments.wordBody), "a.docx")
    #expect(document.title == "Harbor Archive")
    #expect(document.values(.keyword) == ["vault", "archive", "backup"])
    #expect(document.values(.category) == ["Brochure"])
    #expect(document.values(.status) == ["Draft"])
    #expect(document.values(facet: "type") == ["Data Sheet", "Flyer"])
    #expect(
      document.metadata.contains { $0.name == "Owner" && $0.value == "Sales" && $0.role == .other })
    #expect(document.dates(.metadata) == ["2010-03-12", "2009-01-02"])
  }

  @Test func `text in text boxes counts once, moved and fallback text not`() throws {
    let body = """
      <w:p><w:r><w:t>before</w:t><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">\
      <mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
      <mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>\
      <w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>after</w:t></w:r></w:p>
      """
    #expect(
      try readDocument(SampleDocuments.word(body), "a.docx").text == "before\nbox\nafter\nA note.")
  }

  @Test func `a text box follows the paragraph that it is anchored in`() throws {
    func run(_ text: String) -> String { "<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r>" }
    func box(_ runs: String) -> String {
      "<w:r><w:pict><w:txbxContent><w:p>\(runs)</w:p></w:txbxContent></w:pict></w:r>"
    }
    let heading = "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"
    let boxes = box(run("one") + box(run("within")) + run(" two")) + box(run("three"))
    let cell = run("ce") + box(run("in a cell")) + run("ll")
    let body = """
      <w:p>\(heading)\(run("Osp"))\(boxes)\(run("rey Engine"))</w:p><w:p>\(box(run("alone")))</w:p>\
      <w:tbl><w:tr><w:tc><w:p>\(cell)</w:p></w:tc></w:tr></w:tbl>
      """
    let document = try readDocument(SampleDocuments.word(body), "a.docx")
    #expect(
      document.text
        == "Osprey Engine\none two\nwithin\nthree\nalone\ncell in a cell\nA note.")
    #expect(document.headings == ["Osprey Engine"])
  }

  @Test func `a text box of an OpenDocument text follows its paragraph, a note stays in it`() throws
  {
    func box(_ text: String) -> String {
      "<draw:frame><draw:text-box><text:p>\(text)</text:p></draw:text-box></draw:frame>"
    }
    let bytes = Array(
      """
      <?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
      xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" \
      office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>\
      <text:h text:outline-level="1">Osp\(box("one\(box("within"))"))rey Engine</text:h>\
      <text:p>A<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note> stays</text:p>\(box("last"))\
      </office:text></office:body></office:document>
      """.utf8)
    let document = try readDocument(bytes, "a.fodt")
    #expect(document.text == "Osprey Engine\none\nwithin\nA note stays\nlast")
    #expect(document.headings == ["Osprey Engine"])
  }

  @Test func `a table within a cell stays in the row of the outer table`() throws {
    let inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>in</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    let body = """
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>\(inner)</w:tc>\
      <w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
      <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>x</w:t><w:tab/><w:t>y</w:t></w:r></w:p>
      """
    #expect(
      try readDocument(SampleDocuments.word(body), "a.docx").text == "a b in\tc\nx\ty\nA note.")
  }

  @Test func `slides come in their order with titles and notes`() throws {
    let document = try readDocument(SampleDocuments.presentation, "a.pptx")
    #expect(document.text == "First\none\nSay hello\nSecond\ntwo")
    #expect(document.headings == ["First", "Second"])
    #expect(document.title == "First")
  }

  @Test func `a workbook gives rows of cells and names of sheets`() throws {
    let document = try readDocument(SampleDocuments.spreadsheet, "a.xlsx")
    #expect(document.text == "Prices\nProduct\tPrice\nAcme Vault\t199.5")
    #expect(document.headings == ["Prices"])
  }

  @Test func `the content decides, not the name`() throws {
    #expect(try readDocument(SampleDocuments.presentation, "a.docx").format == "pptx")
    #expect(refusal(Array("plain words".utf8), "a.docx") == .damaged)
  }

  @Test func `a damaged part of no weight is a remark`() throws {
    var builder = ZipBuilder()
    let parts: [(String, String)] = [
      ("[Content_Types].xml", SampleDocuments.types("wordprocessingml.document.main+xml")),
      ("_rels/.rels", SampleDocuments.packageRels), ("docProps/core.xml", "<broken"),
      ("word/document.xml", "<d xmlns='w'><p><t>text</t></p></d>"),
    ]
    for (name, text) in parts { builder.add(name, text) }
    let document = try readDocument(builder.build(), "a.docx")
    #expect(document.text == "text")
    #expect(document.remarks.count == 1)
    builder.entries[3].checksum = 1
    #expect(refusal(builder.build(), "a.docx") == .damaged)
  }

  @Test func `bombs, entities and endless depth are refused`() {
    let document = "word/document.xml"
    func word(_ xml: String) -> [UInt8] {
      ZipBuilder.archive([
        ("[Content_Types].xml", SampleDocuments.types("wordprocessingml.document.main+xml")),
        ("_rels/.rels", SampleDocuments.packageRels), (document, xml),
      ])
    }
    let bomb = "<a>" + String(repeating: " ", count: 30 << 20) + "</a>"
    #expect(refusal(word(bomb), "a.docx") == .limit)
    let laughs = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><a>&b;</a>"
    #expect(refusal(word(laughs), "a.docx") == .damaged)
    let deep = String(repeating: "<a>", count: 1000) + String(repeating: "</a>", count: 1000)
    #expect(refusal(word(deep), "a.docx") == .limit)
    let wide = "<a " + (0..<2000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
    #expect(refusal(word(wide), "a.docx") == .limit)
  }

  @Test func `encrypted Office files are told from others`() {
    let builder = ZipBuilder.archive([("x", "y")])
    #expect(refusal(builder, "a.docx") == .unsupportedFormat)
    var compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    compound += [UInt8](repeating: 0, count: 600)
    #expect(refusal(compound, "a.doc") == .damaged)
  }
}

@Suite struct `OpenDocument files` {
  @Test func `text, tables and headings`() throws {
    let document = try readDocument(
      SampleDocuments.openDocument("text", SampleDocuments.textBody), "a.odt")
    #expect(document.format == "odt")
    #expect(document.text == "Chapter\nOne two\tthree\na\tb")
    #expect(document.headings == ["Chapter"])
    #expect(document.language == "de-AT")
    #expect(document.title == "Offer")
    #expect(document.values(.keyword) == ["one, whole phrase"])
    #expect(document.values(facet: "type") == ["Quote"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `an encrypted one is refused`() {
    let manifest = "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"
    #expect(
      refusal(
        SampleDocuments.openDocument("text", SampleDocuments.textBody, manifest: manifest), "a.odt")
        == .encrypted)
  }
}

@Suite struct `EPUB files` {
  @Test func `a damaged list of encrypted chapters is a remark`() throws {
    var builder = ZipBuilder()
    builder.add("mimetype", "application/epub+zip")
    builder.add(
      "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>")
    builder.add(
      "b.opf",
      "<package><metadata><title>Book</title><meta name=\"author\" content=\"Ann\"/></metadata></package>"
    )
    builder.add("META-INF/encryption.xml", "<encryption><broken")
    let document = try readDocument(builder.build(), "a.epub")
    #expect(document.title == "Book")
    #expect(document.values(.author) == ["Ann"])
    #expect(document.remarks.contains { $0.hasPrefix("META-INF/encryption.xml is left out") })
  }

  @Test func `chapters come in the order of the spine`() throws {
    let document = try readDocument(SampleDocuments.epub, "a.epub")
    #expect(document.text == "First\nalpha\nSecond\nbeta")
    #expect(document.headings == ["First", "Second"])
    #expect(document.title == "The Book")
    #expect(document.values(.keyword) == ["archives"])
    #expect(document.values(.category) == ["Manual"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }
}

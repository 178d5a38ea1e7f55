import Model
import Testing

@testable import Documents

/// What stands beside the main text of office packages, and packages of other kinds.
struct OfficePartsTests {
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static func relationships(_ items: [(id: String, type: String, target: String)]) -> String
  {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + items.map { "<Relationship Id=\"\($0.id)\" Type=\"\($0.type)\" Target=\"\($0.target)\"/>" }
      .joined() + "</Relationships>"
  }

  private static func paragraph(_ text: String, style: String = "") -> String {
    "<w:p>\(style)<w:r><w:t>\(text)</w:t></w:r></w:p>"
  }

  private static func part(_ name: String, _ content: String) -> String {
    "<w:\(name) xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      + "\(content)</w:\(name)>"
  }

  @Test
  func `headers, footers and comments of a Word document follow its text, and are no headings`()
    throws
  {
    let heading = "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"
    let archive = ZipBuilder.archive([
      ("[Content_Types].xml", SampleDocuments.types("wordprocessingml.document.main+xml")),
      ("_rels/.rels", SampleDocuments.packageRels),
      (
        "word/document.xml",
        Self.part("document", "<w:body>\(Self.paragraph("Body", style: heading))</w:body>")
      ),
      (
        "word/_rels/document.xml.rels",
        Self.relationships([
          ("f", "\(Self.relations)/footer", "footer1.xml"),
          ("h", "\(Self.relations)/header", "header1.xml"),
          ("g", "\(Self.relations)/header", "header2.xml"),
          ("c", "\(Self.relations)/comments", "comments.xml"),
        ])
      ),
      ("word/header1.xml", Self.part("hdr", Self.paragraph("Acme Vault", style: heading))),
      ("word/header2.xml", Self.part("hdr", Self.paragraph("Even page"))),
      ("word/footer1.xml", Self.part("ftr", Self.paragraph("Confidential"))),
      (
        "word/comments.xml",
        Self.part("comments", "<w:comment w:id=\"1\">\(Self.paragraph("Is that so?"))</w:comment>")
      ),
    ])
    let document = try readDocument(archive, "a.docx")
    #expect(document.text == "Body\nIs that so?\nAcme Vault\nEven page\nConfidential")
    #expect(document.headings == ["Body"])
  }

  /// A workbook of one row with a date, a number, a time and an amount, a comment, and a text box.
  private static func workbook(_ properties: String = "") -> [UInt8] {
    let sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return ZipBuilder.archive([
      ("[Content_Types].xml", SampleDocuments.types("spreadsheetml.sheet.main+xml")),
      ("_rels/.rels", relationships([("r", "\(relations)/officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        """
        <workbook xmlns="\(sheet)" xmlns:r="\(relations)">\(properties)<sheets>\
        <sheet name="Prices" r:id="s"/></sheets></workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        relationships([
          ("s", "\(relations)/worksheet", "worksheets/sheet1.xml"),
          ("t", "\(relations)/styles", "styles.xml"),
        ])
      ),
      (
        "xl/styles.xml",
        """
        <styleSheet xmlns="\(sheet)"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy hh:mm"/>\
        <numFmt numFmtId="165" formatCode="0.00 &quot;per day&quot;"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
        """
      ),
      (
        "xl/worksheets/sheet1.xml",
        """
        <worksheet xmlns="\(sheet)"><sheetData><row><c s="1"><v>40238</v></c><c><v>40238</v></c>\
        <c s="2"><v>40238.75</v></c><c s="3"><v>12</v></c><c s="1" t="str"><v>soon</v></c></row></sheetData></worksheet>
        """
      ),
      (
        "xl/worksheets/_rels/sheet1.xml.rels",
        relationships([
          ("c", "\(relations)/comments", "../comments1.xml"),
          ("d", "\(relations)/drawing", "../drawings/drawing1.xml"),
        ])
      ),
      (
        "xl/comments1.xml",
        """
        <comments xmlns="\(sheet)"><authors><author>Ann</author></authors><commentList>\
        <comment ref="A1"><text> <r><t>Ask </t></r><r><t>Bo.</t></r> </text></comment></commentList></comments>
        """
      ),
      (
        "xl/drawings/drawing1.xml",
        """
        <d:wsDr xmlns:d="urn:d" xmlns:a="urn:a"><d:sp><d:txBody><a:p><a:r><a:t>Valid until May</a:t></a:r></a:p>\
        </d:txBody></d:sp></d:wsDr>
        """
      ),
    ])
  }

  @Test func `dates of a workbook are dates, its comments and text boxes follow the rows`() throws {
    let document = try readDocument(Self.workbook(), "a.xlsx")
    #expect(
      document.text
        == "Prices\n2010-03-01\t40238\t2010-03-01 18:00\t12\tsoon\nAsk Bo.\nValid until May")
    let other = try readDocument(Self.workbook("<workbookPr date1904=\"1\"/>"), "a.xlsx")
    #expect(other.text.hasPrefix("Prices\n2014-03-02\t40238"))
  }

  @Test(
    arguments: [
      ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("2958465", "9999-12-31"),
      ("0.5", nil), ("-3", nil), ("2958466", nil), ("1e300", nil), ("nan", nil), ("soon", nil),
      ("40238.99999", "2010-03-02"), ("40238.25", "2010-03-01 06:00"),
    ] as [(String, String?)])
  func `serial numbers are days of the calendar`(_ number: String, _ date: String?) {
    #expect(
      SpreadsheetDates(beginsIn1904: false).text(ofSerial: Array(number.utf8)) == date)
  }

  @Test(arguments: [
    ("yyyy\\-mm\\-dd", true), ("[$-407]d. mmmm yyyy", true), ("General", false),
    ("#,##0.00 [$USD]", false), ("0 \"days\"", false), ("[h]:mm", false), ("hh:mm", false),
    ("0;\"d\";d", false), ("\\d0", false), ("D/M/YY", true),
  ])
  func `formats tell dates from numbers`(_ format: String, _ isDate: Bool) {
    #expect(SpreadsheetStyles.showsDay(format) == isDate)
  }

  @Test func `a drawing of Visio gives its pages' names and the text of its shapes`() throws {
    let visio = "http://schemas.microsoft.com/visio/2010/relationships"
    let space = "http://schemas.microsoft.com/office/visio/2012/main"
    func page(_ text: String) -> String {
      "<PageContents xmlns=\"\(space)\"><Shapes><Shape><Text><cp IX=\"0\"/>\(text)</Text></Shape></Shapes></PageContents>"
    }
    let archive = ZipBuilder.archive([
      ("[Content_Types].xml", SampleDocuments.types("ms-visio.drawing.main+xml")),
      ("_rels/.rels", Self.relationships([("r", "\(visio)/document", "visio/document.xml")])),
      ("visio/document.xml", "<VisioDocument xmlns=\"\(space)\"/>"),
      (
        "visio/_rels/document.xml.rels",
        Self.relationships([("p", "\(visio)/pages", "pages/pages.xml")])
      ),
      (
        "visio/pages/pages.xml",
        """
        <Pages xmlns="\(space)" xmlns:r="\(Self.relations)"><Page ID="0" Name="Network"><Rel r:id="b"/></Page>\
        <Page ID="1" Name="Page-2"><Rel r:id="a"/></Page></Pages>
        """
      ),
      (
        "visio/pages/_rels/pages.xml.rels",
        Self.relationships([
          ("a", "\(visio)/page", "page2.xml"), ("b", "\(visio)/page", "page1.xml"),
        ])
      ),
      ("visio/pages/page1.xml", page("Harbor <pp IX=\"0\"/>Archive")),
      ("visio/pages/page2.xml", page("Backup")),
    ])
    let document = try readDocument(archive, "a.vsdx")
    #expect(document.format == "vsdx")
    #expect(document.text == "Network\nHarbor Archive\nBackup")
    #expect(document.headings == ["Network"])
  }

  @Test func `pages printed to XPS give their lines`() throws {
    let xps = "http://schemas.microsoft.com/xps/2005/06"
    let archive = ZipBuilder.archive([
      (
        "[Content_Types].xml",
        """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="fdseq" \
        ContentType="application/vnd.ms-package.xps-fixeddocumentsequence+xml"/></Types>
        """
      ),
      ("_rels/.rels", Self.relationships([("r", "\(xps)/fixedrepresentation", "/seq.fdseq")])),
      (
        "seq.fdseq",
        "<FixedDocumentSequence xmlns=\"\(xps)\"><DocumentReference Source=\"/Documents/1/doc.fdoc\"/></FixedDocumentSequence>"
      ),
      (
        "Documents/1/doc.fdoc",
        "<FixedDocument xmlns=\"\(xps)\"><PageContent Source=\"Pages/1.fpage\"/></FixedDocument>"
      ),
      (
        "Documents/1/Pages/1.fpage",
        """
        <FixedPage xmlns="\(xps)"><Glyphs OriginY="10" UnicodeString="Harbor"/><Glyphs OriginY="10" UnicodeString="Archive"/>\
        <Glyphs OriginY="30" UnicodeString="{}{2010}"/><Glyphs OriginY="40"/></FixedPage>
        """
      ),
    ])
    let document = try readDocument(archive, "a.oxps")
    #expect(document.format == "xps")
    #expect(document.text == "Harbor Archive\n{2010}")
    #expect(refusal(ZipBuilder.archive([("x", "y")]), "a.xps") == .unsupportedFormat)
  }
}

import Documents
import Model
import Taxonomy
import Testing

/// Reads a document of bytes; a refusal fails the test.
func readDocument(_ bytes: [UInt8], _ name: String) throws -> Document {
  try DocumentReader().read(bytes, name: name).get()
}

/// Reads a document of text.
func readDocument(_ text: String, _ name: String) throws -> Document {
  try readDocument(Array(text.utf8), name)
}

/// The reason why a document is refused.
func refusal(_ bytes: [UInt8], _ name: String) -> DocumentRefusal.Reason? {
  if case .failure(let refusal) = DocumentReader().read(bytes, name: name) { return refusal.reason }
  return nil
}

extension Document {
  /// The values of a role.
  func values(_ role: MetadataField.Role) -> [String] {
    metadata.filter { $0.role == role }.map(\.value)
  }

  /// The values of a facet.
  func values(facet: String) -> [String] {
    metadata.filter { $0.facet == facet }.map(\.value)
  }

  /// The dates of a source.
  func dates(_ source: DocumentDate.Source) -> [String] {
    dates.filter { $0.source == source }.map(\.date.description)
  }
}

/// Small documents of every format that is built in memory.
enum SampleDocuments {
  private static let wordSpace =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
  private static let relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  static func rels(_ items: [(id: String, kind: String, target: String)]) -> String {
    "<Relationships xmlns=\"\(relationships)\">"
      + items.map {
        "<Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.kind)\" Target=\"\($0.target)\"/>"
      }
      .joined() + "</Relationships>"
  }

  static func types(_ main: String) -> String {
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Override PartName=\"/main.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\(main)\"/></Types>"
  }

  static let core = """
    <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">\
    <dc:title>Harbor Archive</dc:title><dc:creator>Ann</dc:creator><cp:keywords>vault, archive; backup</cp:keywords>\
    <cp:category>Brochure</cp:category><cp:contentStatus>Draft</cp:contentStatus>\
    <dcterms:created>2009-01-02T00:00:00Z</dcterms:created><dcterms:modified>2010-03-12T08:00:00Z</dcterms:modified>\
    </cp:coreProperties>
    """

  static let custom = """
    <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
    xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
    <property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="DocumentType"><vt:lpwstr>Data Sheet; Flyer</vt:lpwstr></property>\
    <property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Owner"><vt:lpwstr>Sales</vt:lpwstr></property>\
    </Properties>
    """

  static let packageRels = rels([
    ("r1", "officeDocument", "word/document.xml"),
    ("r2", "metadata/core-properties", "docProps/core.xml"),
    ("r3", "custom-properties", "docProps/custom.xml"),
  ])

  static func word(_ body: String) -> [UInt8] {
    ZipBuilder.archive([
      ("[Content_Types].xml", types("wordprocessingml.document.main+xml")),
      ("_rels/.rels", packageRels), ("docProps/core.xml", core), ("docProps/custom.xml", custom),
      (
        "word/_rels/document.xml.rels",
        rels([("s", "styles", "styles.xml"), ("f", "footnotes", "footnotes.xml")])
      ),
      (
        "word/styles.xml",
        """
        <w:styles \(wordSpace)><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>\
        <w:style w:styleId="Eigene"><w:name w:val="Eigene"/><w:basedOn w:val="berschrift1"/></w:style>\
        <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>
        """
      ),
      (
        "word/footnotes.xml",
        """
        <w:footnotes \(wordSpace)><w:footnote w:type="separator"><w:p><w:r><w:t>SEPARATOR</w:t></w:r></w:p></w:footnote>\
        <w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>
        """
      ),
      ("word/document.xml", "<w:document \(wordSpace)><w:body>\(body)</w:body></w:document>"),
    ])
  }

  static let wordBody = """
    <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Over</w:t></w:r><w:r><w:t>view</w:t></w:r></w:p>\
    <w:p><w:r><w:t xml:space="preserve">One </w:t></w:r><w:r><w:t>co\u{AD}operation</w:t><w:br/><w:t>line</w:t></w:r>\
    <w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val="Eigene"/></w:pPr><w:r><w:t>Own style</w:t></w:r></w:p>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A1</w:t></w:r></w:p><w:p><w:r><w:t>more</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>B1</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>B2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
    <w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Outlined</w:t></w:r></w:p>
    """

  static let presentation: [UInt8] = {
    let p =
      "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(office)\""
    func slide(_ title: String, _ text: String) -> String {
      """
      <p:sld \(p)><p:cSld><p:spTree>\
      <p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>\(title)</a:t></a:r></a:p></p:txBody></p:sp>\
      <p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p><a:r><a:t>\(text)</a:t></a:r></a:p></p:txBody></p:sp>\
      <p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>99</a:t></a:r></a:p></p:txBody></p:sp>\
      </p:spTree></p:cSld></p:sld>
      """
    }
    return ZipBuilder.archive([
      ("[Content_Types].xml", types("presentationml.presentation.main+xml")),
      ("_rels/.rels", rels([("r1", "officeDocument", "/ppt/presentation.xml")])),
      (
        "ppt/presentation.xml",
        "<p:presentation \(p)><p:sldIdLst><p:sldId id=\"256\" r:id=\"b\"/><p:sldId id=\"257\" r:id=\"a\"/></p:sldIdLst></p:presentation>"
      ),
      (
        "ppt/_rels/presentation.xml.rels",
        rels([("a", "slide", "slides/slide1.xml"), ("b", "slide", "slides/slide2.xml")])
      ),
      ("ppt/slides/slide1.xml", slide("Second", "two")),
      ("ppt/slides/slide2.xml", slide("First", "one")),
      ("ppt/slides/_rels/slide2.xml.rels", rels([("n", "notesSlide", "../notes/n1.xml")])),
      (
        "ppt/notes/n1.xml",
        "<p:notes \(p)><p:sp><p:txBody><a:p><a:r><a:t>Say hello</a:t></a:r></a:p></p:txBody></p:sp></p:notes>"
      ),
    ])
  }()

  static let spreadsheet: [UInt8] = {
    let s =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\(office)\""
    return ZipBuilder.archive([
      ("[Content_Types].xml", types("spreadsheetml.sheet.main+xml")),
      ("_rels/.rels", rels([("r1", "officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        "<workbook \(s)><sheets><sheet name=\"Prices\" r:id=\"x\"/><sheet name=\"Sheet2\" r:id=\"y\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        rels([
          ("x", "worksheet", "worksheets/sheet1.xml"), ("y", "worksheet", "worksheets/sheet2.xml"),
          ("z", "sharedStrings", "sharedStrings.xml"),
        ])
      ),
      (
        "xl/sharedStrings.xml",
        "<sst \(s)><si><t>Product</t></si><si><r><t>Acme </t></r><r><t>Vault</t></r><rPh><t>phonetic</t></rPh></si></sst>"
      ),
      (
        "xl/worksheets/sheet1.xml",
        """
        <worksheet \(s)><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Price</t></is></c></row>\
        <row><c t="s"><v>1</v></c><c><v>199.5</v></c></row><row><c t="s"><v>77</v></c></row></sheetData></worksheet>
        """
      ),
      ("xl/worksheets/sheet2.xml", "<worksheet \(s)><sheetData/></worksheet>"),
    ])
  }()

  static func openDocument(_ kind: String, _ body: String, manifest: String = "<m/>") -> [UInt8] {
    let spaces = ["office", "text", "table", "meta", "presentation", "drawing"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }.joined(separator: " ")
    return ZipBuilder.archive([
      ("mimetype", "application/vnd.oasis.opendocument.\(kind)"),
      ("META-INF/manifest.xml", manifest),
      (
        "meta.xml",
        """
        <office:document-meta \(spaces) xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>\
        <dc:title>Offer</dc:title><meta:keyword>one, whole phrase</meta:keyword><dc:language>de-AT</dc:language>\
        <meta:user-defined meta:name="DocumentType">Quote</meta:user-defined><dc:date>2010-03-12T00:00:00</dc:date>\
        </office:meta></office:document-meta>
        """
      ),
      (
        "content.xml",
        "<office:document-content \(spaces)><office:body>\(body)</office:body></office:document-content>"
      ),
    ])
  }

  static let textBody = """
    <office:text><text:h text:outline-level="1">Chapter</text:h><text:p>One<text:s text:c="3"/>two<text:tab/>three\
    <office:annotation><text:p>comment</text:p></office:annotation></text:p>\
    <table:table table:name="T"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
    <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:text>
    """

  static let epub = ZipBuilder.archive([
    ("mimetype", "application/epub+zip"),
    (
      "META-INF/container.xml",
      "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>"
    ),
    (
      "OPS/book.opf",
      """
      <package xmlns="http://www.idpf.org/2007/opf" version="3.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Book</dc:title><dc:language>en</dc:language>\
      <dc:subject>archives</dc:subject><dc:type>Manual</dc:type><meta property="dcterms:modified">2010-03-12T00:00:00Z</meta></metadata>\
      <manifest><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a%20a.xhtml" media-type="application/xhtml+xml"/></manifest>\
      <spine><itemref idref="a"/><itemref idref="b"/></spine></package>
      """
    ),
    (
      "OPS/a a.xhtml",
      "<html><head><title>x</title></head><body><h1>First</h1><p>alpha</p></body></html>"
    ),
    ("OPS/b.xhtml", "<html><body><h1>Second</h1><p>beta</p></body></html>"),
  ])

  static let rtf = """
    {\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}\
    {\\info{\\title The Offer}{\\keywords vault, archive}{\\category Quote}{\\creatim\\yr2010\\mo3\\dy12}}\
    {\\*\\userprops {\\propname DocumentType}\\proptype30{\\staticval Data Sheet}}{\\*\\unknown hidden}\
    {\\header head}\\pard\\s1 Heading\\par\\pard Gr\\'fc\\'dfe \\u8364 ? {\\b bold} co\\-op\\par{\\f1 \\'cf\\'f0}\\par \
    a\\cell b\\cell\\row{\\pict 0102ff}{\\v secret}\\uc0\\u-10179 \\u-8704 end}
    """

  static let mail = """
    From: =?utf-8?B?SsO8cmdlbg==?= <j@example.com>\r
    To: sales@example.com\r
    Subject: =?iso-8859-1?Q?Gr=FC=DFe_?=\r
     =?utf-8?Q?aus_Wien?=\r
    Date: Fri, 12 Mar 2010 08:00:00 +0100\r
    Keywords: vault, archive\r
    MIME-Version: 1.0\r
    Content-Type: multipart/mixed; boundary="x;y"\r
    \r
    preamble\r
    --x;y\r
    Content-Type: multipart/alternative; boundary=inner\r
    \r
    --inner\r
    Content-Type: text/html\r
    \r
    <p>html</p>\r
    --inner\r
    Content-Type: text/plain; charset=iso-8859-1\r
    Content-Transfer-Encoding: quoted-printable\r
    \r
    Sch=F6ne Gr=\r
    =FC=DFe\r
    --inner--\r
    --x;y\r
    Content-Type: text/plain; name*=utf-8''note%20one.txt\r
    Content-Disposition: attachment\r
    Content-Transfer-Encoding: base64\r
    \r
    YXR0YWNoZWQ=\r
    --x;y\r
    Content-Type: message/rfc822\r
    \r
    Subject: Inner\r
    \r
    inner body\r
    --x;y--\r
    epilogue\r
    """

  static let html = """
    <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Acme &amp; Co</title>
    <meta name="keywords" content="vault, archive"><meta name="DC.type" content="Brochure"><meta name="date" content="2010-03-12">
    <meta name="parlance:DocumentType" content="Flyer"><style>p { color: red }</style><script>if (a < b) { "</p>" }</script></head>
    <body><!-- hidden --><h1>Big
    heading</h1><p>One &eacute;&#x20AC;&#8211;&nbsp;two &unknown; 3 < 4<br>next<table><tr><td>a<td>b</tr></table><pre>x
    y</pre></body></html>
    """

  static let markdown = """
    ---
    title: "The Guide"
    tags: [vault, 'backup, tapes']
    documentType: Manual
    date: 2010-03-12
    audience:
      - Engineers
      - Buyers
    nested:
      key: value
    ---
    # Using *Vault*

    Some `code` and a [link](http://example.com/x_y) with snake_case.

    Setext
    ------
    ```
    # not a heading
    ```
    """

  static let flatText = """
    <?xml version="1.0"?>
    <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" \
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" \
    office:mimetype="application/vnd.oasis.opendocument.text"><office:meta><dc:title>Offer</dc:title>\
    <meta:keyword>vault</meta:keyword><meta:creation-date>2010-03-12T00:00:00</meta:creation-date></office:meta>\
    <office:master-styles><text:p>Page footer</text:p></office:master-styles>\
    <office:body><office:text><text:h text:outline-level="1">Chapter</text:h><text:p>One<draw:frame><draw:image>\
    <office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image></draw:frame> two</text:p></office:text></office:body></office:document>
    """

  static let calendar = """
    BEGIN:VCALENDAR\r
    VERSION:2.0\r
    X-WR-CALNAME:Fairs\r
    BEGIN:VEVENT\r
    DTSTART;TZID=Europe/Vienna:20100312T080000\r
    SUMMARY:Launch of Harbor\r
      Archive\\, Vienna\r
    DESCRIPTION:Bring the brochures.\\nAnd flyers.\r
    ORGANIZER;CN="Bell, Ann":mailto:ann@example.com\r
    CATEGORIES:vault,archive\r
    BEGIN:VALARM\r
    DESCRIPTION:Alarm\r
    END:VALARM\r
    END:VEVENT\r
    END:VCALENDAR\r
    """

  static let contact = """
    BEGIN:VCARD
    VERSION:2.1
    N:Bell;Ann
    FN:Ann Bell
    ORG:Harbor Systems;Sales
    NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=C3=9Fe =
    aus Wien
    item1.EMAIL;TYPE=work:ann@example.com
    CATEGORIES:customers
    PHOTO;ENCODING=b:iVBORw0KGgo=
    REV:2010-03-12T08:00:00Z
    END:VCARD
    """

  static let shortcut =
    "[InternetShortcut]\r\nURL=https://harbor.example/archive\r\nIconIndex=0\r\n"

  /// A PNG of one pixel.
  static let image: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C,
    0x63, 0x60, 0,
    0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60,
    0x82,
  ]

  /// Every sample with a name.
  static let all: [(name: String, bytes: [UInt8])] = [
    ("a.docx", word(wordBody)), ("a.pptx", presentation), ("a.xlsx", spreadsheet),
    ("a.odt", openDocument("text", textBody)), ("a.epub", epub), ("a.rtf", Array(rtf.utf8)),
    ("a.eml", Array(mail.utf8)), ("a.html", Array(html.utf8)), ("a.md", Array(markdown.utf8)),
    ("a.csv", Array("a;b\n\"x\"\"y;z\";2\n".utf8)),
    ("a.xml", Array("<a><title>T</title><b>x</b></a>".utf8)),
    ("a.fodt", Array(flatText.utf8)), ("a.ics", Array(calendar.utf8)),
    ("a.vcf", Array(contact.utf8)), ("a.url", Array(shortcut.utf8)),
    ("a.mbox", Array(("From a\n" + mail + "\n\nFrom b\nSubject: Two\n\nbody two\n").utf8)),
  ]
}

import Compressing
import Testing

@testable import Documents

/// Small documents of each format in which somebody else's keyword `theirs` stands already.
enum WritingSamples {
  static let rootRelationships = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
    <Relationship Id="rId7" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
    </Relationships>
    """
  static let contentTypes = """
    <?xml version="1.0" encoding="UTF-8"?>
    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
    <Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" \
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
    """
  static let core = """
    <?xml version="1.0" encoding="UTF-8"?><!-- by hand --><?keep this?>
    <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
    xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A &amp; B</dc:title>\
    <cp:keywords>theirs</cp:keywords></cp:coreProperties>
    """
  static let document =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
    + "<w:p><w:r><w:t>Words</w:t></w:r></w:p></w:body></w:document>"

  static func docx(
    core: String? = WritingSamples.core, custom: String? = nil, extra: [(String, String)] = []
  ) -> [UInt8] {
    var relationships = rootRelationships
    if core == nil {
      relationships = relationships.replacingOccurrence(
        of: "metadata/core-properties", with: "other")
    }
    if custom != nil {
      relationships = relationships.replacingOccurrence(
        of: "</Relationships>",
        with: "<Relationship Id=\"c\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
          + "relationships/custom-properties\" Target=\"/docProps/custom.xml\"/></Relationships>")
    }
    var parts = [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", relationships),
      ("word/document.xml", document),
    ]
    if let core { parts.append(("docProps/core.xml", core)) }
    if let custom { parts.append(("docProps/custom.xml", custom)) }
    return ZipBuilder.archive(parts + extra)
  }

  static let meta = """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><!-- kept -->\
    <m:keyword>theirs</m:keyword><m:user-defined m:name="Owner">Ann</m:user-defined>\
    </office:meta></office:document-meta>
    """

  static func odt(meta: String? = WritingSamples.meta, extra: [(String, String)] = []) -> [UInt8] {
    var builder = ZipBuilder()
    builder.add("mimetype", "application/vnd.oasis.opendocument.text", deflated: false)
    builder.add("content.xml", "<x/>")
    if let meta { builder.add("meta.xml", meta) }
    builder.add(
      "META-INF/manifest.xml",
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
        + "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"x\"/></manifest:manifest>"
    )
    for (name, text) in extra { builder.add(name, text) }
    return builder.build()
  }

  static func epub(opf: String? = nil, extra: [(String, String)] = []) -> [UInt8] {
    var builder = ZipBuilder()
    builder.add("mimetype", "application/epub+zip", deflated: false)
    builder.add(
      "META-INF/container.xml",
      "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
        + "<rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>")
    builder.add(
      "OPS/book.opf",
      opf ?? """
        <package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
          <dc:title>T</dc:title>
          <dc:subject>theirs</dc:subject>
        </metadata></package>
        """)
    for (name, text) in extra { builder.add(name, text) }
    return builder.build()
  }

  static let html =
    "<!DOCTYPE html>\n<html>\n<head>\n<meta name=\"keywords\" content=\"theirs\">\n</head>\n<body>x</body></html>\n"
  static let markdown = "---\ntitle: T # note\ntags: [theirs]\n---\n\n# T\n"
  static let rtf =
    "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\info{\\title T}{\\keywords theirs}}\\pard Words\\par}"
  static let mail =
    "From a Sat Jan  1 2010\nSubject: =?UTF-8?B?w6Q=?=\nKeywords: theirs\nX-A: 1\n\nBody\n"
  static let xmp = """
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:d="http://purl.org/dc/elements/1.1/"><d:subject><rdf:Bag>
      <rdf:li>theirs</rdf:li></rdf:Bag></d:subject></rdf:Description></rdf:RDF></x:xmpmeta>
    """

  /// Every format with a document of it.
  static let all: [WritingSample] = [
    WritingSample("docx", .officeOpenXML, docx()), WritingSample("odt", .openDocument, odt()),
    WritingSample("epub", .epub, epub()),
    WritingSample("pdf, table", .pdf, PDFBuilder(hasPage: true).build()),
    WritingSample("pdf, streams", .pdf, PDFBuilder(usesStreams: true, hasPage: true).build()),
    WritingSample("pdf, metadata", .pdf, PDFBuilder(xmp: xmp, hasPage: true).build()),
    WritingSample("html", .html, Array(html.utf8)),
    WritingSample("md", .markdown, Array(markdown.utf8)),
    WritingSample("rtf", .rtf, Array(rtf.utf8)), WritingSample("eml", .mail, Array(mail.utf8)),
    WritingSample("sidecar", .xmp, Array(xmp.utf8)),
  ]

  static let request = TagRequest(
    TagValues(
      facets: ["type": ["Data Sheet"], "product": ["Häfen & <Archive>", "B"]],
      keywords: ["Data Sheet", "Häfen & <Archive>"]))

  /// The content of a part of a zip archive.
  static func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let archive = try ZipArchive(ByteSource(bytes))
    guard let entry = archive.directory.entry(named: name) else { return "" }
    return String(decoding: try archive.contents(of: entry, using: Inflater()), as: UTF8.self)
  }

  /// The document after a request, checked: the inverse leads back, and asking again changes nothing.
  static func changed(
    _ bytes: [UInt8], _ format: DocumentFormat, _ request: TagRequest = WritingSamples.request
  ) throws -> [UInt8] {
    let edits = try TagWriting.edits(bytes, format: format, request: request)
    guard let new = edits.applied(to: bytes), edits.inverse(of: bytes)?.applied(to: new) == bytes,
      try TagWriting.edits(new, format: format, request: request).isEmpty
    else { throw DocumentRefusal(.unverified, "the test's own check failed") }
    return new
  }
}

extension String {
  func replacingOccurrence(of needle: String, with text: String) -> String {
    guard let range = range(ofText: needle) else { return self }
    var copy = self
    copy.replaceSubrange(range, with: text)
    return copy
  }
}

/// Builds small PDF files: with a table or with streams, with what else is asked for.
struct PDFBuilder {
  var usesStreams = false
  var isHybrid = false
  var xmp: String?
  var packedXMP: [UInt8]?
  var info = "<< /Title (T) /Keywords (theirs) >>"
  var catalog = ""
  var trailer = ""
  var prefix = ""
  var tail = "%%EOF\n"
  /// Without a page no program reads it.
  var hasPage = false

  func build() -> [UInt8] {
    var bytes = Array((prefix + "%PDF-1.5\n%\u{E4}\n").utf8)
    var offsets: [Int: Int] = [:]
    var objects = [
      (2, "<< /Type /Pages /Kids [\(hasPage ? "4 0 R" : "")] /Count \(hasPage ? 1 : 0) >>"),
      (3, info),
      (
        4,
        hasPage
          ? "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"
          : "<< /Unused true /Nothing null >>"
      ),
    ]
    let metadata = xmp == nil && packedXMP == nil ? "" : " /Metadata 5 0 R"
    let root = "<< /Type /Catalog /Pages 2 0 R\(metadata) /Lang null /Flag true \(catalog) >>"
    if !usesStreams { objects.append((1, root)) }
    if let xmp {
      objects.append(
        (
          5,
          "<< /Type /Metadata /Subtype /XML /Length \(xmp.utf8.count) >>\nstream\n\(xmp)\nendstream"
        ))
    }
    if usesStreams {
      let content = "1 0 \(root)"
      let head = "<< /Type /ObjStm /N 1 /First 4 /Length \(content.utf8.count) >>"
      objects.append((6, "\(head)\nstream\n\(content)\nendstream"))
    }
    for (number, body) in objects {
      offsets[number] = bytes.count
      bytes += Array("\(number) 0 obj\n\(body)\nendobj\n".utf8)
    }
    if let packedXMP {
      offsets[5] = bytes.count
      let head =
        "5 0 obj\n<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length \(packedXMP.count) >>"
      bytes += Array("\(head)\nstream\n".utf8) + packedXMP + Array("\nendstream\nendobj\n".utf8)
    }
    let start = bytes.count
    bytes += usesStreams ? stream(offsets, start) : table(offsets, bytes.count)
    let startOfTable = isHybrid ? hybridStart(bytes) : start
    return bytes + Array("startxref\n\(startOfTable)\n\(tail)".utf8)
  }

  private var trailerEntries: String { "/Root 1 0 R /Info 3 0 R /ID [<01><02>] \(trailer)" }

  private func table(_ offsets: [Int: Int], _ start: Int) -> [UInt8] {
    var text = "xref\n0 1\n0000000000 65535 f \n"
    for (number, offset) in offsets.sorted(by: { $0.key < $1.key }) where !isHybrid || number != 4 {
      let digits = String(offset)
      text +=
        "\(number) 1\n" + String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    guard isHybrid else { return Array((text + "trailer\n<< /Size 7 \(trailerEntries) >>\n").utf8) }
    // Object 4 is only in the stream that old readers do not see.
    let stream = section([(4, offsets[4] ?? 0)], number: 6, extra: "")
    return Array("6 0 obj\n".utf8) + stream
      + Array((text + "trailer\n<< /Size 7 /XRefStm \(start) \(trailerEntries) >>\n").utf8)
  }

  private func hybridStart(_ bytes: [UInt8]) -> Int {
    ByteSearch.last(Array("xref\n0 1".utf8), in: bytes, 0..<bytes.count) ?? 0
  }

  private func stream(_ offsets: [Int: Int], _ start: Int) -> [UInt8] {
    var all = offsets
    all[7] = start
    let entries = all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return Array("7 0 obj\n".utf8)
      + section(entries, number: 7, extra: trailerEntries, compressedRoot: true)
  }

  private func section(
    _ entries: [(Int, Int)], number: Int, extra: String, compressedRoot: Bool = false
  ) -> [UInt8] {
    var content: [UInt8] = []
    var index = ""
    if compressedRoot {
      index += "1 1 "
      content += [2, 0, 6, 0]
    }
    for (number, offset) in entries {
      index += "\(number) 1 "
      content += [1, UInt8(offset >> 8), UInt8(offset & 255), 0]
    }
    let head =
      "<< /Type /XRef /Size 8 /W [1 2 1] /Index [\(index)] /Length \(content.count) \(extra) >>"
    return Array("\(head)\nstream\n".utf8) + content + Array("\nendstream\nendobj\n".utf8)
  }
}

/// A document for a test, shown by its name only.
struct WritingSample: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let format: DocumentFormat
  let bytes: [UInt8]

  init(_ name: String, _ format: DocumentFormat, _ bytes: [UInt8]) {
    testDescription = name
    self.format = format
    self.bytes = bytes
  }
}

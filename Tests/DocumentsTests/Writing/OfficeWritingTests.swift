import Compressing
import Model
import Testing

@testable import Documents

struct OfficeWritingTests {
  private func refusal(_ bytes: [UInt8], _ format: DocumentFormat) -> DocumentRefusal.Reason? {
    do {
      _ = try TagWriting.edits(bytes, format: format, request: WritingSamples.request)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test
  func `custom properties come with their override and relationship`() throws {
    let new = try WritingSamples.changed(WritingSamples.docx(), .officeOpenXML)
    let custom = try WritingSamples.part("docProps/custom.xml", of: new)
    #expect(
      custom.contains(
        "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"3\" name=\"DocumentType\">"
          + "<vt:lpwstr>Data Sheet</vt:lpwstr></property>"))
    #expect(custom.contains("H&#228;fen &amp; &lt;Archive&gt;; B</vt:lpwstr>"))
    let types = try WritingSamples.part("[Content_Types].xml", of: new)
    #expect(types.contains("PartName=\"/docProps/custom.xml\""))
    let relationships = try WritingSamples.part("_rels/.rels", of: new)
    #expect(relationships.contains("Target=\"docProps/custom.xml\""))
    #expect(relationships.contains("Id=\"rId3\""))
  }

  @Test
  func `the core part keeps comments, instructions, prefixes and quotes byte for byte`() throws {
    let new = try WritingSamples.changed(WritingSamples.docx(), .officeOpenXML)
    let core = try WritingSamples.part("docProps/core.xml", of: new)
    let expected = WritingSamples.core
      .replacingOccurrence(
        of: ">theirs<", with: ">theirs; Data Sheet; Häfen &amp; &lt;Archive&gt;<"
      )
      .replacingOccurrence(
        of: "</cp:coreProperties>",
        with: "<cp:category>Data Sheet</cp:category></cp:coreProperties>")
    #expect(core == expected)
    #expect(try WritingSamples.part("word/document.xml", of: new) == WritingSamples.document)
  }

  @Test
  func `a core part is made where there is none`() throws {
    let new = try WritingSamples.changed(WritingSamples.docx(core: nil), .officeOpenXML)
    let core = try WritingSamples.part("docProps/core.xml", of: new)
    #expect(core.contains("<cp:category>Data Sheet</cp:category>"))
  }

  @Test
  func `existing custom properties keep their place; identifiers go on after the highest`() throws {
    let custom = """
      <p:Properties xmlns:p="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
      xmlns:t="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><!-- c -->\
      <p:property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="Owner"><t:lpwstr>Ann</t:lpwstr></p:property>\
      <p:property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="4" name="DocumentType"><t:i4>7</t:i4></p:property>\
      </p:Properties>
      """
    var request = WritingSamples.request
    request.overwritesOthers = true
    let new = try WritingSamples.changed(
      WritingSamples.docx(custom: custom), .officeOpenXML, request)
    let written = try WritingSamples.part("docProps/custom.xml", of: new)
    #expect(written.contains("<!-- c --><p:property"))
    #expect(written.contains("name=\"Owner\"><t:lpwstr>Ann</t:lpwstr>"))
    #expect(written.contains("pid=\"4\" name=\"DocumentType\"><vt:lpwstr"))
    #expect(written.contains(">Data Sheet</vt:lpwstr></p:property>"))
    #expect(written.contains("pid=\"10\" name=\"Product\"><t:lpwstr>"))
  }

  @Test
  func `a custom property in another case is the same property`() throws {
    let custom = """
      <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
      xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
      <property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="PRODUCT"><vt:lpwstr>Theirs</vt:lpwstr></property>\
      </Properties>
      """
    func written(_ request: TagRequest) throws -> String {
      let new = try WritingSamples.changed(
        WritingSamples.docx(custom: custom), .officeOpenXML, request)
      return try WritingSamples.part("docProps/custom.xml", of: new)
    }
    var request = WritingSamples.request
    #expect(try written(request).contains("name=\"PRODUCT\"><vt:lpwstr>Theirs</vt:lpwstr>"))
    #expect(try !written(request).contains("name=\"Product\""))
    request.overwritesOthers = true
    #expect(try !written(request).contains("Theirs"))
    #expect(try !written(request).contains("name=\"Product\""))
  }

  @Test
  func `keywords in elements of their own are read and written one by one`() throws {
    let core = WritingSamples.core.replacingOccurrence(
      of: ">theirs<",
      with: "><cp:value xml:lang=\"en\">theirs</cp:value><cp:value>gone</cp:value><")
    var request = WritingSamples.request
    request.previous.keywords = ["gone"]
    let new = try WritingSamples.changed(
      WritingSamples.docx(core: core), .officeOpenXML, request)
    let written = try WritingSamples.part("docProps/core.xml", of: new)
    #expect(
      written.contains(
        "<cp:value xml:lang=\"en\">theirs</cp:value><cp:value>Data Sheet</cp:value>"
          + "<cp:value>Häfen &amp; &lt;Archive&gt;</cp:value>"))
    let document = try DocumentReader().read(new, name: "a.docx").get()
    let keywords = document.metadata.filter { $0.role == .keyword }.map { $0.value }
    #expect(keywords == ["theirs", "Data Sheet", "Häfen & <Archive>"])
    #expect(
      try TagWriting.edits(new, format: .officeOpenXML, request: request).isEmpty)
  }

  @Test
  func `a strict file gets the strict names`() throws {
    var builder = ZipBuilder()
    builder.add("[Content_Types].xml", WritingSamples.contentTypes)
    builder.add(
      "_rels/.rels",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
        + "officeDocument\" Target=\"word/document.xml\"/></Relationships>")
    let new = try WritingSamples.changed(builder.build(), .officeOpenXML)
    #expect(
      try WritingSamples.part("docProps/custom.xml", of: new)
        .contains("http://purl.oclc.org/ooxml/officeDocument/customProperties"))
    #expect(
      try WritingSamples.part("_rels/.rels", of: new)
        .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties"))
  }

  @Test
  func `a UTF-16 core part stays UTF-16`() throws {
    var builder = ZipBuilder()
    builder.add("[Content_Types].xml", WritingSamples.contentTypes)
    builder.add("_rels/.rels", WritingSamples.rootRelationships)
    let text = WritingSamples.core.replacingOccurrence(of: "UTF-8", with: "UTF-16")
    builder.add(
      "docProps/core.xml", [0xFF, 0xFE] + UTF16Text.utf16(Array(text.utf8), bigEndian: false))
    let new = try WritingSamples.changed(builder.build(), .officeOpenXML)
    let archive = try ZipArchive(ByteSource(new))
    let entry = try #require(archive.directory.entry(named: "docProps/core.xml"))
    let bytes = try archive.contents(of: entry, using: Inflater())
    #expect(bytes.starts(with: [0xFF, 0xFE, 0x3C, 0]))
    let utf8 = try #require(UTF16Text.utf8(bytes, bigEndian: false))
    #expect(String(decoding: utf8, as: UTF8.self).contains("theirs; Data Sheet; Häfen"))
  }

  @Test
  func `macros and signed parts keep their bytes`() throws {
    let extra = [
      ("_xmlsignatures/sig1.xml", "<Signature>digests of word/document.xml</Signature>"),
      ("word/vbaProject.bin", "macro bytes"),
    ]
    let old = WritingSamples.docx(extra: extra)
    let new = try WritingSamples.changed(old, .officeOpenXML)
    for name in ["_xmlsignatures/sig1.xml", "word/vbaProject.bin", "word/document.xml"] {
      #expect(try WritingSamples.part(name, of: new) == WritingSamples.part(name, of: old))
    }
  }

  @Test
  func `a category of somebody else stays`() throws {
    let core = WritingSamples.core.replacingOccurrence(
      of: "<cp:keywords>", with: "<cp:category>Theirs</cp:category><cp:keywords>")
    let new = try WritingSamples.changed(WritingSamples.docx(core: core), .officeOpenXML)
    #expect(try WritingSamples.part("docProps/core.xml", of: new).contains(">Theirs</cp:category>"))
  }

  static let refused: [(WritingSample, String)] = [
    (
      WritingSample("DOCTYPE", .officeOpenXML, WritingSamples.docx(core: "<!DOCTYPE a><a/>")),
      "damaged"
    ),
    (WritingSample("bad XML", .officeOpenXML, WritingSamples.docx(core: "<a><b></a>")), "damaged"),
    (WritingSample("OLE2", .officeOpenXML, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), "encrypted"),
    (WritingSample("no zip", .officeOpenXML, Array("no zip".utf8)), "damaged"),
    (signed("documentsignatures.xml"), "signed"), (signed("macrosignatures.xml"), "signed"),
    (
      WritingSample(
        "signed book", .epub, WritingSamples.epub(extra: [("META-INF/signatures.xml", "<s/>")])),
      "signed"
    ),
    (WritingSample("empty", .openDocument, []), "empty"),
  ]

  private static func signed(_ name: String) -> WritingSample {
    let bytes = WritingSamples.odt(extra: [("META-INF/\(name)", "<s/>")])
    return WritingSample(name, .openDocument, bytes)
  }

  @Test(arguments: refused)
  func `refuses with a reason`(sample: WritingSample, reason: String) {
    #expect(refusal(sample.bytes, sample.format)?.rawValue == reason)
  }

  @Test
  func `an encrypted OpenDocument file is refused`() {
    var builder = ZipBuilder()
    builder.add("mimetype", "application/vnd.oasis.opendocument.text", deflated: false)
    builder.add("meta.xml", WritingSamples.meta)
    builder.add("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
    #expect(refusal(builder.build(), .openDocument) == .encrypted)
  }

  @Test
  func `OpenDocument: keywords one by one, fields typed, mimetype first and stored`() throws {
    let new = try WritingSamples.changed(WritingSamples.odt(), .openDocument)
    let meta = try WritingSamples.part("meta.xml", of: new)
    #expect(meta.contains("<!-- kept --><m:keyword>theirs</m:keyword>"))
    #expect(meta.contains("<m:keyword>Häfen &amp; &lt;Archive&gt;</m:keyword>"))
    #expect(
      meta.contains("<m:user-defined m:name=\"DocumentType\" m:value-type=\"string\">Data Sheet<"))
    let first = try #require(try ZipArchive(ByteSource(new)).directory.entries.first)
    #expect(first.name == "mimetype" && first.method == 0 && first.localHeaderOffset == 0)
  }

  @Test
  func `OpenDocument: missing metadata is made and listed in the manifest`() throws {
    let new = try WritingSamples.changed(WritingSamples.odt(meta: nil), .openDocument)
    #expect(try WritingSamples.part("meta.xml", of: new).contains("Data Sheet"))
    #expect(
      try WritingSamples.part("META-INF/manifest.xml", of: new).contains("full-path=\"meta.xml\""))
  }

  @Test
  func `EPUB: subjects are repeated, new lines follow the file's indentation`() throws {
    let new = try WritingSamples.changed(WritingSamples.epub(), .epub)
    let opf = try WritingSamples.part("OPS/book.opf", of: new)
    #expect(opf.contains("<dc:subject>theirs</dc:subject>\n  <dc:subject>Data Sheet</dc:subject>"))
    #expect(opf.contains("\n  <dc:type>Data Sheet</dc:type>"))
    #expect(
      opf.contains("<meta name=\"parlance:DocumentType\" content=\"Data Sheet\"/>\n</metadata>"))
  }
}

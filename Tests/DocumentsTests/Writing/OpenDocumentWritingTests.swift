import Model
import Testing

@testable import Documents

/// Tags in OpenDocument's metadata: keywords and fields beside those of others, in the file's own prefixes.
struct OpenDocumentWritingTests {
  private static let request = TagRequest(
    TagValues(facets: ["product": ["A & B"]], keywords: ["Flyer"]))
  private static let spaces =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    + "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
  private static let field =
    "<meta:user-defined meta:name=\"Product\" meta:value-type=\"string\">A &amp; B</meta:user-defined>"

  private func part(_ content: String, _ spaces: String = spaces) -> String {
    "<office:document-meta \(spaces)>\(content)</office:document-meta>"
  }

  private func written(_ meta: String, _ request: TagRequest = request) throws -> String {
    try WritingSamples.part(
      "meta.xml",
      of: try WritingSamples.changed(WritingSamples.odt(meta: meta), .openDocument, request))
  }

  @Test(arguments: [
    ("", "\(field)<meta:keyword>Flyer</meta:keyword>"),
    (
      "<meta:keyword>theirs</meta:keyword>",
      "<meta:keyword>theirs</meta:keyword>\(field)<meta:keyword>Flyer</meta:keyword>"
    ),
    ("<meta:keyword>Flyer</meta:keyword>", "<meta:keyword>Flyer</meta:keyword>\(field)"),
    // OpenOffice.org 1 wraps the keywords in an element of their own.
    (
      "<meta:keywords><meta:keyword>theirs</meta:keyword></meta:keywords>",
      "<meta:keywords><meta:keyword>theirs</meta:keyword><meta:keyword>Flyer</meta:keyword></meta:keywords>\(field)"
    ),
    // A field of the same name: an empty one is set, one with a type becomes text, another's stays.
    (
      "<meta:user-defined meta:name=\"Product\"/>",
      "<meta:user-defined meta:name=\"Product\">A &amp; B</meta:user-defined><meta:keyword>Flyer</meta:keyword>"
    ),
    (
      "<meta:user-defined meta:name=\"Product\" meta:value-type=\"float\"></meta:user-defined>",
      "\(field)<meta:keyword>Flyer</meta:keyword>"
    ),
    (
      "<meta:user-defined meta:name=\"Product\">Theirs</meta:user-defined>",
      "<meta:user-defined meta:name=\"Product\">Theirs</meta:user-defined><meta:keyword>Flyer</meta:keyword>"
    ),
    (
      "<meta:user-defined meta:name=\"product\">x</meta:user-defined>",
      "<meta:user-defined meta:name=\"product\">x</meta:user-defined>\(field)<meta:keyword>Flyer</meta:keyword>"
    ),
  ])
  func `follow what stands there`(content: String, expected: String) throws {
    let text = try written(part("<office:meta>\(content)</office:meta>"))
    #expect(text == part("<office:meta>\(expected)</office:meta>"))
  }

  @Test func `a part without an element for metadata gets one`() throws {
    let text = try written(part(""))
    #expect(text.contains("<office:meta><meta:keyword xmlns:meta="))
    #expect(
      text.contains(">Flyer</meta:keyword>")
        && text.hasSuffix("</office:meta></office:document-meta>"))
    let own = try written(
      "<o:document-meta xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"></o:document-meta>"
    )
    #expect(own.contains("<o:meta><meta:keyword"))
  }

  @Test func `what was written goes, of fields of one name all`() throws {
    var request = TagRequest(TagValues())
    request.previous = Self.request.values
    let text = try written(
      part(
        "<office:meta>\(Self.field)\(Self.field)<meta:keyword>Flyer</meta:keyword><meta:keyword>theirs</meta:keyword>"
          + "</office:meta>"), request)
    #expect(text == part("<office:meta><meta:keyword>theirs</meta:keyword></office:meta>"))
  }

  @Test func `nothing is made where nothing is asked for`() throws {
    let nothing = TagRequest(TagValues())
    for bytes in [WritingSamples.odt(meta: nil), WritingSamples.odt(meta: part(""))] {
      #expect(
        try TagWriting.edits(bytes, format: .openDocument, request: nothing).isEmpty)
    }
  }

  @Test(arguments: [
    ("<a/>", "not OpenDocument metadata"), ("<office:document-meta", ""), ("", ""),
  ])
  func `metadata that are none are damaged`(meta: String, words: String) {
    var refusal: DocumentRefusal?
    do {
      _ = try TagWriting.edits(
        WritingSamples.odt(meta: meta), format: .openDocument, request: Self.request)
    } catch { refusal = error }
    #expect(refusal?.reason == .damaged)
    #expect(words.isEmpty || refusal?.detail.contains(words) == true)
  }

  @Test(arguments: ["<a/>", "<manifest/>", "<manifest:manifest"])
  func `without metadata and a manifest there is no place for them`(manifest: String) {
    var builder = ZipBuilder()
    builder.add("mimetype", "application/vnd.oasis.opendocument.text", deflated: false)
    builder.add("META-INF/manifest.xml", manifest)
    var refusal: DocumentRefusal?
    do {
      _ = try TagWriting.edits(builder.build(), format: .openDocument, request: Self.request)
    } catch { refusal = error }
    #expect(refusal?.reason == .damaged)
  }

  @Test func `another kind of package is none of OpenDocument`() {
    var builder = ZipBuilder()
    builder.add("mimetype", "application/epub+zip", deflated: false)
    builder.add("meta.xml", part("<office:meta/>"))
    var refusal: DocumentRefusal?
    do {
      _ = try TagWriting.edits(builder.build(), format: .openDocument, request: Self.request)
    } catch { refusal = error }
    #expect(refusal?.reason == .damaged && refusal?.detail.contains("mimetype") == true)
  }

  @Test(arguments: ["documentsignatures.xml", "MACROSIGNATURES.XML"])
  func `a signature over the metadata is respected, with a way out`(name: String) {
    var refusal: DocumentRefusal?
    do {
      _ = try TagWriting.edits(
        WritingSamples.odt(extra: [("META-INF/" + name, "<s/>")]), format: .openDocument,
        request: Self.request)
    } catch { refusal = error }
    #expect(refusal?.reason == .signed && refusal?.hint == "write the tags to a sidecar file")
  }
}

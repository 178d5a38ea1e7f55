import Model
import Testing

@testable import Documents

/// Tags in books: in the package's metadata as these are written, nothing of others' touched.
struct EPUBWritingTests {
  private static let request = TagRequest(
    TagValues(facets: ["product": ["A & B"], "type": ["Flyer"]], keywords: ["Flyer"]))

  /// The metadata of a book after a request.
  private func written(
    _ metadata: String, package: String = "xmlns=\"http://www.idpf.org/2007/opf\"",
    _ request: TagRequest = request
  ) throws -> String {
    let opf = "<package \(package)>\(metadata)</package>"
    let new = try WritingSamples.changed(WritingSamples.epub(opf: opf), .epub, request)
    let text = try WritingSamples.part("OPS/book.opf", of: new)
    return String(text.dropFirst("<package \(package)>".count).dropLast("</package>".count))
  }

  private static let dc = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
  private static let product = "<meta name=\"parlance:Product\" content=\"A &amp; B\"/>"
  private static let type = "<meta name=\"parlance:DocumentType\" content=\"Flyer\"/>"

  @Test func `a subject, a type and a meta for each facet follow what stands there`() throws {
    #expect(
      try written("<metadata \(Self.dc)><dc:title>T</dc:title></metadata>")
        == "<metadata \(Self.dc)><dc:title>T</dc:title><dc:subject>Flyer</dc:subject>"
        + "<dc:type>Flyer</dc:type>\(Self.product)\(Self.type)</metadata>")
  }

  @Test func `a prefix of the file's own is taken, and one is declared where there is none`() throws
  {
    let own = "xmlns:d=\"http://purl.org/dc/elements/1.1/\""
    #expect(
      try written("<metadata \(own)></metadata>").contains("<d:subject>Flyer</d:subject>"))
    #expect(
      try written("<metadata><x/></metadata>")
        .contains("<dc:subject \(Self.dc)>Flyer</dc:subject>"))
  }

  @Test func `a prefix of the package holds for its meta elements`() throws {
    let package = "xmlns:opf=\"http://www.idpf.org/2007/opf\""
    let opf =
      "<opf:package \(package)><opf:metadata \(Self.dc)></opf:metadata></opf:package>"
    let new = try WritingSamples.changed(WritingSamples.epub(opf: opf), .epub, Self.request)
    let text = try WritingSamples.part("OPS/book.opf", of: new)
    #expect(text.contains("<opf:meta name=\"parlance:Product\" content=\"A &amp; B\"/>"))
  }

  @Test func `in older books the Dublin Core has an element of its own`() throws {
    let text = try written(
      "<metadata><dc-metadata \(Self.dc)><dc:subject>theirs</dc:subject></dc-metadata></metadata>")
    #expect(
      text.contains(
        "<dc:subject>theirs</dc:subject><dc:subject>Flyer</dc:subject><dc:type>Flyer</dc:type></dc-metadata>"
      ))
    #expect(text.hasSuffix("</dc-metadata>\(Self.product)\(Self.type)</metadata>"))
  }

  @Test(arguments: [
    ("<dc:type>theirs</dc:type>", "<dc:type>theirs</dc:type>"),
    (
      "<dc:type>Old</dc:type><dc:type>Old</dc:type>",
      "<dc:type>Flyer</dc:type><dc:type>Old</dc:type>"
    ),
    ("<dc:type></dc:type>", "<dc:type>Flyer</dc:type>"), ("<dc:type/>", "<dc:type>Flyer</dc:type>"),
  ])
  func `a type of others stays, our own and an empty one do not`(type: String, expected: String)
    throws
  {
    var request = Self.request
    request.previous = TagValues(facets: ["type": ["Old"]])
    let text = try written("<metadata \(Self.dc)>\(type)</metadata>", request)
    #expect(text.contains(">\(expected)<"), "\(text)")
  }

  @Test func `what was written goes when it is not asked for any more, and no more than that`()
    throws
  {
    var request = TagRequest(TagValues())
    request.previous = Self.request.values
    let meta = "<meta name=\"parlance:Product\" content=\"A &amp; B\" id=\"x\"/>"
    let text = try written(
      "<metadata \(Self.dc)><dc:subject id='s'> Flyer </dc:subject><dc:subject>theirs</dc:subject>"
        + "<dc:type>Flyer</dc:type>\(meta)<meta name=\"cover\" content=\"A &amp; B\"/></metadata>",
      request)
    #expect(
      text == "<metadata \(Self.dc)><dc:subject>theirs</dc:subject>"
        + "<meta name=\"cover\" content=\"A &amp; B\"/></metadata>")
  }

  @Test func `a facet of others gives way to one with all of its labels only`() throws {
    let theirs = "<meta content=\"Theirs\" name=\"parlance:Product\"/>"
    #expect(try written("<metadata \(Self.dc)>\(theirs)</metadata>").contains(theirs))
    var request = Self.request
    request.values.facets["product"] = ["Theirs", "More"]
    #expect(
      try written("<metadata \(Self.dc)>\(theirs)</metadata>", request)
        .contains("<meta content=\"Theirs; More\" name=\"parlance:Product\"/>"))
  }

  @Test(arguments: ["<a/>", "<package xmlns=\"http://www.idpf.org/2007/opf\"/>", "<package", ""])
  func `a book whose package has no metadata is damaged`(opf: String) {
    var reason: DocumentRefusal.Reason?
    do {
      _ = try TagWriting.edits(
        WritingSamples.epub(opf: opf), format: .epub, request: Self.request)
    } catch { reason = error.reason }
    #expect(reason == .damaged)
  }
}

import Documents
import Model
import System
import Testing

@Suite(.enabled(if: ForeignTools().path(of: .pdftotext) != nil, "pdftotext is not installed"))
struct `PDF files` {
  /// A page with these lines of text, Info, and an XMP packet.
  static func file(_ lines: [String], info: String = "", xmp: String = "") -> [UInt8] {
    let content =
      "BT /F1 12 Tf 14 TL 40 700 Td " + lines.map { "(\($0)) Tj T* " }.joined() + "ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Metadata /Subtype /XML /Length \(xmp.utf8.count) >>\nstream\n\(xmp)\nendstream",
      "<< \(info) >>",
    ]
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text +=
      "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 7 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }

  private let xmp = """
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
    <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:parlance="https://parlance.dev/ns/xmp/1.0/" \
    parlance:product="Harbor Archive"><dc:subject><rdf:Bag><rdf:li>vault</rdf:li><rdf:li>two words</rdf:li></rdf:Bag></dc:subject>\
    <parlance:documentType><rdf:Bag><rdf:li>Data Sheet</rdf:li></rdf:Bag></parlance:documentType></rdf:Description></rdf:RDF></x:xmpmeta>
    """

  @Test func `text, Info and XMP come together`() throws {
    let bytes = Self.file(
      ["Harbor Archive", "a < b & c </pre>"],
      info: "/Title (The Sheet) /Keywords (one, two) /ModDate (D:20100312080000Z) /Author (Ann)",
      xmp: xmp)
    let document = try readDocument(bytes, "a.pdf")
    #expect(document.text == "Harbor Archive\na < b & c </pre>")
    #expect(document.title == "The Sheet")
    #expect(document.values(.keyword) == ["vault", "two words", "one", "two"])
    #expect(document.values(.author) == ["Ann"])
    #expect(document.values(facet: "type") == ["Data Sheet"])
    #expect(document.values(facet: "product") == ["Harbor Archive"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test(arguments: [
    ("efbbbf4772c3b6c39f6520e28093", "Größe –"), ("4772c3b6c39f6520c39c62c3ad", "Größe Übí"),
    ("e38388e383a9e383b3e382b9", "トランス"), ("4772f6df65208520a0", "Größe – €"),
    ("feff0047007200f600df0065", "Größe"), ("fffe4700f600", "Gö"),
    ("feff001b0065006e001b00470072", "Gr"), ("436166e9", "Café"),
  ])
  func `titles are shown in whatever encoding they are`(hex: String, title: String) throws {
    let document = try readDocument(Self.file(["x"], info: "/Title <\(hex)>"), "a.pdf")
    #expect(document.title == title)
  }

  @Test func `lines run on within a paragraph, hyphens go`() throws {
    let document = try readDocument(
      Self.file([
        "A paragraph of several lines that is about the archi-",
        "tecture of vaults and runs over the end of the line to",
        "the next.",
      ]), "a.pdf")
    #expect(
      document.text
        == "A paragraph of several lines that is about the architecture of vaults and runs over the end of the line to the next."
    )
  }

  @Test func `without the program the refusal names the package`() {
    let reader = DocumentReader(tools: ForeignTools(folders: ["/nonexistent"]))
    guard case .failure(let refusal) = reader.read(Self.file(["x"]), name: "a.pdf") else {
      Issue.record("read without a program")
      return
    }
    #expect(refusal.reason == .missingTool)
    #expect(refusal.hint == "install the Debian package 'poppler-utils'.")
  }

  @Test func `damage is damage`() {
    #expect(refusal(Array("%PDF-1.4\nnothing here".utf8), "a.pdf") == .damaged)
  }
}

@Suite struct `What was written is read` {
  /// The samples of formats that tags are written into; a mailbox has no place of its own for them.
  private static let writable = SampleDocuments.all.indices.filter {
    let ending = SharePath(SampleDocuments.all[$0].name).pathExtension
    return ending != "mbox" && DocumentFormat.writable(pathExtension: ending) != nil
  }

  @Test(arguments: writable)
  func `facets and keywords come back in every format`(index: Int) throws {
    let sample = SampleDocuments.all[index]
    let ending = SharePath(sample.name).pathExtension
    let format = try #require(DocumentFormat.writable(pathExtension: ending))
    let request = TagRequest(
      TagValues(
        facets: ["type": ["White Paper"], "product": ["Acme Vault", "Harbor Archive"]],
        keywords: ["White Paper", "Acme Vault"]), overwritesOthers: true)
    let before = try readDocument(sample.bytes, sample.name)
    let edits = try TagWriting.edits(sample.bytes, format: format, request: request)
    let changed = try #require(edits.applied(to: sample.bytes))
    let after = try readDocument(changed, sample.name)
    #expect(after.values(facet: "type") == ["White Paper"], "\(sample.name)")
    #expect(after.values(facet: "product") == ["Acme Vault", "Harbor Archive"], "\(sample.name)")
    #expect(after.text == before.text)
    #expect(after.headings == before.headings)
    #expect(after.title == before.title)
    for keyword in before.values(.keyword) { #expect(after.values(.keyword).contains(keyword)) }
  }
}

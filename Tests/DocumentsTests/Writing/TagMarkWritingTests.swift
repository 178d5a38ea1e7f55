import Model
import Testing

@testable import Documents

@Suite struct `The mark in documents` {
  private static let readsPDF = ForeignTools().path(of: .pdftotext) != nil

  /// Every format that is read here, and a PDF/A, which takes no properties of its own.
  static let samples =
    (WritingSamples.all + [
      WritingSample(
        "pdf, archive", .pdf,
        PDFBuilder(
          xmp: WritingSamples.xmp.replacingOccurrence(
            of: "rdf:about=\"\"",
            with: "rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
              + "pdfaid:part=\"1\""), hasPage: true
        ).build())
    ]).filter { $0.format != .pdf || readsPDF }

  @Test(.enabled(if: readsPDF, "pdftotext is not installed, so that no PDF is read back"))
  func `is looked for in PDF, too`() {
    #expect(Self.samples.count { $0.format == .pdf } == 4)
  }

  private static func mark(_ run: String, _ labels: [String: [String]]) -> TagMark {
    let entries = labels.sorted { $0.key < $1.key }.flatMap { facet, labels in
      labels.map {
        TagMark.Entry(facet: facet, label: $0, giver: facet == "type" ? .machine : .person)
      }
    }
    return TagMark(
      run: run, account: "tester",
      entries: entries + [.init(facet: "product", label: "Jetty", giver: .rejected)])
  }

  private static let marked = TagRequest(
    WritingSamples.request.values, mark: mark("7", WritingSamples.request.values.facets))

  /// The document as it is read.
  private func read(_ bytes: [UInt8], _ sample: WritingSample) throws -> Document {
    if sample.format == .xmp {
      return try DocumentReader().readSidecar(ByteSource(bytes)).finish(id: "s", format: "xmp")
    }
    let kind = sample.testDescription.prefix { $0 != "," }
    return try DocumentReader().read(bytes, name: "document." + kind).get()
  }

  @Test(arguments: samples)
  func `is read back, and what it names is not taken for others' tags`(
    sample: WritingSample
  ) throws {
    let new = try WritingSamples.changed(sample.bytes, sample.format, Self.marked)
    let document = try read(new, sample)
    #expect(document.mark == Self.marked.mark)
    #expect(!document.metadata.contains { $0.role == .facet })
    let words = document.metadata.filter { $0.role == .keyword || $0.role == .category }
    #expect(words.contains { $0.value == "theirs" })
    #expect(!words.contains { $0.value == "Data Sheet" })
    #expect(!document.metadata.contains { $0.value.contains("Parlance/1") })
  }

  @Test(arguments: samples)
  func `stays while it says the same, and changes with what it says`(sample: WritingSample) throws {
    let new = try WritingSamples.changed(sample.bytes, sample.format, Self.marked)
    var again = Self.marked
    again.previous = again.values
    again.mark?.run = "8"
    #expect(try TagWriting.edits(new, format: sample.format, request: again).isEmpty)
    again.mark?.entries[0].giver = .machine
    let changed = try WritingSamples.changed(new, sample.format, again)
    #expect(changed != new)
    #expect(try read(changed, sample).mark == again.mark)
    // A request that says nothing of it leaves it.
    let silent = TagRequest(again.values, previous: again.values)
    #expect(try TagWriting.edits(changed, format: sample.format, request: silent).isEmpty)
  }

  @Test(arguments: samples)
  func `goes with the last tag`(sample: WritingSample) throws {
    let new = try WritingSamples.changed(sample.bytes, sample.format, Self.marked)
    let none = TagRequest(
      TagValues(), previous: Self.marked.values,
      mark: TagMark(run: "9", account: "tester", entries: []))
    let cleaned = try WritingSamples.changed(new, sample.format, none)
    let document = try read(cleaned, sample)
    #expect(document.mark == nil)
    #expect(!document.metadata.contains { $0.value == "Data Sheet" })
  }

  @Test func `leaves to others what they wrote beside it`() throws {
    let sample = try #require(Self.samples.first { $0.format == .markdown })
    let new = try WritingSamples.changed(sample.bytes, sample.format, Self.marked)
    let text = String(decoding: new, as: UTF8.self)
      .replacingOccurrence(of: "documentType: Data Sheet", with: "documentType: Quote")
    let document = try read(Array(text.utf8), sample)
    #expect(document.metadata.filter { $0.role == .facet }.map(\.value) == ["Quote"])
    #expect(document.mark?.entries.first?.label == "Häfen & <Archive>")
  }

  @Test func `does not take the place of a property of others`() throws {
    let theirs = "---\ntaggedBy: Ann\n---\n# T\n"
    let new = try WritingSamples.changed(Array(theirs.utf8), .markdown, Self.marked)
    let text = String(decoding: new, as: UTF8.self)
    #expect(text.contains("taggedBy: Ann\n"))
    #expect(!text.contains("Parlance/1"))
  }

  @Test func `of a mail is folded`() throws {
    let labels = (1...60).map { "Product number \($0) of the catalog" }
    let request = TagRequest(
      TagValues(facets: ["product": labels], keywords: labels),
      mark: Self.mark("1", ["product": labels]))
    let new = try WritingSamples.changed(Array(WritingSamples.mail.utf8), .mail, request)
    #expect(new.split(separator: 10).allSatisfy { $0.count <= 998 })
    let document = try DocumentReader().read(new, name: "m.eml").get()
    #expect(document.mark == request.mark)
  }
}

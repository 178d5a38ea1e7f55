import Documents
import JSONCoding
import Model
import System
import Tagging
import TestSupport
import Testing

struct DocumentRecordTests {
  /// A document as it is after a line of it was written and read.
  private func copy(of document: Document) throws -> Document {
    var writer = JSONWriter()
    document.write(to: &writer, id: .string(document.id), stamp: FileStamp(size: 1, modified: 2))
    return try TaggingRecord(try JSONReader.value(of: writer.bytes)).document
  }

  @Test func `every document of the samples is the same after its line was read`() throws {
    let folder = try ShareFolder(SharePath(repositoryFile("Samples/share")))
    let files = try ShareWalk().files(in: folder).files
    var count = 0
    let wantsProgram: Set = ["pdf", "doc", "xls", "ppt"]
    try DocumentReader().readAll(
      files.filter { !wantsProgram.contains($0.path.pathExtension) }, in: folder, concurrency: 2
    ) { _, result in
      guard case .success(let document) = result else { return }
      count += 1
      let copied = try copy(of: document)
      #expect(copied == document, "\(document.id)")
    }
    #expect(count > 100)
  }

  @Test func `roles, facets, dates and marks survive, and no date stays none`() throws {
    var document = Document(id: "a\u{0}b", path: "Angebot 2011/x.txt", text: "1. März 2010\u{1F}")
    document.metadata = [
      MetadataField(name: "cp:category", value: "Flyer", role: .category),
      MetadataField(name: "DocumentType", value: "Brochure", role: .facet, facet: "type"),
      MetadataField(name: "cp:category", value: "Second", role: .category),
    ]
    document.remarks = ["cut"]
    document.mark = TagMark(
      run: "3", account: "maria", entries: [TagMark.Entry(facet: "type", label: "Price list")])
    document.format = "txt"
    let copied = try copy(of: document)
    #expect(copied == document)
    #expect(copied.dates.isEmpty)
  }
}

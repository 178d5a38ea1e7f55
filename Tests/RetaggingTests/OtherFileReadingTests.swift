import Cataloging
import Documents
import Foundation
import Model
import System
import TestSupport
import Testing

@testable import Retagging

/// Files without text, and those that cannot be read, in the catalog.
struct OtherFileReadingTests {
  private let folder: TemporaryFolder
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    folder = try TemporaryFolder()
    catalog = try Catalog()
    share = try catalog.share(root: folder.path + "/share", isFolder: true)
    try folder.write("share/a.txt", "Harbor Archive keeps.\n")
    try folder.write("share/2010-03-12 plan.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])
  }

  private func refresh(tools: ForeignTools) throws -> ShareRefresh {
    try ShareReading(catalog: catalog, share: share, reader: DocumentReader(tools: tools))
      .refresh()
  }

  @Test func `are read again, and alone, when ExifTool comes`() throws {
    let none = ForeignTools(folders: [])
    let first = try refresh(tools: none)
    #expect(first.read == 2 && first.refused == 0)
    #expect(first.lacking.values.sorted() == [1])
    #expect(try refresh(tools: none).read == 0)
    try folder.writeProgram("bin/exiftool", "#!/bin/sh\nexit 1\n")
    let some = ForeignTools(folders: [folder.path + "/bin"])
    let again = try refresh(tools: some)
    #expect(again.read == 1 && again.lacking.isEmpty)
    #expect(try refresh(tools: some).read == 0)
  }

  @Test func `a file that cannot be read is known by its name`() throws {
    try folder.write("share/2011-05-01 Offer.docx", "no archive")
    let refresh = try refresh(tools: ForeignTools(folders: []))
    #expect(refresh.refused == 1)
    let entry = try #require(try catalog.entries(of: share).first { $0.refusal != nil })
    let document = try #require(try catalog.document(entry.id))
    #expect(document.path == "2011-05-01 Offer.docx" && document.text.isEmpty)
    #expect(document.dates.map(\.date.description).contains("2011-05-01"))
  }

  @Test func `what earlier versions refused is tried again once`() throws {
    let none = ForeignTools(folders: [])
    _ = try refresh(tools: none)
    let image = try #require(try catalog.entries(of: share).first { $0.path.hasSuffix("png") })
    let update = DocumentUpdate(
      path: image.path, state: image.state, outcome: .refused("unsupportedFormat: a PNG image"))
    _ = try catalog.store([update], in: share)
    #expect(try refresh(tools: none).read == 0, "it is in the file")
    try catalog.set("files without text of share \(share.id)", to: nil)
    #expect(try refresh(tools: none).read == 1)
  }
}

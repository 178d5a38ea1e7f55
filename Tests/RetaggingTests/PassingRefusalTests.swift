import Cataloging
import Documents
import TestSupport
import Testing

@testable import Retagging

/// What passes is tried again; what lasts is tried again when its cause has changed.
struct PassingRefusalTests {
  private let files: CatalogedShare

  init() throws {
    files = try CatalogedShare()
    try files.write("a.txt", "Harbor Archive keeps.\n")
  }

  private func refresh(tools: ForeignTools = ForeignTools()) throws -> ShareRefresh {
    var reading = files.reading
    reading.reader = DocumentReader(tools: tools)
    return try reading.refresh()
  }

  /// Makes the catalog believe that the last reading was refused, the file being as it is.
  private func refuse(_ kind: RefusalKind) throws {
    let entry = try #require(try files.entry("a.txt"))
    let update = DocumentUpdate(
      path: entry.path, state: entry.state, outcome: .refused("some reason", kind))
    _ = try files.catalog.store([update], in: files.share)
  }

  @Test(arguments: [(RefusalKind.passing, 1), (.file, 0), (.tools(1), 1)])
  func `a refusal is tried again unless it is in the file itself`(
    kind: RefusalKind, read: Int
  ) throws {
    #expect(try refresh().read == 1)
    try refuse(kind)
    #expect(try refresh().read == read)
    #expect((try files.entry("a.txt")?.refusal == nil) == (read == 1))
  }

  @Test func `a document without its program is tried again when the programs change`() throws {
    try files.write("b.pdf", "%PDF-1.4\n%%EOF\n")
    let none = ForeignTools(folders: [])
    #expect(try refresh(tools: none).refused == 1)
    #expect(try refresh(tools: none).refused == 0, "nothing has changed")
    let bin = files.folder.path + "/bin"
    try files.folder.writeProgram(
      "bin/pdftotext", "#!/bin/sh\necho '<pre>'; echo Text; echo '</pre>'\n")
    let some = try refresh(tools: ForeignTools(folders: [bin]))
    #expect(some.read + some.refused == 1)
  }

  @Test(arguments: DocumentRefusal.Reason.allCases)
  func `every refusal says what has to change`(reason: DocumentRefusal.Reason) {
    let lasting: Set<DocumentRefusal.Reason> = [
      .empty, .encrypted, .damaged, .tooLarge, .limit, .unsupportedFormat, .signed, .unverified,
      .noRoom,
    ]
    let remedy = DocumentRefusal(reason, "").remedy
    switch reason {
    case .missingTool, .toolFailed: #expect(remedy == .tools)
    default: #expect(remedy == (lasting.contains(reason) ? .file : .time))
    }
  }
}

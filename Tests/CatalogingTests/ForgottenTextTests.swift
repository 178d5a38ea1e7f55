import Foundation
import Model
import TestSupport
import Testing

@testable import Cataloging

struct ForgottenTextTests {
  /// The database and its log, as anybody would find them who reads the files.
  private static func contains(_ bytes: [UInt8], in folder: String) throws -> Bool {
    try fileContents(below: URL(fileURLWithPath: folder)).values.contains { file in
      file.range(of: Data(bytes)) != nil
    }
  }

  @Test(arguments: ["missing", "not readable any more"])
  func `the text of a document is in no file when it is gone`(how: String) throws {
    try withTemporaryFolder { folder in
      let catalog = try Catalog(path: folder + "/catalog.sqlite")
      let share = try catalog.share(root: "/share", isFolder: true)
      // Longer than a page, and no two lines alike.
      let text = (0..<4_000).map { "line \($0 &* 2_654_435_761 % 1_000_003)" }
        .joined(separator: "\n")
      let document = Document(id: "a", path: "a.md", title: "A", text: text)
      let stored = DocumentCoding.encode(document)
      let middle = Array(stored[stored.count / 2..<stored.count / 2 + 64])
      let id = try catalog.store(
        [DocumentUpdate(path: "a.md", state: nil, outcome: .read(document))], in: share)[0]
      try catalog.emptyLog()
      #expect(try Self.contains(middle, in: folder))
      if how == "missing" {
        try catalog.markMissing([id], since: "2026-01-01T00:00:00Z")
      } else {
        try catalog.forgetText(of: [id], reason: "cannot be read")
        #expect(try catalog.document(id) == nil)
      }
      try catalog.emptyLog()
      #expect(try !Self.contains(middle, in: folder))
    }
  }

  @Test(arguments: ["missing", "not readable any more", "of a share that is forgotten"])
  func
    `what was recognized of a file is forgotten with the document, unless another has the same bytes`(
      how: String
    ) throws
  {
    let catalog = try Catalog()
    let shares = try ["/share", "/other"].map { try catalog.share(root: $0, isFolder: true) }
    let ids = try shares.map { share in
      try catalog.store(
        [
          DocumentUpdate(
            path: "a.png", state: nil,
            outcome: .read(Document(id: "a", path: "a.png", title: "A", text: "")))
        ], in: share)[0]
    }
    for id in ids {
      try catalog.record(
        recognized: "salaries", as: Document(id: "a", path: "a.png", title: "A", text: "salaries"),
        of: id, sum: "5u3", by: "reader")
    }
    for (id, share) in zip(ids, shares) {
      #expect(try catalog.recognizedText(ofSum: "5u3", by: "reader") == "salaries")
      switch how {
      case "missing": try catalog.markMissing([id], since: "2026-01-01T00:00:00Z")
      case "not readable any more": try catalog.forgetText(of: [id], reason: "cannot be read")
      default: _ = try catalog.remove(share)
      }
    }
    #expect(try catalog.recognizedText(ofSum: "5u3", by: "reader") == nil)
  }

  @Test func `who may read a document is kept, and a change of it is a change of the document`()
    throws
  {
    let catalog = try Catalog()
    let share = try catalog.share(root: "/share", isFolder: true)
    let document = Document(id: "a", path: "a.md", title: "A", text: "a")
    let ids = try catalog.store(
      [
        DocumentUpdate(path: "a.md", state: nil, outcome: .read(document)),
        DocumentUpdate(path: "b.md", state: nil, outcome: .read(document)),
      ], in: share)
    #expect(try catalog.accessLists(in: share).isEmpty)
    let before = try catalog.revision()
    try catalog.record(access: [AccessRecord(document: ids[0], text: "u0+g5+o-")])
    #expect(try catalog.accessLists(in: share) == [ids[0]: "u0+g5+o-"])
    #expect(try catalog.accessList(of: ids[1]) == nil)
    #expect(try catalog.changes(after: before).changed == [ids[0]])
    try catalog.record(access: ids.prefix(2).map { AccessRecord(document: $0, text: "*") })
    #expect(try catalog.accessList(of: ids[0]) == "*")
  }
}

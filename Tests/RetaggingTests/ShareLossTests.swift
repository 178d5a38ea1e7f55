import Cataloging
import Documents
import Foundation
import Model
import TestSupport
import Testing

@testable import Retagging

/// A share that cannot be seen is not an empty one.
struct ShareLossTests {
  private let folder: TemporaryFolder
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    folder = try TemporaryFolder()
    catalog = try Catalog()
    try FileManager.default.createDirectory(
      at: folder.url(of: "share"), withIntermediateDirectories: false)
    share = try catalog.share(root: folder.path + "/share", isFolder: true)
  }

  private func write(_ count: Int) throws {
    for index in 0..<count { try folder.write("share/\(index).txt", "Document \(index).\n") }
  }

  private func remove(_ range: Range<Int>) throws {
    for index in range {
      try FileManager.default.removeItem(at: folder.url(of: "share/\(index).txt"))
    }
  }

  @discardableResult
  private func refresh(allowsMissing: Bool = false) throws -> ShareRefresh {
    var reading = ShareReading(catalog: catalog, share: share)
    reading.allowsMissing = allowsMissing
    return try reading.refresh()
  }

  private func present() throws -> Int { try catalog.entries(of: share).count }

  @Test func `an empty share stops the run, and everything stays`() throws {
    try write(3)
    try refresh()
    try remove(0..<3)
    #expect(throws: ShareLoss.empty(root: share.root, known: 3)) { try refresh() }
    #expect(try present() == 3)
    #expect(try refresh(allowsMissing: true).missing == 3)
    #expect(try present() == 0)
    #expect(try refresh().missing == 0, "what is known to be missing stops nothing")
  }

  @Test func `a share that is not there stops the run`() throws {
    try write(2)
    try refresh()
    try FileManager.default.removeItem(at: folder.url(of: "share"))
    let loss = #expect(throws: ShareLoss.self) { try refresh() }
    guard case .absent(share.root, 2, _) = loss else {
      Issue.record("\(String(describing: loss))")
      return
    }
    #expect(try present() == 2)
    #expect(try refresh(allowsMissing: true).missing == 2)
  }

  @Test func `another file system in place of the share stops the run`() throws {
    try write(2)
    try refresh()
    #expect(try catalog.fileSystem(of: share) != nil)
    try catalog.setFileSystem("another", of: share)
    #expect(throws: ShareLoss.otherFileSystem(root: share.root, known: 2)) { try refresh() }
    #expect(try catalog.fileSystem(of: share) == "another")
    try refresh(allowsMissing: true)
    #expect(try refresh().missing == 0, "the new file system is the usual one from then on")
  }

  @Test(arguments: [(100, 21, true), (100, 20, false), (12, 10, true), (12, 9, false)])
  func `a share that lost more than a fifth, and ten documents at least, stops the run`(
    known: Int, gone: Int, stops: Bool
  ) throws {
    try write(known)
    try refresh()
    try remove(0..<gone)
    if stops {
      #expect(throws: ShareLoss.lost(root: share.root, gone: gone, known: known)) {
        try refresh()
      }
    }
    #expect(try refresh(allowsMissing: stops).missing == gone)
    #expect(try present() == known - gone)
  }

  @Test func `what comes back is read again, whatever its size and time`() throws {
    try write(3)
    try refresh()
    let away = folder.url(of: "away.txt")
    let place = folder.url(of: "share/1.txt")
    try FileManager.default.moveItem(at: place, to: away)
    #expect(try refresh().missing == 1)
    try FileManager.default.moveItem(at: away, to: place)
    let again = try refresh()
    #expect(again.read == 1 && again.missing == 0)
    let entry = try #require(try catalog.entries(of: share).first { $0.path == "1.txt" })
    #expect(try catalog.document(entry.id)?.text.contains("Document 1.") == true)
  }

  @Test func `what rules leave out is no loss, and comes back with what is known of it`() throws {
    try write(3)
    try folder.write("share/old/a.txt", "An old one.\n")
    try refresh()
    let known = try #require(try catalog.entries(of: share).first { $0.path == "old/a.txt" })
    let decision = StoredDecision(concept: "urn:c", facet: "type", isAccepted: true)
    try catalog.record(decision, on: known.id)
    try folder.write("share/.parlanceignore", "*\n")
    let left = try refresh()
    #expect((left.excluded, left.missing, left.files) == (4, 0, 0))
    #expect(try present() == 0)
    #expect(try refresh().excluded == 0, "what is left out already is not told again")
    try folder.write("share/.parlanceignore", "0.txt\n")
    #expect(try refresh().files == 3)
    #expect(try catalog.entries(of: share).map(\.path) == ["1.txt", "2.txt", "old/a.txt"])
    #expect(try catalog.decisions(on: known.id) == [decision])
  }
}

import Cataloging
import Documents
import Model
import Testing

@testable import Retagging

/// A share that cannot be seen is not an empty one.
struct ShareLossTests {
  private let files: CatalogedShare
  private var catalog: Catalog { files.catalog }
  private var share: CatalogShare { files.share }

  init() throws { files = try CatalogedShare() }

  private func write(_ count: Int) throws {
    for index in 0..<count { try files.write("\(index).txt", "Document \(index).\n") }
  }

  private func remove(_ range: Range<Int>) throws {
    for index in range { try files.remove("\(index).txt") }
  }

  @discardableResult
  private func refresh(allowsMissing: Bool = false) throws -> ShareRefresh {
    var reading = files.reading
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
    try files.remove("")
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
    try files.move("1.txt", "../away.txt")
    #expect(try refresh().missing == 1)
    try files.move("../away.txt", "1.txt")
    let again = try refresh()
    #expect(again.read == 1 && again.missing == 0)
    let entry = try #require(try files.entry("1.txt"))
    #expect(try catalog.document(entry.id)?.text.contains("Document 1.") == true)
  }

  @Test func `what rules leave out is no loss, and comes back with what is known of it`() throws {
    try write(3)
    try files.write("old/a.txt", "An old one.\n")
    try refresh()
    let known = try #require(try files.entry("old/a.txt"))
    let decision = StoredDecision(concept: "urn:c", facet: "type", isAccepted: true)
    try catalog.record(decision, on: known.id)
    try files.write(".parlanceignore", "*\n")
    let left = try refresh()
    #expect((left.excluded, left.missing, left.files) == (4, 0, 0))
    #expect(try present() == 0)
    #expect(try refresh().excluded == 0, "what is left out already is not told again")
    try files.write(".parlanceignore", "0.txt\n")
    #expect(try refresh().files == 3)
    #expect(try catalog.entries(of: share).map(\.path) == ["1.txt", "2.txt", "old/a.txt"])
    #expect(try catalog.decisions(on: known.id) == [decision])
  }
}

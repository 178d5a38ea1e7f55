import Documents
import Foundation
import Glibc
import Model
import System
import Testing

@testable import Journaling
@testable import Retagging

/// A folder of the share that gives way to a link between the look at a file and its change.
struct SwappedFolderTests {
  /// The places that the file system of the temporary folder can keep tags in.
  static let places = TagPlace.inFiles

  private func item(_ share: TemporaryShare) -> TagWritingItem {
    TagWritingItem(
      id: 0, path: share.path("folder/a.md"), request: TagRequest(TemporaryShare.values))
  }

  private func makeShare() throws -> TemporaryShare {
    let share = try TemporaryShare()
    #expect(unsafe mkdir(share.share + "/folder", 0o755) == 0)
    try share.write("folder/a.md", "# A\n")
    return share
  }

  /// Moves the folder out of the share and puts a link to it in its place: the file is the same to
  /// whoever follows links, and is outside of the share.
  private func swap(_ share: TemporaryShare) {
    #expect(unsafe rename(share.share + "/folder", share.root + "/elsewhere") == 0)
    #expect(unsafe symlink(share.root + "/elsewhere", share.share + "/folder") == 0)
  }

  /// What is in the folder that was moved out: bytes, inodes and times.
  private func elsewhere(_ share: TemporaryShare) throws -> [String: String] {
    let folder = share.root + "/elsewhere"
    var result: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      var status = stat()
      #expect(unsafe lstat(folder + "/" + name, &status) == 0)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      result[name] = "\(status.st_ino) \(status.st_ctim) \(Array(bytes))"
    }
    return result
  }

  private func commit(
    _ change: PreparedChange, to share: TemporaryShare
  ) throws -> [FileOutcome] {
    let journal = try RunJournal(
      folder: share.journals, header: JournalHeader(run: "run", time: 1, purpose: "test"))
    var transaction = FileTransaction(journal: journal, options: FileWritingOptions())
    let outcomes = try transaction.commit([change])
    try journal.finish()
    return outcomes
  }

  @Test(arguments: places)
  func `a change that was worked out is not made through a link`(
    place: TagPlace
  ) throws {
    let share = try makeShare()
    guard let change = try item(share).changes(place).first else {
      Issue.record("nothing to write")
      return
    }
    swap(share)
    let before = try elsewhere(share)
    let outcome = try #require(try commit(change, to: share).first)
    #expect(outcome.word == "refused: unwritable", "\(outcome.status)")
    #expect(try elsewhere(share) == before)
    #expect(try JournalUndo.settle(folder: share.journals).isEmpty)
  }

  @Test(arguments: places)
  func `a change is not taken back through a link`(place: TagPlace) throws {
    let share = try makeShare()
    #expect(try share.apply([item(share)], place: place).map(\.word) == ["changed"])
    swap(share)
    let before = try elsewhere(share)
    let words = try share.undo("run", as: "undo").map(\.word)
    #expect(words.allSatisfy { $0.hasPrefix("refused") }, "\(words)")
    #expect(try elsewhere(share) == before)
  }

  @Test
  func `what an interrupted run left is not taken away through a link`() throws {
    let share = try makeShare()
    guard let change = try item(share).changes(.documents).first else {
      Issue.record("nothing to write")
      return
    }
    var entry = change.entry
    entry.temporary = JournalEntry.temporary(for: entry.path, run: "run", index: 0)
    let journal = try RunJournal(
      folder: share.journals, header: JournalHeader(run: "run", time: 1, purpose: "test"))
    journal.append(.intent(entry))
    try journal.sync()
    try Data(change.newBytes).write(to: URL(fileURLWithPath: entry.temporary.description))
    swap(share)
    let before = try elsewhere(share)
    let settlements = try JournalUndo.settle(folder: share.journals)
    #expect(settlements.map(\.unclear) == [[entry.path]])
    #expect(try elsewhere(share) == before)
  }

  /// A kernel before 5.6 does not know the call that walks without links.
  @Test(
    .enabled(if: InterruptedRun.isPossible, "strace cannot trace here"),
    arguments: ["ENOSYS", "EPERM"])
  func `where the kernel cannot walk without links each step is one`(error: String) throws {
    let run = try InterruptedRun(place: .documents)
    #expect(unsafe symlink(run.share.share + "/a.md", run.share.root + "/link") == 0)
    let result = try run.apply(injecting: "openat2:error=\(error)", .documents, run: "run")
    #expect(result.status == 0)
    #expect(try run.share.state() == run.new)

    let linked = try TemporaryShare(in: InterruptedRun.fastFolder)
    try linked.fill()
    let before = try linked.state()
    #expect(unsafe symlink(linked.share, linked.root + "/link") == 0)
    let refused = try InterruptedRun.run([
      "-e", "trace=openat2", "-e", "inject=openat2:error=\(error)", InterruptedRun.probe ?? "",
      "apply", linked.root + "/link", linked.journals.description, "run", "documents",
    ])
    #expect(refused.status == 0)
    #expect(try linked.state() == before)
  }
}

import Documents
import MappedStorage
import System
import TestSupport
import Testing

@testable import Journaling

/// What is known of an extended attribute after a run was interrupted.
struct AttributeStateTests {
  private func entry(_ path: String, from old: [UInt8]?, to new: [UInt8]?) -> JournalEntry {
    var entry = JournalEntry(
      index: 0, id: 1, path: SharePath(path), kind: .attribute, temporary: SharePath(bytes: []),
      oldSize: old?.count ?? 0, oldChecksum: Checksum.of(old ?? []), newSize: new?.count ?? 0,
      newChecksum: Checksum.of(new ?? []), modified: 0, mode: 0o100644,
      inverse: ByteEdits(replacing: 0..<(new?.count ?? 0), with: old ?? []))
    entry.attribute = "user.xdg.tags"
    entry.hadAttribute = old != nil
    entry.hasAttribute = new != nil
    return entry
  }

  @Test(
    arguments: [
      (nil, [1], nil, .old), (nil, [1], [1], .new), (nil, [1], [2], .other), (nil, [1], [], .other),
      ([1], nil, [1], .old), ([1], nil, nil, .new), ([1], nil, [2], .other), ([1], nil, [], .other),
      ([1], [2], [1], .old), ([1], [2], [2], .new), ([1], [2], [3], .other),
      ([1], [2], nil, .other),
      ([], nil, [], .old), ([], nil, nil, .new), (nil, [], [], .new), (nil, [], nil, .old),
    ] as [([UInt8]?, [UInt8]?, [UInt8]?, JournalUndo.State)])
  func `a value is as before, as it was to become, or somebody else's`(
    old: [UInt8]?, new: [UInt8]?, found: [UInt8]?, state: JournalUndo.State
  ) {
    #expect(JournalUndo.state(ofAttribute: found, entry("/x", from: old, to: new)) == state)
  }

  @Test func `the attribute of a file that is gone is unclear, not undone`() throws {
    let folder = try TemporaryFolder()
    let journals = SharePath(folder.path)
    let journal = try RunJournal(
      folder: journals, header: JournalHeader(run: "1", time: 1, purpose: "test"))
    journal.append(.intent(entry("\(folder.path)/gone.md", from: [1], to: nil)))
    try journal.sync()
    let settled = try JournalUndo.settle(folder: journals)
    #expect(settled.map(\.unclear) == [[SharePath("\(folder.path)/gone.md")]])
    #expect(settled.map(\.changed) == [0] && settled.map(\.notMade) == [0])
  }
}

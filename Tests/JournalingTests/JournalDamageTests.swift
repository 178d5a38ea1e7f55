import Documents
import Foundation
import System
import TestSupport
import Testing

@testable import Journaling

/// What settling does to journals that are damaged: nothing, unless their run is not over.
struct JournalDamageTests {
  /// A journal of a run that changed nothing that is there, and its bytes.
  private func journal(_ folder: TemporaryFolder, isEnded: Bool = true) throws -> (URL, Data) {
    let journals = SharePath(folder.path)
    let journal = try RunJournal(
      folder: journals, header: JournalHeader(run: "1", time: 1, purpose: "test"))
    for index in 0..<5 {
      let path = SharePath("\(folder.path)/share/\(index).md")
      journal.append(
        .intent(
          JournalEntry(
            index: index, id: Int64(index), path: path, kind: .edit,
            temporary: JournalEntry.temporary(for: path, run: "1", index: index), oldSize: 10,
            oldChecksum: 1, newSize: 12, newChecksum: 2, modified: 3, mode: 0o100644,
            inverse: ByteEdits(replacing: index..<(index + 2), with: []))))
    }
    journal.append(.done([0, 1, 2, 3, 4]))
    if isEnded { try journal.finish() } else { try journal.sync() }
    let url = folder.url(of: "1.journal")
    return (url, try Data(contentsOf: url))
  }

  @Test
  func `no flipped bit makes a finished run's journal shorter, longer or go`() throws {
    let folder = try TemporaryFolder()
    let (url, bytes) = try journal(folder)
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      try damaged.write(to: url)
      _ = try JournalUndo.settle(folder: SharePath(folder.path), isFinished: { _ in true })
      #expect(try Data(contentsOf: url) == damaged, "byte \(place)")
    }
  }

  @Test
  func `what is behind damage is still taken back, and what is damaged is said`() throws {
    let folder = try TemporaryFolder()
    let (url, bytes) = try journal(folder)
    let third = try #require(bytes.range(of: Data("/share/2.md".utf8)))
    var damaged = bytes
    damaged[third.lowerBound] ^= 1
    try damaged.write(to: url)
    let stored = try StoredJournal(run: "1", folder: SharePath(folder.path))
    #expect(stored.paths.count == 4 && stored.isEnded && stored.isDamaged && stored.lacksChanges)
    #expect(stored.damageWords.contains("1.journal' is damaged at bytes "))
  }

  @Test
  func `only the torn tail of a run that is not over is cut`() throws {
    let folder = try TemporaryFolder()
    let (url, bytes) = try journal(folder, isEnded: false)
    for cut in [1, 7, 15] {
      try bytes.dropLast(cut).write(to: url)
      _ = try JournalUndo.settle(folder: SharePath(folder.path))
      let stored = try StoredJournal(run: "1", folder: SharePath(folder.path))
      #expect(stored.isEnded && !stored.isDamaged && stored.paths.count == 5)
    }
  }

  @Test(arguments: [0, 5, 19])
  func `a journal that was cut off before its header is no run`(length: Int) throws {
    let folder = try TemporaryFolder()
    let (url, bytes) = try journal(folder)
    try bytes.prefix(length).write(to: url)
    #expect(try JournalUndo.settle(folder: SharePath(folder.path)).allSatisfy { $0.changed == 0 })
  }

  @Test
  func `a journal without a readable record is left where it is, and named`() throws {
    let folder = try TemporaryFolder()
    let (url, bytes) = try journal(folder)
    let rubbish = Data(bytes.map { $0 ^ 0x55 })
    try rubbish.write(to: url)
    let settled = try JournalUndo.settle(folder: SharePath(folder.path))
    #expect(settled.first?.damage?.contains("1.journal' is damaged: no record") == true)
    #expect(try Data(contentsOf: url) == rubbish)
  }

  @Test
  func `numbers of any size in a well-formed record are refused or kept, never computed with`()
    throws
  {
    for size in [0, 1, Int.max - 1, Int.max] {
      for time in [Int64.min, -1, 0, Int64.max] {
        var coding = JournalCoding()
        let entry = JournalEntry(
          index: 0, id: time, path: SharePath("/nowhere/a"), kind: .edit,
          temporary: SharePath(bytes: []), oldSize: size, oldChecksum: .max, newSize: size,
          newChecksum: .max, modified: time, mode: .max, inode: .max, inverse: ByteEdits())
        let folder = try TemporaryFolder()
        let bytes =
          JournalCoding.magic
          + coding.encode(.header(JournalHeader(run: "1", time: time, purpose: "")))
          + coding.encode(.intent(entry)) + coding.encode(.done([0]))
        try folder.write("1.journal", bytes)
        let read = try #require(JournalCoding.decode(bytes))
        #expect(read.records.count == 3)
        _ = try JournalUndo.settle(folder: SharePath(folder.path))
        let header = JournalHeader(run: "2", time: 0, purpose: "")
        try JournalUndo.undo(run: "1", folder: SharePath(folder.path), header: header) { outcomes in
          #expect(outcomes.count == 1)
          return true
        }
      }
    }
  }

  @Test
  func `edits and indices of extreme numbers are refused`() {
    for number in [1 << 49, 1 << 50, Int.max / 2, Int.max] {
      var edits = ByteWriter()
      edits.number(2)
      for _ in 0..<2 {
        edits.number(number)
        edits.number(number)
        edits.blob([])
      }
      #expect(ByteReader.edits(edits.bytes) == nil)
      var indices = ByteWriter()
      indices.number(1)
      indices.number(number)
      indices.number(number)
      var reader = ByteReader(indices.bytes)
      #expect(reader.indices(below: 1000) == nil)
    }
  }
}

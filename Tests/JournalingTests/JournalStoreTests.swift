import Documents
import Foundation
import RandomNumbers
import System
import TestSupport
import Testing

@testable import Journaling

/// The journals of a workspace as files: their names, their order, and what goes when.
struct JournalStoreTests {
  private let folder: TemporaryFolder
  private var place: SharePath { SharePath(folder.path) }

  init() throws { folder = try TemporaryFolder() }

  /// A journal of a run that says it changed a file.
  private func write(_ run: String, at time: Int64, ends: Bool = true) throws {
    let journal = try RunJournal(
      folder: place, header: JournalHeader(run: run, time: time, purpose: "test"))
    journal.append(
      .intent(
        JournalEntry(
          index: 0, id: 1, path: SharePath("/share/\(run).md"), kind: .edit,
          temporary: SharePath(bytes: []), oldSize: 3, oldChecksum: 1, newSize: 3, newChecksum: 2,
          modified: 0, mode: 0o100644, inverse: ByteEdits(replacing: 0..<1, with: [7]))))
    if ends {
      try journal.finish()
    } else {
      try journal.sync()
    }
  }

  @Test func `runs are named by their files, and numbered by what stands before a dash`() throws {
    #expect(try StoredJournal.runs(in: place).isEmpty)
    #expect(try StoredJournal.lastNumber(in: place) == 0)
    for name in [
      "2.journal", "12-back1.journal", "x.journal", "7.journal.tmp", ".journal",
      "9007199254740992.journal",
      "99999999999999999999.journal", "-3.journal", "note.txt",
    ] { try folder.write(name, "") }
    #expect(
      try StoredJournal.runs(in: place) == [
        "", "-3", "12-back1", "2", "9007199254740992", "99999999999999999999", "x",
      ])
    // 2^53 and more no catalog counts to.
    #expect(try StoredJournal.lastNumber(in: place) == 12)
    #expect(try StoredJournal.lastNumber(in: SharePath("/nowhere")) == 0)
  }

  @Test func `a folder that cannot be read is not one without runs`() throws {
    try folder.write("journal", "a file where the folder was")
    let file = SharePath(folder.url(of: "journal").path)
    let refusals = [
      #expect(throws: DocumentRefusal.self) { try StoredJournal.runs(in: file) },
      #expect(throws: DocumentRefusal.self) { try StoredJournal.lastNumber(in: file) },
      #expect(throws: DocumentRefusal.self) { try JournalUndo.settle(folder: file) },
      #expect(throws: DocumentRefusal.self) { try JournalUndo.prune(folder: file, keeping: 0) },
      #expect(throws: DocumentRefusal.self) { try JournalUndo.discard(["1"], folder: file) },
    ]
    for refusal in refusals {
      #expect(refusal?.reason == .unreadable)
      #expect(refusal?.detail == "'\(file)': Not a directory")
    }
  }

  @Test(arguments: [(0, []), (1, ["4"]), (2, ["3", "4"]), (9, ["1", "2", "3", "4"]), (-1, [])])
  func `the newest ended journals stay, and those of runs that are not over`(
    count: Int, kept: [String]
  ) throws {
    for (run, time) in [("3", 30), ("1", 10), ("4", 30), ("2", 20)] as [(String, Int64)] {
      try write(run, at: time)
    }
    try write("open", at: 1, ends: false)
    let sizes = try Dictionary(
      uniqueKeysWithValues: ["1", "2", "3", "4"].map { run in
        (run, try Data(contentsOf: folder.url(of: "\(run).journal")).count)
      })
    let pruned = try JournalUndo.prune(folder: place, keeping: count)
    #expect(try StoredJournal.runs(in: place) == kept + ["open"])
    #expect(Set(pruned.runs) == Set(["1", "2", "3", "4"]).subtracting(kept))
    #expect(pruned.bytes == pruned.runs.reduce(0) { $0 + (sizes[$1] ?? 0) })
  }

  @Test func `only the journals that are named are discarded, as far as they are there`() throws {
    try write("1", at: 1)
    try write("2", at: 2)
    try JournalUndo.discard(["1", "7", "../2", ""], folder: place)
    #expect(try StoredJournal.runs(in: place) == ["2"])
  }

  @Test func `with a journal go the copies of its run, and no others`() throws {
    for run in ["1", "1-back1", "2"] { try write(run, at: 1) }
    let copies = ["1-0", "1-12", "1-back1-0", "2-0", "1-x", "3-0"].map { "\($0).copy" }
    for copy in copies { try folder.write(copy, "what a file was to become") }
    try JournalUndo.discard(["1"], folder: place)
    let left = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    #expect(
      left == [
        "1-back1.journal", "2.journal", "1-back1-0.copy", "2-0.copy", "1-x.copy", "3-0.copy",
      ])
  }

  @Test func `a journal stays as long as a copy of its run does`() throws {
    try write("1", at: 1)
    try folder.write("1-0.copy/no-file", "so that it cannot be deleted")
    #expect(throws: DocumentRefusal.self) { try JournalUndo.prune(folder: place, keeping: 0) }
    #expect(throws: DocumentRefusal.self) { try JournalUndo.discard(["1"], folder: place) }
    #expect(try StoredJournal.runs(in: place) == ["1"])
  }

  @Test func `a journal that lost its header is as old as its file`() throws {
    for (run, time) in [("1", 10), ("2", 20), ("3", 30)] as [(String, Int64)] {
      try write(run, at: time)
    }
    let url = folder.url(of: "3.journal")
    var bytes = try Data(contentsOf: url)
    // A header stands twice.
    var count = 0
    while let purpose = bytes.range(of: Data("test".utf8)) {
      bytes[purpose.lowerBound] ^= 1
      count += 1
    }
    #expect(count > 0)
    try bytes.write(to: url)
    let stored = try StoredJournal(run: "3", folder: place)
    #expect(stored.header.purpose.isEmpty)
    #expect(stored.isEnded && stored.changedPaths.count == 1)
    #expect(try JournalUndo.prune(folder: place, keeping: 1).runs == ["1", "2"])
    #expect(try StoredJournal.runs(in: place) == ["3"])
  }

  @Test func `a run has one journal`() throws {
    try write("1", at: 1)
    let error = #expect(throws: DocumentRefusal.self) { try write("1", at: 2) }
    #expect(error?.reason == .unwritable)
    #expect(try StoredJournal(run: "1", folder: place).header.time == 1)
  }

  @Test func `a journal of files that were moved tells of the files where they are`() throws {
    try write("1", at: 1)
    let stored = try StoredJournal(run: "1", folder: place)
    let moved = stored.relocated { SharePath("/other" + $0.string.dropFirst("/share".count)) }
    #expect(moved.changedPaths == [SharePath("/other/1.md")])
    #expect(stored.changedPaths == [SharePath("/share/1.md")])
    #expect(moved.header == stored.header && moved.isEnded)
  }

  @Test func `the later word on a change counts`() throws {
    let journal = try RunJournal(
      folder: place, header: JournalHeader(run: "1", time: 1, purpose: "test"))
    journal.append(.done([0, 1, 2]))
    journal.append(.skipped([1]))
    try journal.finish()
    let stored = try StoredJournal(run: "1", folder: place)
    #expect(stored.done == [0, 2] && stored.skipped == [1])
    #expect(stored.changeCount == 2)
  }

  // MARK: Bytes

  @Test(arguments: 1...4) func `whatever is written is read back`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var writer = ByteWriter()
      let whole = Int(truncatingIfNeeded: numbers.next() >> UInt64(1 + numbers.next(below: 63)))
      let signed = Int64(bitPattern: numbers.next()) >> Int64(numbers.next(below: 64))
      let blob = (0..<numbers.next(below: 9)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
      let fixed = numbers.next()
      writer.number(whole)
      writer.zigzag(signed)
      writer.blob(blob)
      writer.signed(signed)
      writer.fixed(fixed, 8)
      writer.string("é\(whole)")
      let length = writer.bytes.count
      var reader = ByteReader(writer.bytes)
      #expect(reader.number() == whole)
      #expect(reader.zigzag() == signed)
      #expect(reader.blob() == blob)
      #expect(reader.signed() == signed)
      #expect(reader.fixed64() == fixed)
      #expect(reader.string() == "é\(whole)")
      #expect(reader.isIntact && reader.position == length)
      _ = reader.byte()
      #expect(!reader.isIntact)
    }
  }

  @Test(arguments: 1...4) func `lists of indices come back sorted, and none beyond the bound`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let indices = Set((0..<numbers.next(below: 30)).map { _ in numbers.next(below: 60) })
      var writer = ByteWriter()
      writer.indices(Array(indices))
      var reader = ByteReader(writer.bytes)
      #expect(reader.indices(below: 60) == indices.sorted())
      guard let last = indices.max() else { continue }
      var bounded = ByteReader(writer.bytes)
      #expect(bounded.indices(below: last) == nil)
      for length in 0..<writer.bytes.count {
        var cut = ByteReader(Array(writer.bytes[..<length]))
        #expect(cut.indices(below: 60) == nil)
      }
    }
  }

  @Test(arguments: 1...4) func `edits come back, and nothing of them when they are cut`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var edits = ByteEdits()
      var place = 0
      for _ in 0..<numbers.next(below: 6) {
        let start = place + 1 + numbers.next(below: 300)
        let end = start + numbers.next(below: 300)
        edits.replace(
          start..<end,
          with: (0...numbers.next(below: 9)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) })
        place = end
      }
      var writer = ByteWriter()
      writer.edits(edits)
      #expect(ByteReader.edits(writer.bytes) == edits)
      for length in 0..<writer.bytes.count {
        #expect(ByteReader.edits(Array(writer.bytes[..<length])) == nil)
      }
    }
  }
}

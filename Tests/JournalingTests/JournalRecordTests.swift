import Documents
import Foundation
import RandomNumbers
import System
import TestSupport
import Testing

@testable import Journaling

struct JournalRecordTests {
  private func journal() -> (records: [JournalRecord], bytes: [UInt8], ends: [Int]) {
    var inverse = ByteEdits(replacing: 3..<9, with: Array("old bytes".utf8))
    inverse.replace(20..<20, with: [UInt8](repeating: 7, count: 300))
    let entry = JournalEntry(
      index: 0, id: -5, path: SharePath(bytes: [0x2F, 0xFF, 0x2F, 0x61]), kind: .edit,
      temporary: SharePath(bytes: [0x2F, 0xFF] + Array("/.parlance-r-0.tmp".utf8)),
      oldSize: 1 << 40, oldChecksum: .max, newSize: 3, newChecksum: 4, modified: -6,
      mode: 0o100644, inode: 1 << 60, inverse: inverse)
    var attribute = JournalEntry(
      index: 1, id: .max, path: SharePath(bytes: [0x2F, 0xFF, 0x2F, 0x62]), kind: .attribute,
      temporary: SharePath(bytes: []), oldSize: 0, oldChecksum: 0, newSize: 1 << 40,
      newChecksum: 4, modified: .max, mode: 0, inverse: ByteEdits())
    attribute.attribute = "user.xdg.tags"
    attribute.hasAttribute = true
    let others = (2..<7).map { index in
      JournalEntry(
        index: index, id: .min, path: SharePath(bytes: [0x2F]), kind: .remove,
        temporary: SharePath(bytes: []), oldSize: 5, oldChecksum: 0, newSize: 0, newChecksum: 0,
        modified: 0, mode: 0, inverse: ByteEdits(replacing: 0..<0, with: [1, 2, 3, 4, 5]))
    }
    let records: [JournalRecord] =
      [
        .header(JournalHeader(run: "r", time: 9, purpose: "wörds", undoneRun: "q")),
        .intent(entry), .intent(attribute),
      ] + others.map(JournalRecord.intent) + [
        .done([0, 1, 3, 5, 6]), .skipped([]), .skipped([2]), .end(isSettled: true),
      ]
    var coding = JournalCoding()
    var bytes = JournalCoding.magic
    var ends: [Int] = []
    for record in records {
      bytes += coding.encode(record)
      ends.append(bytes.count)
    }
    return (records, bytes, ends)
  }

  @Test
  func `records read back as they were written`() throws {
    let (records, bytes, _) = journal()
    let read = try #require(JournalCoding.decode(bytes))
    #expect(read.records == records)
    #expect(read.length == bytes.count)
  }

  @Test
  func `a journal cut anywhere gives its whole records and no more`() throws {
    let (records, bytes, ends) = journal()
    for length in JournalCoding.magic.count..<bytes.count {
      let read = try #require(JournalCoding.decode(Array(bytes.prefix(length))))
      // The header and the end stand there twice: the first copy is enough.
      let whole = ends.count { $0 <= length }
      #expect(read.records.count == whole || read.records.count == whole + 1)
      #expect(read.records == Array(records.prefix(read.records.count)))
      #expect(read.length <= length && read.damages.isEmpty)
    }
  }

  @Test
  func `a changed byte costs the record it is in and no other`() throws {
    let (records, bytes, ends) = journal()
    for place in 0..<bytes.count {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      let read = try #require(JournalCoding.decode(damaged))
      var expected = records
      let hit = ends.count { $0 <= place }
      if place >= JournalCoding.magic.count { expected.remove(at: hit) }
      #expect(read.records == records || read.records == expected, "byte \(place)")
      let isDouble = place < ends[0] || hit == records.count - 1
      if isDouble { #expect(read.records == records, "byte \(place) of what stands there twice") }
    }
    #expect(JournalCoding.decode(Array("no journal".utf8)) == nil)
  }

  @Test
  func `a journal of version 2 is read, up to what is damaged`() throws {
    let bytes = try #require(Data(base64Encoded: Self.version2)).map(\.self)
    let read = try #require(JournalCoding.decode(bytes))
    #expect(read.records.count == 6 && read.length == bytes.count)
    guard case .intent(let entry) = read.records[2] else {
      Issue.record("the third record is a change")
      return
    }
    #expect(entry.path == SharePath("/srv/parlance-example/share/2.md"))
    let new =
      "---\ntitle: Brochure 2\ntags: [Brochure]\ndocumentType: Brochure\n---\n# Brochure\n\nText 2\n"
    let old = "---\ntitle: Brochure 2\n---\n# Brochure\n\nText 2\n"
    #expect(entry.inverse.applied(to: Array(new.utf8)) == Array(old.utf8))
    var damaged = bytes
    damaged[bytes.count - 60] ^= 1
    #expect(try #require(JournalCoding.decode(damaged)).records.count == 3)
  }

  /// A run that wrote into three files, by the program before version 3.
  private static let version2 = """
    UEFSTEFOQ0UgSk9VUk5BTCAyCi4BATHdUgtrAAAAACFyZXRhZyAvc3J2L3BhcmxhbmNlLWV4YW1wbGUvc2hhcmUAzHaJ
    o1MCBAEAACAvc3J2L3BhcmxhbmNlLWV4YW1wbGUvc2hhcmUvMS5tZC24znMbClDHiVDFKYoHm0S2IE99UZBfVewYpIMC
    GiAPAAAAAAAHAhYRAAAXAPjv7rw3AgQBAhwEMi5tZC0YJWjyXEhuQlCHvsRkolcem099UZBfVewYpIMCPSAPAAAAAAAH
    AhYRAAAXAA9dsgw3AgQBBBwEMy5tZC1sunSpYoQ3gVCXiBzFWr5BN099UZBfVewYpIMCPiAPAAAAAAAHAhYRAAAXALOn
    hQgEAwEAA2Usg/oCBQClHHC+
    """.filter { !$0.isWhitespace }

  @Test
  func `what records before held is not stored again`() throws {
    var generator = SeededGenerator(seed: 12)
    let part = (0..<600).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var coding = JournalCoding()
    var bytes = JournalCoding.magic
    var sizes: [Int] = []
    var records: [JournalRecord] = []
    for index in 0..<200 {
      let entry = JournalEntry(
        index: index, id: 0, path: SharePath("/share/folder/\(index).docx"), kind: .edit,
        temporary: SharePath(bytes: []), oldSize: 9_000, oldChecksum: 1, newSize: 9_500,
        newChecksum: 2, modified: 0, mode: 0,
        inverse: ByteEdits(replacing: index..<(index + 3), with: part + [UInt8(index)]))
      records.append(.intent(entry))
      let record = coding.encode(.intent(entry))
      sizes.append(record.count)
      bytes += record
    }
    #expect(sizes[0] > 600 && sizes.dropFirst().allSatisfy { $0 < 120 })
    #expect(try #require(JournalCoding.decode(bytes)).records == records)
  }

  @Test
  func `the journal of another version is named and never deleted`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/old.journal"
    try Data("PARLANCE JOURNAL 1\n".utf8).write(to: URL(fileURLWithPath: path))
    let refusal = #expect(throws: DocumentRefusal.self) {
      try JournalUndo.settle(folder: SharePath(folder.path))
    }
    #expect(refusal?.description.contains("another version") == true)
    #expect(FileManager.default.fileExists(atPath: path))
  }
}

import Documents
import Testing

@testable import Tagging

@Suite("Journal records")
struct JournalRecordTests {
  private func journal() -> (records: [JournalRecord], bytes: [UInt8], ends: [Int]) {
    var inverse = ByteEdits(replacing: 3..<9, with: Array("old bytes".utf8))
    inverse.replace(20..<20, with: [UInt8](repeating: 7, count: 300))
    let entry = JournalEntry(
      index: 0, id: -5, path: SharePath(bytes: [0x2F, 0xFF, 0x2F, 0x61]), kind: .edit,
      temporary: SharePath(bytes: [0x2F, 0xFF, 0x2F, 0x2E, 0x74]), oldSize: 1 << 40,
      oldChecksum: .max, newSize: 3, newChecksum: 4, modified: -6, mode: 0o100644, inverse: inverse)
    let records: [JournalRecord] = [
      .header(JournalHeader(run: "r", time: 9, purpose: "wörds", undoneRun: "q")), .intent(entry),
      .done([0, 300, 70_000]), .skipped([]), .end(isSettled: true),
    ]
    var bytes = JournalCoding.magic
    var ends: [Int] = []
    for record in records {
      bytes += JournalCoding.encode(record)
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
      let whole = ends.prefix { $0 <= length }
      #expect(read.records == Array(records.prefix(whole.count)))
      #expect(read.length == whole.last ?? JournalCoding.magic.count)
    }
  }

  @Test
  func `a changed byte ends the journal before the record it is in`() throws {
    let (records, bytes, ends) = journal()
    for place in JournalCoding.magic.count..<bytes.count {
      var damaged = bytes
      damaged[place] ^= 0x40
      let read = try #require(JournalCoding.decode(damaged))
      let intact = ends.prefix { $0 <= place }.count
      #expect(read.records == Array(records.prefix(intact)))
    }
    #expect(JournalCoding.decode(Array("no journal".utf8)) == nil)
  }
}

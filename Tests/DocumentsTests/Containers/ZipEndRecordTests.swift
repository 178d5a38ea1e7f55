import Testing

@testable import Documents

/// Where the directory of an archive is, by what stands at its end.
@Suite struct `The end of an archive` {
  /// An end record of an empty archive, with a comment.
  private static func record(
    disk: Int = 0, count: Int = 0, size: Int = 0, start: Int = 0, comment: [UInt8] = []
  ) -> [UInt8] {
    func number(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    return [0x50, 0x4B, 5, 6] + number(disk, 2) + number(0, 2) + number(count, 2) + number(count, 2)
      + number(size, 4) + number(start, 4) + number(comment.count, 2) + comment
  }

  private func read(_ bytes: [UInt8]) throws -> ZipEndRecord { try ZipEndRecord(ByteSource(bytes)) }

  @Test func `is found whatever stands before it`() throws {
    for prefix in [0, 1, 1_000, 70_000] {
      let record = try read(
        [UInt8](repeating: 7, count: prefix) + Self.record(count: 3, size: 9, start: 5))
      #expect(record.offset == prefix && record.zip64Offset == nil)
      #expect((record.entryCount, record.directorySize, record.directoryOffset) == (3, 9, 5))
      #expect(record.comment.isEmpty)
    }
  }

  @Test
  func `may have a comment of the greatest length, also one that holds the end of another archive`()
    throws
  {
    let longest = [UInt8](repeating: 0x50, count: 0xFFFF)
    let record = try read([1, 2, 3] + Self.record(count: 1, comment: longest))
    #expect(record.offset == 3 && record.comment.count == 0xFFFF)
    // The one whose comment ends with the file is the archive's own.
    let inner = Self.record(count: 9)
    let outer = try read(Self.record(count: 1, comment: inner + [0]))
    #expect(outer.offset == 0 && outer.entryCount == 1)
  }

  @Test func `may be followed by bytes that are not its own`() throws {
    let record = try read(Self.record(count: 4) + [9, 9, 9])
    #expect(record.offset == 0 && record.entryCount == 4)
  }

  @Test(arguments: [0, 1, 21])
  func `is none where the record is cut off`(count: Int) {
    #expect(throws: ZipError.self) { try read(Array(Self.record().prefix(count))) }
    #expect(throws: ZipError.self) { try read([UInt8](repeating: 0x50, count: 100)) }
  }

  @Test func `on several disks is not read, unless it sends to a larger record`() throws {
    #expect(throws: ZipError.self) { try read(Self.record(disk: 1)) }
    // As some writers have it who need no larger record.
    #expect(try read(Self.record(disk: 0xFFFF, count: 2)).entryCount == 2)
  }
}

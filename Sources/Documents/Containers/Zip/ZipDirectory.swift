internal import System

/// One entry of a zip archive as the central directory states it.
package struct ZipEntry: Hashable, Sendable {
  /// The name's bytes as stored.
  package var nameBytes: [UInt8]

  /// The name, decoded as UTF-8 with repair.
  package var name: String

  /// The general purpose bit flags.
  package var flags: Int

  /// The compression method: 0 stored, 8 deflate.
  package var method: Int

  /// The MS-DOS time of the last change, low word, and date, high word.
  package var dosTime: Int

  /// The CRC-32 of the content.
  package var checksum: UInt32

  /// The number of bytes in the archive.
  package var compressedSize: Int

  /// The number of bytes of the content.
  package var size: Int

  /// Where the local header begins, counted from the start of the file.
  package var localHeaderOffset: Int

  /// Where the entry's record stands in the central directory, counted from the start of the file.
  package var directoryRecord: Range<Int>

  /// Whether the content is encrypted.
  package var isEncrypted: Bool { flags & 0x41 != 0 }

  /// Whether sizes and checksum follow the content in a data descriptor.
  package var hasDataDescriptor: Bool { flags & 0x08 != 0 }

  /// Whether the entry is a folder.
  package var isFolder: Bool { nameBytes.last == UInt8(ascii: "/") }
}

/// The central directory of a zip archive: every entry, and where the records stand.
///
/// Understands zip64, data descriptors, an archive comment, and bytes before the archive. Source:
/// PKWARE APPNOTE 6.3.10.
package struct ZipDirectory: Sendable {
  /// The entries in the directory's order.
  package let entries: [ZipEntry]

  /// Where the central directory's entries stand in the file.
  package let range: Range<Int>

  /// Where the end record stands.
  package let endRecordOffset: Int

  /// Where the zip64 end record stands, if there is one.
  package let zip64EndRecordOffset: Int?

  /// How many bytes the offsets in the archive are too small: the bytes before it.
  package let prefixLength: Int

  /// The archive comment's place.
  package let comment: Range<Int>

  private let exact: [[UInt8]: Int]

  /// Reads the directory.
  ///
  /// - Parameters:
  ///   - source: the archive.
  ///   - entryLimit: the most entries there may be.
  /// - Throws: `ZipError`, or `DocumentRefusal` if the file cannot be read.
  package init(_ source: ByteSource, entryLimit: Int = 100_000) throws {
    let end = try ZipEndRecord(source)
    guard end.entryCount <= entryLimit else { throw ZipError.tooManyEntries(entryLimit) }
    endRecordOffset = end.offset
    zip64EndRecordOffset = end.zip64Offset
    comment = end.comment
    // The directory ends where the (zip64) end record begins; what its stated offset differs from
    // there is the number of bytes before the archive.
    let directoryEnd = end.zip64Offset ?? end.offset
    guard end.directorySize <= directoryEnd else {
      throw ZipError.badStructure("the central directory is larger than the file")
    }
    var start = directoryEnd - end.directorySize
    // Something may stand between directory and end record: the stated place is right if a record
    // begins there and none where the end would put it.
    if end.directoryOffset < start, try Self.isRecord(source, at: end.directoryOffset),
      try !Self.isRecord(source, at: start)
    {
      start = end.directoryOffset
    }
    guard end.directoryOffset <= start else {
      throw ZipError.badStructure("the central directory overlaps the end record")
    }
    prefixLength = start - end.directoryOffset
    range = start..<(start + end.directorySize)
    let bytes = try source.bytes(in: range)
    var parser = ZipDirectoryParser(bytes: bytes, start: start, prefix: prefixLength)
    entries = try parser.parse(count: end.entryCount)
    var exact: [[UInt8]: Int] = [:]
    for (index, entry) in entries.enumerated() { exact[entry.nameBytes] = index }
    self.exact = exact
  }

  /// The last entry with this very name.
  package func entry(named name: String) -> ZipEntry? {
    exact[Array(name.utf8)].map { entries[$0] }
  }

  /// The entry of a part: this very name, else the first that differs in ASCII case, in `\` for `/`,
  /// or by a leading `/` only, as Office tolerates.
  package func entry(part name: String) -> ZipEntry? {
    if let found = entry(named: name) { return found }
    let wanted = Self.folded(Array(name.utf8))
    return entries.first {
      abs($0.nameBytes.count - wanted.count) <= 1 && Self.folded($0.nameBytes) == wanted
    }
  }

  /// Checks that no two entries share bytes and none reaches into the directory.
  ///
  /// - Throws: `ZipError.overlappingEntries` or `ZipError.badStructure`.
  package func checkOverlaps() throws(ZipError) {
    let sorted = entries.sorted { $0.localHeaderOffset < $1.localHeaderOffset }
    for (index, entry) in sorted.enumerated() {
      // Without extra field and data descriptor, whose lengths the directory does not know: what
      // overlaps even so shares bytes.
      let end = entry.localHeaderOffset.adding(entry.compressedSize)?
        .adding(30 + entry.nameBytes.count)
      let next = index + 1 < sorted.count ? sorted[index + 1].localHeaderOffset : range.lowerBound
      guard let end, end <= next else {
        guard index + 1 < sorted.count else {
          throw .badStructure("the entry '\(entry.name)' reaches into the central directory")
        }
        throw .overlappingEntries(entry.name, sorted[index + 1].name)
      }
    }
  }

  private static func isRecord(_ source: ByteSource, at offset: Int) throws -> Bool {
    guard offset >= 0, offset <= source.count - 4 else { return false }
    return try source.bytes(in: offset..<(offset + 4)) == [0x50, 0x4B, 1, 2]
  }

  private static func folded(_ name: [UInt8]) -> [UInt8] {
    var result = name.map { byte -> UInt8 in
      switch byte {
      case 0x41...0x5A: byte | 0x20
      case UInt8(ascii: "\\"): UInt8(ascii: "/")
      default: byte
      }
    }
    if result.first == UInt8(ascii: "/") { result.removeFirst() }
    return result
  }
}

/// Cuts the central directory into entries.
private struct ZipDirectoryParser {
  let bytes: [UInt8]
  let start: Int
  let prefix: Int
  var position = 0

  init(bytes: [UInt8], start: Int, prefix: Int) {
    self.bytes = bytes
    self.start = start
    self.prefix = prefix
  }

  mutating func parse(count: Int) throws(ZipError) -> [ZipEntry] {
    var entries: [ZipEntry] = []
    // Each entry takes 46 bytes at least, whatever the end record says.
    entries.reserveCapacity(min(count, bytes.count / 46))
    while LittleEndian.uint32(bytes, position) == 0x0201_4B50 {
      entries.append(try next())
    }
    // Writers without zip64 state 65,535 of more entries, too.
    guard entries.count == count || (count == 0xFFFF && entries.count > count) else {
      throw .badStructure("\(entries.count) entries in the directory, \(count) stated")
    }
    return entries
  }

  private mutating func next() throws(ZipError) -> ZipEntry {
    guard let flags = LittleEndian.uint16(bytes, position + 8),
      let method = LittleEndian.uint16(bytes, position + 10),
      let time = LittleEndian.uint32(bytes, position + 12),
      let checksum = LittleEndian.uint32(bytes, position + 16),
      let nameLength = LittleEndian.uint16(bytes, position + 28),
      let extraLength = LittleEndian.uint16(bytes, position + 30),
      let commentLength = LittleEndian.uint16(bytes, position + 32),
      var offset = LittleEndian.uint32(bytes, position + 42),
      var compressed = LittleEndian.uint32(bytes, position + 20),
      var size = LittleEndian.uint32(bytes, position + 24)
    else { throw .badStructure("the central directory is cut off") }
    let nameStart = position + 46
    let end = nameStart + nameLength + extraLength + commentLength
    guard end <= bytes.count else { throw .badStructure("the central directory is cut off") }
    let nameBytes = Array(bytes[nameStart..<(nameStart + nameLength)])
    let extra = (nameStart + nameLength)..<(nameStart + nameLength + extraLength)
    try widen(extra, &size, &compressed, &offset)
    guard let absolute = offset.adding(prefix) else {
      throw .badStructure("an offset is out of range")
    }
    let entry = ZipEntry(
      nameBytes: nameBytes, name: String(decoding: nameBytes, as: UTF8.self), flags: flags,
      method: method, dosTime: time, checksum: UInt32(truncatingIfNeeded: checksum),
      compressedSize: compressed, size: size, localHeaderOffset: absolute,
      directoryRecord: (start + position)..<(start + end))
    position = end
    return entry
  }

  /// Replaces the numbers that are all ones by those of the zip64 extra field.
  private func widen(
    _ extra: Range<Int>, _ size: inout Int, _ compressed: inout Int, _ offset: inout Int
  ) throws(ZipError) {
    guard size == 0xFFFF_FFFF || compressed == 0xFFFF_FFFF || offset == 0xFFFF_FFFF else { return }
    var field = extra.lowerBound
    while field + 4 <= extra.upperBound, let id = LittleEndian.uint16(bytes, field),
      let length = LittleEndian.uint16(bytes, field + 2)
    {
      let end = field + 4 + length
      guard end <= extra.upperBound else { break }
      if id == 1 {
        var cursor = field + 4
        func next() throws(ZipError) -> Int {
          guard cursor + 8 <= end, let number = LittleEndian.uint64(bytes, cursor) else {
            throw .badStructure("a zip64 field is too short")
          }
          cursor += 8
          return number
        }
        // In this order, and only those that are all ones in the record (APPNOTE, 4.5.3).
        if size == 0xFFFF_FFFF { size = try next() }
        if compressed == 0xFFFF_FFFF { compressed = try next() }
        if offset == 0xFFFF_FFFF { offset = try next() }
        return
      }
      field = end
    }
  }
}

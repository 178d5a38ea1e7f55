internal import Compressing

/// Replaces and adds entries of a zip archive and leaves every other byte as it is: order, flags,
/// times, extra fields, data descriptors, gaps, comments and bytes before the archive.
///
/// What changes is the records of the replaced entries, and in the directory only the numbers that
/// have to: offsets, sizes, checksums and counts.
package struct ZipSplice {
  /// A part to be written.
  package struct Part {
    /// The entry's name.
    package var name: String

    /// The new content.
    package var content: [UInt8]

    /// A part of its name and content.
    package init(name: String, content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  private let archive: ZipArchive
  private let bytes: [UInt8]
  private var edits = ByteEdits()
  /// How far what follows an offset of the old file moves.
  private var shifts: [(offset: Int, shift: Int)] = []
  private var directoryGrowth = 0

  private init(_ archive: ZipArchive, _ bytes: [UInt8]) {
    self.archive = archive
    self.bytes = bytes
  }

  /// The change that writes `parts`: into their entries where there are such, else as new ones.
  ///
  /// - Parameters:
  ///   - parts: what to write, each name once.
  ///   - archive: the archive as read.
  ///   - bytes: the bytes of the whole archive.
  /// - Returns: the change of the archive.
  /// - Throws: `ZipError` or `DocumentRefusal` if the archive does not allow it.
  package static func edits(
    writing parts: [Part], into archive: ZipArchive, bytes: [UInt8]
  ) throws -> ByteEdits {
    guard !parts.isEmpty else { return ByteEdits() }
    try archive.directory.checkOverlaps()
    var splice = ZipSplice(archive, bytes)
    try splice.write(parts)
    return splice.edits.trimmed(of: bytes)
  }

  private mutating func write(_ parts: [Part]) throws {
    var replaced: [Int: (crc: UInt32, stored: Int, size: Int)] = [:]
    var added: [Part] = []
    let entries = archive.directory.entries
    for part in parts {
      let matching = entries.indices.filter { entries[$0].nameBytes == Array(part.name.utf8) }
      // Programs disagree about which of two entries of a name counts, so neither may be replaced.
      guard matching.count <= 1 else {
        throw ZipError.badStructure("two entries have the name '\(part.name)'")
      }
      if let index = matching.first {
        replaced[index] = try replaceRecord(of: entries[index], part.content)
      } else {
        added.append(part)
      }
    }
    shifts.sort { $0.offset < $1.offset }
    var insertion =
      archive.directory.range.lowerBound + shift(at: archive.directory.range.lowerBound)
    var records: [UInt8] = []
    for part in added {
      let (local, central) = try newRecords(part, offset: insertion)
      edits.insert(local, at: archive.directory.range.lowerBound)
      records += central
      insertion += local.count
    }
    for (index, entry) in entries.enumerated() {
      try patchDirectory(entry, replaced[index])
    }
    let end = entries.last?.directoryRecord.upperBound ?? archive.directory.range.lowerBound
    edits.insert(records, at: end)
    directoryGrowth += records.count
    try patchEnd(directoryStart: insertion, added: added.count)
  }

  /// Puts new content in the place of an entry's record.
  private mutating func replaceRecord(of entry: ZipEntry, _ content: [UInt8]) throws
    -> (crc: UInt32, stored: Int, size: Int)
  {
    let data = try archive.dataRange(of: entry)
    let start = entry.localHeaderOffset
    let nameEnd = start + 30 + (LittleEndian.uint16(bytes, start + 26) ?? 0)
    guard nameEnd <= data.lowerBound else {
      throw ZipError.badStructure("the local header of '\(entry.name)' is cut off")
    }
    // The method stays: some parts have to be stored, such as `mimetype` of OpenDocument and EPUB.
    let method = entry.method
    let stored = method == 0 ? content : try Self.deflated(content, entry.name)
    let crc = CRC32.checksum(content)
    // The new sizes stand in the header; a zip64 field would state the old ones beside them.
    let extra = Self.withoutZip64(Array(bytes[nameEnd..<data.lowerBound]))
    var header = Array(bytes[start..<(start + 30)])
    // The sizes are known and stand in the header: no data descriptor follows any more.
    header.put16(entry.flags & ~0x08, at: 6)
    header.put16(method, at: 8)
    header.put32(Int(crc), at: 14)
    header.put32(stored.count, at: 18)
    header.put32(content.count, at: 22)
    header.put16(extra.count, at: 28)
    let record = header + bytes[(start + 30)..<nameEnd] + extra + stored
    let end = data.upperBound + descriptorLength(of: entry, at: data.upperBound)
    edits.replace(start..<end, with: record)
    shifts.append((end, record.count - (end - start)))
    return (crc, stored.count, content.count)
  }

  /// The length of the data descriptor that stands at `offset`, if one does.
  private func descriptorLength(of entry: ZipEntry, at offset: Int) -> Int {
    guard entry.hasDataDescriptor else { return 0 }
    let hasSignature = LittleEndian.uint32(bytes, offset) == 0x0807_4B50
    let start = hasSignature ? offset + 4 : offset
    // A descriptor without signature is told by its numbers alone; what does not fit may be the
    // next record.
    guard LittleEndian.uint32(bytes, start) == Int(entry.checksum) else { return 0 }
    if LittleEndian.uint32(bytes, start + 4) == entry.compressedSize,
      LittleEndian.uint32(bytes, start + 8) == entry.size
    {
      return start + 12 - offset
    }
    if LittleEndian.uint64(bytes, start + 4) == entry.compressedSize,
      LittleEndian.uint64(bytes, start + 12) == entry.size
    {
      return start + 20 - offset
    }
    return 0
  }

  /// The local and the directory record of a new entry at `offset` of the new file.
  private func newRecords(_ part: Part, offset: Int) throws -> ([UInt8], [UInt8]) {
    let deflated = try Self.deflated(part.content, part.name)
    let method = deflated.count < part.content.count ? 8 : 0
    let stored = method == 8 ? deflated : part.content
    let name = Array(part.name.utf8)
    var common = [UInt8](repeating: 0, count: 26)
    // 2.0 is what deflate asks for (APPNOTE, 4.4.3.2), and flag 11 says that the name is UTF-8.
    common.put16(20, at: 0)
    common.put16(name.contains { $0 >= 0x80 } ? 0x800 : 0, at: 2)
    common.put16(method, at: 4)
    // The time of the archive's first entry: the same request makes the same bytes at any time.
    common.put32(archive.directory.entries.first?.dosTime ?? 0x21_0000, at: 6)
    common.put32(Int(CRC32.checksum(part.content)), at: 10)
    common.put32(stored.count, at: 14)
    common.put32(part.content.count, at: 18)
    common.put16(name.count, at: 22)
    let local = [0x50, 0x4B, 3, 4] + common + name + stored
    let storedOffset = offset - archive.directory.prefixLength
    guard storedOffset < 0xFFFF_FFFF else {
      throw DocumentRefusal(.tooLarge, "a new entry of the archive would need zip64")
    }
    var tail = [UInt8](repeating: 0, count: 14)
    tail.put32(storedOffset, at: 10)
    return (local, [0x50, 0x4B, 1, 2, 20, 0] + common + tail + name)
  }

  /// Changes the numbers of a directory record that have become others.
  private mutating func patchDirectory(
    _ entry: ZipEntry, _ new: (crc: UInt32, stored: Int, size: Int)?
  ) throws {
    let record = entry.directoryRecord.lowerBound
    let offset = entry.localHeaderOffset + shift(at: entry.localHeaderOffset)
    let stored = offset - archive.directory.prefixLength
    let nameLength = LittleEndian.uint16(bytes, record + 28) ?? 0
    let extraLength = LittleEndian.uint16(bytes, record + 30) ?? 0
    let extra = (record + 46 + nameLength)..<(record + 46 + nameLength + extraLength)
    guard let new else {
      if offset != entry.localHeaderOffset { try patchOffset(record, extra, stored) }
      return
    }
    guard stored < 0xFFFF_FFFF else {
      throw DocumentRefusal(.tooLarge, "an entry of the archive would need zip64")
    }
    var header = Array(bytes[record..<(record + 46)])
    let shortened = Self.withoutZip64(Array(bytes[extra]))
    header.put16(entry.flags & ~0x08, at: 8)
    header.put32(Int(new.crc), at: 16)
    header.put32(new.stored, at: 20)
    header.put32(new.size, at: 24)
    header.put16(shortened.count, at: 30)
    header.put32(stored, at: 42)
    edits.replace(record..<(record + 46), with: header)
    if shortened.count != extraLength {
      edits.replace(extra, with: shortened)
      directoryGrowth += shortened.count - extraLength
    }
  }

  private mutating func patchOffset(_ record: Int, _ extra: Range<Int>, _ stored: Int) throws {
    if LittleEndian.uint32(bytes, record + 42) != 0xFFFF_FFFF {
      guard stored < 0xFFFF_FFFF else {
        throw DocumentRefusal(.tooLarge, "an entry of the archive would need zip64")
      }
      var field = [UInt8](repeating: 0, count: 4)
      field.put32(stored, at: 0)
      edits.replace((record + 42)..<(record + 46), with: field)
      return
    }
    // In the zip64 field the offset follows the sizes that are all ones in the record.
    var position = extra.lowerBound
    while position + 4 <= extra.upperBound, let id = LittleEndian.uint16(bytes, position),
      let length = LittleEndian.uint16(bytes, position + 2)
    {
      if id == 1 {
        let sizes = [24, 20].filter { LittleEndian.uint32(bytes, record + $0) == 0xFFFF_FFFF }
        let place = position + 4 + 8 * sizes.count
        guard place + 8 <= extra.upperBound else { break }
        var field = [UInt8](repeating: 0, count: 8)
        field.put64(stored, at: 0)
        edits.replace(place..<(place + 8), with: field)
        return
      }
      position += 4 + length
    }
    throw ZipError.badStructure("a zip64 offset is missing")
  }

  /// Changes counts, size and offset in the end record or records.
  private mutating func patchEnd(directoryStart: Int, added: Int) throws {
    let directory = archive.directory
    let count = directory.entries.count + added
    let size = directory.range.count + directoryGrowth
    let stored = directoryStart - directory.prefixLength
    let end = directory.endRecordOffset
    var record = Array(bytes[end..<(end + 22)])
    if let zip64 = directory.zip64EndRecordOffset {
      var wide = Array(bytes[zip64..<(zip64 + 56)])
      for place in [24, 32] { wide.put64(count, at: place) }
      wide.put64(size, at: 40)
      wide.put64(stored, at: 48)
      edits.replace(zip64..<(zip64 + 56), with: wide)
      // The locator points to the record, which moves with the directory.
      var locator = Array(bytes[(end - 20)..<end])
      let moved = zip64 + (directoryStart - directory.range.lowerBound) + directoryGrowth
      locator.put64(moved - directory.prefixLength, at: 8)
      edits.replace((end - 20)..<end, with: locator)
    } else {
      guard count < 0xFFFF, size < 0xFFFF_FFFF, stored < 0xFFFF_FFFF else {
        throw DocumentRefusal(.tooLarge, "the archive would need zip64")
      }
    }
    // Numbers of all ones send to the zip64 record, and stay.
    for place in [8, 10] where LittleEndian.uint16(record, place) != 0xFFFF {
      record.put16(min(count, 0xFFFF), at: place)
    }
    if LittleEndian.uint32(record, 12) != 0xFFFF_FFFF { record.put32(size, at: 12) }
    if LittleEndian.uint32(record, 16) != 0xFFFF_FFFF { record.put32(stored, at: 16) }
    edits.replace(end..<(end + 22), with: record)
  }

  private func shift(at offset: Int) -> Int {
    shifts.reduce(0) { $1.offset <= offset ? $0 + $1.shift : $0 }
  }

  private static func deflated(_ content: [UInt8], _ name: String) throws -> [UInt8] {
    guard content.count < 1 << 30, let result = Deflater.deflate(content) else {
      throw ZipError.tooLarge(name, limit: 1 << 30)
    }
    return result
  }

  /// Extra fields without the zip64 one; anything that is not a list of fields stays.
  private static func withoutZip64(_ extra: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    while position + 4 <= extra.count, let id = LittleEndian.uint16(extra, position),
      let length = LittleEndian.uint16(extra, position + 2), position + 4 + length <= extra.count
    {
      if id != 1 { result += extra[position..<(position + 4 + length)] }
      position += 4 + length
    }
    return result + extra[position...]
  }
}

extension [UInt8] {
  fileprivate mutating func put16(_ value: Int, at offset: Int) { put(value, 2, at: offset) }
  fileprivate mutating func put32(_ value: Int, at offset: Int) { put(value, 4, at: offset) }
  fileprivate mutating func put64(_ value: Int, at offset: Int) { put(value, 8, at: offset) }

  private mutating func put(_ value: Int, _ count: Int, at offset: Int) {
    for index in 0..<count {
      self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }
}

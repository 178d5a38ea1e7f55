/// The end record of a zip archive, joined with the zip64 one where there is one.
struct ZipEndRecord {
  let offset: Int
  let zip64Offset: Int?
  let entryCount: Int
  let directorySize: Int
  let directoryOffset: Int
  let comment: Range<Int>

  /// Finds the end record from the end of the file.
  ///
  /// A record whose comment ends with the file wins over one with bytes after it.
  init(_ source: ByteSource) throws {
    // The record has 22 bytes, and its comment at most 65,535.
    let tailStart = max(0, source.count - 22 - 0xFFFF)
    let tail = try source.bytes(in: tailStart..<source.count)
    guard let position = Self.find(in: tail) else { throw ZipError.noEndRecord }
    guard let disk = LittleEndian.uint16(tail, position + 4),
      let directoryDisk = LittleEndian.uint16(tail, position + 6),
      let count = LittleEndian.uint16(tail, position + 10),
      let size = LittleEndian.uint32(tail, position + 12),
      let start = LittleEndian.uint32(tail, position + 16),
      let commentLength = LittleEndian.uint16(tail, position + 20)
    else { throw ZipError.noEndRecord }
    offset = tailStart + position
    comment = (offset + 22)..<(offset + 22 + commentLength)
    if let zip64 = try Self.zip64(source, endRecord: offset) {
      zip64Offset = zip64.offset
      entryCount = zip64.count
      directorySize = zip64.size
      directoryOffset = zip64.start
    } else {
      // 0xFFFF sends to the zip64 record; some writers send there and have none, since all fits.
      guard disk == 0 || disk == 0xFFFF, directoryDisk == 0 || directoryDisk == 0xFFFF else {
        throw ZipError.severalDisks
      }
      zip64Offset = nil
      entryCount = count
      directorySize = size
      directoryOffset = start
    }
  }

  private static func find(in tail: [UInt8]) -> Int? {
    guard tail.count >= 22 else { return nil }
    var loose: Int?
    for position in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[position] == 0x50 && tail[position + 1] == 0x4B && tail[position + 2] == 5
      && tail[position + 3] == 6
    {
      guard let length = LittleEndian.uint16(tail, position + 20) else { continue }
      if position + 22 + length == tail.count { return position }
      if position + 22 + length < tail.count, loose == nil { loose = position }
    }
    return loose
  }

  private static func zip64(_ source: ByteSource, endRecord: Int) throws
    -> (offset: Int, count: Int, size: Int, start: Int)?
  {
    guard endRecord >= 20 else { return nil }
    let locator = try source.bytes(in: (endRecord - 20)..<endRecord)
    guard LittleEndian.uint32(locator, 0) == 0x0706_4B50,
      let stated = LittleEndian.uint64(locator, 8)
    else { return nil }
    // Bytes before the archive shift the record; then it stands right before its locator.
    for offset in [stated, endRecord - 76] where offset >= 0 && offset <= endRecord - 76 {
      let record = try source.bytes(in: offset..<(offset + 56))
      guard LittleEndian.uint32(record, 0) == 0x0606_4B50 else { continue }
      guard LittleEndian.uint32(record, 16) == 0, LittleEndian.uint32(record, 20) == 0 else {
        throw ZipError.severalDisks
      }
      guard let count = LittleEndian.uint64(record, 32), let size = LittleEndian.uint64(record, 40),
        let start = LittleEndian.uint64(record, 48)
      else { throw ZipError.badStructure("the zip64 end record is out of range") }
      return (offset, count, size, start)
    }
    throw ZipError.badStructure("the zip64 end record is missing")
  }
}

/// An OLE2 compound file, as Office 97 and Outlook write: streams in a tree of storages.
///
/// Source: Microsoft, MS-CFB. Every chain is bounded by the number of sectors, so that a loop ends.
struct CompoundFile {
  /// A stream or storage.
  struct Entry {
    var name: String
    /// 1 storage, 2 stream, 5 root.
    var type: UInt8
    var start: Int
    var size: Int
    var left: Int
    var right: Int
    var child: Int
  }

  static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  let entries: [Entry]
  private let source: ByteSource
  private let sectorSize: Int
  private let table: [Int]
  private let miniTable: [Int]
  private let miniStream: [UInt8]
  private let miniCutoff: Int

  private static let streamLimit = 64 << 20
  // MAXREGSECT ([MS-CFB], 2.1): higher numbers of sectors are marks, such as the end of a chain.
  private static let lastRegular = 0xFFFF_FFFA

  /// Reads the directory.
  ///
  /// - Throws: `DocumentRefusal` if the structure is wrong.
  init(_ source: ByteSource) throws {
    let header = try source.bytes(in: 0..<512)
    // Sectors have 512 bytes in version 3 of the format and 4,096 in version 4 ([MS-CFB], 2.2).
    guard header.count == 512, Array(header[..<8]) == Self.signature,
      let shift = LittleEndian.uint16(header, 30), shift == 9 || shift == 12,
      let directoryStart = LittleEndian.uint32(header, 48),
      let cutoff = LittleEndian.uint32(header, 56), let miniStart = LittleEndian.uint32(header, 60)
    else { throw DocumentRefusal(.damaged, "no compound file header") }
    self.source = source
    sectorSize = 1 << shift
    // 4,096 by the specification; a damaged number must not send every stream to the mini stream.
    miniCutoff = min(cutoff, 1 << 20)
    table = try Self.allocationTable(source, header, sectorSize: sectorSize)
    let directory = try Self.chain(
      directoryStart, source, table, sectorSize: sectorSize, size: Self.streamLimit)
    entries = Self.entries(directory)
    guard let root = entries.first, root.type == 5 else {
      throw DocumentRefusal(.damaged, "the compound file has no root")
    }
    let mini = try Self.chain(
      miniStart, source, table, sectorSize: sectorSize, size: Self.streamLimit)
    miniTable = stride(from: 0, to: mini.count - 3, by: 4).compactMap {
      LittleEndian.uint32(mini, $0)
    }
    miniStream =
      miniTable.isEmpty
      ? []
      : try Self.chain(
        root.start, source, table, sectorSize: sectorSize, size: min(root.size, Self.streamLimit))
  }

  /// The indices of the entries in a storage; 0 is the root.
  func children(of storage: Int) -> [Int] {
    var result: [Int] = []
    var visited: Set<Int> = []
    var pending = [entries[storage].child]
    while let index = pending.popLast() {
      // A tree of siblings that leads back to itself ends here.
      guard entries.indices.contains(index), visited.insert(index).inserted else { continue }
      result.append(index)
      pending.append(entries[index].left)
      pending.append(entries[index].right)
    }
    return result.sorted()
  }

  /// The index of an entry in a storage by name, ASCII case apart.
  func find(_ name: String, in storage: Int = 0) -> Int? {
    children(of: storage).first { entries[$0].name.lowercased() == name.lowercased() }
  }

  /// A stream's bytes; cut where its chain breaks.
  ///
  /// - Throws: `DocumentRefusal` if the file cannot be read.
  func contents(_ index: Int) throws -> [UInt8] {
    guard entries.indices.contains(index), entries[index].type == 2 else { return [] }
    let entry = entries[index]
    let size = min(entry.size, Self.streamLimit)
    if entry.size >= miniCutoff {
      return try Self.chain(entry.start, source, table, sectorSize: sectorSize, size: size)
    }
    // Shorter streams lie in the mini stream, in sectors of 64 bytes ([MS-CFB], 2.4).
    var result: [UInt8] = []
    var sector = entry.start
    while result.count < size, sector < miniTable.count, result.count / 64 <= miniTable.count {
      let offset = sector * 64
      guard offset < miniStream.count else { break }
      result += miniStream[offset..<min(offset + 64, miniStream.count)]
      sector = miniTable[sector]
    }
    return Array(result.prefix(size))
  }

  private static func allocationTable(_ source: ByteSource, _ header: [UInt8], sectorSize: Int)
    throws -> [Int]
  {
    let sectorCount = source.count / sectorSize + 1
    var sectors: [Int] = []
    // The header lists the first 109 sectors of the table; a chain of its own lists the others
    // (2.5).
    for slot in 0..<109 {
      if let sector = LittleEndian.uint32(header, 76 + slot * 4), sector < lastRegular {
        sectors.append(sector)
      }
    }
    var next = LittleEndian.uint32(header, 68) ?? lastRegular
    var steps = 0
    while next < lastRegular, steps <= sectorCount, sectors.count <= sectorCount {
      let block = try bytes(of: next, source, sectorSize)
      guard block.count == sectorSize else { break }
      for slot in 0..<(sectorSize / 4 - 1) {
        if let sector = LittleEndian.uint32(block, slot * 4), sector < lastRegular {
          sectors.append(sector)
        }
      }
      next = LittleEndian.uint32(block, sectorSize - 4) ?? lastRegular
      steps += 1
    }
    var table: [Int] = []
    for sector in sectors where table.count <= sectorCount {
      let block = try bytes(of: sector, source, sectorSize)
      for slot in stride(from: 0, to: block.count - 3, by: 4) {
        table.append(LittleEndian.uint32(block, slot) ?? lastRegular)
      }
    }
    return table
  }

  private static func bytes(of sector: Int, _ source: ByteSource, _ size: Int) throws -> [UInt8] {
    // The header takes the room of a sector before the first one.
    // A sector number is below 2^32 and a size at most 4096: no overflow.
    let offset = (sector + 1) * size
    guard offset < source.count else { return [] }
    return try source.bytes(in: offset..<min(offset + size, source.count))
  }

  private static func chain(
    _ start: Int, _ source: ByteSource, _ table: [Int], sectorSize: Int, size: Int
  ) throws -> [UInt8] {
    var result: [UInt8] = []
    var sector = start
    var steps = 0
    while sector < table.count, result.count < size, steps <= table.count {
      let block = try bytes(of: sector, source, sectorSize)
      guard !block.isEmpty else { break }
      result += block
      sector = table[sector]
      steps += 1
    }
    return result.count > size ? Array(result.prefix(size)) : result
  }

  private static func entries(_ directory: [UInt8]) -> [Entry] {
    stride(from: 0, to: directory.count - 127, by: 128).prefix(100_000).map { offset in
      let length = min(LittleEndian.uint16(directory, offset + 64) ?? 0, 64)
      // The length counts the NUL at the end.
      let name = directory[offset..<(offset + max(0, length - 2))]
      func link(_ position: Int) -> Int {
        LittleEndian.uint32(directory, offset + position) ?? lastRegular
      }
      // Of the size the lower half: older writers leave the upper one unset ([MS-CFB], 2.6.1).
      return Entry(
        name: String(decoding: CharacterEncoding.utf16LittleEndian.decode(name), as: UTF8.self),
        type: directory[offset + 66], start: link(116), size: link(120), left: link(68),
        right: link(72), child: link(76))
    }
  }
}

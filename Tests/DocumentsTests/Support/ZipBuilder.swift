import Compressing
import Documents

/// Builds small zip archives for tests, well-formed ones and others.
struct ZipBuilder {
  /// One entry to be written.
  struct Entry {
    var name: [UInt8]
    var content: [UInt8]
    var isDeflated = true
    var hasDescriptor = false
    var isZip64 = false
    var flags = 0
    var checksum: UInt32?
    var statedSize: Int?
  }

  var entries: [Entry] = []
  var prefix: [UInt8] = []
  var comment: [UInt8] = []
  var isZip64 = false

  /// An archive of text parts.
  static func archive(_ parts: [(String, String)]) -> [UInt8] {
    var builder = ZipBuilder()
    for (name, text) in parts { builder.add(name, text) }
    return builder.build()
  }

  mutating func add(_ name: String, _ text: String, deflated: Bool = true) {
    add(name, Array(text.utf8), deflated: deflated)
  }

  mutating func add(_ name: String, _ content: [UInt8], deflated: Bool = true) {
    entries.append(Entry(name: Array(name.utf8), content: content, isDeflated: deflated))
  }

  func build() -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = bytes.count
      let stored = entry.isDeflated ? Self.deflate(entry.content) : entry.content
      let sum = entry.checksum ?? CRC32.checksum(entry.content)
      let size = entry.statedSize ?? entry.content.count
      let flags = entry.flags | (entry.hasDescriptor ? 8 : 0)
      let method = entry.isDeflated ? 8 : 0
      bytes += [0x50, 0x4B, 3, 4] + le16(20) + le16(flags) + le16(method) + le32(0x5A21_0000)
      bytes +=
        entry.hasDescriptor
        ? le32(0) + le32(0) + le32(0) : le32(Int(sum)) + le32(stored.count) + le32(size)
      bytes += le16(entry.name.count) + le16(0) + entry.name + stored
      if entry.hasDescriptor {
        bytes += [0x50, 0x4B, 7, 8] + le32(Int(sum)) + le32(stored.count) + le32(size)
      }
      let extra =
        entry.isZip64 ? le16(1) + le16(24) + le64(size) + le64(stored.count) + le64(offset) : []
      directory += [0x50, 0x4B, 1, 2] + le16(20) + le16(20) + le16(flags) + le16(method)
      directory += le32(0x5A21_0000) + le32(Int(sum))
      directory +=
        entry.isZip64
        ? le32(0xFFFF_FFFF) + le32(0xFFFF_FFFF) : le32(stored.count) + le32(size)
      directory +=
        le16(entry.name.count) + le16(extra.count) + le16(0) + le16(0) + le16(0) + le32(0)
      directory += le32(entry.isZip64 ? 0xFFFF_FFFF : offset) + entry.name + extra
    }
    return prefix + bytes + directory + end(bytes.count, directory.count)
  }

  private func end(_ offset: Int, _ size: Int) -> [UInt8] {
    var result: [UInt8] = []
    if isZip64 {
      result += [0x50, 0x4B, 6, 6] + le64(44) + le16(45) + le16(45) + le32(0) + le32(0)
      result += le64(entries.count) + le64(entries.count) + le64(size) + le64(offset)
      result += [0x50, 0x4B, 6, 7] + le32(0) + le64(offset + size) + le32(1)
    }
    result += [0x50, 0x4B, 5, 6] + le16(0) + le16(0)
    let count = isZip64 ? 0xFFFF : entries.count
    result += le16(count) + le16(count)
    result += isZip64 ? le32(0xFFFF_FFFF) + le32(0xFFFF_FFFF) : le32(size) + le32(offset)
    return result + le16(comment.count) + comment
  }

  /// A raw deflate stream.
  static func deflate(_ content: [UInt8]) -> [UInt8] { Deflater.deflate(content) ?? [] }

  /// A deflate stream with the header and checksum of zlib.
  static func zlib(_ content: [UInt8]) -> [UInt8] { Deflater.deflate(content, .zlib) ?? [] }

  private func le16(_ value: Int) -> [UInt8] { little(value, 2) }
  private func le32(_ value: Int) -> [UInt8] { little(value, 4) }
  private func le64(_ value: Int) -> [UInt8] { little(value, 8) }

  private func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}

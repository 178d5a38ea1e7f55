/// Reading and writing of little-endian numbers, as zip archives and OLE2 files hold them.
///
/// Reading beyond the end gives `nil`, so that offsets from a file can be used unchecked.
package enum LittleEndian {
  /// Two bytes at `offset`.
  package static func uint16(_ bytes: [UInt8], _ offset: Int) -> Int? {
    guard offset >= 0, bytes.count >= 2, offset <= bytes.count - 2 else { return nil }
    return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
  }

  /// Four bytes at `offset`.
  package static func uint32(_ bytes: [UInt8], _ offset: Int) -> Int? {
    guard offset >= 0, bytes.count >= 4, offset <= bytes.count - 4 else { return nil }
    return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2]) << 16
      | Int(bytes[offset + 3]) << 24
  }

  /// Eight bytes at `offset`, if the number fits an `Int`.
  package static func uint64(_ bytes: [UInt8], _ offset: Int) -> Int? {
    guard let low = uint32(bytes, offset), offset <= Int.max - 4,
      let high = uint32(bytes, offset + 4), high < 1 << 31
    else { return nil }
    return low | high << 32
  }
}

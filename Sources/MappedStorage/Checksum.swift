internal import System

/// A 64-bit checksum against accidental damage: four interleaved multiply-rotate lanes of 8 bytes.
///
/// The round and finish functions are those of xxHash64 (Yann Collet, xxHash specification 0.1.1),
/// seed 0, so the value of any tool that prints XXH64 can be compared.
package enum Checksum {
  static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The XXH64 of an array.
  package static func of(_ bytes: [UInt8]) -> UInt64 {
    of(bytes.span.memory)
  }

  /// The XXH64 of a mapped array of bytes.
  package static func of(_ bytes: MappedArray<UInt8>) -> UInt64 {
    of(bytes.span.memory)
  }

  /// One checksum of two.
  package static func combining(_ first: UInt64, _ second: UInt64) -> UInt64 {
    merge(round(prime5, first), second)
  }

  /// The XXH64 of bytes that are lent.
  ///
  /// - Complexity: O(length), 8 bytes at a time.
  package static func of(_ bytes: RawSpan) -> UInt64 {
    var lanes = ChecksumLanes()
    let end = lanes.take(bytes, from: 0)
    return finish(lanes.value(count: bytes.byteCount), bytes, end)
  }

  /// Mixes in what is left behind the last whole block.
  static func finish(_ start: UInt64, _ bytes: RawSpan, _ begin: Int) -> UInt64 {
    unsafe bytes.withUnsafeBytes { unsafe finish(start, $0, begin) }
  }

  private static func finish(
    _ start: UInt64, _ buffer: UnsafeRawBufferPointer, _ begin: Int
  ) -> UInt64 {
    var hash = start
    var offset = begin
    while offset + 8 <= buffer.count {
      hash ^= round(0, unsafe load(buffer, offset))
      hash = rotate(hash, 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset + 4 <= buffer.count {
      let word = unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      hash ^= UInt64(UInt32(littleEndian: word)) &* prime1
      hash = rotate(hash, 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < buffer.count {
      hash ^= unsafe UInt64(buffer[offset]) &* prime5
      hash = rotate(hash, 11) &* prime1
      offset += 1
    }
    hash ^= hash >> 33
    hash = hash &* prime2
    hash ^= hash >> 29
    hash = hash &* prime3
    hash ^= hash >> 32
    return hash
  }

  static func load(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotate(lane &+ (input &* prime2), 31) &* prime1
  }

  static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}

extension Checksum {
  /// The sixteen hexadecimal digits of a checksum.
  package static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The folded form of a token in 16 bytes: what labels, documents and queries are compared by.
///
/// Up to 16 bytes of folded UTF-8 are the key itself, padded with zeros. Longer ones are a 120-bit
/// hash whose last byte is 0xFF, which no UTF-8 holds, so that the two kinds never meet.
@frozen
package struct TokenKey: Hashable, Sendable, BitwiseCopyable {
  /// The first 8 bytes, little-endian.
  package let low: UInt64

  /// The second 8 bytes, little-endian.
  package let high: UInt64

  /// A key of two words.
  @inlinable package init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The key of bytes that are folded already.
  package init(folded bytes: some Sequence<UInt8>) {
    var builder = TokenKeyBuilder()
    for byte in bytes { builder.append(byte) }
    self = builder.key
  }

  /// Well-mixed bits for a hash table.
  @inlinable package var mixed: UInt64 {
    let folded = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return folded ^ (folded >> 32)
  }

  /// The number of bytes of the folded form, or `nil` if it is longer than 16.
  @inlinable package var length: Int? {
    if high >> 56 == 0xFF { return nil }
    return high == 0 ? 8 - low.leadingZeroBitCount / 8 : 16 - high.leadingZeroBitCount / 8
  }

  /// The key of both folded forms put together, or `nil` if that is longer than 16 bytes.
  package func joined(with other: TokenKey) -> TokenKey? {
    guard let length, let otherLength = other.length, length + otherLength <= 16 else {
      return nil
    }
    let first = UInt128(high) << 64 | UInt128(low)
    let second = UInt128(other.high) << 64 | UInt128(other.low)
    let both = first | second << UInt128(length * 8)
    return TokenKey(
      low: UInt64(truncatingIfNeeded: both), high: UInt64(truncatingIfNeeded: both >> 64))
  }
}

/// Makes a `TokenKey` byte by byte.
struct TokenKeyBuilder {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var count = 0
  private var first: UInt64 = 0xCBF2_9CE4_8422_2325
  private var second: UInt64 = 0x9AE1_6A3B_2F90_404F

  /// Adds a byte of the folded form.
  mutating func append(_ byte: UInt8) {
    if count < 8 {
      low |= UInt64(byte) &<< UInt64(count &* 8)
    } else if count < 16 {
      high |= UInt64(byte) &<< UInt64((count &- 8) &* 8)
    }
    count &+= 1
    // FNV-1a, and a second hash with its own multiplier and a rotation.
    first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    second = ((second << 7) | (second >> 57)) &+ UInt64(byte)
    second = second &* 0xFF51_AFD7_ED55_8CCD
  }

  /// The key of the bytes so far.
  var key: TokenKey {
    count <= 16
      ? TokenKey(low: low, high: high)
      : TokenKey(low: first, high: second | 0xFF00_0000_0000_0000)
  }

  /// Whether nothing was added.
  var isEmpty: Bool { count == 0 }
}

/// The hash of a feature's name (FNV-1a), made piece by piece.
struct FeatureName {
  /// The hash of what was added.
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// An empty name.
  init() {}

  /// A whole name.
  init(_ name: String) { append(name.utf8) }

  mutating func append(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { append(byte) }
  }

  /// The name with more at its end.
  func with(_ bytes: some Sequence<UInt8>) -> FeatureName {
    var result = self
    result.append(bytes)
    return result
  }
}

/// The four interleaved lanes of XXH64.
struct ChecksumLanes {
  static let block = 32

  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
    Checksum.prime1 &+ Checksum.prime2, Checksum.prime2, 0, 0 &- Checksum.prime1
  )

  /// Takes all whole blocks and returns where they end.
  // The four lanes do not wait for each other: that is what makes it as fast as memory.
  mutating func take(_ bytes: RawSpan, from start: Int) -> Int {
    unsafe bytes.withUnsafeBytes { unsafe take($0, from: start) }
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var offset = start
    var lanes = lanes
    while offset + Self.block <= bytes.count {
      lanes.0 = Checksum.round(lanes.0, unsafe Checksum.load(bytes, offset))
      lanes.1 = Checksum.round(lanes.1, unsafe Checksum.load(bytes, offset + 8))
      lanes.2 = Checksum.round(lanes.2, unsafe Checksum.load(bytes, offset + 16))
      lanes.3 = Checksum.round(lanes.3, unsafe Checksum.load(bytes, offset + 24))
      offset += Self.block
    }
    self.lanes = lanes
    return offset
  }

  /// What the rest of the bytes, shorter than a block, has still to be mixed into.
  ///
  /// - Parameter count: the number of all bytes, the rest included.
  /// - Returns: the hash so far.
  func value(count: Int) -> UInt64 {
    var hash = Checksum.prime5
    if count >= Self.block {
      hash = Checksum.rotate(lanes.0, 1) &+ Checksum.rotate(lanes.1, 7)
      hash = hash &+ Checksum.rotate(lanes.2, 12) &+ Checksum.rotate(lanes.3, 18)
      hash = Checksum.merge(hash, lanes.0)
      hash = Checksum.merge(hash, lanes.1)
      hash = Checksum.merge(hash, lanes.2)
      hash = Checksum.merge(hash, lanes.3)
    }
    return hash &+ UInt64(count)
  }
}

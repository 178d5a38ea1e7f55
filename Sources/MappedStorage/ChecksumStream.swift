/// A `Checksum` of bytes that come in pieces.
package struct ChecksumStream {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
    Checksum.prime1 &+ Checksum.prime2, Checksum.prime2, 0, 0 &- Checksum.prime1
  )

  /// The bytes behind the last whole block of 32.
  private var rest: [UInt8] = []

  /// The number of bytes so far.
  package private(set) var count = 0

  private static let block = 32

  /// The checksum of nothing.
  package init() {}

  /// Takes the next bytes.
  ///
  /// - Complexity: O(length), 8 bytes at a time.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    var offset = 0
    if !rest.isEmpty {
      offset = min(Self.block - rest.count, bytes.count)
      unsafe rest.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<offset]))
      guard rest.count == Self.block else { return }
      let block = rest
      rest.removeAll(keepingCapacity: true)
      unsafe block.withUnsafeBytes { _ = unsafe takeBlocks($0, from: 0) }
    }
    offset = unsafe takeBlocks(bytes, from: offset)
    if offset < bytes.count {
      unsafe rest.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[offset...]))
    }
  }

  /// The checksum of all bytes so far.
  package var value: UInt64 {
    var hash = Checksum.prime5
    if count >= Self.block {
      hash = Checksum.rotate(lanes.0, 1) &+ Checksum.rotate(lanes.1, 7)
      hash = hash &+ Checksum.rotate(lanes.2, 12) &+ Checksum.rotate(lanes.3, 18)
      hash = Checksum.merge(hash, lanes.0)
      hash = Checksum.merge(hash, lanes.1)
      hash = Checksum.merge(hash, lanes.2)
      hash = Checksum.merge(hash, lanes.3)
    }
    hash = hash &+ UInt64(count)
    return unsafe rest.withUnsafeBytes { unsafe Checksum.finish(hash, $0, 0) }
  }

  /// Takes all whole blocks and returns where they end.
  private mutating func takeBlocks(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
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
}

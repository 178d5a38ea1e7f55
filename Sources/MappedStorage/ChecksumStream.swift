/// A `Checksum` of bytes that come in pieces.
package struct ChecksumStream {
  private var lanes = ChecksumLanes()

  /// The bytes behind the last whole block of 32.
  private var rest: [UInt8] = []

  /// The number of bytes so far.
  package private(set) var count = 0

  private static let block = ChecksumLanes.block

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
      unsafe block.withUnsafeBytes { _ = unsafe lanes.take($0, from: 0) }
    }
    offset = unsafe lanes.take(bytes, from: offset)
    if offset < bytes.count {
      unsafe rest.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[offset...]))
    }
  }

  /// The checksum of all bytes so far.
  package var value: UInt64 {
    let hash = lanes.value(count: count)
    return unsafe rest.withUnsafeBytes { unsafe Checksum.finish(hash, $0, 0) }
  }
}

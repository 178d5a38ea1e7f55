internal import System

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
  package mutating func update(_ bytes: RawSpan) {
    count += bytes.byteCount
    var offset = 0
    if !rest.isEmpty {
      offset = min(Self.block - rest.count, bytes.byteCount)
      bytes.extracting(first: offset).append(to: &rest)
      guard rest.count == Self.block else { return }
      let block = rest
      rest.removeAll(keepingCapacity: true)
      _ = lanes.take(block.span.memory, from: 0)
    }
    offset = lanes.take(bytes, from: offset)
    bytes.extracting(droppingFirst: offset).append(to: &rest)
  }

  /// The checksum of all bytes so far.
  package var value: UInt64 {
    Checksum.finish(lanes.value(count: count), rest.span.memory, 0)
  }
}

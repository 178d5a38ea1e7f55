/// The stored texts of hits, for one search in one thread: a block is decompressed once.
final class StoredTexts {
  private let index: SearchIndex
  private var blocks: [Place: [UInt8]] = [:]

  private struct Place: Hashable {
    var segment: Int
    var block: Int
  }

  /// Blocks kept; hits beyond are decompressed again.
  private static let capacity = 64

  init(_ index: SearchIndex) { self.index = index }

  /// The stored text of a hit.
  ///
  /// - Throws: `IndexError`.
  func text(of hit: CollectedHit) throws -> StoredText {
    let stored = index.segments[hit.segment].stored
    let place = Place(segment: hit.segment, block: try stored.block(of: Int(hit.document)))
    if let bytes = blocks[place] {
      return try stored.text(of: Int(hit.document), block: place.block, bytes)
    }
    let bytes = try stored.bytes(ofBlock: place.block)
    if blocks.count == Self.capacity { blocks.removeAll() }
    blocks[place] = bytes
    return try stored.text(of: Int(hit.document), block: place.block, bytes)
  }
}

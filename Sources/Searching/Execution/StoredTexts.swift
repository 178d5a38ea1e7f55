/// The stored texts of hits, for one search in one thread: a block is decompressed once.
final class StoredTexts {
  private let index: SearchIndex
  /// A list, since there are few: what a dictionary of places needs at its first use takes longer than
  /// to look through it.
  private var blocks: [(place: Place, block: StoredBlock)] = []

  private struct Place: Equatable {
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
    if let known = blocks.first(where: { $0.place == place }) {
      return try stored.text(of: Int(hit.document), in: known.block)
    }
    let block = try stored.block(place.block)
    // Hits come by score, so that no block is likelier to be asked for again than another.
    if blocks.count == Self.capacity { blocks.removeAll() }
    blocks.append((place, block))
    return try stored.text(of: Int(hit.document), in: block)
  }
}

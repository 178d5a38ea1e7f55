import MappedStorage

/// The documents of an index that bear certain tags, found in one pass over its facets.
package struct TaggedDocuments: Sendable {
  /// The documents of each tag, numbered through all segments, ascending.
  private var documents: [String: [UInt64]] = [:]

  /// Finds the live documents that bear any of the tags as such, narrower ones not counted.
  ///
  /// - Parameters:
  ///   - index: the index.
  ///   - tags: the URIs of concepts, or other values of facets.
  /// - Throws: `IndexError` if the index is damaged.
  /// - Complexity: O(documents · facets).
  package init(in index: SearchIndex, tags: Set<String>) throws {
    for (number, segment) in index.segments.enumerated() {
      for column in segment.facets {
        try add(column, of: segment, numbered: UInt64(number) << 32, tags)
      }
    }
  }

  /// How many documents bear any of the tags, each counted once.
  package func count(ofAny tags: [String]) -> Int {
    if tags.count == 1 { return documents[tags[0]]?.count ?? 0 }
    return tags.reduce(into: Set<UInt64>()) { $0.formUnion(documents[$1] ?? []) }.count
  }

  private mutating func add(
    _ column: FacetColumn, of segment: Segment, numbered base: UInt64, _ tags: Set<String>
  ) throws {
    var names: [Int: String] = [:]
    for number in 0..<column.valueCount {
      let value = try column.value(number)
      if tags.contains(value) { names[number] = value }
    }
    guard !names.isEmpty else { return }
    let tagsOfSets = try (0..<column.setCount).map { set in
      try column.members(ofSet: set).compactMap { names[$0] }
    }
    for document in 0..<segment.count where segment.isLive(document) {
      for tag in tagsOfSets[try column.set(of: document)] {
        documents[tag, default: []].append(base | UInt64(document))
      }
    }
  }
}

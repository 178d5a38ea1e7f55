/// Counts of facet values over all segments, narrower values added to broader ones.
struct FacetRollup {
  /// The keys of the facets.
  let keys: [String]
  private let tables: FacetTables
  private var counts: [[Int]]
  private var missing: [Int]

  init(_ index: SearchIndex) {
    keys = index.facetKeys
    tables = index.facetTables
    counts = keys.map { _ in [] }
    missing = keys.map { _ in 0 }
  }

  /// Adds documents without a value.
  mutating func addMissing(_ count: Int, to key: String) {
    if let index = keys.firstIndex(of: key) { missing[index] += count }
  }

  /// Adds how many documents have each set of values of a column.
  mutating func add(_ counters: [UInt32], of column: FacetColumn, in segment: Int) throws {
    guard let index = keys.firstIndex(of: column.key) else { return }
    missing[index] += Int(counters[0])
    try tables.forEachChain(of: counters, column, in: segment) { chain, count in
      for number in chain {
        if counts[index].count <= number {
          counts[index].append(
            contentsOf: repeatElement(0, count: number + 64 - counts[index].count))
        }
        counts[index][number] += Int(count)
      }
    }
  }

  /// The facets in the order of the keys, with the values that occur.
  func makeCounts() -> [FacetCounts] {
    keys.indices.map { index in
      let key = keys[index]
      var entries: [FacetCounts.Entry] = []
      tables.withValues(of: key) { values in
        for (number, count) in counts[index].enumerated() where count > 0 {
          let value = values[number]
          entries.append(
            FacetCounts.Entry(value: value.value, count: count, depth: value.depth))
        }
      }
      entries.sort { left, right in
        if key == FacetKeys.year { return left.value.label > right.value.label }
        if left.count != right.count { return left.count > right.count }
        return (left.value.label, left.value.concept ?? "")
          < (right.value.label, right.value.concept ?? "")
      }
      return FacetCounts(
        key: key, title: tables.title(of: key), entries: entries, missing: missing[index])
    }
  }
}

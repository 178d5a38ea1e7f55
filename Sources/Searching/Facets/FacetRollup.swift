/// Counts of facet values over all segments, narrower values added to broader ones.
struct FacetRollup {
  /// The keys of the facets.
  let keys: [String]
  private let numbers: [String: Int]
  private let tables: FacetTables
  private var counts: [[Int]]
  private var missing: [Int]

  init(_ index: SearchIndex) {
    keys = index.facetKeys
    numbers = Dictionary(zip(keys, keys.indices)) { first, _ in first }
    tables = index.facetTables
    counts = keys.map { _ in [] }
    missing = keys.map { _ in 0 }
  }

  /// Adds documents without a value.
  mutating func addMissing(_ count: Int, to key: String) {
    if let index = numbers[key] { missing[index] += count }
  }

  /// Adds how many documents have each set of values of a column.
  mutating func add(_ counters: [UInt32], of column: FacetColumn, in segment: Int) throws {
    guard let index = numbers[column.key] else { return }
    missing[index] += Int(counters[0])
    try tables.add(counters, of: column, in: segment, to: &counts[index])
  }

  /// The facets in the order of the keys, with the values that occur.
  func makeCounts() -> [FacetCounts] {
    keys.indices.map { index in
      let key = keys[index]
      let (values, order, ranks) = tables.orderedValues(of: key)
      // The most frequent first, then by label; years from the last to the first.
      var sortKeys: [UInt64] = []
      for (number, count) in counts[index].enumerated() where count > 0 {
        let first = key == FacetKeys.year ? 0 : UInt64(count)
        let rank = key == FacetKeys.year ? ranks[number] : Int(UInt32.max) - ranks[number]
        sortKeys.append(first << 32 | UInt64(rank))
      }
      sortKeys.sort(by: >)
      let entries = sortKeys.map { sortKey in
        let rank = Int(sortKey & UInt64(UInt32.max))
        let number = order[key == FacetKeys.year ? rank : Int(UInt32.max) - rank]
        return FacetCounts.Entry(
          value: values[number].value, count: counts[index][number], depth: values[number].depth,
          broader: values[number].broader)
      }
      return FacetCounts(
        key: key, title: tables.title(of: key), entries: entries, missing: missing[index])
    }
  }
}

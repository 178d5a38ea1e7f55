/// The optimal string alignment distance: insertions, deletions, substitutions, swaps of
/// neighbors, none of them overlapping (Damerau 1964, Levenshtein 1966).
package enum DamerauLevenshtein {
  /// The distance of two strings, or `nil` if it exceeds `limit`.
  ///
  /// - Complexity: O(limit × length).
  package static func distance(_ first: String, _ second: String, limit: Int) -> Int? {
    distance(
      first.unicodeScalars.map(\.value), second.unicodeScalars.map(\.value), limit: limit)
  }

  /// The distance of two sequences, or `nil` if it exceeds `limit`.
  @inlinable
  package static func distance<Element: Equatable>(
    _ first: [Element], _ second: [Element], limit: Int
  ) -> Int? {
    guard abs(first.count - second.count) <= limit else { return nil }
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    let width = second.count + 1
    let unreachable = limit + 1
    var beforePrevious = [Int](repeating: unreachable, count: width)
    var previous = (0..<width).map { min($0, unreachable) }
    var current = previous
    var previousBest = 0
    for row in 1..<(first.count + 1) {
      let low = max(1, row - limit)
      let high = min(second.count, row + limit)
      guard low <= high else { return nil }
      for index in current.indices { current[index] = unreachable }
      if row <= limit { current[0] = row }
      var best = current[0]
      for column in low...high {
        let same = first[row - 1] == second[column - 1]
        var value = previous[column - 1] + (same ? 0 : 1)
        value = min(value, previous[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          value = min(value, beforePrevious[column - 2] + 1)
        }
        current[column] = min(value, unreachable)
        best = min(best, current[column])
      }
      // A swap reaches over one row, so that two in a row must be out of reach.
      guard min(best, previousBest) <= limit else { return nil }
      previousBest = best
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[second.count] <= limit ? previous[second.count] : nil
  }
}

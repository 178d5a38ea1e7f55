import RandomNumbers
import Testing

@testable import TextAnalysis

struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("abc", "ab", 1),
    ("kitten", "sitting", 3), ("abxcd", "baxdc", 2),
  ])
  func `counts insertions, deletions, substitutions and swaps`(
    left: String, right: String, expected: Int
  ) {
    let (one, two) = (Array(left.utf8), Array(right.utf8))
    #expect(DamerauLevenshtein.distance(one, two, limit: 9) == expected)
    #expect(DamerauLevenshtein.distance(two, one, limit: 9) == expected)
    if expected > 0 { #expect(DamerauLevenshtein.distance(one, two, limit: expected - 1) == nil) }
  }
}

/// The whole table without limits, as the definition says.
private func plainDistance(_ first: [Int], _ second: [Int]) -> Int {
  var table = (0...first.count).map { row in
    (0...second.count).map { row == 0 ? $0 : $0 == 0 ? row : 0 }
  }
  for row in 1..<(first.count + 1) {
    for column in 1..<(second.count + 1) {
      let cost = first[row - 1] == second[column - 1] ? 0 : 1
      var value = min(
        table[row - 1][column] + 1, table[row][column - 1] + 1,
        table[row - 1][column - 1] + cost)
      if row > 1, column > 1, first[row - 1] == second[column - 2],
        first[row - 2] == second[column - 1]
      {
        value = min(value, table[row - 2][column - 2] + 1)
      }
      table[row][column] = value
    }
  }
  return table[first.count][second.count]
}

struct EditDistanceTwinTests {
  @Test(arguments: 1...6) func `is that of the whole table, up to every limit`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let first = (0..<numbers.next(below: 9)).map { _ in numbers.next(below: 3) }
      let second = (0..<numbers.next(below: 9)).map { _ in numbers.next(below: 3) }
      let distance = plainDistance(first, second)
      for limit in 0...9 {
        let found = DamerauLevenshtein.distance(first, second, limit: limit)
        #expect(found == (distance <= limit ? distance : nil), "\(first) \(second) up to \(limit)")
      }
    }
  }
}

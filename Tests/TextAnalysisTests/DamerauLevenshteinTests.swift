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

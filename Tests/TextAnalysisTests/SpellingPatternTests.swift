import RandomNumbers
import Testing

@testable import TextAnalysis

/// Distances by bits, held against the table.
struct SpellingPatternTests {
  /// Letters of ASCII and beyond, few of them, so that texts have much in common.
  private static let letters: [UInt32] = [97, 98, 99, 127, 128, 0xE4, 0x1F600]

  private func text(_ numbers: inout SeededGenerator, longest: Int) -> [UInt32] {
    (0..<numbers.next(below: longest + 1)).map { _ in
      Self.letters[numbers.next(below: Self.letters.count)]
    }
  }

  @Test(arguments: [4, 9, 30, 63, 64, 65, 90])
  func `distances are those of the table, up to every limit`(longest: Int) {
    var numbers = SeededGenerator(seed: UInt64(longest))
    for _ in 0..<60 {
      let first = text(&numbers, longest: longest)
      let pattern = SpellingPattern(first)
      // A text changed a little, and any other.
      var near = first
      for _ in 0..<numbers.next(below: 4) where near.count > 1 {
        let place = numbers.next(below: near.count - 1)
        if numbers.next(below: 2) == 0 { near.swapAt(place, place + 1) } else { near[place] = 98 }
        if numbers.next(below: 3) == 0 { near.remove(at: place) }
      }
      for second in [near, text(&numbers, longest: longest), first, []] {
        for limit in [0, 1, 2, 3, 7, longest] {
          let expected = DamerauLevenshtein.distance(first, second, limit: limit)
          #expect(pattern.distance(to: second[...], limit: limit) == expected)
        }
      }
    }
  }

  @Test func `a text of 64 letters is told from others by its last one`() {
    let text = [UInt32](repeating: 97, count: 63) + [98]
    #expect(SpellingPattern(text).distance(to: text[...], limit: 0) == 0)
    #expect(SpellingPattern(text).distance(to: (text.dropLast() + [99])[...], limit: 3) == 1)
    #expect(SpellingPattern(text).distance(to: ([98] + text.dropLast())[...], limit: 3) == 2)
  }
}

import RandomNumbers
import TestSupport
import Testing
import TextAnalysis

@testable import Searching

/// The sorted words of an index, beside a look at every word.
struct TermLookupTests {
  /// Words that share beginnings, have letters of one to four bytes, and are each other's neighbors.
  private static func words(seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let letters = ["a", "b", "ab", "ü", "я", "日", "𝒳", "ba"]
    return (0..<400).map { _ in
      (0..<Int.random(in: 1...5, using: &generator))
        .map { _ in letters.randomElement(using: &generator) ?? "a" }.joined()
    }
  }

  private static func withTerms(
    seed: UInt64, _ body: (TermDictionary, [String], inout SeededGenerator) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try makeIndex(
        words(seed: seed).enumerated().map { IndexDocument(id: "d\($0)", text: $1) }, in: folder)
      let terms = try SearchIndex(folder: folder).segments[0].postings(.text).terms
      let all = try (0..<terms.count).map(terms.string)
      var generator = SeededGenerator(seed: seed)
      try body(terms, all, &generator)
    }
  }

  @Test(arguments: 1...3) func `each word is found at its place, and no other word`(
    seed: UInt64
  ) throws {
    try Self.withTerms(seed: seed) { terms, all, _ in
      #expect(all == all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      #expect(Set(all).count == all.count)
      for (ordinal, word) in all.enumerated() {
        #expect(try terms.ordinal(of: Array(word.utf8)) == ordinal)
        #expect(try terms.ordinal(of: Array((word + "\u{0}").utf8)) == nil)
        let place = try terms.range(of: ordinal)
        #expect(try terms.ordinal(at: place.lowerBound) == ordinal)
        #expect(try terms.ordinal(at: place.upperBound - 1) == ordinal)
      }
    }
  }

  @Test(arguments: 1...3) func `a beginning finds the words with it`(seed: UInt64) throws {
    try Self.withTerms(seed: seed) { terms, all, _ in
      for prefix in Set(all.flatMap { word in (1...word.count).map { String(word.prefix($0)) } })
        .union(["c", "aaaaaaaaa", ""])
      {
        let range = try terms.range(ofPrefix: Array(prefix.utf8))
        let expected = all.indices.filter { all[$0].utf8.starts(with: prefix.utf8) }
        #expect(Array(range) == expected, "\(prefix)")
      }
    }
  }

  @Test(arguments: 1...3) func `words within one and two edits are those that a comparison finds`(
    seed: UInt64
  ) throws {
    try Self.withTerms(seed: seed) { terms, all, generator in
      for _ in 0..<25 {
        let word = all.randomElement(using: &generator) ?? ""
        for limit in 1...2 {
          let expected = all.enumerated().compactMap { ordinal, other in
            DamerauLevenshtein.distance(word, other, limit: limit)
              .map { TermDictionary.Neighbor(ordinal: ordinal, distance: $0) }
          }
          #expect(try terms.neighbors(of: word, limit: limit) == expected, "\(word)")
          let first = expected.filter {
            all[$0.ordinal].unicodeScalars.first == word.unicodeScalars.first
          }
          let kept = try terms.neighbors(of: word, limit: limit, keepingFirst: true)
          #expect(kept == first, "\(word)")
        }
      }
    }
  }
}

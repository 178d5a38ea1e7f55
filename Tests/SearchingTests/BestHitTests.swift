import CPostings
import Model
import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// The best hits where all that match are counted, and few are handed on.
extension WindowTests {
  @Test
  func `of listed documents those are taken that are good enough, ascending, and no sum is left`() {
    forEachLevel { level in
      var generator = SeededGenerator(seed: 19)
      let size = SegmentMatcher.windowSize
      let window = ListedWindow(size: size, selection: nil)
      let batch = HitBatch(capacity: size)
      for share in [0, 1, 60, 500, 3_000, size] {
        for threshold in [-Float.infinity, 0, 0.25, 0.9, 2] {
          window.move(to: 16_384..<16_384 + size)
          let slots = (0..<size).filter { _ in Int.random(in: 0..<size, using: &generator) < share }
          let scores = slots.map { _ in Float.random(in: 0.001...1, using: &generator) }
          batch.removeAll()
          for (slot, score) in zip(slots, scores).shuffled(using: &generator) {
            unsafe window.sums[slot] = score
            batch.append(UInt32(16_384 + slot), 0)
          }
          batch.threshold = threshold
          window.takeBest(of: batch)
          let expected = slots.indices.filter { scores[$0] >= threshold }
          let found = (0..<batch.count).map { Int(batch.document(at: $0)) - 16_384 }
          #expect(found == expected.map { slots[$0] }, "level \(level), \(share), \(threshold)")
          let foundScores = (0..<batch.count).map { unsafe batch.scores[$0] }
          #expect(foundScores == expected.map { scores[$0] })
          #expect((0..<size).allSatisfy { unsafe window.sums[$0] == 0 })
        }
      }
    }
  }

  /// Documents in several windows, all dated, of few types and many products.
  private static func documents(_ generator: inout SeededGenerator) -> [IndexDocument] {
    (0..<20_000).map { number in
      // Some windows have hardly any of the words.
      let isQuiet = number / 2_500 % 3 == 1
      var document = IndexDocument(
        id: "d\(number)",
        text: isQuiet && number % 41 != 0 ? "zzz" : RandomCorpus.text(1...12, &generator),
        date: CalendarDate(year: Int.random(in: 2005...2009, using: &generator)), language: "en")
      if number % 7 != 0 {
        document.facets["type"] = [["red", "green", "blue", "gray"][number % 11 % 4]]
      }
      if number % 3 != 0 { document.facets["product"] = ["p\(number % 300)"] }
      return document
    }
  }

  @Test func `the best hits and all counts are those of a search that hands on all that match`()
    throws
  {
    var generator = SeededGenerator(seed: 23)
    let documents = Self.documents(&generator)
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder)
      let queries = [
        "vault harbor", "copper opal zinc", "amber", "o* nickel", "börk gruen vault",
        "absent topaz",
      ]
      let filters: [[FacetFilter]] = [
        [], [FacetFilter(key: "type", value: "red")], [FacetFilter(key: "product", value: "p7")],
        [FacetFilter(key: "type", value: "red"), FacetFilter(key: "type", value: "blue")],
        [FacetFilter(key: "type", value: "gray"), FacetFilter(key: "product", value: "p40")],
        [FacetFilter(key: "type", value: "green", mode: .exclude)],
      ]
      try forEachLevel { level in
        for query in queries {
          for (number, filters) in filters.enumerated() {
            for limit in [0, 10, 3_000] {
              var request = SearchRequest(query)
              request.filters = filters
              request.limit = limit
              request.expandsQuery = false
              request.wantsSuggestions = false
              let found = try index.search(request)
              // All documents lie within the dates, by which batches are narrowed before anything is counted.
              request.dates = DateRange("2005..2009")
              let expected = try index.search(request)
              #expect(
                found == expected, "level \(level), \(query), filters \(number), limit \(limit)")
            }
          }
        }
      }
    }
  }
}

/// Lists of documents put together.
struct MergedListTests {
  @Test(arguments: [0, 1, 2, 3, 4, 5, 9])
  func `of several lists each document comes once, its numbers added up in their order`(count: Int)
  {
    var generator = SeededGenerator(seed: UInt64(count))
    for share in [1, 5, 60, 100] {
      let lists = (0..<count).map { _ in
        let documents = (0..<300 as Range<UInt32>).filter { _ in
          Int.random(in: 0..<100, using: &generator) < share
        }
        return ScoredList(
          documents: documents,
          scores: documents.map { _ in Float.random(in: 0...1, using: &generator) })
      }
      var sums: [UInt32: Float] = [:]
      for list in lists {
        for (document, score) in zip(list.documents, list.scores) {
          sums[document] = (sums[document] ?? 0) + score
        }
      }
      let merged = ScoredList.merged(lists)
      #expect(merged.documents == sums.keys.sorted())
      // To the last bit: the order in which scores are added must not depend on their number.
      #expect(merged.scores == merged.documents.map { sums[$0] ?? -1 })
    }
  }
}

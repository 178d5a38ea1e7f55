import TestSupport
import Testing

@testable import Searching

struct SearchLimitTests {
  @Test(arguments: [Int.min, -1, 0, 1, 7, 1_000, 4_611_686_018_427_387_904, .max])
  func `any number may be given for the hits to leave out and to give`(number: Int) throws {
    let corpus = RandomCorpus(count: 30, seed: 5)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for query in ["vault", "vault copper harbor flint onyx", "*"] {
        for order in SearchRequest.Order.allCases {
          var request = SearchRequest(query)
          request.order = order
          let total = try index.search(request).total
          request.limit = number
          #expect(try index.search(request).hits.count == min(max(number, 0), total))
          request.offset = number
          #expect(
            try index.search(request).hits.count
              == min(max(number, 0), max(0, total - max(number, 0))))
        }
      }
    }
  }
}

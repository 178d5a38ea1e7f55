import Synchronization
import System
import TestSupport
import Testing

@testable import Searching

/// Searches that nobody waits for any more.
struct DeadlineTests {
  /// A deadline that comes after so many looks at it.
  private final class Looks: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    var deadline: Deadline {
      Deadline {
        self.left.withLock { left in
          left -= 1
          return left < 0
        }
      }
    }
  }

  /// Answers a request with a deadline after each number of looks, from none to those that it takes.
  ///
  /// - Returns: how many looks it takes, and the hits.
  private func looks(at request: SearchRequest, in index: SearchIndex) throws -> (Int, [String]) {
    for count in 0... {
      do {
        let results = try Deadline.$current.withValue(Looks(count).deadline) {
          try index.search(request)
        }
        return (count, results.hits.map(\.id))
      } catch is DeadlinePassed {
        // The next has one look more.
      }
    }
    return (0, [])
  }

  @Test(arguments: [
    "*", "vault", "vault flint", "vault OR flint OR onyx", "\"vault harbor\"",
    "vault NEAR/3 flint", "harb*", "onyx -flint", "zzqx vualt",
  ])
  func `a search ends wherever its deadline comes, and answers as without one before`(
    query: String
  ) throws {
    try withTemporaryFolder { folder in
      try makeIndex(RandomCorpus(count: 300, seed: 5).documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for order in [SearchRequest.Order.relevance, .title] {
        var request = SearchRequest(query)
        request.order = order
        request.collapsesCopies = true
        let plain = try index.search(request)
        let (count, hits) = try looks(at: request, in: index)
        #expect(hits == plain.hits.map(\.id))
        // For each hit that is shown, and more for finding them.
        #expect(count > plain.hits.count)
      }
    }
  }

  @Test func `a search looks at its deadline again and again however many documents there are`()
    throws
  {
    let windows = 3
    let documents = (0..<windows * SegmentMatcher.windowSize).map {
      IndexDocument(id: "\($0)", text: $0 % 2 == 0 ? "vault harbor" : "vault")
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for query in ["*", "vault", "vault OR harbor", "\"vault harbor\""] {
        var request = SearchRequest(query)
        request.limit = 0
        #expect(try looks(at: request, in: index).0 >= windows, "\(query)")
      }
    }
  }

  @Test func `without a deadline nothing ends`() throws {
    #expect(Deadline.current == nil)
    try Deadline.check()
    #expect(throws: DeadlinePassed.self) { try Deadline(seconds: 0).check() }
    try Deadline(seconds: 3600).check()
    Deadline.$current.withValue(Deadline(seconds: 0)) {
      #expect(throws: DeadlinePassed.self) { try Deadline.check() }
    }
    try Deadline.check()
  }
}

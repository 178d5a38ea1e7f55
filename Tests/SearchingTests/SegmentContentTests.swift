import RandomNumbers
import TestSupport
import Testing

@testable import Searching

struct SegmentContentTests {
  /// Documents of which neighbors share titles, some with text longer than a stored block.
  private static func documents() -> [IndexDocument] {
    var generator = SeededGenerator(seed: 31)
    return (0..<600).map { number in
      let length = number % 97 == 0 ? 4_000...5_000 : 1...30
      return IndexDocument(
        id: "d\(number)", title: number % 5 == 4 ? "" : "Manual \(number / 7)",
        text: "begin\(number) " + RandomCorpus.text(length, &generator))
    }
  }

  private func expectContent(_ folder: String, _ documents: [IndexDocument]) throws {
    let index = try SearchIndex(folder: folder)
    let expected = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) })
    var found = 0
    for segment in index.segments {
      for document in (0..<segment.count).reversed() where segment.isLive(document) {
        let names = try segment.names(of: document)
        #expect(names.title == expected[names.id]?.title)
        let block = try segment.stored.block(segment.stored.block(of: document))
        #expect(try segment.stored.text(of: document, in: block).text == expected[names.id]?.text)
        found += 1
      }
    }
    #expect(found == documents.count)
  }

  @Test func `titles that neighbors share and texts longer than a block come back`() throws {
    let documents = Self.documents()
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      try expectContent(folder, documents)
      // Eight segments are merged.
      for part in 0..<8 {
        var writer = try IndexWriter(folder: folder)
        for document in documents[part * 10..<part * 10 + 10] { try writer.add(document) }
        try writer.commit()
      }
      try expectContent(folder, documents)
    }
  }

  @Test func `every term is found among many that begin alike`() throws {
    let documents = Self.documents()
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for number in stride(from: 0, to: 600, by: 7) {
        let request = SearchRequest("begin\(number)")
        #expect(try index.search(request).hits.map(\.id) == ["d\(number)"])
      }
      var request = SearchRequest("begin59*")
      request.limit = 100
      let ids = Set(try index.search(request).hits.map(\.id))
      #expect(ids == Set(["d59"] + (590..<600).map { "d\($0)" }))
    }
  }

  @Test func `the best few hits are the first of all hits, and all are counted`() throws {
    let corpus = RandomCorpus(count: 5_000, seed: 12)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for query in ["vault", "copper vault", "onyx flint copper", "va*", "vault AND copper"] {
        var request = SearchRequest(query)
        request.limit = 10_000
        let all = try index.search(request)
        for limit in [0, 1, 5, 40] {
          request.limit = limit
          let few = try index.search(request)
          #expect(few.total == all.total)
          #expect(few.facets == all.facets)
          #expect(few.hits.map(\.id) == all.hits.prefix(limit).map(\.id), "\(query) \(limit)")
          #expect(few.hits.map(\.score) == all.hits.prefix(limit).map(\.score))
        }
      }
    }
  }
}

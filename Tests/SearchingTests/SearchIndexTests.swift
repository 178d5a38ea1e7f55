import Foundation
import Model
import RandomNumbers
import Taxonomy
import TestSupport
import Testing

@testable import Searching

struct SearchIndexTests {
  @Test(arguments: [UInt64(1), 2])
  func `finds what a search word by word finds, with every operator and filter`(
    seed: UInt64
  ) throws {
    let corpus = RandomCorpus(count: 400, seed: seed)
    let naive = NaiveSearch(documents: corpus.documents)
    var generator = SeededGenerator(seed: seed &* 77)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for _ in 0..<40 {
        let part = RandomQuery.tree(depth: 3, &generator)
        // In parentheses beside something else no field is a filter, which its facet's counts ignore.
        var request = SearchRequest("(\(part.syntax)) AND *")
        request.wantsSuggestions = false
        request.filters = Self.filters(&generator)
        request.limit = 1000
        let results = try index.search(request)
        let expected = naive.answer(part, request.filters)
        #expect(Set(results.hits.map(\.id)) == expected.hits, "\(part.syntax) \(request.filters)")
        #expect(results.total == expected.hits.count)
        for facet in results.facets {
          let counts = Dictionary(
            uniqueKeysWithValues: facet.entries.map { ($0.value.label, $0.count) })
          #expect(counts == expected.counts[facet.key] ?? [:], "\(part.syntax) \(facet.key)")
        }
      }
    }
  }

  @Test func `scores words side by side by BM25`() throws {
    let corpus = RandomCorpus(count: 500, seed: 9)
    let naive = NaiveSearch(documents: corpus.documents)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for words in [["vault"], ["copper", "vault"], ["onyx", "onyx", "flint"]] {
        var request = SearchRequest(words.joined(separator: " "))
        request.limit = 1000
        request.expandsQuery = false
        request.ordersVersions = false
        let hits = try index.search(request).hits
        let expected = naive.scores(words)
        #expect(hits.count == expected.count)
        for hit in hits {
          #expect(abs(hit.score - (expected[hit.id] ?? 0)) < 1e-4)
        }
        #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
      }
    }
  }

  @Test func `replaces and removes documents, and merges segments, without a trace`() throws {
    let corpus = RandomCorpus(count: 300, seed: 5)
    try withTemporaryFolder { folder in
      var current: [String: IndexDocument] = [:]
      var generator = SeededGenerator(seed: 8)
      for round in 0..<14 {
        var writer = try IndexWriter(folder: folder)
        for _ in 0..<30 {
          guard var document = corpus.documents.randomElement(using: &generator) else { continue }
          document.text = RandomCorpus.text(1...30, &generator)
          if round > 0, Bool.random(using: &generator) {
            try writer.remove(id: document.id)
            current[document.id] = nil
          } else {
            try writer.add(document)
            current[document.id] = document
          }
        }
        try writer.commit()
        let index = try SearchIndex(folder: folder)
        #expect(index.documentCount == current.count)
        let naive = NaiveSearch(documents: current.values.sorted { $0.id < $1.id })
        for word in ["vault", "copper", "harbor"] {
          var request = SearchRequest(word)
          request.limit = 1000
          let results = try index.search(request)
          let expected = naive.answer(.word(word), [])
          #expect(Set(results.hits.map(\.id)) == expected.hits)
          let types = results.facets.first { $0.key == "type" }
          let counts = Dictionary(
            uniqueKeysWithValues: (types?.entries ?? []).map { ($0.value.label, $0.count) })
          #expect(counts == expected.counts["type"] ?? [:])
        }
      }
    }
  }

  @Test func `sorts, pages and narrows by date`() throws {
    let corpus = RandomCorpus(count: 120, seed: 3)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      var request = SearchRequest("")
      request.order = .date
      request.limit = 200
      let all = try index.search(request).hits
      #expect(all.count == 120)
      let years = all.compactMap { $0.date?.year }
      #expect(years == years.sorted(by: >))
      request.offset = 50
      request.limit = 20
      let page = try index.search(request).hits
      #expect(page.map(\.id) == all[50..<70].map(\.id))
      #expect(page.first?.rank == 51)
      request = SearchRequest("path:a/c/** date:2007..2008")
      let expected = corpus.documents.count {
        $0.path.hasPrefix("a/c/") && (2007...2008).contains($0.date?.year ?? 0)
      }
      #expect(try index.search(request).total == expected)
    }
  }

  @Test func `notices bytes that were changed, wherever they are`() throws {
    let corpus = RandomCorpus(count: 80, seed: 11)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let right = try answers(of: SearchIndex(folder: folder))
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".seg") })
      let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
      let sound = try Data(contentsOf: url)
      var generator = SeededGenerator(seed: 4)
      var noticed = 0
      for _ in 0..<60 {
        var bytes = sound
        if Int.random(in: 0..<5, using: &generator) == 0 {
          bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator))
        } else {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^=
            1 << UInt8.random(in: 0..<8, using: &generator)
        }
        try bytes.write(to: url)
        do {
          #expect(try answers(of: SearchIndex(folder: folder)) == right)
        } catch is IndexError {
          noticed += 1
        }
      }
      #expect(noticed > 20)
    }
  }

  private func answers(of index: SearchIndex) throws -> [SearchResults] {
    try ["vault copper", "\"vault harbor\"", "onyx AND flint", "", "type:red quar*"].map {
      var request = SearchRequest($0)
      request.limit = 300
      return try index.search(request)
    }
  }

  static func filters(_ generator: inout SeededGenerator) -> [FacetFilter] {
    var filters: [FacetFilter] = []
    for (key, values) in [("type", ["red", "green", ""]), ("product", ["x", "y", "z", ""])] {
      for value in values where Int.random(in: 0..<4, using: &generator) == 0 {
        filters.append(
          FacetFilter(
            key: key, value: value, mode: Bool.random(using: &generator) ? .include : .exclude))
      }
    }
    return filters
  }
}

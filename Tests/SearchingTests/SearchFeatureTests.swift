import Foundation
import Model
import Taxonomy
import TestSupport
import Testing

@testable import Searching

struct SearchFeatureTests {
  @Test(arguments: [UInt64(21), 22])
  func `the parts of a score add up to it, feedback and nearness included`(seed: UInt64) throws {
    let corpus = RandomCorpus(count: 200, seed: seed)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for query in [
        "vault", "vault copper harbor flint onyx", "onyx AND flint", "\"vault harbor\" amber",
        "quar* vaul", "(vault OR flint) AND harbor",
      ] {
        var request = SearchRequest(query)
        request.wantsExplanations = true
        request.limit = 5
        for hit in try index.search(request).hits {
          let sum = hit.explanation.reduce(0) { $0 + $1.score }
          #expect(abs(sum - hit.score) < 1e-4, "\(query) \(hit.explanation)")
        }
      }
    }
  }

  @Test func `a field of a facet filters like the option, and repeated under AND narrows`() throws {
    let corpus = RandomCorpus(count: 200, seed: 16)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      func answer(_ query: String, _ facets: String...) throws -> SearchResults {
        var request = SearchRequest(query)
        request.filters = facets.compactMap { FacetFilter($0) }
        return try index.search(request)
      }
      #expect(
        try answer("vault type:red product:x type:blue -product:y")
          == answer("vault", "type=red", "product=x", "type=blue", "product!=y"))
      #expect(try answer("vault product:\"\"") == answer("vault", "product="))
      let both = try answer("product:x AND product:y").total
      #expect(
        both
          == corpus.documents.count {
            Set($0.facets["product"] ?? []).isSuperset(of: ["x", "y"])
          })
    }
  }

  @Test func `finds what is like a document, and not the document itself`() throws {
    var documents = RandomCorpus(count: 60, seed: 4).documents
    for number in 0..<3 {
      documents.append(
        IndexDocument(
          id: "/share/twin/\(number)", path: "twin/\(number)", title: "Retention of tapes",
          text: "Retention of magnetic tapes in salt mines, volume \(number).", language: "en"))
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for name in ["/share/twin/0", "twin/0"] {
        var request = SearchRequest("")
        request.like = name
        #expect(
          Set(try index.search(request).hits.map(\.id)) == ["/share/twin/1", "/share/twin/2"])
        request.query = "path:twin/1"
        #expect(try index.search(request).hits.map(\.id) == ["/share/twin/1"])
      }
      var request = SearchRequest("")
      request.like = "nowhere"
      #expect(throws: UnknownDocument(name: "nowhere")) { try index.search(request) }
    }
  }

  @Test func `a saved query stands for its parts, at the top and within others`() throws {
    let corpus = RandomCorpus(count: 200, seed: 6)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      let saved = [
        "stones": "(onyx OR opal)", "old": "date:..2006", "both": "query:stones query:old",
        "loop": "vault query:pool", "pool": "query:loop", "broken": "(vault",
      ]
      func total(_ query: String) throws -> Int {
        var request = SearchRequest(query)
        request.savedQueries = saved
        return try index.search(request).total
      }
      #expect(try total("query:stones") == total("onyx OR opal"))
      #expect(try total("query:both") == total("(onyx OR opal) date:..2006"))
      #expect(try total("vault AND query:stones") == total("vault AND (onyx OR opal)"))
      #expect(throws: QuerySyntaxError(.circularQuery("loop"), column: 7)) {
        try total("vault query:loop")
      }
      #expect(
        throws: QuerySyntaxError(
          .unknownQuery("none", known: saved.keys.sorted()), column: 1)
      ) { try total("query:none") }
      #expect(throws: QuerySyntaxError.self) { try total("query:broken") }
    }
  }

  @Test func `a saved query that stands for very many words is an error at once`() throws {
    try withTemporaryFolder { folder in
      try makeIndex([IndexDocument(id: "1", text: "vault mail")], in: folder)
      let index = try SearchIndex(folder: folder)
      var saved = ["q0": "vault mail"]
      for level in 1...40 { saved["q\(level)"] = "query:q\(level - 1) query:q\(level - 1)" }
      var deep = ["q0": "vault"]
      for level in 1...60 { deep["q\(level)"] = "query:q\(level - 1)" }
      func total(_ query: String, _ saved: [String: String]) throws -> Int {
        var request = SearchRequest(query)
        request.savedQueries = saved
        return try index.search(request).total
      }
      #expect(try total("query:q9", saved) == 1)
      #expect(throws: QuerySyntaxError(.tooLong(limit: 4096), column: 1)) {
        try total("query:q40", saved)
      }
      #expect(try total("query:q40", deep) == 1)
      #expect(throws: QuerySyntaxError(.tooDeep, column: 7)) { try total("vault query:q60", deep) }
      let words = String(repeating: "vault ", count: 4096)
      #expect(try total(words, [:]) == 1)
      #expect(throws: QuerySyntaxError(.tooLong(limit: 4096), column: words.count + 1)) {
        try total(words + "mail", [:])
      }
    }
  }

  @Test func `words that are to be near stand in a chain of any length`() throws {
    try withTemporaryFolder { folder in
      try makeIndex(
        [
          IndexDocument(id: "1", text: "vault mail onyx opal"),
          IndexDocument(id: "2", text: "opal one two three four five six seven vault mail onyx"),
        ], in: folder)
      let index = try SearchIndex(folder: folder)
      func total(_ query: String) throws -> Int { try index.search(SearchRequest(query)).total }
      #expect(try total("vault NEAR/2 mail NEAR/2 onyx NEAR/2 opal") == 1)
      #expect(try total("vault NEAR/2 mail NEAR/2 onyx") == 2)
      let chain = Array(repeating: "vault NEAR/5 mail", count: 1000).joined(separator: " NEAR/5 ")
      #expect(try total(chain) == 2)
    }
  }

  @Test func `counts hits by period, and leaves out what is not among those allowed`() throws {
    let corpus = RandomCorpus(count: 150, seed: 12)
    var documents = corpus.documents
    documents.append(IndexDocument(id: "undated", text: "vault"))
    documents.append(
      IndexDocument(id: "dated", text: "vault", date: CalendarDate(year: 2008, month: 3, day: 9)))
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for (unit, length) in [(DateHistogram.Unit.year, 4), (.month, 7), (.day, 10)] {
        var request = SearchRequest("vault")
        request.histogram = unit
        let results = try index.search(request)
        let hits = documents.filter {
          NaiveSearch(documents: []).matches(.word("vault"), $0)
        }
        var expected: [String: Int] = [:]
        for date in hits.compactMap(\.date) {
          expected[String(date.description.prefix(length)), default: 0] += 1
        }
        let histogram = try #require(results.histogram)
        #expect(histogram.undated == 1)
        #expect(
          Dictionary(
            uniqueKeysWithValues: histogram.entries.map { ($0.period.description, $0.count) })
            == expected)
        #expect(
          histogram.entries.map(\.period.rawValue).sorted()
            == histogram.entries.map(\.period.rawValue))
      }
      var request = SearchRequest("vault")
      request.restriction = ["dated", "undated", "no such"]
      #expect(Set(try index.search(request).hits.map(\.id)) == ["dated", "undated"])
    }
  }

  @Test func `says what would have hits when nothing has`() throws {
    try withTemporaryFolder { folder in
      try makeIndex(
        [
          IndexDocument(
            id: "1", text: "vault harbor", date: CalendarDate(year: 2008),
            facets: ["type": ["red"]]),
          IndexDocument(
            id: "2", text: "copper", date: CalendarDate(year: 2009), facets: ["type": ["blue"]]),
        ], in: folder)
      let index = try SearchIndex(folder: folder)
      func relaxations(_ query: String, _ facet: String? = nil) throws -> [Relaxation] {
        var request = SearchRequest(query)
        request.filters = [facet.flatMap { FacetFilter($0) }].compactMap { $0 }
        return try index.search(request).relaxations
      }
      #expect(
        try relaxations("copper", "type=red") == [Relaxation(change: .facet("type"), count: 1)])
      #expect(
        try relaxations("copper type:red") == [Relaxation(change: .facet("type"), count: 1)])
      #expect(try relaxations("copper date:2008") == [Relaxation(change: .dates, count: 1)])
      #expect(try relaxations("vault AND copper") == [Relaxation(change: .anyWord, count: 2)])
      #expect(try relaxations("\"harbor vault\"") == [Relaxation(change: .anyWord, count: 1)])
      #expect(try relaxations("title:vault") == [Relaxation(change: .anywhere, count: 1)])
      #expect(try relaxations("vault path:b/") == [Relaxation(change: .anyFolder, count: 1)])
      #expect(try relaxations("path:b/").isEmpty)
      #expect(try relaxations("vault").isEmpty)
      #expect(try index.search(SearchRequest("harbro")).suggestions == [])
      var request = SearchRequest("harbro")
      request.isLiteral = true
      #expect(try index.search(request).suggestions == ["harbor"])
    }
  }

  @Test func `an error names the place of a bad date, and every error a remedy`() throws {
    try withTemporaryFolder { folder in
      try makeIndex([IndexDocument(id: "1", text: "vault")], in: folder)
      let index = try SearchIndex(folder: folder)
      #expect(throws: QuerySyntaxError(.badDate("2009..x"), column: 7)) {
        try index.search(SearchRequest("vault date:2009..x"))
      }
      for query in [
        "\"a", "(a", "a)", "a AND", "OR a", "()", "a NEAR/x b", "title:", "re*n", "a~2",
      ] {
        do {
          _ = try index.search(SearchRequest(query))
          Issue.record("\(query) is no error")
        } catch let error as QuerySyntaxError {
          #expect(!error.description.isEmpty && !error.remedy.isEmpty)
          #expect((1...query.count + 1).contains(error.column), "\(query)")
        }
      }
    }
  }

  @Test(arguments: [(1, 1), (10, 2)])
  func `a language that hardly any document has does not blur the stems of the others`(
    frenchCount: Int, languages: Int
  ) throws {
    let documents = (0..<100).map {
      IndexDocument(id: "\($0)", text: "mods", language: $0 < frenchCount ? "fr" : "en")
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      #expect(try SearchIndex(folder: folder).languages.count == languages)
    }
  }

  @Test func `replaces documents added twice before a commit, with several threads at work`() throws
  {
    let count = PendingSegments.batchSize * 2 + 100
    try withTemporaryFolder { folder in
      var writer = try IndexWriter(folder: folder)
      for number in 0..<count {
        try writer.add(IndexDocument(id: "\(number)", text: "vault \(number)", language: "en"))
        if number % 3 == 0 {
          try writer.add(IndexDocument(id: "\(number)", text: "harbor", language: "en"))
        }
        if number % 7 == 0 { try writer.remove(id: "\(number)") }
      }
      try writer.commit()
      let index = try SearchIndex(folder: folder)
      func total(_ query: String) throws -> Int {
        var request = SearchRequest(query)
        request.isLiteral = true
        return try index.search(request).total
      }
      #expect(try total("vault") == (0..<count).count { $0 % 3 != 0 && $0 % 7 != 0 })
      #expect(try total("harbor") == (0..<count).count { $0 % 3 == 0 && $0 % 7 != 0 })
      #expect(index.documentCount == (0..<count).count { $0 % 7 != 0 })
    }
  }
}

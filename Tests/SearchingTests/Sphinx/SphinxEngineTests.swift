import Model
import TestSupport
import Testing

@testable import Searching

/// What answers of Sphinx and Manticore are taken for.
struct SphinxEngineTests {
  private static let documents = (0..<30).map { number in
    IndexDocument(
      id: "d\(number)", text: "offer \(number)", language: "en", facets: ["type": ["t\(number)"]])
  }

  private static func withEngine(
    _ body: (TinySphinx, RemoteSearch) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let engine = try TinySphinx(try SearchIndex(folder: folder))
      try body(
        engine,
        RemoteSearch(
          SphinxEngine(engine), name: "docs", vocabulary: nil, labels: nil,
          reader: SearchReader(user: 0, groups: [])))
    }
  }

  @Test func `a warning makes an answer one that is not whole`() throws {
    try Self.withEngine { engine, search in
      let whole = try search.search(SearchRequest("offer"))
      #expect(whole.defect == nil && whole.results.total == 30)
      engine.meta = ["warning": "agent 10.0.0.2:9312: connect() failed"]
      let partial = try search.search(SearchRequest("offer"))
      #expect(partial.defect?.contains("connect() failed") == true)
      engine.meta = ["total_relation": "gte"]
      let counted = try search.search(SearchRequest("offer"))
      #expect(counted.defect == "the engine did not count all documents")
    }
  }

  @Test func `a part that the searched index does not have is told`() throws {
    try Self.withEngine { engine, search in
      engine.parts.append(7)
      let partial = try search.search(SearchRequest("offer"))
      #expect(partial.defect == "1 of 2 parts are not in the index 'docs'")
    }
  }

  @Test func `more values than there was room for are asked for again, or the answer is cut`()
    throws
  {
    try Self.withEngine { engine, search in
      let collection = try #require(try SphinxEngine(engine).collection(named: "docs"))
      var inquiry = SphinxInquiry(engine, collection)
      let query = try inquiry.query.text(.everything)
      let all = try inquiry.groups("GROUPBY()", by: "facets", matching: query, atMost: 100)
      #expect(all.count == 31 && !inquiry.isCut)
      let some = try inquiry.groups("GROUPBY()", by: "facets", matching: query, atMost: 10)
      #expect(some.count == 10 && inquiry.isCut)
      #expect(engine.statements.last?.contains("max_matches=10,") == true)
    }
  }

  @Test func `an index that is not there is missing`() throws {
    try Self.withEngine { engine, _ in
      let other = try SphinxEngine(engine).collection(named: "others")
      #expect(other == nil)
    }
  }
}

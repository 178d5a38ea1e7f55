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

  // MARK: Numbers that no index has

  /// Counts are computed with; what cannot be one is told, and traps nowhere.
  @Test(arguments: ["-1", "2147483648", "9223372036854775807", "99999999999999999999", "many", ""])
  func `a count that cannot be one is told`(count: String) throws {
    try Self.withEngine { engine, search in
      engine.edit = { $0["c"] == nil ? $0 : $0.merging(["c": count]) { $1 } }
      #expect(throws: RemoteFailure.unreadable("a value has no count")) {
        try search.search(SearchRequest("offer"))
      }
    }
  }

  @Test func `more documents with a value than were found leave none without one`() throws {
    try Self.withEngine { engine, search in
      engine.edit = { $0["c"] == nil ? $0 : $0.merging(["c": "2147483647"]) { $1 } }
      let found = try search.search(SearchRequest("offer"))
      #expect(found.results.facets.allSatisfy { $0.missing == 0 })
    }
  }

  @Test(arguments: [UInt64.max, UInt64.max / 372])
  func `a period beyond all dates is told`(code: UInt64) throws {
    try Self.withEngine { engine, search in
      engine.edit = { $0["g"] == nil ? $0 : $0.merging(["g": String(code)]) { $1 } }
      var request = SearchRequest("offer")
      request.histogram = .year
      #expect(throws: RemoteFailure.unreadable("a date is none")) { try search.search(request) }
    }
  }

  /// It is counted on at the next publication.
  @Test(arguments: [("-1", false), ("0", true), ("2147483646", true), ("2147483647", false)])
  func `what is published has a number that can be counted on`(
    sequence: String, isTaken: Bool
  ) throws {
    try Self.withEngine { engine, search in
      engine.edit = { row in
        guard let data = row["data"], data.contains("\"sequence\":0") else { return row }
        let changed = data.replacing("\"sequence\":0", with: "\"sequence\":\(sequence)")
        return row.merging(["data": changed]) { $1 }
      }
      if isTaken {
        let found = try search.search(SearchRequest("offer"))
        #expect(found.results.total == 30)
      } else {
        #expect(throws: RemoteFailure.foreign("docs")) {
          try search.search(SearchRequest("offer"))
        }
      }
    }
  }
}

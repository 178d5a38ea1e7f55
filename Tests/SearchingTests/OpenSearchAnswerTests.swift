import JSONCoding
import Testing

@testable import Searching

/// What answers of OpenSearch and Elasticsearch are taken for, and which are none.
struct OpenSearchAnswerTests {
  private func answer(_ json: String) throws -> OpenSearchAnswer {
    try OpenSearchAnswer(try JSONReader.value(of: json))
  }

  @Test(arguments: [
    (#"{"error":{"root_cause":[{"reason":"no such index"}],"reason":"x"}}"#, "no such index"),
    (#"{"error":{"reason":"too\nmany"}}"#, "too many"), (#"{"error":"closed"}"#, "closed"),
    (#"{"error":{"caused_by":{"reason":"inner"}}}"#, "inner"),
    (#"{"error":{}}"#, "no reason is given"),
    (#"{"error":7}"#, "no reason is given"),
  ])
  func `a refusal is told in the engine's words, on one line`(json: String, words: String) {
    #expect(throws: RemoteFailure.refused(words)) { try answer(json) }
  }

  @Test func `the words of a refusal have a length that a terminal has room for`() throws {
    let long = String(repeating: "x", count: 10_000)
    #expect(throws: RemoteFailure.refused(String(repeating: "x", count: 400))) {
      try answer(#"{"error":"\#(long)"}"#)
    }
  }

  @Test(
    arguments: [
      (#""_shards":{"total":5,"failed":0}"#, nil),
      (#""_shards":{"total":5,"failed":2}"#, "2 of 5 parts of the index did not answer"),
      (#""_shards":{"failed":2}"#, "2 of 2 parts of the index did not answer"),
      (#""_shards":{"total":5}"#, nil),
      (#""took":1"#, "the engine does not say whether all parts answered"),
      (#""_shards":{"failed":0},"timed_out":true"#, "the engine ran out of time"),
      (#""_shards":{"failed":0},"timed_out":false"#, nil),
    ] as [(String, String?)])
  func `an answer that is not whole says so`(members: String, defect: String?) throws {
    #expect(try answer(#"{"hits":{},\#(members)}"#).defect == defect)
  }

  @Test(
    arguments: [
      (#"{"value":7,"relation":"eq"}"#, 7), (#"{"value":0}"#, 0), ("7", 7), (#"{"value":-1}"#, nil),
      (#"{"value":10000,"relation":"gte"}"#, nil), (#"{"value":"7"}"#, nil), ("null", nil),
      ("1.5", nil),
      ("99999999999999999999", nil),
    ] as [(String, Int?)])
  func `a total is exact, or there is none`(total: String, expected: Int?) throws {
    let answer = try answer(#"{"hits":{"total":\#(total)}}"#)
    if let expected {
      #expect(try answer.total() == expected)
    } else {
      #expect(throws: RemoteFailure.self) { try answer.total() }
    }
  }

  @Test func `hits have what is stored, and a score if there is one`() throws {
    let hits = try answer(
      #"{"hits":{"hits":[{"_source":{"id":"a"},"_score":1.5},{"_source":{"id":"b"},"_score":null}]}}"#
    ).hits()
    #expect(hits.map { $0.source["id"]?.string } == ["a", "b"])
    #expect(hits.map(\.score) == [1.5, 0])
    #expect(throws: RemoteFailure.unreadable("a hit has no _source")) {
      try answer(#"{"hits":{"hits":[{"_id":"a"}]}}"#).hits()
    }
    #expect(throws: RemoteFailure.unreadable("it lacks the list of hits")) {
      try answer(#"{"hits":{}}"#).hits()
    }
    #expect(throws: RemoteFailure.unreadable("there are no hits in it")) { try answer("{}") }
  }

  private static func counts(_ values: String, missing: String = #"{"doc_count":3}"#) -> String {
    #"{"hits":{},"aggregations":{"type":{"values":\#(values),"missing":\#(missing)}}}"#
  }

  @Test(arguments: [
    (#"{"buckets":[{"key":"a","doc_count":2},{"key":"b","doc_count":0}]}"#, false),
    (#"{"buckets":[{"key":"a","doc_count":2}],"sum_other_doc_count":1}"#, true),
    (#"{"buckets":[{"key":"a","doc_count":2}],"doc_count_error_upper_bound":1}"#, true),
    (#"{"buckets":[{"key":"a","doc_count":2}],"sum_other_doc_count":0}"#, false),
  ])
  func `counts are those of values that any document has, whole or cut`(values: String, isCut: Bool)
    throws
  {
    let counts = try answer(Self.counts(values)).counts("type")
    #expect(counts.values.map(\.0) == ["a"] && counts.values.map(\.1) == [2])
    #expect(counts.missing == 3 && counts.isCut == isCut)
  }

  @Test(arguments: [
    counts("{}"), counts(#"{"buckets":[{"key":1,"doc_count":2}]}"#),
    counts(#"{"buckets":[{"key":"a"}]}"#), counts(#"{"buckets":[]}"#, missing: "{}"),
    #"{"hits":{},"aggregations":{}}"#, #"{"hits":{}}"#,
  ])
  func `counts that are not there are told`(json: String) throws {
    let answer = try answer(json)
    #expect(throws: RemoteFailure.self) { try answer.counts("type") }
  }

  @Test func `counts of filters come by their names`() throws {
    let counts = try answer(
      #"{"hits":{},"aggregations":{"counts":{"buckets":{"0":{"doc_count":4},"1":{"doc_count":0},"2":{}}}}}"#
    ).filterCounts()
    #expect(counts == ["0": 4, "1": 0])
    let none = try answer(#"{"hits":{}}"#)
    #expect(throws: RemoteFailure.self) { try none.filterCounts() }
  }

  /// What asks for nothing is not sent.
  @Test(arguments: [
    (RemoteClause.nothing, true), (.everything, false), (.stems([]), true), (.stems(["a"]), false),
    (.values("type", []), true), (.phrases([]), true),
    (.words("author", [], beginsLast: true), true),
    (.any([]), true), (.any([.nothing, .stems([])]), true), (.any([.nothing, .everything]), false),
    (.all([]), false), (.all([.everything, .nothing]), true),
    // What only scores, or rules out, may be nothing.
    (.all([.everything], optional: [.nothing], excluding: [.nothing]), false),
    (.range("year", from: 2, until: 1), false), (.present("type"), false),
  ])
  func `a clause that no document can fit is known before it is asked`(
    clause: RemoteClause, isNothing: Bool
  ) {
    #expect(clause.isNothing == isNothing)
  }

  @Test func `what fits nothing is asked as such, and one part needs no choice`() {
    let none: JSONValue = ["match_none": [:]]
    for clause in [
      RemoteClause.nothing, .stems([]), .values("type", []), .phrases([]), .any([]),
      .any([.nothing]),
    ] { #expect(clause.json == none) }
    let one = RemoteClause.values("type", ["b", "a"])
    #expect(one.json == ["terms": ["type": ["a", "b"]]])
    #expect(RemoteClause.any([one, .nothing]).json == one.json)
    #expect(RemoteClause.any([one, one]).json["bool"]?["minimum_should_match"]?.integer == 1)
    #expect(RemoteClause.range("year", from: nil, until: 3).json == ["range": ["year": ["lte": 3]]])
    #expect(RemoteClause.all([], excluding: [one]).json["bool"]?["must"]?.array?.count == 1)
  }

  @Test func `beyond a number of stems they count alike, and are asked at once`() {
    func stems(_ count: Int) -> RemoteClause { .stems(Set((0..<count).map { "s\($0)" })) }
    #expect(stems(64).json["bool"] != nil)
    #expect(stems(65).json["terms"] != nil)
    #expect(RemoteClause.stems(["s"], inTitle: true).json["terms"] != nil)
  }
}

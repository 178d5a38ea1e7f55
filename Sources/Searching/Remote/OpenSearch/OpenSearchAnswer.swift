import JSONCoding

/// Reads what OpenSearch and Elasticsearch answer.
struct OpenSearchAnswer {
  let json: JSONValue

  /// The answer to one search.
  ///
  /// - Throws: `RemoteFailure` if it is not one.
  init(_ json: JSONValue) throws {
    if let error = json["error"] { throw RemoteFailure.refused(RemoteFailure.words(of: error)) }
    guard json["hits"] != nil else { throw RemoteFailure.unreadable("there are no hits in it") }
    self.json = json
  }

  /// Why not all documents were looked at; `nil` if all were.
  var defect: String? {
    let shards = json["_shards"]
    let failed = shards?["failed"]?.integer ?? 0
    if failed > 0 {
      let total = shards?["total"]?.integer ?? failed
      return "\(failed) of \(total) parts of the index did not answer"
    }
    // A client that reads no field of that name must not take it for a whole answer.
    guard shards != nil else { return "the engine does not say whether all parts answered" }
    return json["timed_out"]?.bool == true ? "the engine ran out of time" : nil
  }

  /// How many documents match.
  func total() throws -> Int {
    let total = json["hits"]?["total"]
    guard let value = total?["value"]?.integer ?? total?.integer, value >= 0 else {
      throw RemoteFailure.unreadable("it does not say how many documents were found")
    }
    // Unless told to count all, engines stop at 10,000 and say `gte`; such a total would be shown as exact.
    guard total?["relation"]?.string ?? "eq" == "eq" else {
      throw RemoteFailure.unreadable("the total is a lower bound")
    }
    return value
  }

  /// What is stored of the hits, with their scores.
  func hits() throws -> [(source: JSONValue, score: Double)] {
    guard let hits = json["hits"]?["hits"]?.array else {
      throw RemoteFailure.unreadable("it lacks the list of hits")
    }
    return try hits.map { hit in
      guard let source = hit["_source"] else {
        throw RemoteFailure.unreadable("a hit has no _source")
      }
      return (source, hit["_score"]?.double ?? 0)
    }
  }

  /// The counts of one aggregation that `OpenSearchEngine` asked for.
  func counts(_ name: String) throws -> RemoteCounts {
    guard let aggregation = json["aggregations"]?[name], let values = aggregation["values"],
      let buckets = values["buckets"]?.array,
      let missing = aggregation["missing"]?["doc_count"]?.integer
    else { throw RemoteFailure.unreadable("the counts of \(name) are not in it") }
    var counts = RemoteCounts(missing: missing)
    // Values beyond `size`, or shards that gave too few of theirs: either makes counts too low.
    counts.isCut =
      values["sum_other_doc_count"]?.integer ?? 0 != 0
      || values["doc_count_error_upper_bound"]?.integer ?? 0 != 0
    for bucket in buckets {
      guard let value = bucket["key"]?.string, let count = bucket["doc_count"]?.integer else {
        throw RemoteFailure.unreadable("a value of \(name) has no count")
      }
      if count > 0 { counts.values.append((value, count)) }
    }
    return counts
  }

  /// How many documents each of some filters has, by the name of the filter.
  func filterCounts() throws -> [String: Int] {
    guard let buckets = json["aggregations"]?["counts"]?["buckets"]?.object else {
      throw RemoteFailure.unreadable("there are no counts in it")
    }
    return Dictionary(
      buckets.members.compactMap { member in
        member.value["doc_count"]?.integer.map { (member.name, $0) }
      }, uniquingKeysWith: { $1 })
  }
}

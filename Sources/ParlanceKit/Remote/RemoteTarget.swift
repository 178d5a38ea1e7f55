internal import JSONCoding
internal import Searching

/// The index of one release on a search engine, and that of its words.
struct RemoteTarget {
  let client: RemoteClient
  let index: String

  /// The index of the words.
  var words: String { RemoteCollection.words(of: index) }

  /// What an engine knows of a document.
  struct Known {
    var id: String
    var content: String
    var labels: String
  }

  /// How many documents are asked for at once.
  private static let page = 5_000

  /// How many workspaces may publish under one name; engines give no more values at once.
  private static let mostOrigins = 10_000

  /// Makes both indexes if they are not there, and the fields of new facets.
  ///
  /// - Throws: `RemoteFailure.foreign` if there is an index of the name that is not one of this program's.
  func prepare(vocabulary: UInt64, languages: [String], facets: [String]) throws {
    if try client.mapping(of: words) == nil {
      try client.ask("PUT", "/\(words)", RemoteMapping.words)
    }
    guard let known = try client.mapping(of: index)?[index] else {
      try client.ask("PUT", "/\(index)", RemoteMapping.documents)
      return try tell(vocabulary, languages, facets)
    }
    guard
      let told = RemoteCollection(index: index, mapping: known, vocabulary: vocabulary)
    else {
      // Killed between making it and telling what it is.
      if known["mappings"]?["_meta"] == nil { return try tell(vocabulary, languages, facets) }
      throw RemoteFailure.foreign(index)
    }
    let allFacets = told.facets + facets.filter { !told.facets.contains($0) }
    let allLanguages = told.languages + languages.filter { !told.languages.contains($0) }
    let kept = Array(allLanguages.prefix(RemoteName.mostLanguages))
    if allFacets != told.facets || kept != told.languages {
      try tell(vocabulary, kept, allFacets)
    }
  }

  private func tell(_ vocabulary: UInt64, _ languages: [String], _ facets: [String]) throws {
    try client.ask(
      "PUT", "/\(index)/_mapping",
      [
        "properties": RemoteMapping.properties(ofFacets: facets),
        "_meta": RemoteCollection.meta(
          vocabulary: vocabulary, languages: languages, facets: facets),
      ])
  }

  /// The documents that a workspace has published, by the engine's identifiers.
  func documents(of origin: String) throws -> [String: Known] {
    // What another run has just sent is to be found.
    try refresh()
    var result: [String: Known] = [:]
    var last: String?
    while true {
      var body = JSONObject()
      body["size"] = .integer(Self.page)
      body["query"] = ["term": ["origin": .string(origin)]]
      body["sort"] = [["id": "asc"]]
      body["_source"] = ["id", "content", "labels"]
      if let last { body["search_after"] = [.string(last)] }
      guard let answer = try client.ask("POST", "/\(index)/_search", .object(body)),
        let hits = answer["hits"]?["hits"]?.array
      else { throw RemoteFailure.unreadable("it lacks the list of documents") }
      guard answer["_shards"]?["failed"]?.integer ?? 0 == 0, answer["timed_out"]?.bool != true
      else { throw RemoteFailure.refused("parts of the index '\(index)' do not answer") }
      let before = result.count
      for hit in hits {
        guard let identifier = hit["_id"]?.string, let id = hit["_source"]?["id"]?.string else {
          throw RemoteFailure.unreadable("a document has no identifier")
        }
        result[identifier] = Known(
          id: id, content: hit["_source"]?["content"]?.string ?? "",
          labels: hit["_source"]?["labels"]?.string ?? "")
        last = id
      }
      if hits.count < Self.page { return result }
      guard result.count > before else {
        throw RemoteFailure.unreadable("the same documents come again and again")
      }
    }
  }

  /// The workspaces that have documents in an index.
  func origins(in index: String) throws -> Set<String> {
    let answer = try client.ask(
      "POST", "/\(index)/_search",
      [
        "size": 0,
        "aggs": ["origins": ["terms": ["field": "origin", "size": .integer(Self.mostOrigins)]]],
      ])
    guard answer?["_shards"]?["failed"]?.integer ?? 0 == 0, answer?["timed_out"]?.bool != true,
      let buckets = answer?["aggregations"]?["origins"]?["buckets"]?.array
    else { throw RemoteFailure.refused("parts of the index '\(index)' do not answer") }
    return Set(buckets.compactMap { $0["key"]?.string })
  }

  /// Lets searches find what was sent.
  func refresh() throws { try client.ask("POST", "/\(index)/_refresh", nil) }

  /// Lets searches find the words that were sent.
  func refreshWords() throws { try client.ask("POST", "/\(words)/_refresh", nil) }

  /// Makes a name lead here, in one step.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - previous: the index that it led to.
  ///   - removing: whether that goes.
  /// - Throws: `RemoteFailure`, `RemoteTransportFailure`.
  func take(_ name: String, from previous: String?, removing: Bool) throws {
    var actions: [JSONValue] = []
    if let previous {
      actions.append(["remove": ["index": .string(previous), "alias": .string(name)]])
    }
    actions.append(["add": ["index": .string(index), "alias": .string(name)]])
    try client.ask("POST", "/_aliases", ["actions": .array(actions)])
    guard removing, let previous else { return }
    try client.ask("DELETE", "/\(previous)", nil)
    try client.ask("DELETE", "/\(RemoteCollection.words(of: previous))", nil, allowing: 404)
  }
}

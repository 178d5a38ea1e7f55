internal import JSONCoding
internal import Searching

/// Publishes on OpenSearch or Elasticsearch: a release is an index, with another one of its words; the name is an
/// alias.
struct OpenSearchStore: PublicationStore {
  private let client: OpenSearchClient
  private let name: String
  private var index = ""
  private var writer: BulkWriter

  /// How many documents are asked for at once.
  private static let page = 5_000

  /// How many workspaces may publish under one name; engines give no more values at once.
  private static let mostOrigins = 10_000

  init(client: OpenSearchClient, name: String, pause: @escaping (Double) -> Void) {
    self.client = client
    self.name = name
    writer = BulkWriter(client.transport, pause: pause)
  }

  var failures: [BulkFailure] { writer.failures }

  /// The index of the words.
  private var words: String { OpenSearchEngine.words(of: index) }

  func currentRelease() throws -> String? {
    let members = try client.mapping(of: name)?.object?.members ?? []
    guard let member = members.first else { return nil }
    // An index called so, an alias of several or one that others made: nothing that may be
    // replaced.
    guard members.count == 1, member.name != name, RemoteName.isPlain(member.name),
      OpenSearchEngine.told(in: member.value) != nil
    else { throw RemoteFailure.foreign(name) }
    return member.name
  }

  func release(of vocabulary: UInt64) -> String { RemoteName.index(name, vocabulary: vocabulary) }

  func identifier(of document: String, from origin: String) -> String {
    RemoteName.identifier(of: document, from: origin)
  }

  mutating func prepare(_ release: RemoteCollection) throws {
    index = release.index
    if try client.mapping(of: words) == nil {
      try client.ask("PUT", "/\(words)", OpenSearchMapping.words)
    }
    guard let mapping = try client.mapping(of: index)?[index] else {
      try client.ask("PUT", "/\(index)", OpenSearchMapping.documents)
      return try tell(release)
    }
    // Without any it was killed between making the index and telling what it is.
    guard let told = OpenSearchEngine.told(in: mapping) else {
      guard mapping["mappings"]?["_meta"] == nil else { throw RemoteFailure.foreign(index) }
      return try tell(release)
    }
    guard let known = RemoteCollection(index: index, told: told),
      known.vocabulary == release.vocabulary
    else { throw RemoteFailure.foreign(index) }
    let joined = known.joined(by: release)
    if joined != known { try tell(joined) }
  }

  private func tell(_ release: RemoteCollection) throws {
    try client.ask(
      "PUT", "/\(index)/_mapping",
      [
        "properties": OpenSearchMapping.properties(ofFacets: release.facets),
        "_meta": ["parlance": release.told],
      ])
  }

  mutating func documents(of origin: String) throws -> [String: PublishedDocument] {
    // What another run has just sent is to be found.
    try refresh(index)
    var result: [String: PublishedDocument] = [:]
    var last: String?
    while true {
      // Page by page behind the last identifier: an offset ends at 10,000 hits unless an engine is
      // told otherwise.
      var body = JSONObject()
      body["size"] = .integer(Self.page)
      body["query"] = ["term": ["origin": .string(origin)]]
      body["sort"] = [["id": "asc"]]
      body["_source"] = ["id", "content", "labels"]
      if let last { body["search_after"] = [.string(last)] }
      guard let answer = try client.ask("POST", "/\(index)/_search", .object(body)),
        let hits = answer["hits"]?["hits"]?.array
      else { throw RemoteFailure.unreadable("it lacks the list of documents") }
      // Documents of a shard that is silent would count as new and be sent again.
      guard answer["_shards"]?["failed"]?.integer ?? 0 == 0, answer["timed_out"]?.bool != true
      else { throw RemoteFailure.refused("parts of the index '\(index)' do not answer") }
      let before = result.count
      for hit in hits {
        guard let identifier = hit["_id"]?.string, let id = hit["_source"]?["id"]?.string else {
          throw RemoteFailure.unreadable("a document has no identifier")
        }
        result[identifier] = PublishedDocument(
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

  func origins(in release: String, besides origin: String) throws -> Set<String> {
    let answer = try client.ask(
      "POST", "/\(release)/_search",
      [
        "size": 0,
        "aggs": ["origins": ["terms": ["field": "origin", "size": .integer(Self.mostOrigins)]]],
      ])
    guard answer?["_shards"]?["failed"]?.integer ?? 0 == 0, answer?["timed_out"]?.bool != true,
      let buckets = answer?["aggregations"]?["origins"]?["buckets"]?.array
    else { throw RemoteFailure.refused("parts of the index '\(release)' do not answer") }
    return Set(buckets.compactMap { $0["key"]?.string }).subtracting([origin])
  }

  private func refresh(_ index: String) throws { try client.ask("POST", "/\(index)/_refresh", nil) }

  mutating func takeName(from previous: String?, removing: Bool) throws {
    var actions: [JSONValue] = []
    if let previous {
      actions.append(["remove": ["index": .string(previous), "alias": .string(name)]])
    }
    actions.append(["add": ["index": .string(index), "alias": .string(name)]])
    // Both in one request: at no moment does the name lead nowhere.
    try client.ask("POST", "/_aliases", ["actions": .array(actions)])
    guard removing, let previous else { return }
    // Only now: until here searches were answered from it.
    try client.ask("DELETE", "/\(previous)", nil)
    try client.ask("DELETE", "/\(OpenSearchEngine.words(of: previous))", nil, allowing: 404)
  }
}

// MARK: - Changes

extension OpenSearchStore {
  mutating func add(_ word: String, _ kind: RemoteWordKind, stem: String) throws {
    try writer.add(
      BulkAction(
        .index, "\(kind.rawValue):\(word):\(stem)", in: words, name: word,
        value: ["kind": .string(kind.rawValue), "word": .string(word), "stem": .string(stem)]))
  }

  mutating func finishWords() throws {
    try writer.flush()
    try refresh(words)
  }

  mutating func put(
    _ document: RemoteDocument, as identifier: String, from origin: String, isRelabeled: Bool
  ) throws {
    try writer.add(
      BulkAction(
        isRelabeled ? .update : .index, identifier, in: index, name: document.id,
        value: isRelabeled ? document.relabeling : document.whole(from: origin)))
  }

  mutating func remove(_ document: PublishedDocument, as identifier: String) throws {
    try writer.add(BulkAction(.delete, identifier, in: index, name: document.id))
  }

  mutating func finish() throws {
    try writer.flush()
    try refresh(index)
  }
}

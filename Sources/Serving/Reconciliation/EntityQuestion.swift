internal import JSONCoding
internal import ParlanceKit

/// What both versions of the reconciliation API ask: which concepts names, or identifiers, may mean.
struct EntityQuestion {
  /// The names; of several any may be meant.
  var names: [String] = []

  /// The URIs of concepts.
  var ids: [String] = []

  /// What else is known, such as `date`.
  var fields: [String: String] = [:]

  /// The schemes whose concepts are asked for; all if there are none.
  var schemes: [String] = []

  /// The language of the names, if known.
  var language: String?

  /// The largest number of candidates; 0 leaves it to the service, as OpenRefine means it.
  var limit = 0

  /// The candidates when a client does not say how many.
  private static let usual = 5

  /// The concepts, best first, each once.
  ///
  /// A name that is the URI of a concept is that concept, which both versions of the API ask for. One candidate at most
  /// is a match: that of the names and identifiers that are sure, if they agree.
  ///
  /// - Parameter snapshot: the workspace to ask.
  /// - Returns: entities as the API writes them.
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  func entities(in snapshot: WorkspaceSnapshot) throws -> [JSONValue] {
    var matching = LabelMatching()
    matching.schemes = schemes
    let labels = names.map { WorkspaceSnapshot.TypedLabel($0, fields: fields) }
    let most = limit == 0 ? Self.usual : limit
    let answers = try snapshot.candidates(labels, matching, language: language, limit: most)
    let known = try (names + ids).compactMap { try snapshot.candidate(uri: $0) }
    var best: [String: JSONValue] = [:]
    var order: [String] = []
    for candidate in known + answers.flatMap({ $0["candidates"]?.array ?? [] }) {
      let uri = candidate["uri"]?.string ?? ""
      if best[uri] == nil { order.append(uri) }
      if Self.score(candidate) > best[uri].map(Self.score) ?? -1 { best[uri] = candidate }
    }
    let accepted = answers.filter { $0["outcome"]?.string == "accepted" }
      .compactMap { $0["candidates"]?.array?.first }
    let sure = Set((known + accepted).compactMap { $0["uri"]?.string })
    // Equal ones stay in the order in which they were found.
    let ranked = order.enumerated().sorted { left, right in
      let scores = (Self.score(best[left.element] ?? [:]), Self.score(best[right.element] ?? [:]))
      return scores.0 != scores.1 ? scores.0 > scores.1 : left.offset < right.offset
    }
    return ranked.prefix(most).enumerated().map { rank, uri in
      Self.entity(
        best[uri.element] ?? [:], isMatch: rank == 0 && sure == [uri.element])
    }
  }

  private static func score(_ candidate: JSONValue) -> Double { candidate["score"]?.double ?? 0 }

  private static func entity(_ candidate: JSONValue, isMatch: Bool) -> JSONValue {
    let score = score(candidate)
    return [
      "id": candidate["uri"] ?? "", "name": candidate["name"] ?? "",
      "score": .number((score * 10_000).rounded() / 100), "match": .bool(isMatch),
      "type": candidate["schemes"] ?? [],
      "description": candidate["note"] ?? "",
      "features": [["id": "probability", "name": "probability", "value": .number(score)]],
    ]
  }
}

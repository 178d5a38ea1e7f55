internal import JSONCoding
internal import ParlanceKit

/// What Skosmos tells of a vocabulary, of the way up and down from a concept, and as RDF.
extension Service {
  /// What a vocabulary is.
  ///
  /// - Throws: `MissingScheme`; `WorkspaceError.noVocabulary`.
  func description(ofVocabulary name: String, language: String?) throws -> JSONValue {
    let snapshot = keeper.current()
    let names = try snapshot.schemeNames()
    guard let scheme = names.first(where: { $0["id"]?.string == name }) else {
      throw MissingScheme(name: name, known: names.compactMap { $0["id"]?.string })
    }
    return [
      "uri": scheme["uri"] ?? "", "id": scheme["id"] ?? "", "title": scheme["name"] ?? "",
      "defaultLanguage": .string(language ?? "en"),
      "languages": .array(try snapshot.languages().map { .string($0) }),
      "conceptschemes": [
        [
          "uri": scheme["uri"] ?? "", "label": scheme["name"] ?? "", "title": scheme["name"] ?? "",
          "type": "skos:ConceptScheme",
        ]
      ],
    ]
  }

  /// The collections of a vocabulary.
  ///
  /// - Throws: `MissingScheme`; `WorkspaceError.noVocabulary`.
  func groups(_ vocabulary: String) throws -> JSONValue {
    let groups = try keeper.current().collections(ofScheme: vocabulary)
    return [
      "groups": .array(
        groups.map { ["uri": $0["uri"] ?? "", "prefLabel": $0["name"] ?? ""] })
    ]
  }

  /// A concept and what is beyond it in one direction, by URI.
  ///
  /// - Throws: `RequestError`, `MissingConcept`; `WorkspaceError.noVocabulary`.
  func hierarchy(
    _ request: ServiceRequest, _ direction: HierarchyDirection, _ name: String
  ) throws -> JSONValue {
    let uri = request.query["uri"] ?? ""
    let limit = try Self.number(request.query, "limit", 1...10_000, usual: 10_000)
    let found = try keeper.current().hierarchy(of: uri, direction, limit: limit)
    let member = direction == .broader ? "broader" : "narrower"
    let entries = found.map { entry -> JSONObject.Member in
      let value: JSONValue = [
        "uri": entry["uri"] ?? "", "prefLabel": entry["name"] ?? "", member: entry["direct"] ?? [],
      ]
      return .init(name: entry["uri"]?.string ?? "", value: value)
    }
    return .object(
      JSONObject([
        .init(name: "uri", value: .string(uri)),
        .init(name: name, value: .object(JSONObject(entries))),
      ]))
  }

  /// What is said of a concept, scheme or collection, as RDF in the form asked for.
  ///
  /// - Throws: `RequestError`, `MissingConcept`; `WorkspaceError.noVocabulary`.
  func data(_ request: ServiceRequest) throws -> ServiceResponse {
    let known = WorkspaceSnapshot.statementTypes
    let type =
      request.query["format"].flatMap { $0.isEmpty ? nil : $0 }
      ?? request.preferredType(among: known) ?? known[0]
    let uri = request.query["uri"] ?? ""
    return ServiceResponse(type: type, try keeper.current().statements(about: uri, as: type))
  }
}

extension ServiceRequest {
  /// The media type that the request would rather have, of those there are; `nil` if it names none.
  func preferredType(among known: [String]) -> String? {
    let wanted = (header("accept") ?? "").split(separator: ",").compactMap {
      range -> (type: String, quality: Double)? in
      let parts = range.split(separator: ";").map { $0.lowercased().filter { $0 != " " } }
      guard let type = parts.first, known.contains(type) else { return nil }
      let quality = parts.lazy.filter { $0.hasPrefix("q=") }.compactMap { Double($0.dropFirst(2)) }
        .first
      return (type, quality ?? 1)
    }
    // Of those with the same quality the one that was named first.
    return wanted.enumerated().max {
      ($0.element.quality, -$0.offset) < ($1.element.quality, -$1.offset)
    }?.element.type
  }
}

package import JSONCoding
internal import Taxonomy

/// What is broader or narrower, directly or not.
package enum HierarchyDirection: Sendable {
  /// Towards the top.
  case broader
  /// Towards the most special.
  case narrower
}

extension WorkspaceSnapshot {
  /// The media types in which statements about concepts are written, the usual one first.
  package static let statementTypes = RDFSyntax.allCases.map(\.rawValue)

  /// What the export says of a concept, scheme or collection, as RDF.
  ///
  /// - Parameters:
  ///   - uri: its URI.
  ///   - type: one of `statementTypes`.
  /// - Returns: the document.
  /// - Throws: `RequestError` for another type; `MissingConcept`, `WorkspaceError.noVocabulary`.
  package func statements(about uri: String, as type: String) throws -> [UInt8] {
    guard let syntax = RDFSyntax(rawValue: type) else {
      throw RequestError(
        "'\(type)' is not written here; \(Self.statementTypes.joined(separator: ", ")) are")
    }
    guard let bytes = try vocabulary().statements(about: uri, as: syntax) else {
      throw MissingConcept(uri: uri)
    }
    return bytes
  }

  /// A concept and all that is broader or narrower, however far.
  ///
  /// - Parameters:
  ///   - uri: the URI of the concept.
  ///   - direction: the way to go.
  ///   - limit: the most concepts to give.
  /// - Returns: for each its `uri`, `name`, and the URIs of those directly beyond it as `direct`; the concept
  ///   itself first, then by distance.
  /// - Throws: `MissingConcept`, `WorkspaceError.noVocabulary`.
  package func hierarchy(
    of uri: String, _ direction: HierarchyDirection, limit: Int
  ) throws -> [JSONValue] {
    let vocabulary = try vocabulary()
    guard let concept = vocabulary.concept(uri: uri) else { throw MissingConcept(uri: uri) }
    var found = [concept]
    var seen: Set<ConceptOrdinal> = [concept]
    var result: [JSONValue] = []
    while result.count < min(found.count, limit) {
      let next = found[result.count]
      let direct =
        switch direction {
        case .broader: Array(vocabulary.broader(of: next))
        case .narrower: Array(vocabulary.narrower(of: next))
        }
      found += direct.filter { seen.insert($0).inserted }
      result.append([
        "uri": .string(vocabulary.uri(of: next)),
        "name": .string(vocabulary.preferredLabel(of: next)),
        "direct": .array(direct.map { .string(vocabulary.uri(of: $0)) }),
      ])
    }
    return result
  }

  /// The collections of a scheme, each with its `uri` and `name`.
  ///
  /// - Throws: `MissingScheme`, `WorkspaceError.noVocabulary`.
  package func collections(ofScheme name: String) throws -> [JSONValue] {
    let vocabulary = try vocabulary()
    let scheme = try scheme(named: name)
    return vocabulary.collections.map { vocabulary.collection($0) }
      .filter { $0.schemes.contains(scheme) }
      .map { ["uri": .string($0.uri), "name": .string($0.name())] }
  }

  /// The scheme of a key, URI or title.
  ///
  /// - Throws: `MissingScheme`, `WorkspaceError.noVocabulary`.
  func scheme(named name: String) throws -> SchemeOrdinal {
    let vocabulary = try vocabulary()
    guard let scheme = vocabulary.scheme(named: name) else {
      throw MissingScheme(name: name, known: vocabulary.schemes.map { vocabulary.key(of: $0) })
    }
    return scheme
  }

  /// The tags of the languages of the labels.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`.
  package func languages() throws -> [String] { try vocabulary().languages.sorted() }
}

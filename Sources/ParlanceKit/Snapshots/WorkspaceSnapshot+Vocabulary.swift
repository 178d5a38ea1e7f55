package import JSONCoding
internal import Taxonomy

extension WorkspaceSnapshot {
  /// The schemes of the vocabulary with their sizes, and the number of documents that each says something of.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`; `IndexError`.
  package func schemes(for account: ReaderAccount) throws -> JSONValue {
    let vocabulary = try vocabulary()
    let results = try everything(for: account)
    let sizes = vocabulary.concepts.reduce(into: [SchemeOrdinal: Int]()) { sizes, concept in
      for scheme in vocabulary.schemes(of: concept) { sizes[scheme, default: 0] += 1 }
    }
    return [
      "schemes": .array(
        vocabulary.schemes.map { scheme in
          let key = vocabulary.key(of: scheme)
          // Where there is no such facet, all documents lack a value of it.
          let missing = results?.facet(key)?.missing
          return [
            "key": .string(key), "title": .string(vocabulary.scheme(scheme).title()),
            "uri": .string(vocabulary.uri(of: scheme)),
            "concepts": .integer(sizes[scheme] ?? 0),
            "documents": .integer((results?.total ?? 0) - (missing ?? results?.total ?? 0)),
          ]
        })
    ]
  }

  /// The schemes of the vocabulary by `id`, their key, with `name` and `uri`.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`.
  package func schemeNames() throws -> [JSONValue] {
    let vocabulary = try vocabulary()
    return vocabulary.schemes.map { scheme in
      [
        "id": .string(vocabulary.key(of: scheme)),
        "name": .string(vocabulary.scheme(scheme).title()),
        "uri": .string(vocabulary.uri(of: scheme)),
      ]
    }
  }

  /// The concepts of a scheme in the order of its hierarchy, each once.
  ///
  /// - Parameters:
  ///   - name: the key, URI or title of the scheme.
  ///   - account: whose documents are counted.
  /// - Returns: for each concept its `uri`, `name`, `depth`, whether it is `deprecated`, the concepts in use
  ///   that stand for it, and the number of `documents` that bear it or anything narrower.
  /// - Throws: `MissingScheme`, `WorkspaceError.noVocabulary`, `IndexError`.
  package func concepts(ofScheme name: String, for account: ReaderAccount) throws -> JSONValue {
    let vocabulary = try vocabulary()
    let scheme = try scheme(named: name)
    let key = vocabulary.key(of: scheme)
    let facet = try everything(for: account)?.facet(key)
    let counts = (facet?.counts ?? []).reduce(into: [String: Int]()) { counts, value in
      if let concept = value.concept { counts[concept] = value.count }
    }
    let forest = ConceptForest(vocabulary, of: scheme)
    let members = forest.members(of: scheme) { siblings in
      siblings.map { (name: vocabulary.preferredLabel(of: $0).lowercased(), concept: $0) }
        .sorted { ($0.name, $0.concept) < ($1.name, $1.concept) }.map(\.concept)
    }.map { member -> JSONValue in
      let uri = vocabulary.uri(of: member.concept)
      let isDeprecated = vocabulary.isDeprecated(member.concept)
      return [
        "uri": .string(uri), "name": .string(vocabulary.preferredLabel(of: member.concept)),
        "depth": .integer(member.level - 1), "deprecated": .bool(isDeprecated),
        "current": .array(
          isDeprecated
            ? vocabulary.currentConcepts(for: member.concept).filter { $0 != member.concept }.map {
              [
                "uri": .string(vocabulary.uri(of: $0)),
                "name": .string(vocabulary.preferredLabel(of: $0)),
              ]
            } : []),
        "documents": .integer(counts[uri] ?? 0),
      ]
    }
    return [
      "key": .string(key), "title": .string(vocabulary.scheme(scheme).title()),
      "uri": .string(vocabulary.uri(of: scheme)), "concepts": .array(members),
    ]
  }

  /// All documents with the counts of all facets; `nil` if nothing is indexed.
  private func everything(for account: ReaderAccount) throws -> SearchService.Answer? {
    do {
      var request = SearchService.Request("")
      request.limit = 0
      request.wantsPassages = false
      return try session(for: account).search(request)
    } catch is NothingIndexed {
      return nil
    }
  }
}

package import JSONCoding
internal import Taxonomy

/// The vocabulary of a workspace from above: its tree, its figures, and what no document bears.
package struct VocabularyOverview {
  private let vocabulary: Vocabulary
  private let count: ([String]) throws -> Int

  /// The vocabulary that a workspace has now.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`; what counting documents throws.
  package init(_ workspace: Workspace) throws {
    let vocabulary = try workspace.vocabularies.current()
    self.vocabulary = vocabulary
    let uris = Set(vocabulary.concepts.map { vocabulary.uri(of: $0) })
    count = try workspace.searchIndex.documentCounter(for: uris, updatesIndex: false)
  }

  /// What is asked of a tree or list of concepts.
  package struct Request: Sendable {
    /// Only this scheme, by key, URI or title.
    package var scheme: String?
    /// How many levels; all if `nil`.
    package var depth: Int?
    /// Only concepts of this status, such as `candidate`.
    package var status: String?
    /// The language of names.
    package var language: String

    /// A request; all schemes unless one is given.
    package init(
      scheme: String? = nil, depth: Int? = nil, status: String? = nil, language: String = "en"
    ) {
      self.status = status
      self.scheme = scheme
      self.depth = depth
      self.language = language.lowercased()
    }
  }

  private func schemes(_ request: Request) throws -> [SchemeOrdinal] {
    if let name = request.scheme { return [try vocabulary.scheme(asked: name)] }
    return Array(vocabulary.schemes)
  }

  private func name(_ concept: ConceptOrdinal, _ request: Request) -> String {
    vocabulary.preferredLabel(of: concept, language: request.language)
  }
}

// MARK: - Tree

extension VocabularyOverview {
  /// The fields of the records of a tree and of unused concepts.
  package static let conceptColumns = [
    Column("scheme"), Column("level", isNumber: true), Column("concept"), Column("label"),
    Column("deprecated"), Column("documents", isNumber: true), Column("status"),
  ]

  /// The names of the statuses that a concept may have.
  package static var statuses: [String] { ConceptStatus.wireNames }

  /// A line of a tree.
  package struct Node: Sendable {
    /// The key of the scheme.
    package let scheme: String
    /// The level, from 1.
    package let level: Int
    /// The URI.
    package let uri: String
    /// The name.
    package let name: String
    /// How far it is on its way into the vocabulary; empty if nothing is said of it.
    package let status: String
    /// Whether it is not in use any more.
    package let isDeprecated: Bool
    /// The documents that bear it, those of narrower concepts not counted.
    package let documents: Int

    /// The line as a record.
    package var record: [JSONValue] {
      [
        .string(scheme), .integer(level), .string(uri), .string(name), .bool(isDeprecated),
        .integer(documents), .string(status),
      ]
    }
  }

  /// The concepts of schemes, each behind the one that it stands under; of a status if one is asked for.
  ///
  /// - Throws: `RequestError` for an unknown scheme; what counting throws.
  package func tree(_ request: Request) throws -> [Node] {
    var nodes: [Node] = []
    for scheme in try schemes(request) {
      let key = vocabulary.key(of: scheme)
      // By its own hierarchy: a concept of two schemes stands in the tree of either.
      let forest = ConceptForest(vocabulary, of: scheme)
      for (concept, level) in forest.members(of: scheme, depth: max(1, request.depth ?? .max))
      where request.status == nil || vocabulary.status(of: concept)?.wireName == request.status {
        nodes.append(try node(concept, level, key, request))
      }
    }
    return nodes
  }

  /// The concepts in use that no document bears.
  ///
  /// - Throws: `RequestError` for an unknown scheme; what counting throws.
  package func unused(_ request: Request) throws -> [Node] {
    var seen: Set<String> = []
    return try tree(request).filter {
      !$0.isDeprecated && $0.documents == 0 && seen.insert($0.uri).inserted
    }
  }

  private func node(
    _ concept: ConceptOrdinal, _ level: Int, _ scheme: String, _ request: Request
  ) throws -> Node {
    let uri = vocabulary.uri(of: concept)
    return Node(
      scheme: scheme, level: level, uri: uri, name: name(concept, request),
      status: vocabulary.status(of: concept)?.wireName ?? "",
      isDeprecated: vocabulary.isDeprecated(concept), documents: try count([uri]))
  }
}

// MARK: - Figures

extension VocabularyOverview {
  /// The fields of the records of figures.
  package static let figureColumns = [
    Column("scheme"), Column("concepts", isNumber: true), Column("deprecated", isNumber: true),
    Column("levels", isNumber: true), Column("labels", isNumber: true),
    Column("documented", isNumber: true), Column("mapped", isNumber: true),
    Column("unused", isNumber: true), Column("documents", isNumber: true),
  ]

  /// Figures about each scheme: among concepts in use, how many have a note, a match to another
  /// vocabulary, no document; and the documents that bear any.
  ///
  /// - Throws: `RequestError` for an unknown scheme; what counting throws.
  package func figures(_ request: Request) throws -> [[JSONValue]] {
    try schemes(request).map { scheme in
      let concepts = vocabulary.concepts(in: scheme)
      let forest = ConceptForest(vocabulary, of: scheme)
      let current = concepts.filter { !vocabulary.isDeprecated($0) }
      let uris = concepts.map { vocabulary.uri(of: $0) }
      return [
        .string(vocabulary.key(of: scheme)), .integer(concepts.count),
        .integer(concepts.count - current.count),
        .integer(concepts.map { forest.path(to: $0).count }.max() ?? 0),
        .integer(concepts.reduce(0) { $0 + vocabulary.labels(of: $1).count }),
        .integer(current.count { !vocabulary.notes(of: $0).isEmpty }),
        .integer(current.count { !vocabulary.mappings(of: $0).isEmpty }),
        .integer(try current.count { try count([vocabulary.uri(of: $0)]) == 0 }),
        .integer(try count(uris)),
      ]
    }
  }

  /// The fields of the records of languages.
  package static let languageColumns = [
    Column("language"), Column("concepts", isNumber: true), Column("preferred", isNumber: true),
    Column("alternative", isNumber: true), Column("hidden", isNumber: true),
    Column("definitions", isNumber: true),
  ]

  /// Languages by labels: how many concepts have a preferred label in each, how many labels of each
  /// kind, and definitions; the language with the most labels first.
  ///
  /// - Throws: `RequestError` for an unknown scheme.
  package func languages(_ request: Request) throws -> [[JSONValue]] {
    var counts: [String: [Int]] = [:]
    let schemes = Set(try self.schemes(request))
    // A concept of two schemes counts once.
    for concept in vocabulary.concepts
    where !schemes.isDisjoint(with: vocabulary.schemes(of: concept)) {
      var named: Set<String> = []
      for label in vocabulary.labels(of: concept).map(vocabulary.label) where label.role != .code {
        counts[label.language, default: [0, 0, 0, 0, 0]][1 + Int(label.kind.rawValue)] += 1
        if label.kind == .preferred { named.insert(label.language) }
      }
      for language in named { counts[language]?[0] += 1 }
      for note in vocabulary.notes(of: concept) where note.kind == .definition {
        counts[note.language, default: [0, 0, 0, 0, 0]][4] += 1
      }
    }
    let ordered = counts.sorted { left, right in
      let (one, other) = (left.value[1...3].reduce(0, +), right.value[1...3].reduce(0, +))
      return (other, left.key) < (one, right.key)
    }
    return ordered.map { language, numbers in
      [.string(language.isEmpty ? "–" : language)] + numbers.map(JSONValue.integer)
    }
  }
}

internal import JSONCoding
internal import Matching
internal import Model
internal import Taxonomy

/// What a label means: one concept, several and why, or the nearest labels; and the collections of that name.
package struct LabelAnswer {
  private let text: String
  private let date: String?
  private let resolution: ConceptResolver.Resolution
  private let collections: [CollectionOrdinal]
  private let view: ConceptView

  /// What a label means in a workspace.
  ///
  /// - Parameters:
  ///   - text: the label, code or URI.
  ///   - date: the day whose names count; any time's if `nil`.
  ///   - workspace: a workspace with a vocabulary.
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package init(to text: String, asOf date: String?, in workspace: Workspace) throws {
    let vocabulary = try workspace.vocabularies.current()
    let resolver = ConceptResolver(
      vocabulary, index: try workspace.vocabularies.labels(of: vocabulary))
    try self.init(to: text, asOf: date, by: resolver) { uris in
      let counter = try workspace.searchIndex.documentCounter(for: Set(uris), updatesIndex: false)
      return { try counter([$0]) }
    }
  }

  /// What a label means by a resolver.
  ///
  /// - Parameters:
  ///   - text: the label, code or URI.
  ///   - date: the day whose names count; any time's if `nil`.
  ///   - resolver: finds the concepts.
  ///   - counter: given the URIs of concepts, makes what counts the documents that bear one of them.
  /// - Throws: what `counter` throws.
  init(
    to text: String, asOf date: String?, by resolver: ConceptResolver,
    counter: ([String]) throws -> (String) throws -> Int
  ) throws {
    self.text = text
    self.date = date
    let day = date.flatMap { CalendarDate($0) }
    let vocabulary = resolver.vocabulary.asked(atLeastOn: day)
    resolution = resolver.resolve(text, asOf: day, policy: .typed)
    collections = vocabulary.collections(named: text)
    var candidates = resolution.candidates
    if case .one(_, let others) = resolution { candidates += others }
    let uris = candidates.map { vocabulary.uri(of: $0.concept) }
    let count = try uris.isEmpty ? nil : counter(uris)
    var counts: [String: Int] = [:]
    for uri in uris {
      if let found = try count?(uri), found > 0 { counts[uri] = found }
    }
    view = ConceptView(vocabulary: vocabulary, documentCounts: counts)
  }

  /// Whether nothing bears the label.
  package var isEmpty: Bool {
    if case .none = resolution { collections.isEmpty } else { false }
  }

  /// The answer for people.
  package var lines: [ReportText] {
    var lines: [ReportText] = []
    switch resolution {
    case .none where !collections.isEmpty: break
    case .one(let candidate, let others):
      lines = view.lines(candidate.concept, answering: text, candidate, asOf: date)
      lines += others.map { "also    \(view.summary($0, answering: text))" }
    case .several(let candidates):
      lines = ["\"\(text)\" is ambiguous: \(candidates.count) concepts bear it"]
      lines += candidates.map { "  \(view.summary($0, answering: text))" }
    case .none(let nearest):
      lines = ["\"\(text)\" is not a label of the vocabulary"]
      lines += nearest.map { "  \(view.suggestion($0))" }
    }
    return lines + collections.flatMap(view.lines)
  }

  /// The answer for programs.
  package var json: JSONValue {
    var object = JSONObject()
    object["label"] = .string(text)
    switch resolution {
    case .one(let candidate, let others):
      object["outcome"] = "match"
      object["concept"] = view.json(candidate.concept)
      object["why"] = view.reasonsJSON(candidate)
      object["in_use"] = .bool(candidate.isInUse)
      object["others"] = .array(others.map { view.json($0) })
    case .several(let candidates):
      object["outcome"] = "ambiguous"
      object["candidates"] = .array(candidates.map { view.json($0) })
    case .none(let nearest):
      object["outcome"] = "unknown"
      object["nearest"] = .array(nearest.map { view.json(suggestion: $0) })
    }
    object["collections"] = .array(collections.map { view.json($0) })
    return .object(object)
  }
}

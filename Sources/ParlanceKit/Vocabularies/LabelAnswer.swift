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
    self.text = text
    self.date = date
    resolution = resolver.resolve(text, asOf: date.flatMap { CalendarDate($0) }, policy: .typed)
    collections = vocabulary.collections(named: text)
    view = ConceptView(
      vocabulary: vocabulary,
      documentCounts: try Self.counts(resolution, in: vocabulary, workspace))
  }

  /// How many documents bear each concept of the answer.
  private static func counts(
    _ resolution: ConceptResolver.Resolution, in vocabulary: Vocabulary, _ workspace: Workspace
  ) throws -> [String: Int] {
    let candidates =
      switch resolution {
      case .one(let candidate, let others): [candidate] + others
      case .several(let candidates): candidates
      case .none: [ConceptResolver.Candidate]()
      }
    guard !candidates.isEmpty else { return [:] }
    let uris = candidates.map { vocabulary.uri(of: $0.concept) }
    let counter = try workspace.searchIndex.documentCounter(for: Set(uris), updatesIndex: false)
    return try uris.reduce(into: [:]) { counts, uri in
      let count = try counter([uri])
      if count > 0 { counts[uri] = count }
    }
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

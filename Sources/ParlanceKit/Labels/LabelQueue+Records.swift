package import JSONCoding
internal import Matching
internal import Taxonomy

/// The queue for programs and pages.
extension LabelQueue {
  /// The most labels of a question; others of it are asked about afterwards.
  private static let mostTogether = 200

  /// What is asked, the most frequent labels first.
  ///
  /// - Parameters:
  ///   - snapshot: the state of the workspace that answers.
  ///   - limit: the most questions.
  /// - Returns: `questions`, each with its `labels`, `scheme`, `candidates` and the `proposed_name` of a new
  ///   concept; their `total`; how many decisions are `decided` and not carried out.
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func waiting(in snapshot: WorkspaceSnapshot, limit: Int) throws -> JSONValue {
    let questions = try questions(snapshot)
    return [
      "questions": .array(
        questions.prefix(limit).map { question in
          guard case .object(var object) = question.asked.json else { return .null }
          let labels = question.asked.labels
          object["labels"] = .array(labels.prefix(Self.mostTogether).map { .string($0) })
          object["scheme"] = .string(question.scheme)
          object["proposed_name"] = .string(labels.first.map(LabelClustering.name(of:)) ?? "")
          return .object(object)
        }), "total": .integer(questions.count),
      "decided": .integer(try LabelQueueFile(path).decided.count),
    ]
  }

  /// The latest decisions, the latest first, each in `words` too.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func latest(limit: Int) throws -> JSONValue {
    let vocabulary = try workspace.vocabularies.current()
    return [
      "decisions": .array(
        try LabelQueueFile(path).judgments.reversed().prefix(limit).map {
          record($0, vocabulary)
        })
    ]
  }

  /// The decision of a number, as `latest` tells it; `nil` if there is none.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func decision(_ number: Int64) throws -> JSONValue? {
    let vocabulary = try workspace.vocabularies.current()
    return try LabelQueueFile(path).judgments.last { $0.number == number }
      .map { record($0, vocabulary) }
  }

  private func record(_ judgment: LabelJudgment, _ vocabulary: Vocabulary) -> JSONValue {
    guard case .object(var object) = judgment.json else { return .null }
    object["words"] = .string(words(judgment, vocabulary))
    return .object(object)
  }

  /// Who said what, when, and what came of it.
  func words(_ judgment: LabelJudgment, _ vocabulary: Vocabulary) -> String {
    let what =
      switch judgment.verdict {
      case .concept(let uri):
        vocabulary.concept(uri: uri).map { "means \(vocabulary.preferredLabel(of: $0))" }
          ?? "means \(uri)"
      case .newConcept(let name, _): "means a new concept, \(name)"
      case .never: "names no concept"
      }
    let more = judgment.labels.count - 1
    let name = "“\(judgment.labels[0])”" + (more > 0 ? " and \(more) more" : "")
    let end =
      switch judgment.state {
      case .decided: ""
      case .undone(let account): "; \(account) took that back"
      case .carriedOut(let refused):
        refused.isEmpty
          ? "; it is carried out"
          : "; not carried out: \(refused.joined(separator: "; "))"
      }
    return "\(judgment.account) said that \(name) \(what) (\(judgment.time))\(end)"
  }
}

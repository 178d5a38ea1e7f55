internal import Cataloging
internal import JSONCoding
internal import Taxonomy

/// Judgments in words and as records.
struct JudgmentReport {
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  func name(_ uri: String) -> String {
    vocabulary.concept(uri: uri).map { vocabulary.preferredLabel(of: $0) } ?? uri
  }

  /// Who said what, and when.
  func words(_ judgment: StoredJudgment) -> String {
    let what =
      switch judgment.verdict {
      case .accepted: "said that it is \(name(judgment.concept))"
      case .rejected: "said that it is not \(name(judgment.concept))"
      case .replaced: "said that it is \(name(judgment.other)), not \(name(judgment.concept))"
      }
    let back = judgment.undoneBy.isEmpty ? "" : "; \(judgment.undoneBy) took that back"
    return "\(judgment.account) \(what) (\(judgment.facet), \(judgment.time))\(back)"
  }

  func json(_ judgment: StoredJudgment, on identifier: String) -> JSONValue {
    [
      "decision": .integer(Int(judgment.number)), "document": .string(identifier),
      "facet": .string(judgment.facet), "concept": .string(judgment.concept),
      "label": .string(name(judgment.concept)), "verdict": .string(judgment.verdict.rawValue),
      "other": judgment.other.isEmpty ? .null : .string(judgment.other),
      "other_label": judgment.other.isEmpty ? .null : .string(name(judgment.other)),
      "account": .string(judgment.account), "time": .string(judgment.time),
      "run": judgment.run.map { .integer(Int($0)) } ?? .null,
      "undone_by": judgment.undoneBy.isEmpty ? .null : .string(judgment.undoneBy),
    ]
  }
}

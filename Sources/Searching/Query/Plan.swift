/// Documents of one segment, ascending, with a number for each: a score or a frequency.
struct ScoredList: Sendable, Equatable {
  var documents: [UInt32] = []
  var scores: [Float] = []

  /// The number of documents.
  var count: Int { documents.count }

  /// The documents with all numbers multiplied.
  func scaled(_ factor: Float) -> ScoredList {
    ScoredList(documents: documents, scores: scores.map { $0 * factor })
  }

  /// The documents of both, their scores added.
  func intersection(_ other: ScoredList) -> ScoredList {
    var result = ScoredList()
    var place = 0
    for (document, score) in zip(documents, scores) {
      while place < other.count, other.documents[place] < document { place += 1 }
      guard place < other.count, other.documents[place] == document else { continue }
      result.documents.append(document)
      result.scores.append(score + other.scores[place])
    }
    return result
  }
}

/// What is left of a query when words have become terms: ready to be matched, segment by segment.
indirect enum Plan: Sendable {
  /// The documents that have a term, scored.
  case term(PlannedTerm)
  /// The documents that have any of some terms, scored.
  case terms(TermGroup)
  /// Documents that were found before, by segment.
  case list([ScoredList])
  /// Every document, with score 0.
  case everything
  /// The documents that all parts match and none of `excluding`; scores are added, also those of
  /// `optional` parts where they match.
  case all([Plan], optional: [Plan] = [], excluding: [Plan] = [])
  /// The documents that any part matches; scores are added.
  case any([Plan])
}

extension Plan {
  /// Whether it is a list that holds any document.
  var hasDocuments: Bool {
    if case .list(let lists) = self { lists.contains { $0.count > 0 } } else { false }
  }

  /// Whether any document may match: a list has some, or there is a term.
  var isMatched: Bool {
    switch self {
    case .list: hasDocuments
    case .any(let parts): parts.contains(where: \.isMatched)
    default: true
    }
  }

  /// Whether any one of several parts is enough.
  var isDisjunction: Bool {
    switch self {
    case .term, .terms, .list, .any: true
    case .everything, .all: false
    }
  }

  /// Whether any one of several parts is enough, whether or not others add to the score.
  var isRescorable: Bool {
    if case .all(let parts, _, let excluding) = self {
      return parts.count == 1 && excluding.isEmpty && parts[0].isDisjunction
    }
    return isDisjunction
  }

  /// The parts of which any one is enough, those of nested ones too.
  var alternatives: [Plan] {
    guard case .any(let parts) = self else { return [self] }
    return parts.contains(where: \.isNested) ? parts.flatMap(\.alternatives) : parts
  }

  /// Whether it stands for several terms or parts whose scores are added.
  var isUnion: Bool {
    switch self {
    case .terms, .any: true
    case .term, .list, .everything, .all: false
    }
  }

  /// Whether no document can match.
  var isNothing: Bool {
    if case .any(let parts) = self { parts.isEmpty } else { false }
  }

  /// A score that no document exceeds.
  var highestScore: Float {
    switch self {
    case .term(let term): term.weight
    case .terms(let group): group.weight
    case .list(let lists): lists.reduce(0) { max($0, $1.scores.max() ?? 0) }
    case .everything: 0
    case .all(let parts, let optional, _):
      (parts + optional).reduce(0) { $0 + $1.highestScore }
    case .any(let parts): parts.reduce(0) { $0 + $1.highestScore }
    }
  }

  private var isNested: Bool {
    if case .any = self { true } else { false }
  }
}

/// A term with its place in each segment.
struct PlannedTerm: Sendable {
  var field: IndexField
  var text: String
  /// The ordinal in each segment, or `nil` where it does not occur.
  var ordinals: [Int?]
  /// In how many documents it occurs.
  var documentFrequency: Int
  /// What its saturated frequency is multiplied by; 0 to match without scoring.
  var weight: Float
}

/// Terms that count as one, by their ordinals only: a prefix may stand for thousands.
struct TermGroup: Sendable {
  let field: IndexField
  /// For each segment the ordinals of the terms that occur there, ascending.
  let ordinals: [[UInt32]]
  /// What a saturated frequency is multiplied by.
  let weight: Float
}

/// A term of one segment.
struct SegmentTerm {
  let field: IndexField
  let ordinal: Int
  /// What its saturated frequency is multiplied by.
  let weight: Float
}

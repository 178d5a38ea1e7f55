internal import Matching
internal import Taxonomy

/// What decisions about labels contradict: each other, and the names that concepts have.
struct ReviewConflicts {
  private let vocabulary: Vocabulary
  /// The decisions by label, compared without case.
  private var decisions: [String: [LabelDecision]] = [:]
  /// The concepts in use that bear a label about which there is a decision.
  private var owners: [String: [LabelOrdinal]] = [:]

  /// Looks through decisions.
  ///
  /// - Complexity: O(labels of the vocabulary + decisions).
  init(_ decisions: [LabelDecision], _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    for decision in decisions {
      self.decisions[Self.key(decision.label), default: []].append(decision)
    }
    for label in vocabulary.labels where !vocabulary.isDeprecated(vocabulary.concept(of: label)) {
      let key = Self.key(vocabulary.text(of: label))
      if self.decisions[key] != nil { owners[key, default: []].append(label) }
    }
  }

  /// Whether a concept other than that of `uri` bears a label, whatever its case.
  func isShared(_ label: String, besides uri: String) -> Bool {
    (owners[Self.key(label)] ?? []).contains {
      vocabulary.uri(of: vocabulary.concept(of: $0)) != uri
    }
  }

  /// What a decision contradicts, for a message; `nil` if nothing.
  func cause(_ decision: LabelDecision) -> String? {
    if let flaw = decision.flaw { return flaw }
    let others = (decisions[Self.key(decision.label)] ?? []).filter { contradict(decision, $0) }
    if let other = others.first {
      return "is decided for \(name(decision.verdict)) and for \(name(other.verdict)); "
        + "keep one of the decisions"
    }
    if decision.verdict == .never, let owner = ownerOfName(decision.label) {
      return "is the name of the concept \(vocabulary.uri(of: owner)), not of no concept; "
        + "rename or deprecate that concept first"
    }
    guard let owner = nameOfAnother(than: decision) else { return nil }
    return "is the name of the concept \(vocabulary.uri(of: owner)), not of "
      + "\(name(decision.verdict)); rename that concept first"
  }

  /// Whether two decisions about one label cannot both hold: a label may name a concept in each of
  /// two schemes.
  private func contradict(_ one: LabelDecision, _ other: LabelDecision) -> Bool {
    if one.verdict == other.verdict { return false }
    guard let first = schemes(one.verdict), let second = schemes(other.verdict) else { return true }
    return first.isEmpty && second.isEmpty || !first.isDisjoint(with: second)
  }

  /// The URIs of the schemes in which a verdict gives a name; `nil` if it says there is none.
  private func schemes(_ verdict: LabelDecision.Verdict) -> Set<String>? {
    switch verdict {
    case .concept(let uri):
      guard let concept = vocabulary.concept(uri: uri) else { return [] }
      return Set(vocabulary.schemes(of: concept).map { vocabulary.uri(of: $0) })
    case .newConcept(_, let scheme): return [scheme]
    case .never: return nil
    }
  }

  /// Another concept of the same scheme whose own name the label is.
  private func nameOfAnother(than decision: LabelDecision) -> ConceptOrdinal? {
    guard let wanted = schemes(decision.verdict) else { return nil }
    let labels = owners[Self.key(decision.label)] ?? []
    if case .concept(let uri) = decision.verdict,
      labels.contains(where: { vocabulary.uri(of: vocabulary.concept(of: $0)) == uri })
    {
      // A name that the concept has already is a choice among namesakes.
      return nil
    }
    return labels.lazy.filter { vocabulary.kind(of: $0) == .preferred }
      .map { vocabulary.concept(of: $0) }
      .first { concept in
        vocabulary.schemes(of: concept).contains { wanted.contains(vocabulary.uri(of: $0)) }
      }
  }

  /// The concept in use whose own name a label is, letter for letter: `IT` may be one, and `it` none.
  private func ownerOfName(_ label: String) -> ConceptOrdinal? {
    (owners[Self.key(label)] ?? []).first {
      vocabulary.kind(of: $0) == .preferred && vocabulary.text(of: $0) == label
    }.map { vocabulary.concept(of: $0) }
  }

  private func name(_ verdict: LabelDecision.Verdict) -> String {
    switch verdict {
    case .concept(let uri):
      vocabulary.concept(uri: uri).map { "\"\(vocabulary.preferredLabel(of: $0))\"" } ?? uri
    case .newConcept(let name, _): "a new concept \"\(name)\""
    case .never: "no concept"
    }
  }

  private static func key(_ label: String) -> String { label.lowercased() }
}

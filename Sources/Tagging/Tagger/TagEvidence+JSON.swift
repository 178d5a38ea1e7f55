package import JSONCoding
package import Taxonomy

extension TagEvidence {
  /// The evidence as scripts read it: field, start and end in bytes, surface, rule, and where they
  /// apply label, note and weight.
  package func json(in vocabulary: Vocabulary) -> JSONValue {
    var object = JSONObject()
    object["field"] = .string(field.name)
    object["start"] = .integer(range.lowerBound)
    object["end"] = .integer(range.upperBound)
    object["surface"] = .string(surface)
    object["rule"] = .string(rule.rawValue)
    if let label { object["label"] = .string(vocabulary.text(of: label)) }
    if !note.isEmpty { object["note"] = .string(note) }
    object["weight"] = .number((weight * 1000).rounded() / 1000)
    return .object(object)
  }
}

extension TagSuggestion {
  /// Whether a person should see it although it is not accepted.
  ///
  /// A name with several meanings is, and the one value of a facet that takes one; what is merely
  /// mentioned is not worth a question.
  package func isWorthReview(in vocabulary: Vocabulary) -> Bool {
    !alternatives.isEmpty || vocabulary.scheme(scheme).assignment == .one
  }
}

extension ProposedTag {
  /// What planning takes of a suggestion.
  package init(_ suggestion: TagSuggestion, in vocabulary: Vocabulary) {
    var writer = JSONWriter()
    writer.value(.array(suggestion.evidence.map { $0.json(in: vocabulary) }))
    var reason = suggestion.reason
    if suggestion.outcome == .review, reason.isEmpty {
      let others = suggestion.alternatives.map { vocabulary.preferredLabel(of: $0) }
      reason = others.isEmpty ? "low score" : "or \(others.joined(separator: ", "))"
    }
    self.init(
      concept: vocabulary.uri(of: suggestion.concept),
      facet: vocabulary.key(of: suggestion.scheme),
      score: (suggestion.score * 10_000).rounded() / 10_000,
      isAccepted: suggestion.outcome == .accepted, evidence: writer.text, reason: reason)
  }
}

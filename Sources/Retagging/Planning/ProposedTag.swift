package import Model
package import Tagging
package import Taxonomy

/// A concept proposed for a document by the tagger or by the document itself, as planning takes it.
package struct ProposedTag: Sendable, Hashable {
  /// The URI of the concept.
  package var concept: String

  /// The key of its scheme.
  package var facet: String

  /// How sure, from 0 to 1.
  package var score: Double

  /// Whether it is sure enough to be assigned without asking.
  package var isAccepted: Bool

  /// What led to it.
  package var evidence: [Evidence]

  /// Why it is not accepted; empty if it is.
  package var reason: String

  /// Whether the document brought it along, written by others.
  package var isFromSource: Bool

  /// A proposed tag.
  package init(
    concept: String, facet: String, score: Double, isAccepted: Bool, evidence: [Evidence] = [],
    reason: String = "", isFromSource: Bool = false
  ) {
    self.concept = concept
    self.facet = facet
    self.score = score
    self.isAccepted = isAccepted
    self.evidence = evidence
    self.reason = reason
    self.isFromSource = isFromSource
  }
}

extension ProposedTag {
  /// What planning takes of a suggestion.
  package init(_ suggestion: TagSuggestion, in vocabulary: Vocabulary) {
    var reason = suggestion.reason
    if suggestion.outcome == .review, reason.isEmpty {
      let others = suggestion.alternatives.map { vocabulary.preferredLabel(of: $0) }
      reason = others.isEmpty ? "low score" : "or \(others.joined(separator: ", "))"
    }
    self.init(
      concept: vocabulary.uri(of: suggestion.concept),
      facet: vocabulary.key(of: suggestion.scheme),
      score: (suggestion.score * 10_000).rounded() / 10_000,
      isAccepted: suggestion.outcome == .accepted,
      evidence: suggestion.evidence.map { Evidence($0, in: vocabulary) }, reason: reason)
  }
}

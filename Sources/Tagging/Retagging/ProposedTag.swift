package import Model

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

/// How a normalizer decides.
package struct NormalizerSettings: Sendable, Hashable {
  /// The share of accepted labels that must be right, above 0.5 and below 1.
  package var precision: Double

  /// The probability below which a label is unknown rather than for review.
  package var reviewThreshold: Double

  /// How many candidates a match names at most.
  package var candidateLimit: Int

  /// Settings; those of the command line unless given.
  package init(precision: Double = 0.95, reviewThreshold: Double = 0.1, candidateLimit: Int = 5) {
    self.precision = precision
    self.reviewThreshold = reviewThreshold
    self.candidateLimit = candidateLimit
  }
}

/// How a normalizer decides.
package struct NormalizerSettings: Sendable, Hashable {
  /// The share of accepted labels that must be right, above 0.5 and below 1.
  package var precision: Double

  /// The probability below which a label is unknown rather than for review.
  package var reviewThreshold: Double

  /// How many candidates a match names at most.
  package var candidateLimit: Int

  /// Whether matches say in words what speaks for each candidate.
  package var explains: Bool

  /// Settings; those of the command line unless given.
  package init(
    precision: Double = 0.95, reviewThreshold: Double = 0.1, candidateLimit: Int = 5,
    explains: Bool = false
  ) {
    self.precision = precision
    self.reviewThreshold = reviewThreshold
    self.candidateLimit = candidateLimit
    self.explains = explains
  }
}

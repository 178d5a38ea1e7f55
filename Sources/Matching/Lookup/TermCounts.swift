/// In how many documents terms stand, counted in bounded memory.
///
/// Lossy counting (Manku and Motwani, VLDB 2002): where there are too many terms, those go that cannot have stood in
/// more documents than there were such moments, what was missed before they were first counted included. So a name
/// that comes late is judged like one that came early, and whatever stands in more documents than there were such
/// moments is kept.
package struct TermCounts: Sendable {
  private struct Count {
    var documents = 0
    /// In how many documents at most the term stood before it was counted.
    let missed: Int
  }

  private var counts: [String: Count] = [:]
  private let mostTerms: Int

  /// How often terms had to go so far, which is how often any of them may have been missed.
  package private(set) var forgettings = 0

  /// Counts nothing yet.
  ///
  /// - Parameter mostTerms: so many terms are counted; beyond, the rarest are forgotten.
  package init(mostTerms: Int = 200_000) { self.mostTerms = mostTerms }

  /// Counts the terms of a document.
  package mutating func add(_ terms: some Sequence<String>) {
    for term in terms { counts[term, default: Count(missed: forgettings)].documents += 1 }
    while counts.count > mostTerms {
      forgettings += 1
      counts = counts.filter { $0.value.documents + $0.value.missed > forgettings }
    }
  }

  /// The terms that were counted in so many documents or more, the most frequent first.
  package func found(inAtLeast count: Int) -> [(term: String, documents: Int)] {
    counts.filter { $0.value.documents >= count }
      .map { (term: $0.key, documents: $0.value.documents) }
      .sorted { ($1.documents, $0.term) < ($0.documents, $1.term) }
  }
}

/// In how many documents terms stand.
package struct TermCounts: Sendable {
  private var documents: [String: Int] = [:]
  /// How often a term must have occurred by now to be kept where there are too many.
  private var least = 0

  /// So many terms are counted; beyond, the rarest are forgotten.
  private static let mostTerms = 200_000

  /// Counts nothing yet.
  package init() {}

  /// Counts the terms of a document.
  package mutating func add(_ terms: some Sequence<String>) {
    for term in terms { documents[term, default: 0] += 1 }
    while documents.count > Self.mostTerms {
      least += 1
      documents = documents.filter { $0.value > least }
    }
  }

  /// The terms that stand in so many documents or more, the most frequent first.
  package func found(inAtLeast count: Int) -> [(term: String, documents: Int)] {
    documents.filter { $0.value >= count }.map { (term: $0.key, documents: $0.value) }
      .sorted { ($1.documents, $0.term) < ($0.documents, $1.term) }
  }
}

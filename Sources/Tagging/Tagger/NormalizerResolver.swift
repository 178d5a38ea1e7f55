package import Matching
package import Taxonomy

/// Asks the normalizer what the labels of metadata fields mean.
///
/// Not for use by several threads at once.
package struct NormalizerResolver: MetadataLabelResolver {
  private let session: NormalizerSession
  private let tables: ConceptTables

  /// A resolver.
  package init(_ normalizer: Normalizer, tables: ConceptTables) {
    session = normalizer.makeSession()
    self.tables = tables
  }

  /// The likeliest concept of the scheme, unless the normalizer does not know the label.
  package func resolve(_ label: String, in scheme: SchemeOrdinal) -> ResolvedLabel? {
    let match = session.match(label)
    guard match.outcome != .unknown else { return nil }
    let candidate = match.candidates.first {
      tables.home[Int($0.concept.rawValue)] == scheme
    }
    return candidate.map {
      ResolvedLabel(concept: $0.concept, score: $0.score, method: "\($0.method)")
    }
  }
}

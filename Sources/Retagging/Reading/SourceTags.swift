internal import Documents
package import Matching
package import Model
package import Taxonomy

/// Finds the tags that a document brought with it: values in the properties of its facets.
///
/// They are other people's: what Parlance wrote there itself was taken out at reading. Each maker of
/// proposals has its own, since it remembers what it looked up.
package struct SourceTags {
  private let vocabulary: Vocabulary
  private let resolver: ConceptResolver
  private var known: [String: [ConceptOrdinal]] = [:]

  /// A finder.
  package init(_ vocabulary: Vocabulary, index: LabelIndex) {
    self.vocabulary = vocabulary
    resolver = ConceptResolver(vocabulary, index: index)
  }

  /// The concepts that the facet properties of a document name beyond doubt, each once.
  package mutating func tags(of document: Document) -> [ProposedTag] {
    // The time of the file says when it was copied, not when somebody tagged it.
    let date = document.ownDate
    var result: [ProposedTag] = []
    for field in document.metadata where field.role == .facet {
      guard let facet = field.facet, let scheme = vocabulary.scheme(named: facet) else { continue }
      for label in FacetProperties.labels(in: field.value).sorted() {
        for concept in concepts(label, scheme: scheme, key: facet, asOf: date) {
          let uri = vocabulary.uri(of: concept)
          guard !result.contains(where: { $0.concept == uri }) else { continue }
          result.append(
            ProposedTag(
              concept: uri, facet: facet, score: 1, isAccepted: true, isFromSource: true))
        }
      }
    }
    return result
  }

  private mutating func concepts(
    _ label: String, scheme: SchemeOrdinal, key: String, asOf date: CalendarDate?
  ) -> [ConceptOrdinal] {
    let question = "\(key)\n\(date.map { "\($0)" } ?? "")\n\(label)"
    if let answer = known[question] { return answer }
    let answer = resolver.resolve(label, in: scheme, asOf: date).assignableConcepts
    known[question] = answer
    return answer
  }
}

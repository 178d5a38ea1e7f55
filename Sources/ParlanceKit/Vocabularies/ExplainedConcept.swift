package import Matching
package import Taxonomy

/// Finds the concept that a person names, to have it explained, assigned or blocked.
package enum ExplainedConcept {
  /// The concept of a label or URI, of one scheme if one is given.
  ///
  /// - Throws: `RequestError` if there is none, or several could be meant.
  package static func find(
    _ label: String, in vocabulary: Vocabulary, labels: LabelIndex, scheme: SchemeOrdinal? = nil
  ) throws -> ConceptOrdinal {
    func names(_ concepts: [ConceptOrdinal]) -> String {
      concepts.map { "“\(vocabulary.preferredLabel(of: $0))” (\(vocabulary.uri(of: $0)))" }
        .joined(separator: ", ")
    }
    switch ConceptResolver(vocabulary, index: labels).resolve(label, in: scheme, policy: .typed) {
    case .one(let candidate, _) where candidate.allMeant.count > 1:
      throw RequestError(
        "“\(label)” stands for several together: \(names(candidate.allMeant)); give one of them.")
    case .one(let candidate, _): return candidate.meant
    case .several(let candidates):
      throw RequestError(
        "“\(label)” may mean \(names(candidates.map(\.concept))); give the URI.")
    case .none(let nearest):
      // What is like it in another facet is no answer to what was asked of this one.
      let near = names(
        nearest.map(vocabulary.concept(of:)).filter {
          scheme.map(vocabulary.schemes(of: $0).contains) ?? true
        })
      throw RequestError(
        "Unknown concept “\(label)”." + (near.isEmpty ? "" : " Near it: \(near)."))
    }
  }
}

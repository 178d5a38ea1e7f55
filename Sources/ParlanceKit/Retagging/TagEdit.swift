/// What a person says of one concept and one document.
package struct TagEdit: Sendable, Hashable {
  /// The key of the facet.
  package var facet: String

  /// The URI of the concept.
  package var concept: String

  /// Whether it is to be assigned rather than never to be.
  package var isAssigned: Bool

  /// An edit.
  package init(facet: String, concept: String, isAssigned: Bool) {
    self.facet = facet
    self.concept = concept
    self.isAssigned = isAssigned
  }
}

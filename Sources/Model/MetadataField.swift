/// One metadata value of a document under the name its format gives it.
package struct MetadataField: Sendable, Equatable, Hashable {
  /// What a field says, across formats.
  package enum Role: String, Sendable, CaseIterable {
    /// A title.
    case title
    /// A subject line.
    case subject
    /// A keyword or tag; a list is split into its terms.
    case keyword
    /// A category or document type.
    case category
    /// A name of a person or company.
    case author
    /// A description or comment.
    case description
    /// A workflow status.
    case status
    /// A value that Parlance wrote, or that stands in a place reserved to a facet; see `facet`.
    case facet
    /// Anything else.
    case other
  }

  /// The field's name in its format, such as `cp:category` or `Keywords`.
  package var name: String

  /// The value.
  package var value: String

  /// What the field says.
  package var role: Role

  /// The key of the facet that the field holds, such as `type`, when `role` is `facet`.
  package var facet: String?

  /// A metadata value.
  package init(name: String, value: String, role: Role, facet: String? = nil) {
    self.name = name
    self.value = value
    self.role = role
    self.facet = facet
  }
}

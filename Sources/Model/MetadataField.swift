/// One metadata value of a document under the name its format gives it.
package struct MetadataField: Sendable, Equatable, Hashable {
  /// What a field says, across formats.
  package enum Role: String, Sendable, CaseIterable {
    /// A title.
    case title = "title"
    /// A subject line.
    case subject = "subject"
    /// A keyword or tag; a list is split into its terms.
    case keyword = "keyword"
    /// A category or document type.
    case category = "category"
    /// A name of a person or company.
    case author = "author"
    /// A description or comment.
    case description = "description"
    /// A workflow status.
    case status = "status"
    /// A value that Parlance wrote, or that stands in a place reserved to a facet; see `facet`.
    case facet = "facet"
    /// Anything else.
    case other = "other"
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

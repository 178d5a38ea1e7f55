package import Model
internal import Taxonomy

/// A document as it goes into the index.
package struct IndexDocument: Sendable {
  /// What identifies it; a document added later with the same identifier replaces it.
  package var id: String

  /// Its path, with `/` between folders; empty if it has none.
  package var path: String

  /// Its title; empty if it has none.
  package var title: String

  /// Its headings, whether or not they stand in the text too.
  package var headings: [String]

  /// Its running text.
  package var text: String

  /// Its date.
  package var date: CalendarDate?

  /// The BCP 47 tag of its language; guessed from the text if empty.
  package var language: String

  /// What it is tagged with: the URIs of concepts.
  package var tags: [String]

  /// Values of facets by key: URIs of concepts or plain words.
  package var facets: [String: [String]]

  /// What it says of itself beside its text; what `ext` and `lang` hold is found without.
  package var properties: [DocumentProperty: [String]] = [:]

  /// The URIs of concepts that it probably is about or is, and that nobody decided on.
  ///
  /// They count in the order of hits alone: no facet, no count and no filter knows them.
  package var likely: [String] = []

  /// Who may read it, as `DocumentAccess.values` gives it; empty if that is not known.
  package var access: [String] = []

  /// A document of which all but the identifier and the text has a usual value.
  package init(
    id: String, path: String = "", title: String = "", headings: [String] = [], text: String,
    date: CalendarDate? = nil, language: String = "", tags: [String] = [],
    facets: [String: [String]] = [:]
  ) {
    self.id = id
    self.path = path
    self.title = title
    self.headings = headings
    self.text = text
    self.date = date
    self.language = language
    self.tags = tags
    self.facets = facets
  }
}

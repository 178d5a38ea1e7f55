/// The fields of a document on a search engine; `OpenSearchMapping` says what each is made for.
package enum RemoteField {
  /// What identifies the document, whole: the engine's own identifier may be a checksum of it.
  package static let id = "id"
  /// The workspace that published it.
  package static let origin = "origin"
  /// The checksum of what of it changes with its file.
  package static let content = "content"
  /// The checksum of what of it changes with its tags.
  package static let labels = "labels"

  static let path = "path"
  /// The path and the identifier in small letters, for patterns.
  static let foldedPath = "path_folded"
  static let foldedID = "id_folded"
  static let folders = "folders"
  static let title = "title"
  static let titleOrder = "title_order"
  static let placeOrder = "place_order"
  static let language = "language"
  static let text = "text"
  static let headings = "headings"
  /// The stems of all pieces of the document, a blank between, and those of its title.
  static let stems = "stems"
  static let titleStems = "stems_title"
  /// The date for others, as `CalendarDate` holds it, its first and last day, and its periods.
  static let date = "date"
  static let rawDate = "date_raw"
  static let firstDay = "date_first"
  static let lastDay = "date_last"
  static let year = "date_year"
  static let month = "date_month"
  static let day = "date_day"
  /// Who may read it: the entries of `DocumentAccess`, a blank between.
  static let access = "access"
  /// All values of all facets but the year, and the same folded.
  static let tagged = "tagged"
  static let foldedTags = "tagged_folded"
  /// The concepts of its tags with all that is broader.
  static let concepts = "concepts"

  /// What stands in the place of rights that are not known: nobody but root sees such a document.
  static let unknownAccess = "?"

  /// The values that a document has of a facet.
  static func tags(_ key: String) -> String { tags(named: name(of: key)) }

  /// The same values folded.
  static func folded(_ key: String) -> String { folded(named: name(of: key)) }

  /// The same values with what is broader within the facet.
  static func facet(_ key: String) -> String { facet(named: name(of: key)) }

  /// The fields of a facet by what `name(of:)` makes of its key.
  static func tags(named name: String) -> String { "tags.\(name)" }
  static func folded(named name: String) -> String { "folded.\(name)" }
  static func facet(named name: String) -> String { "facets.\(name)" }

  /// The field of a property.
  static func property(_ property: DocumentProperty) -> String { "property_\(property.rawValue)" }

  /// The key of a facet as the name of a field, in which a point would mean another object.
  static func name(of key: String) -> String {
    let isPlain = key.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
    if isPlain, !key.isEmpty { return key }
    return "x_" + key.utf8.map { hexadecimal($0) }.joined()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
  }
}

/// A date of a document and where it stands.
package struct DocumentDate: Sendable, Equatable {
  /// Where a date was found, most telling first.
  package enum Source: String, Sendable, CaseIterable {
    /// In the text, a title page or a heading.
    case content = "content"
    /// In the metadata, the last change before the creation.
    case metadata = "metadata"
    /// In the file's name, or the name of a folder.
    case path = "path"
    /// The time of the file's last change.
    case file = "file"

    /// The sources of a format, the one that wins first.
    ///
    /// A mail is of the day it was sent, a page, book or post of the day that its author states in a field
    /// for it; the dates in their text are of what they tell of. Programs keep the metadata of other formats,
    /// and change them with every copy.
    package static func order(inFormat format: String?) -> [DocumentDate.Source] {
      switch format {
      case "eml", "msg", "mbox", "md", "epub": [.metadata, .content, .path, .file]
      default: [.content, .metadata, .path, .file]
      }
    }
  }

  /// The date.
  package var date: CalendarDate

  /// Where it was found.
  package var source: Source

  /// A date and its source.
  package init(_ date: CalendarDate, source: Source) {
    self.date = date
    self.source = source
  }
}

/// A document as read: its words, where it says what it is, and when it was written.
///
/// Fields are plain UTF-8 strings; byte offsets elsewhere in Parlance count the UTF-8 of a field.
package struct Document: Sendable, Equatable {
  /// What identifies the document: for a file, its path relative to the share; otherwise the
  /// identifier of the system it came from.
  package var id: String

  /// The path with `/` between folders, relative to the share; `nil` for a document that is not a file.
  package var path: String?

  /// The kind of file, such as `docx`, in lower case; `nil` for a document that is not a file.
  package var format: String?

  /// The title that the document's metadata or its markup names, if any.
  package var title: String?

  /// The headings in reading order, without numbering.
  package var headings: [String]

  /// The running text, paragraphs separated by line feeds, without markup.
  package var text: String

  /// The language of the text as a BCP 47 tag, if the document says so.
  package var language: String?

  /// The dates found, most telling first.
  package var dates: [DocumentDate]

  /// The metadata fields found, in the order of the file.
  package var metadata: [MetadataField]

  /// What was left out, such as text beyond a limit, in words; empty if the document is whole.
  package var remarks: [String]

  /// What Parlance says of the tags that it wrote into the document; they are not among the metadata.
  package var mark: TagMark?

  /// Whether the text stands as it is stored, with the marks of its format, so that places in it can be told.
  ///
  /// A reader takes the marks away: what is read from a file has none.
  package var hasMarkup = false

  /// A document with an identifier and nothing else unless given.
  package init(
    id: String, path: String? = nil, format: String? = nil, title: String? = nil,
    headings: [String] = [], text: String = "", language: String? = nil,
    dates: [DocumentDate] = [], metadata: [MetadataField] = [], remarks: [String] = [],
    mark: TagMark? = nil
  ) {
    self.id = id
    self.path = path
    self.format = format
    self.title = title
    self.headings = headings
    self.text = text
    self.language = language
    self.dates = dates
    self.metadata = metadata
    self.remarks = remarks
    self.mark = mark
  }
}

extension Document {
  /// The date that decides which names were valid: the first one in the order of the format.
  ///
  /// A year or a month is made precise by the next date that lies in it: a price list titled 2010
  /// and last changed on 2010-02-11 is of that day.
  package var effectiveDate: CalendarDate? {
    date(from: DocumentDate.Source.order(inFormat: format))
  }

  /// The date that the document itself or its path bears; `nil` if neither does.
  ///
  /// The time of a file says when somebody copied it, no more; a search does not take it for a date.
  package var ownDate: CalendarDate? {
    let sources = DocumentDate.Source.order(inFormat: format).filter { $0 != .file }
    guard let date = date(from: sources) else {
      return nil
    }
    return effectiveDate ?? date
  }

  private func date(from sources: [DocumentDate.Source]) -> CalendarDate? {
    let ordered = sources.compactMap { source in
      dates.first { $0.source == source }?.date
    }
    guard var date = ordered.first else { return nil }
    for finer in ordered.dropFirst() where finer.isPart(of: date) { date = finer }
    return date
  }
}

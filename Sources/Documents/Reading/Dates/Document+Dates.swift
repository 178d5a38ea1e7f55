package import Model

extension Document {
  /// Adds the dates that the document states of itself and that its path states.
  ///
  /// - Parameter order: which number of `03/10/2016` is the day where the document does not show it.
  package mutating func findDates(assuming order: DateOrder? = nil) {
    if let date = ContentDates.date(
      title: title, headings: headings, text: text, language: language, assuming: order)
    {
      dates.append(DocumentDate(date, source: .content))
    }
    if let date = path.flatMap(PathDates.date(in:)) {
      dates.append(DocumentDate(date, source: .path))
    }
  }
}

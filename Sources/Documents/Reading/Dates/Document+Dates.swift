package import Model

extension Document {
  /// Adds the dates that the document states of itself and that its path states.
  package mutating func findDates() {
    if let date = ContentDates.date(
      title: title, headings: headings, text: text, language: language)
    {
      dates.append(DocumentDate(date, source: .content))
    }
    if let date = path.flatMap(PathDates.date(in:)) {
      dates.append(DocumentDate(date, source: .path))
    }
  }
}

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

  /// The document of the same file at another path: what the path said is what the new one says.
  ///
  /// - Parameter path: the path; its last name is that of before, which may have decided how the file was read.
  /// - Returns: the document.
  package func relocated(to path: String) -> Document {
    var result = self
    (result.id, result.path) = (path, path)
    result.dates.removeAll { $0.source == .path }
    if let date = PathDates.date(in: path) {
      let place = result.dates.firstIndex { $0.source == .file } ?? result.dates.endIndex
      result.dates.insert(DocumentDate(date, source: .path), at: place)
    }
    return result
  }
}

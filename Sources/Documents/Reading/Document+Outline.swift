package import Model

extension Document {
  /// Takes title and headings from a text in Markdown that came without them, and notes that it has marks.
  ///
  /// A line of JSON Lines has the text as it stands in the file, so that places in it can be told; what the
  /// reader of files takes for a heading is one there, too.
  ///
  /// - Complexity: O(length of the text) for Markdown, else O(1).
  package mutating func findOutline() {
    guard markdownFormat != nil else { return }
    hasMarkup = true
    guard headings.isEmpty else { return }
    let read = readAsFile()
    headings = read.headings
    if title == nil { title = read.title }
  }

  /// The document as reading its file gives it: the text without marks, the fields of the front matter as metadata.
  ///
  /// What the document has besides stays. Whoever counts words or lines counts the same of a file and of a line of JSON
  /// Lines with its text.
  ///
  /// - Returns: the document itself where its text has no marks.
  /// - Complexity: O(length of the text) if it has.
  package func withoutMarkup() -> Document {
    guard hasMarkup, let format = markdownFormat else { return self }
    let read = readAsFile()
    var result = self
    result.hasMarkup = false
    result.format = format
    result.text = read.text
    if metadata.isEmpty { result.metadata = read.metadata }
    return result
  }

  /// What its format is called, if that is Markdown.
  private var markdownFormat: String? {
    let markdown = DocumentFormat.markdown
    guard let format else { return nil }
    return markdown.names.contains(format) ? format : markdown.aliases[format]
  }

  private func readAsFile() -> Document {
    var builder = DocumentBuilder(limits: ReadingLimits(), facets: [])
    MarkdownReader.read(Array(text.utf8), &builder)
    return builder.finish(id: id, format: markdownFormat ?? "", findsDates: false)
  }
}

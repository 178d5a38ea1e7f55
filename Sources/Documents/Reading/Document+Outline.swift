package import Model

extension Document {
  /// Takes title and headings from a text in Markdown that came without them.
  ///
  /// A line of JSON Lines has the text as it stands in the file, so that places in it can be told; what the
  /// reader of files takes for a heading is one there, too.
  ///
  /// - Complexity: O(length of the text) for Markdown, else O(1).
  package mutating func findOutline() {
    let markdown = DocumentFormat.markdown
    guard headings.isEmpty, let format,
      markdown.names.contains(format) || markdown.aliases[format] != nil
    else { return }
    var builder = DocumentBuilder(limits: ReadingLimits(), facets: [])
    MarkdownReader.read(Array(text.utf8), &builder)
    headings = builder.headings
    if title == nil { title = builder.title }
  }
}

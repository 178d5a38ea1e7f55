extension DocumentFormat {
  /// Markdown with its front matter, which only an extension tells from other text.
  static let markdown = DocumentFormat(
    "Markdown", names: ["md"], aliases: ["markdown": "md", "mdown": "md", "mkd": "md"],
    reading: .text({ _ in nil }) { _, bytes, builder, _ in MarkdownReader.read(bytes, &builder) },
    writing: Writing(
      extensions: ["md", "markdown"], takesEmpty: true, edits: MarkdownWriting.edits))
}

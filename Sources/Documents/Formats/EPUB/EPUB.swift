extension DocumentFormat {
  /// Electronic books.
  static let epub = DocumentFormat(
    "EPUB", names: ["epub"], beginsWithFrame: ["epub"],
    reading: .archive({ parts, _ in try EPUBReader.isEPUB(&parts) ? "epub" : nil }) {
      _, parts, builder in
      try EPUBReader.read(&parts, &builder)
    },
    writing: Writing(extensions: ["epub"], edits: EPUBWriting.edits))
}

extension DocumentFormat {
  /// Rich Text Format.
  static let rtf = DocumentFormat(
    "RTF", names: ["rtf"],
    reading: .bytes(
      { head, _ in head.starts(with: "{\\rtf".utf8) ? "rtf" : nil },
      { _, source, builder, context in
        try RTFReader.read(source.allBytes(limit: context.limits.fileSize), &builder, context)
      }),
    writing: Writing(extensions: ["rtf"], edits: RTFWriting.edits))
}

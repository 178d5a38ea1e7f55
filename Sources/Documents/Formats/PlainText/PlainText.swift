extension DocumentFormat {
  /// Text without markup, and tables in text; what is text and nothing else is this.
  static let plainText = DocumentFormat(
    "plain text", names: ["txt", "csv", "tsv"],
    aliases: ["text": "txt", "log": "txt", "tab": "tsv"], beginsWithFrame: ["csv", "tsv"],
    vague: ["txt"],
    reading: .text({ _ in "txt" }) { name, bytes, builder, _ in
      switch name {
      case "csv": PlainTextReader.readTable(bytes, isTabbed: false, &builder)
      case "tsv": PlainTextReader.readTable(bytes, isTabbed: true, &builder)
      default: PlainTextReader.read(bytes, &builder)
      }
    })
}

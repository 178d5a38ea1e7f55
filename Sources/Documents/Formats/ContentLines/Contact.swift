extension DocumentFormat {
  /// Cards of people and companies (vCard).
  static let contact = DocumentFormat(
    "contact", names: ["vcf"], aliases: ["vcard": "vcf"], beginsWithFrame: ["vcf"],
    reading: .text({ $0.head.starts(with: "begin:vcard".utf8) ? "vcf" : nil }) {
      _, bytes, builder, context in
      try ContactReader.read(bytes, &builder, context)
    })
}

/// Reads cards: who it is, where, and what was noted.
enum ContactReader {
  private static let shown: Set = [
    "ORG", "TITLE", "ROLE", "ADR", "TEL", "EMAIL", "URL", "NOTE", "NICKNAME",
  ]

  /// Reads a file of one card or many.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder, _ context: ReadingContext)
    throws
  {
    try ContentLine.forEach(in: bytes, context) { line in
      switch line.name {
      case "FN":
        builder.addHeading(line.value)
        append(line.value, &builder)
      case "CATEGORIES": builder.addKeywords(line.name, line.value)
      case "REV": builder.offerModified(MetadataDates.date(String(line.value.prefix(10))))
      case let name where shown.contains(name):
        append(line.parts.joined(separator: ", "), &builder)
      default: break
      }
      return !builder.text.isFull
    }
    // A file of many cards is called after none of them.
    if builder.headings.count == 1 { builder.offerTitle(builder.headings[0]) }
  }

  private static func append(_ text: String, _ builder: inout DocumentBuilder) {
    builder.text.append(text.utf8)
    builder.text.endParagraph()
  }
}

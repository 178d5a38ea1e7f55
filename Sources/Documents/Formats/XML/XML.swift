extension DocumentFormat {
  /// XML of any kind.
  static let xml = DocumentFormat(
    "XML", names: ["xml"], aliases: ["svg": "xml", "rdf": "xml"], beginsWithFrame: ["xml"],
    vague: ["xml"],
    reading: .text({ sample in sample.isXML ? "xml" : nil }) { _, bytes, builder, context in
      try MarkupTextReader.read(bytes, &builder, context)
    })
}

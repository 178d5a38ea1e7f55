extension DocumentFormat {
  /// All formats, in the order in which they are asked whether a file is theirs; what takes any text is last.
  package static let all: [DocumentFormat] = [
    .officeOpenXML, .xps, .epub, .openDocument,
    .office97, .outlookMessage,
    .pdf, .rtf, .otherFile,
    .html, .markdown, .flatOpenDocument, .xml, .mail, .calendar, .contact, .shortcut,
    .xmp, .image,
    .plainText,
  ]

  /// The names of documents that begin with a field, a record or a page's frame.
  static let framed: Set<String> = all.reduce(into: []) { $0.formUnion($1.beginsWithFrame) }

  /// What an extension stands for: a format, and the name of its documents.
  static let byExtension: [String: (format: DocumentFormat, name: String)] =
    all.reduce(into: [:]) { table, format in
      for name in format.names { table[name] = (format, name) }
      for (alias, name) in format.aliases { table[alias] = (format, name) }
    }

  private static let writable: [String: DocumentFormat] = all.reduce(into: [:]) { table, format in
    for name in format.writing?.extensions ?? [] { table[name] = format }
  }

  /// The format into which tags of files with such an extension, in lower case, are written; `nil` if none.
  package static func writable(pathExtension: String) -> DocumentFormat? {
    writable[pathExtension]
  }
}

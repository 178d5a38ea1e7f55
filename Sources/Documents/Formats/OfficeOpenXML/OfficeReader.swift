import System

/// Reads Office Open XML: the kind of document is what the main part's content type says.
enum OfficeReader {
  private enum Kind { case word, presentation, spreadsheet, drawing }

  /// The names of the formats, such as `docm`.
  static var names: [String] { table.map(\.name) }

  /// The format's name, such as `docm`, by the main part's content type.
  static func name(_ reader: inout PartReader) throws -> String? {
    guard let types = try reader.contents("[Content_Types].xml") else { return nil }
    // By a search in the bytes: how the main part is called and where it lies differs from writer
    // to writer.
    return table.first { BytePattern.contains($0.type, in: types) }?.name
  }

  private static let table: [(type: StaticString, name: String, kind: Kind)] = [
    ("wordprocessingml.document.main+xml", "docx", .word),
    ("ms-word.document.macroEnabled.main+xml", "docm", .word),
    ("wordprocessingml.template.main+xml", "dotx", .word),
    ("ms-word.template.macroEnabledTemplate.main+xml", "dotm", .word),
    ("presentationml.presentation.main+xml", "pptx", .presentation),
    ("ms-powerpoint.presentation.macroEnabled.main+xml", "pptm", .presentation),
    ("presentationml.slideshow.main+xml", "ppsx", .presentation),
    ("ms-powerpoint.slideshow.macroEnabled.main+xml", "ppsm", .presentation),
    ("presentationml.template.main+xml", "potx", .presentation),
    ("spreadsheetml.sheet.main+xml", "xlsx", .spreadsheet),
    ("ms-excel.sheet.macroEnabled.main+xml", "xlsm", .spreadsheet),
    ("spreadsheetml.template.main+xml", "xltx", .spreadsheet),
    ("ms-visio.drawing.main+xml", "vsdx", .drawing),
    ("ms-visio.drawing.macroEnabled.main+xml", "vsdm", .drawing),
  ]

  /// Reads text and properties.
  static func read(
    _ name: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    let package = try OfficeRelationships(of: "", &reader)
    try OfficeProperties.read(package, &reader, &builder)
    // Visio's main part is one of a kind of its own.
    guard let main = package.target(ofKind: "officeDocument") ?? package.target(ofKind: "document")
    else {
      throw DocumentRefusal(.damaged, "the package names no main part")
    }
    switch table.first(where: { $0.name == name })?.kind {
    case .word: try WordReader.read(main, &reader, &builder)
    case .presentation: try PresentationReader.read(main, &reader, &builder)
    case .drawing: try DrawingReader.read(main, &reader, &builder)
    case .spreadsheet: try SpreadsheetReader.read(main, &reader, &builder)
    case nil: throw DocumentRefusal(.unsupportedFormat, "an Office package of another kind")
    }
    if let heading = builder.headings.first { builder.offerTitle(heading) }
  }
}

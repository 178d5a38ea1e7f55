import System

/// Finds out what a file is, by its content first and its name second, and has it read.
enum FormatReading {
  /// Reads a file; returns what was found and the format's name.
  ///
  /// - Parameters:
  ///   - source: the bytes.
  ///   - name: the file's name, for its extension.
  ///   - context: limits, tools, time.
  /// - Returns: what was found, and the format's name.
  /// - Throws: `DocumentRefusal` or `ZipError`.
  static func read(_ source: ByteSource, name: String, _ context: ReadingContext) throws -> (
    builder: DocumentBuilder, format: String
  ) {
    guard source.count > 0 else { throw DocumentRefusal(.empty, "") }
    let fileExtension = SharePath(name).pathExtension
    let head = try source.bytes(in: 0..<4096)
    var builder = context.makeBuilder()
    let format =
      // PK\3\4 begins an entry, PK\5\6 an archive without any, PK\7\8 one in several parts
      // (APPNOTE, 4.3).
      if head.starts(with: "PK".utf8), head.count > 3, [3, 5, 7].contains(head[2]) {
        try readArchive(source, fileExtension, &builder, context)
      } else if head.starts(with: CompoundFile.signature) {
        try readCompound(source, fileExtension, &builder, context)
      } else if let found = try readBytes(source, head, fileExtension, &builder, context) {
        found
      } else {
        try readText(source, fileExtension, &builder, context)
      }
    return (builder, format)
  }

  private static func readArchive(
    _ source: ByteSource, _ fileExtension: String, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws -> String {
    let archive = try ZipArchive(source, limits: context.limits.archive)
    var reader = PartReader(archive, context)
    for format in DocumentFormat.all {
      guard case .archive(let name, let read) = format.reading else { continue }
      guard let name = try name(&reader, fileExtension) else { continue }
      try read(name, &reader, &builder)
      return name
    }
    guard !promisesDocument(fileExtension) else {
      let type = try reader.mediaType()
      throw DocumentRefusal(
        .unsupportedFormat,
        type.isEmpty ? "a zip archive, but no document" : "a zip archive of type '\(type)'")
    }
    return try readOther("zip", archive.source, fileExtension, &builder, context)
  }

  /// Whether files of such a name are documents with text.
  private static func promisesDocument(_ fileExtension: String) -> Bool {
    DocumentFormat.byExtension[fileExtension].map { $0.format != .otherFile } ?? false
  }

  /// Reads what is no document with text; `kind` is what it is called if its extension does not say it.
  private static func readOther(
    _ kind: String, _ source: ByteSource, _ fileExtension: String,
    _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws -> String {
    let named = OtherFileKind.name(fileExtension: fileExtension)
    let name = named == "bin" ? kind : named
    try OtherFileReader.read(name, source, &builder, context)
    return name
  }

  private static func readCompound(
    _ source: ByteSource, _ fileExtension: String, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws -> String {
    let file = try CompoundFile(source)
    for format in DocumentFormat.all {
      guard case .compound(let name, let read) = format.reading, let name = try name(file) else {
        continue
      }
      try read(name, file, source, &builder, context)
      return name
    }
    if promisesDocument(fileExtension) {
      throw DocumentRefusal(.unsupportedFormat, "a compound file, but no document")
    }
    return try readOther("bin", source, fileExtension, &builder, context)
  }

  private static func readBytes(
    _ source: ByteSource, _ head: [UInt8], _ fileExtension: String,
    _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws -> String? {
    for format in DocumentFormat.all {
      guard case .bytes(let name, let read) = format.reading,
        let name = name(head, fileExtension)
      else { continue }
      try read(name, source, &builder, context)
      return name
    }
    return nil
  }

  private static func readText(
    _ source: ByteSource, _ fileExtension: String, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws -> String {
    guard try TextSample.isText(source.bytes(in: 0..<8192), named: fileExtension) else {
      return try readOther("bin", source, fileExtension, &builder, context)
    }
    let bytes = try source.allBytes(limit: context.limits.fileSize)
    let sample = TextSample(bytes, fileExtension)
    for format in DocumentFormat.all {
      guard case .text(let claim, let read) = format.reading else { continue }
      let name =
        sample.certain == nil ? claim(sample) : format.names.first { $0 == sample.certain }
      guard let name else { continue }
      try read(name, bytes, &builder, context)
      // Another kind of file under this ending would look like one that was read to its end.
      if sample.certain != nil, builder.isEmpty {
        builder.remark("nothing was found that a .\(name) file tells")
      }
      return name
    }
    throw DocumentRefusal(.unsupportedFormat, "text of no known format")
  }
}

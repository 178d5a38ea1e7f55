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
    if head.starts(with: "PK".utf8), head.count > 3, [3, 5, 7].contains(head[2]) {
      let format = try readArchive(source, fileExtension, &builder, context)
      return (builder, format)
    }
    if head.starts(with: CompoundFile.signature) {
      let format = try readCompound(source, &builder, context)
      return (builder, format)
    }
    if BytePattern.contains("%PDF-", in: Array(head.prefix(1024))) || fileExtension == "pdf" {
      try PDFReader.read(source, &builder, context)
      return (builder, "pdf")
    }
    if let words = BinarySignature.words(head) {
      throw DocumentRefusal(.unsupportedFormat, words)
    }
    let bytes = try source.allBytes(limit: context.limits.fileSize)
    let format = try TextFormat.find(bytes, fileExtension)
    try readText(format, bytes, &builder, context)
    return (builder, format.rawValue)
  }

  private static func readArchive(
    _ source: ByteSource, _ fileExtension: String, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws -> String {
    let archive = try ZipArchive(source, limits: context.limits.archive)
    var reader = PartReader(archive, context)
    if let (format, kind) = try OfficeReader.format(&reader) {
      try OfficeReader.read(kind, &reader, &builder)
      return format
    }
    if archive.directory.entry(named: "mimetype") != nil
      || archive.directory.entry(named: "content.xml") != nil
    {
      let type = TextCollector.singleLine(try reader.contents("mimetype") ?? [])
      if type == "application/epub+zip"
        || archive.directory.entry(named: "META-INF/container.xml") != nil
          && !type.hasPrefix("application/vnd.oasis")
      {
        try EPUBReader.read(&reader, &builder)
        return "epub"
      }
      // An ODF file without type is told by its name.
      let known = ["odt", "ods", "odp", "odg", "ott", "ots", "otp", "otg"]
      let format =
        OpenDocumentReader.format(mediaType: type)
        ?? (type.isEmpty && known.contains(fileExtension) ? fileExtension : nil)
      if let format {
        try OpenDocumentReader.read(format, &reader, &builder)
        return format
      }
      throw DocumentRefusal(.unsupportedFormat, "a zip archive of type '\(type)'")
    }
    if archive.directory.entry(named: "META-INF/container.xml") != nil {
      try EPUBReader.read(&reader, &builder)
      return "epub"
    }
    if archive.directory.entry(part: "[Content_Types].xml") != nil {
      throw DocumentRefusal(.unsupportedFormat, "an Office package of another kind")
    }
    throw DocumentRefusal(.unsupportedFormat, "a zip archive, but no document")
  }

  private static func readCompound(
    _ source: ByteSource, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws -> String {
    let file = try CompoundFile(source)
    guard let kind = try LegacyOfficeReader.kind(file) else {
      throw DocumentRefusal(.unsupportedFormat, "a compound file, but no document")
    }
    if kind == .msg {
      try OutlookMessageReader.read(file, &builder, context)
    } else {
      try LegacyOfficeReader.read(kind, file, source, &builder, context)
    }
    return kind.rawValue
  }

  private static func readText(
    _ format: TextFormat, _ bytes: [UInt8], _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    switch format {
    case .rtf: try RTFReader.read(bytes, &builder, context)
    case .html: try HTMLReader.read(bytes, &builder, context)
    case .md: MarkdownReader.read(bytes, &builder)
    case .csv: PlainTextReader.readTable(bytes, isTabbed: false, &builder)
    case .tsv: PlainTextReader.readTable(bytes, isTabbed: true, &builder)
    case .eml, .mht: try MailReader.read(bytes, &builder, context)
    case .mbox: try MailReader.readMailbox(bytes, &builder, context)
    case .xml: try MarkupTextReader.read(bytes, &builder, context)
    case .txt: PlainTextReader.read(bytes, &builder)
    }
  }
}

/// The formats that are text.
enum TextFormat: String {
  case rtf, html, md, csv, tsv, eml, mht, mbox, xml, txt

  private static let extensions: [String: TextFormat] = [
    "html": .html, "htm": .html, "xhtml": .html, "shtml": .html, "md": .md, "markdown": .md,
    "mdown": .md, "mkd": .md, "csv": .csv, "tsv": .tsv, "tab": .tsv, "eml": .eml, "emlx": .eml,
    "mht": .mht, "mhtml": .mht, "mbox": .mbox, "mbx": .mbox, "xml": .xml, "txt": .txt,
    "text": .txt, "log": .txt, "rtf": .rtf, "svg": .xml, "rdf": .xml,
  ]

  private static let archives: Set<String> = [
    "docx", "docm", "dotx", "dotm", "pptx", "pptm", "potx", "ppsx", "xlsx", "xlsm", "xltx", "odt",
    "ods", "odp", "odg", "ott", "epub",
  ]

  /// The format of a text; one without a telling name or beginning is plain text.
  ///
  /// Throws `DocumentRefusal` if the bytes are no text, or not what the name promises.
  static func find(_ bytes: [UInt8], _ fileExtension: String) throws(DocumentRefusal) -> TextFormat
  {
    if bytes.starts(with: "{\\rtf".utf8) { return .rtf }
    if archives.contains(fileExtension) {
      throw DocumentRefusal(.damaged, "named .\(fileExtension), but not a zip archive")
    }
    if ["doc", "xls", "ppt", "msg", "rtf"].contains(fileExtension) && !isText(bytes) {
      throw DocumentRefusal(.damaged, "the content is not that of a .\(fileExtension) file")
    }
    let named = extensions[fileExtension]
    guard isText(bytes) else {
      throw DocumentRefusal(.unsupportedFormat, "neither text nor a known format")
    }
    if let named, named != .txt, named != .rtf, named != .xml { return named }
    let head = start(bytes)
    if head.starts(with: "<!doctype html".utf8) || head.starts(with: "<html".utf8) { return .html }
    if named == .xml || head.starts(with: "<?xml".utf8) {
      return BytePattern.contains("<html", in: head) ? .html : .xml
    }
    if named == nil || named == .txt {
      if head.starts(with: "from ".utf8), MailHeaders.looksLikeMail(bytes) {
        return BytePattern.contains("\n\nFrom ", in: bytes) ? .mbox : .eml
      }
      if named == nil, MailHeaders.looksLikeMail(bytes) { return .eml }
    }
    return .txt
  }

  /// The control characters that a short text may hold.
  private static let fewControls = 4

  /// Whether the first bytes are text in some encoding: next to no control characters.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let sample = Array(bytes.prefix(8 << 10))
    if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { return true }
    let controls = sample.count { $0 < 9 || (14..<27).contains($0) || (28..<32).contains($0) }
    // A few of them, such as the bell and color sequences of a log, do not make a text unreadable.
    let isNearlyText =
      !sample.contains(0) && controls <= Self.fewControls && controls * 16 <= sample.count
    if isNearlyText || controls * 200 <= sample.count { return true }
    let even = stride(from: 0, to: sample.count, by: 2).count { sample[$0] == 0 }
    let odd = stride(from: 1, to: sample.count, by: 2).count { sample[$0] == 0 }
    // UTF-16 without a mark.
    return (even == 0 || odd == 0) && controls == even + odd && (even + odd) * 10 > sample.count * 3
  }

  /// The first bytes behind mark and blanks, in lower case.
  private static func start(_ bytes: [UInt8]) -> [UInt8] {
    var head = bytes.prefix(2048)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    return head.drop { $0 <= 0x20 }.map(MarkupTag.lower)
  }
}

/// Files that are no documents, told by their first bytes.
enum BinarySignature {
  private static let signatures: [(bytes: [UInt8], words: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"), (Array("BM".utf8) + [], "a BMP image"),
    ([0x49, 0x49, 0x2A, 0], "a TIFF image"), ([0x4D, 0x4D, 0, 0x2A], "a TIFF image"),
    (Array("RIFF".utf8), "a RIFF media file"), (Array("ID3".utf8), "an MP3 file"),
    (Array("OggS".utf8), "an Ogg file"), ([0x1F, 0x8B], "gzip-compressed"),
    (Array("BZh".utf8), "bzip2-compressed"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz-compressed"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"), (Array("Rar!".utf8), "a RAR archive"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("MZ".utf8), "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database"), ([0xCA, 0xFE, 0xBA, 0xBE], "a program"),
    ([0, 0, 1, 0], "an icon"), (Array("%!PS".utf8), "a PostScript file"),
  ]

  /// What the file is, or `nil` if the bytes are none of these.
  static func words(_ head: [UInt8]) -> String? {
    for (bytes, words) in signatures where head.starts(with: bytes) {
      // Two letters are a signature only if no text follows.
      if bytes.count > 2 || bytes.contains(where: { $0 >= 0x80 })
        || head.prefix(64).contains(where: { $0 < 9 })
      {
        return words
      }
    }
    if head.count > 12, head[4..<8].elementsEqual("ftyp".utf8) { return "an MP4 media file" }
    return nil
  }
}

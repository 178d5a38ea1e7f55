internal import Model
internal import System

/// Reads Word, Excel and PowerPoint files of Office 97: properties by itself, text by a program.
enum LegacyOfficeReader {
  /// What a compound file holds.
  enum Kind: String, CaseIterable { case doc = "doc", xls = "xls", ppt = "ppt" }

  /// The kind, by the streams in the root.
  ///
  /// - Throws: `DocumentRefusal` for an encrypted Office Open XML file.
  static func kind(_ file: CompoundFile) throws(DocumentRefusal) -> Kind? {
    if file.find("EncryptedPackage") != nil || file.find("EncryptionInfo") != nil {
      throw DocumentRefusal(.encrypted, "the Office file asks for a password")
    }
    if file.find("WordDocument") != nil { return .doc }
    if file.find("Workbook") != nil || file.find("Book") != nil { return .xls }
    if file.find("PowerPoint Document") != nil { return .ppt }
    return nil
  }

  /// Reads a file.
  ///
  /// - Throws: `DocumentRefusal` if no program for it is installed, or it fails.
  static func read(
    _ kind: Kind, _ file: CompoundFile, _ source: ByteSource, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    // fEncrypted of the file information block ([MS-DOC], 2.5.1).
    if kind == .doc, let stream = file.find("WordDocument"),
      let flags = LittleEndian.uint16(try file.contents(stream), 10), flags & 0x100 != 0
    {
      throw DocumentRefusal(.encrypted, "the Word file asks for a password")
    }
    for name in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
      if let stream = file.find(name) { PropertySet.read(try file.contents(stream), &builder) }
    }
    let tools = textTools(kind, context.tools)
    let converter = context.tools.path(of: .soffice)
    guard !tools.isEmpty || converter != nil else {
      let wanted: ForeignTools.Program =
        switch kind {
        case .xls: .xls2csv
        case .ppt: .catppt
        default: .antiword
        }
      _ = try context.tools.require(wanted, for: kind.rawValue)
      return
    }
    var failure: DocumentRefusal?
    for (program, arguments) in tools {
      do {
        try readText(kind, program, arguments, source, &builder, context)
        // Slides whose text stands in shapes and very short documents are beyond the small programs.
        if !builder.text.isBlank { return }
      } catch let refusal as DocumentRefusal where refusal.reason == .toolFailed {
        failure = failure ?? refusal
      }
    }
    if let converter {
      try OfficeConversion.read(kind, converter, source, &builder, context)
    } else if let failure {
      throw failure
    }
  }

  private static func readText(
    _ kind: Kind, _ program: String, _ arguments: [String], _ source: ByteSource,
    _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    var child = ChildProcess(program, arguments)
    child.limits = context.limits.child
    let outcome = try child.run(over: source, isCancelled: context.isCancelled)
    guard outcome.status == 0 || outcome.isCut else {
      throw DocumentRefusal(
        .toolFailed, "\(program) ended with status \(outcome.status): \(outcome.message)")
    }
    let text = CharacterDetection.decode(outcome.output).text
    if kind == .xls {
      PlainTextReader.readTable(text, isTabbed: false, &builder)
    } else {
      builder.text.append(PlainTextReader.limited(text, builder))
    }
  }

  /// The small programs that write text to their output, the best one first.
  private static func textTools(_ kind: Kind, _ tools: ForeignTools) -> [(String, [String])] {
    let input = "/dev/stdin"
    let programs: [(ForeignTools.Program, [String])] =
      switch kind {
      case .doc:
        [
          (.antiword, ["-m", "UTF-8.txt", "-w", "0", input]),
          (.catdoc, ["-d", "utf-8", "-w", input]),
        ]
      case .xls: [(.xls2csv, ["-d", "utf-8", input])]
      default: [(.catppt, ["-d", "utf-8", input])]
      }
    return programs.compactMap { program, arguments in
      tools.path(of: program).map { ($0, arguments) }
    }
  }
}

/// The property sets of compound files (MS-OLEPS).
enum PropertySet {
  /// Reads title, subject, author, keywords, comments, category and the times.
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder) {
    guard LittleEndian.uint16(bytes, 0) == 0xFFFE, let count = LittleEndian.uint32(bytes, 24) else {
      return
    }
    for index in 0..<min(count, 2) {
      guard let first = LittleEndian.uint32(bytes, 28 + index * 20),
        let offset = LittleEndian.uint32(bytes, 28 + index * 20 + 16)
      else { return }
      // F29F85E0 begins FMTID_SummaryInformation ([MS-OLEPS], 2.21 and 3.1.2).
      section(bytes, offset, isSummary: first == 0xF29F_85E0, isUser: index == 1, &builder)
    }
  }

  private static func section(
    _ bytes: [UInt8], _ start: Int, isSummary: Bool, isUser: Bool, _ builder: inout DocumentBuilder
  ) {
    guard let count = LittleEndian.uint32(bytes, start + 4) else { return }
    var properties: [(id: Int, offset: Int)] = []
    for index in 0..<min(count, 1_000) {
      guard let id = LittleEndian.uint32(bytes, start + 8 + index * 8),
        let offset = LittleEndian.uint32(bytes, start + 12 + index * 8)
      else { break }
      properties.append((id, start + offset))
    }
    var encoding = CharacterEncoding.windows1252
    if let page = properties.first(where: { $0.id == 1 }),
      let number = LittleEndian.uint16(bytes, page.offset + 4),
      let found = CharacterEncoding(codePage: number)
    {
      encoding = found
    }
    let names = isUser ? dictionary(bytes, properties, encoding) : [:]
    for (id, offset) in properties {
      if isUser {
        if let name = names[id], let text = string(bytes, offset, encoding) {
          builder.add(name, text)
        }
      } else if isSummary {
        summary(id, bytes, offset, encoding, &builder)
      } else if let text = string(bytes, offset, encoding) {
        switch id {
        case 2: builder.add("Category", text, .category)
        case 14, 15: builder.add(id == 14 ? "Manager" : "Company", text, .author)
        default: break
        }
      }
    }
  }

  private static func summary(
    _ id: Int, _ bytes: [UInt8], _ offset: Int, _ encoding: CharacterEncoding,
    _ builder: inout DocumentBuilder
  ) {
    if id == 12 || id == 13 {
      let date = time(bytes, offset)
      if id == 12 { builder.offerCreated(date) } else { builder.offerModified(date) }
      return
    }
    guard let (name, meaning) = summaryProperties[id], let text = string(bytes, offset, encoding)
    else { return }
    builder.take(FoundProperty(name: name, meaning: meaning, value: text))
  }

  private static let summaryProperties: [Int: (name: String, meaning: PropertyMeaning)] = [
    2: ("Title", .title), 3: ("Subject", .field(.subject)), 4: ("Author", .field(.author)),
    5: ("Keywords", .keywords), 6: ("Comments", .field(.description)),
    8: ("Author", .field(.author)),
  ]

  private static func dictionary(
    _ bytes: [UInt8], _ properties: [(id: Int, offset: Int)], _ encoding: CharacterEncoding
  ) -> [Int: String] {
    guard let start = properties.first(where: { $0.id == 0 })?.offset,
      let count = LittleEndian.uint32(bytes, start)
    else { return [:] }
    var names: [Int: String] = [:]
    var position = start + 4
    for _ in 0..<min(count, 1_000) {
      guard let id = LittleEndian.uint32(bytes, position),
        let length = LittleEndian.uint32(bytes, position + 4), length <= 4096
      else { break }
      let isWide = encoding == .utf16LittleEndian
      let size = isWide ? length * 2 : length
      guard position + 8 + size <= bytes.count else { break }
      names[id] = text(bytes[(position + 8)..<(position + 8 + size)], encoding)
      position += 8 + size
      // Names in UTF-16 are padded to four bytes ([MS-OLEPS], 2.16).
      if isWide { position += (4 - position % 4) % 4 }
    }
    return names
  }

  private static func string(_ bytes: [UInt8], _ offset: Int, _ encoding: CharacterEncoding)
    -> String?
  {
    guard let type = LittleEndian.uint16(bytes, offset), type == 30 || type == 31,
      let length = LittleEndian.uint32(bytes, offset + 4), length <= 1 << 20
    else { return nil }
    // The length of VT_LPWSTR (31) counts characters, that of VT_LPSTR (30) bytes.
    let size = type == 31 ? length * 2 : length
    guard offset + 8 + size <= bytes.count else { return nil }
    return text(
      bytes[(offset + 8)..<(offset + 8 + size)], type == 31 ? .utf16LittleEndian : encoding)
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ encoding: CharacterEncoding) -> String {
    TextCollector.singleLine(encoding.decode(bytes).filter { $0 != 0 })
  }

  private static func time(_ bytes: [UInt8], _ offset: Int) -> CalendarDate? {
    guard LittleEndian.uint16(bytes, offset) == 64,
      let ticks = LittleEndian.uint64(bytes, offset + 4)
    else { return nil }
    return WindowsTime.date(ticks)
  }
}

/// Windows' times: steps of 100 nanoseconds since 1601.
enum WindowsTime {
  /// The day, if it is plausible for a document.
  static func date(_ ticks: Int) -> CalendarDate? {
    // 134,774 days lie between 1601 and 1970; what is not between 1970 and 2100 is no document's
    // time.
    let days = ticks / 864_000_000_000 - 134_774
    guard (0...47_847).contains(days) else { return nil }
    return CalendarDate(daysSince1970: days)
  }
}

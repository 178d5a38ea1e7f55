import Model

/// Reads messages that Outlook saved (`.msg`): a compound file with a stream for each property.
///
/// Source: Microsoft, MS-OXMSG and MS-OXPROPS. The body is the plain text, else the HTML; the
/// compressed form of RTF is left out.
enum OutlookMessageReader {
  /// Reads subject, sender, body and attachments.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(
    _ file: CompoundFile, storage: Int = 0, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    let streams = file.children(of: storage)
    let encoding = CharacterEncoding.windows1252
    func property(_ tag: String) throws -> [UInt8]? {
      for (suffix, encoding) in [("001F", CharacterEncoding.utf16LittleEndian), ("001E", encoding)]
      {
        let name = "__substg1.0_\(tag)\(suffix)"
        if let index = streams.first(where: { file.entries[$0].name == name }) {
          let bytes = try file.contents(index)
          return suffix == "001E"
            ? CharacterDetection.decode(bytes).text : encoding.decode(bytes[...])
        }
      }
      return nil
    }
    if let subject = try property("0037") {
      let text = TextCollector.singleLine(subject)
      builder.offerTitle(text)
      builder.add("Subject", text, .title)
    }
    for (tag, name) in [("0C1A", "From"), ("0C1F", "From")] {
      if let value = try property(tag) {
        builder.add(name, TextCollector.singleLine(value), .author)
      }
    }
    if let value = try property("0E04") { builder.add("To", TextCollector.singleLine(value)) }
    try date(file, streams, &builder)
    if let headers = try property("007D") {
      let parsed = MailHeaders(headers[...])
      if let date = parsed["date"] { builder.offerCreated(MetadataDates.mailDate(date)) }
      if let keywords = parsed["keywords"] { builder.addKeywords("Keywords", keywords) }
    }
    if let body = try property("1000"), body.contains(where: { $0 > 0x20 }) {
      builder.text.append(body)
    } else if let html = streams.first(where: {
      file.entries[$0].name == "__substg1.0_10130102"
    }) {
      var inner = context.makeBuilder()
      swap(&inner.text, &builder.text)
      defer { swap(&inner.text, &builder.text) }
      try HTMLReader.read(try file.contents(html), &inner, context)
    } else {
      builder.remark("the message has no body in plain text or HTML")
    }
    try attachments(file, streams, &builder, context)
  }

  private static func attachments(
    _ file: CompoundFile, _ streams: [Int], _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    let storages = streams.filter { file.entries[$0].name.hasPrefix("__attach_version1.0_") }
    for storage in storages.prefix(context.limits.attachments) {
      let parts = file.children(of: storage)
      func stream(_ name: String) throws -> [UInt8]? {
        try parts.first { file.entries[$0].name == name }.map { try file.contents($0) }
      }
      // The long name (PidTagAttachLongFilename), else the short one of eight letters and three.
      let wide = try stream("__substg1.0_3707001F") ?? stream("__substg1.0_3704001F")
      let narrow = try stream("__substg1.0_3707001E") ?? stream("__substg1.0_3704001E")
      let name = wide.map { CharacterEncoding.utf16LittleEndian.decode($0[...]) } ?? narrow ?? []
      let words = TextCollector.singleLine(CharacterDetection.decode(name).text)
      guard let content = try stream("__substg1.0_37010102"), !words.isEmpty else { continue }
      builder.add("Attachment", words)
      try AttachmentReader.read(content, name: words, &builder, context)
    }
  }

  /// The times of sending, delivery and creation in the fixed-length properties.
  private static func date(
    _ file: CompoundFile, _ streams: [Int], _ builder: inout DocumentBuilder
  ) throws {
    guard let index = streams.first(where: { file.entries[$0].name == "__properties_version1.0" })
    else { return }
    let bytes = try file.contents(index)
    var times: [Int: Int] = [:]
    // The header of a message's own properties has 32 bytes ([MS-OXMSG], 2.4.1.1).
    for offset in stride(from: 32, to: bytes.count - 15, by: 16) {
      if let tag = LittleEndian.uint32(bytes, offset), tag & 0xFFFF == 0x40,
        let ticks = LittleEndian.uint64(bytes, offset + 8)
      {
        times[tag >> 16] = ticks
      }
    }
    for tag in [0x0039, 0x0E06, 0x3007] {
      if let ticks = times[tag] { builder.offerCreated(WindowsTime.date(ticks)) }
    }
  }
}

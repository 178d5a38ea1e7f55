import Model
import System

/// Reads mail: a message with its attachments, or a mailbox of messages.
///
/// Of alternatives the plain text is taken, else the HTML. Attachments are read like files of their
/// own, within the limits on depth and number; one that cannot be read is a remark.
struct MailReader {
  private let context: ReadingContext
  private var attachments = 0

  /// How many messages of mailboxes were read.
  private(set) var messages = 0

  /// A reader of the messages of one document.
  init(_ context: ReadingContext) { self.context = context }

  /// Reads one message.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder, _ context: ReadingContext)
    throws
  {
    var reader = MailReader(context)
    try reader.message(bytes[...], &builder, isOuter: true)
  }

  /// Reads a mailbox: each line `From ` after an empty line begins a message.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func readMailbox(
    _ bytes: [UInt8], _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    var reader = MailReader(context)
    try reader.mailbox(bytes, &builder)
  }

  /// Reads a mailbox; the limit on messages counts those of all that were read.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  mutating func mailbox(_ bytes: [UInt8], _ builder: inout DocumentBuilder) throws {
    var start = 0
    while start < bytes.count, !builder.text.isFull {
      guard messages < context.limits.attachments * 50 else {
        builder.remark("messages beyond \(messages) are left out")
        break
      }
      let next = BytePattern.first("\nFrom ", in: bytes, from: start).map { $0 + 1 } ?? bytes.count
      let isBoundary =
        next == bytes.count || next >= 2 && (bytes[next - 2] == 10 || bytes[next - 2] == 13)
      let end = isBoundary ? next : Self.boundary(bytes, next)
      var inner = context.makeBuilder()
      swap(&inner.text, &builder.text)
      defer { start = end }
      try message(bytes[start..<end], &inner, isOuter: false)
      swap(&inner.text, &builder.text)
      for remark in inner.remarks { builder.remark(remark) }
      builder.text.endParagraph()
      if let subject = inner.title { builder.addHeading(subject) }
      for field in inner.metadata.prefix(20) where field.role == .author {
        builder.add(field.name, field.value, .author)
      }
      builder.offerCreated(inner.created)
      // A mailbox is as new as its newest message.
      builder.offerModified(inner.created)
      messages += 1
    }
  }

  private static func boundary(_ bytes: [UInt8], _ start: Int) -> Int {
    var position = start
    while let found = BytePattern.first("\nFrom ", in: bytes, from: position) {
      if found > 0, bytes[found - 1] == 10 || bytes[found - 1] == 13 { return found + 1 }
      position = found + 1
    }
    return bytes.count
  }

  private mutating func message(
    _ bytes: ArraySlice<UInt8>, _ builder: inout DocumentBuilder, isOuter: Bool
  ) throws {
    let headers = MailHeaders(bytes)
    if let subject = headers["subject"] {
      builder.offerTitle(subject)
      builder.add("Subject", subject, .title)
      if !isOuter {
        builder.text.append(subject.utf8)
        builder.text.append(10)
      }
    }
    if let sender = headers["from"] { builder.add("From", sender, .author) }
    for name in ["to", "cc", "list-id"] {
      if let value = headers[name] {
        builder.add(name.prefix(1).uppercased() + name.dropFirst(), value)
      }
    }
    for name in ["keywords", "x-keywords"] {
      for field in headers.fields where field.name == name {
        builder.addKeywords(
          name == "keywords" ? "Keywords" : "X-Keywords", MailWords.decode(field.value))
      }
    }
    if let language = headers["content-language"] { builder.offerLanguage(language) }
    if let date = headers["date"] { builder.offerCreated(MetadataDates.mailDate(date)) }
    for field in headers.fields where field.name.hasPrefix("x-parlance-") {
      // The field is named by the facet's key: `X-Parlance-Buying-Stage`.
      let key = String(field.name.dropFirst("x-parlance-".count))
      let property = FacetProperties.propertyName(ofFacet: key)
      builder.add("X-Parlance:" + property, MailWords.decode(field.value))
    }
    try part(headers, bytes[headers.bodyStart...], &builder, depth: 0)
  }

  private mutating func part(
    _ headers: MailHeaders, _ body: ArraySlice<UInt8>, _ builder: inout DocumentBuilder, depth: Int
  ) throws {
    try context.checkTime()
    guard depth < 20 else {
      builder.remark("parts nested deeper than 20 are left out")
      return
    }
    let (type, parameters) = MailWords.parameters(
      headers.raw("content-type") ?? Array("text/plain".utf8))
    let (disposition, dispositionParameters) = MailWords.parameters(
      headers.raw("content-disposition") ?? [])
    let name = dispositionParameters["filename"] ?? parameters["name"]
    if type.hasPrefix("multipart/") {
      guard let boundary = parameters["boundary"], !boundary.isEmpty else {
        builder.remark("a part of type \(type) names no boundary and is left out")
        return
      }
      try multipart(type, boundary, body, &builder, depth: depth)
      return
    }
    let content = Self.decoded(headers, body)
    let isText = type == "text/plain" || type == "text/html" || type.isEmpty
    if type == "message/rfc822" {
      try nested(content, &builder)
    } else if isText && disposition != "attachment" {
      let charset = parameters["charset"].flatMap { CharacterEncoding(label: $0.utf8) }
      try text(content, isHTML: type == "text/html", charset, &builder)
    } else if let name {
      try attachment(content, name, &builder)
    } else if Self.isDocument(type, disposition) {
      builder.remark("an attachment of type \(type) has no name and is left out")
    }
  }

  /// Whether a part without a name may be something to read: pictures within a text and signatures are not.
  private static func isDocument(_ type: String, _ disposition: String) -> Bool {
    disposition == "attachment" || type.hasPrefix("application/") && !type.hasSuffix("-signature")
  }

  private mutating func text(
    _ content: [UInt8], isHTML: Bool, _ charset: CharacterEncoding?,
    _ builder: inout DocumentBuilder
  ) throws {
    builder.text.endParagraph()
    if isHTML {
      // A mail's HTML has headings, but its title is the subject.
      var inner = context.makeBuilder()
      swap(&inner.text, &builder.text)
      defer { swap(&inner.text, &builder.text) }
      try HTMLReader.read(content, declared: charset, &inner, context)
    } else {
      builder.text.append(
        PlainTextReader.limited(
          CharacterDetection.decode(content, declared: charset).text, builder))
    }
  }

  /// Reads the parts between the boundary's lines; of alternatives, one.
  private mutating func multipart(
    _ type: String, _ boundary: String, _ body: ArraySlice<UInt8>,
    _ builder: inout DocumentBuilder, depth: Int
  ) throws {
    let parts = Self.parts(body, boundary: Array(boundary.utf8)).map { part in
      (headers: MailHeaders(part), bytes: part)
    }
    if type == "multipart/alternative" {
      func kind(_ part: MailHeaders) -> String {
        MailWords.parameters(part.raw("content-type") ?? Array("text/plain".utf8)).value
      }
      let chosen =
        parts.first { kind($0.headers) == "text/plain" && !Self.isBlank($0.bytes, $0.headers) }
        ?? parts.first { kind($0.headers) == "text/html" } ?? parts.last
      if let chosen {
        try part(
          chosen.headers, chosen.bytes[chosen.headers.bodyStart...], &builder, depth: depth + 1)
      }
      return
    }
    for found in parts {
      try part(found.headers, found.bytes[found.headers.bodyStart...], &builder, depth: depth + 1)
    }
  }

  private static func isBlank(_ bytes: ArraySlice<UInt8>, _ headers: MailHeaders) -> Bool {
    bytes[headers.bodyStart...].allSatisfy { $0 <= 0x20 }
  }

  private static func parts(_ body: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start: Int?
    var index = body.startIndex
    let mark = Array("--".utf8) + boundary
    while index < body.endIndex, result.count < 2_000 {
      let end = body[index...].firstIndex(of: 10) ?? body.endIndex
      let line = body[index..<end]
      if line.starts(with: mark) {
        let rest = line.dropFirst(mark.count).filter { $0 > 0x20 }
        if rest.isEmpty || rest == [0x2D, 0x2D] {
          // The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1).
          if let start { result.append(body[start..<max(start, index - 1)]) }
          start = rest.isEmpty ? min(end + 1, body.endIndex) : nil
          if !rest.isEmpty { break }
        }
      }
      index = end + 1
    }
    // Cut-off mail: the last part goes to the end.
    if let start, start < body.endIndex { result.append(body[start...]) }
    return result
  }

  private static func decoded(_ headers: MailHeaders, _ body: ArraySlice<UInt8>) -> [UInt8] {
    switch headers["content-transfer-encoding"]?.lowercased() {
    case "base64": MIMEDecoding.base64(body)
    case "quoted-printable": MIMEDecoding.quotedPrintable(body)
    default: Array(body)
    }
  }

  private mutating func nested(_ content: [UInt8], _ builder: inout DocumentBuilder) throws {
    guard context.depth < context.limits.attachmentDepth else {
      builder.remark("a message nested deeper than \(context.limits.attachmentDepth) is left out")
      return
    }
    context.depth += 1
    defer { context.depth -= 1 }
    var inner = context.makeBuilder()
    swap(&inner.text, &builder.text)
    inner.text.endParagraph()
    try message(content[...], &inner, isOuter: false)
    swap(&inner.text, &builder.text)
    for remark in inner.remarks { builder.remark(remark) }
  }

  private mutating func attachment(
    _ content: [UInt8], _ name: String, _ builder: inout DocumentBuilder
  ) throws {
    builder.add("Attachment", name)
    guard attachments < context.limits.attachments else {
      builder.remark("attachments beyond \(attachments) are left out")
      return
    }
    attachments += 1
    try AttachmentReader.read(content, name: name, &builder, context)
  }
}

/// Reads a file that is contained in another.
enum AttachmentReader {
  /// Appends the text of an attachment; one that cannot be read is a remark.
  ///
  /// - Throws: `DocumentRefusal` when the time is over or the run is cancelled.
  static func read(
    _ content: [UInt8], name: String, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    guard context.depth < context.limits.attachmentDepth else {
      builder.remark("the attachment '\(name)' is nested too deep and left out")
      return
    }
    context.depth += 1
    defer { context.depth -= 1 }
    do {
      let (inner, _) = try FormatReading.read(ByteSource(content), name: name, context)
      builder.text.endParagraph()
      builder.text.append(name.utf8)
      builder.text.append(10)
      builder.text.append(inner.text.bytes)
      builder.text.endParagraph()
      if let title = inner.title { builder.add("Attachment title", title) }
    } catch let refusal as DocumentRefusal {
      // These are about the whole reading, not about the attachment.
      if [.timeout, .cancelled].contains(refusal.reason) { throw refusal }
      builder.remark("the attachment '\(name)' is not read: \(refusal)")
    } catch let error as ZipError {
      builder.remark("the attachment '\(name)' is not read: \(error.refusal)")
    }
  }
}

internal import XMLReading

/// Reads the words of any XML file: the text between its tags.
struct MarkupTextReader: XMLHandler {
  private var text: TextCollector
  private var titleStart: Int?
  private(set) var title: String?
  private var depth = 0
  private(set) var language: String?
  private var steps: ReadingSteps

  private init(limit: Int, _ context: ReadingContext) {
    text = TextCollector(limit: limit)
    steps = ReadingSteps(context)
  }

  /// Reads a file that need not be well-formed: what comes before an error is kept, with a remark.
  ///
  /// - Throws: `DocumentRefusal` if nothing can be read, or the time is over.
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder, _ context: ReadingContext)
    throws
  {
    var limits = XMLLimits.documentPart
    limits.bytes = context.limits.fileSize
    limits.doctype = .internalEntities
    var handler = MarkupTextReader(limit: context.limits.textLength, context)
    do {
      try XMLReader(limits: limits).read(bytes, handler: &handler)
    } catch let error as XMLError {
      guard handler.text.count > 0 else { throw PartError.refusal(error, part: "the file") }
      builder.remark("read up to an error: \(error.message)")
    }
    if let title = handler.title { builder.offerTitle(title) }
    if let language = handler.language { builder.offerLanguage(language) }
    builder.text = handler.text
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    try steps.next()
    depth += 1
    text.space()
    if depth <= 4, title == nil, element.localName == "title" || element.localName == "Title" {
      titleStart = text.count
    }
    if depth == 1 {
      for attribute in element.attributes where attribute.localName == "lang" {
        language = attribute.value.string
      }
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    depth -= 1
    if let start = titleStart {
      title = text.line(from: start)
      titleStart = nil
    }
    if depth <= 3 { text.endParagraph() } else { text.space() }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if piece.isBlank { text.space() } else { text.append(piece) }
  }
}

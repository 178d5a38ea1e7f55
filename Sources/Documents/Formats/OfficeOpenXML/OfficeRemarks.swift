internal import XMLReading

/// The comments of a sheet and the text of its drawings, which stand in parts of their own.
struct OfficeRemarks: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case t, p, comment, threadedComment, text, rPh
    static let localNames = ["t", "p", "comment", "threadedComment", "text", "rPh"]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)

  private var collected: TextCollector
  private var isText = false
  private var isRun = false
  private var isPhonetic = false
  private var steps: ReadingSteps

  private init(_ text: TextCollector, _ context: ReadingContext) {
    collected = text
    steps = ReadingSteps(context)
  }

  /// Reads the comments and drawings of a part.
  ///
  /// - Parameters:
  ///   - part: the sheet.
  ///   - text: the text so far.
  ///   - reader: the archive.
  ///   - builder: gets remarks on what cannot be read.
  /// - Returns: the text with what was found.
  /// - Throws: `DocumentRefusal` when the time is over; `ZipError`.
  static func read(
    around part: String, _ text: TextCollector, _ reader: inout PartReader,
    _ builder: inout DocumentBuilder
  ) throws -> TextCollector {
    let related = try OfficeRelationships(of: part, &reader)
    var handler = OfficeRemarks(text, reader.context)
    for kind in ["comments", "threadedComment", "drawing"] {
      // Comments that are threads stand among the others, too, with a sentence that says so.
      if kind == "comments", related.target(ofKind: "threadedComment") != nil { continue }
      for item in related.items.filter({ $0.kind == kind }).prefix(20) {
        try reader.readOptional(item.target, names: names, handler: &handler, &builder)
        handler.collected.endParagraph()
      }
    }
    return handler.collected
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    try steps.next()
    switch Name(element.name) {
    // The text of a thread's comment stands in `text` itself, that of others in `t` within it.
    case .t: isRun = true
    case .text: isText = true
    case .rPh: isPhonetic = true
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    switch Name(element.name) {
    case .t: isRun = false
    case .text: isText = false
    case .rPh: isPhonetic = false
    case .p, .comment, .threadedComment: collected.endParagraph()
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    // Around `t` there are blanks of the file, which are none of the text.
    guard isRun || isText && !piece.allSatisfy({ $0 <= 0x20 }), !isPhonetic else { return }
    collected.append(piece)
  }
}

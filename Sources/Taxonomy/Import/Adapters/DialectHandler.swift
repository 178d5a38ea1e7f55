internal import XMLReading

/// How one of the smaller dialects is mapped onto the vocabulary model.
///
/// Elements named in `records` are handed over whole, so that memory holds one at a time; all others
/// are opened and closed one by one.
protocol VocabularyDialect: DialectReader {
  /// The local names of elements that are handed over whole.
  static var records: Set<String> { get }

  /// The local names of elements that the adapter understands or that say nothing of a vocabulary;
  /// others are reported, each kind once.
  static var knownElements: Set<String> { get }

  /// The local names of attributes that the adapter understands or that say nothing.
  static var knownAttributes: Set<String> { get }

  init(context: DialectContext)

  /// An element outside of records begins; its text is not known yet.
  mutating func open(_ element: DialectElement)

  /// An element outside of records ends.
  mutating func close(_ element: DialectElement)

  /// A record is complete.
  mutating func read(_ record: DialectElement)

  /// The document is complete.
  mutating func finish()
}

extension VocabularyDialect {
  mutating func open(_ element: DialectElement) {}
  mutating func close(_ element: DialectElement) {}
  mutating func read(_ record: DialectElement) {}
  mutating func finish() {}
}

/// Turns the events of a document into what a dialect's adapter takes.
struct DialectHandler<Dialect: VocabularyDialect>: XMLHandler {
  private(set) var dialect: Dialect
  private let context: DialectContext
  private var open: [DialectElement] = []
  private var texts: [[UInt8]] = []
  private var recordDepth = 0
  /// How many elements are open from the outermost unknown one on; what is in it is part of it.
  private var unknownDepth = 0

  init(context: DialectContext) {
    self.context = context
    dialect = Dialect(context: context)
  }

  mutating func startElement(_ tag: XMLStartTag) throws {
    let position = context.position(tag.location)
    try context.checkLimits(at: position)
    let name = tag.localName.string
    if unknownDepth > 0 {
      unknownDepth += 1
    } else if !Dialect.knownElements.contains(name), !Dialect.records.contains(name) {
      unknownDepth = 1
      // The root may have any name: it is why the document was taken for this dialect.
      if open.isEmpty { unknownDepth = 0 } else { context.ignore("<\(name)>", at: position) }
    }
    var language = open.last?.language ?? ""
    var attributes: [(name: String, value: String)] = []
    for attribute in tag.attributes {
      let attributeName = attribute.localName.string
      if attributeName == "lang", attribute.prefix == "xml" {
        language = attribute.value.string.lowercased()
      } else if unknownDepth == 0, !Dialect.knownAttributes.contains(attributeName),
        attribute.namespaceURI.isEmpty || attribute.namespaceURI == tag.namespaceURI
      {
        context.ignore("the attribute \(attributeName) of <\(name)>", at: position)
      }
      // Unknown ones are kept, too: an adapter may ask for what it does not list as known.
      attributes.append((attributeName, attribute.value.string))
    }
    let element = DialectElement(
      name: name, attributes: attributes, position: position, language: language)
    if recordDepth > 0 || Dialect.records.contains(name) {
      recordDepth += 1
    } else {
      dialect.open(element)
    }
    open.append(element)
    texts.append([])
  }

  mutating func endElement(_ tag: XMLEndTag) throws {
    guard var element = open.popLast(), let text = texts.popLast() else { return }
    // Counted down before the element is handed on: its own end is the end of what was unknown.
    if unknownDepth > 0 { unknownDepth -= 1 }
    element.text = TextNormalization.collapsed(text)
    guard recordDepth > 0 else { return dialect.close(element) }
    recordDepth -= 1
    if recordDepth == 0 {
      dialect.read(element)
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  mutating func comment(_ text: XMLBytes, at location: XMLLocation) {
    // Comments may hold what an editor wanted to be read: that they are gone is told once.
    context.ignore("A comment", at: context.position(location))
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    guard !texts.isEmpty else { return }
    text.append(to: &texts[texts.count - 1])
  }

  /// The document is complete.
  mutating func finish() {
    dialect.finish()
  }
}

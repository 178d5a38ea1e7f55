internal import XMLReading

/// Turns the events of an RDF/XML document into statements, one pass, without a graph.
///
/// It follows "RDF 1.1 XML Syntax" (W3C 2014), section 7. IRIs are numbered by `resources`; blank
/// nodes and language tags are numbered in the order in which they come up.
struct RDFXMLParser<Sink: RDFSink>: XMLHandler {
  /// What an open element stands for.
  enum Role {
    /// `rdf:RDF`, or what is around a root that is a node.
    case document
    /// A node element, whose children are properties.
    case node
    /// A property whose value is still to come: a node or text.
    case property
    /// A property whose value its attributes have given.
    case emptyProperty
    /// A property that is a node itself (`parseType="Resource"`).
    case resourceProperty
    /// A property whose children are the members of a list.
    case collection
    /// A property whose value is its content as XML.
    case xmlLiteral
    /// An element within an XML literal.
    case literalContent
  }

  /// An open element.
  struct Frame {
    var role: Role
    /// The node that the element describes, or whose property it is.
    var subject: RDFNode
    var predicate: UInt32 = 0
    var datatype: UInt32?
    /// The statement's own name, if `rdf:ID` gives one.
    var reification: RDFNode?
    /// The last cell of a list, once there is one.
    var lastCell: RDFNode?
    var hasValue = false
    var members: UInt32 = 0
    var base: Int
    var language: UInt16
    var line: Int
  }

  /// Takes the statements.
  var sink: Sink

  /// Numbers the IRIs.
  var resources: ByteInterner

  var languages = LanguageTags()

  let path: String?
  let terms: RDFTermNumbers
  var frames: [Frame] = []
  var text: [UInt8] = []
  var bases: [IRIReference]
  var literal = CanonicalXMLWriter()
  var blanks = BlankNodes()
  var usedIDs: Set<UInt32> = []
  var scratch: [UInt8] = []

  /// Short language tags by their hash; an empty tag is number 0 as it should be.
  private var recentLanguages: [(key: UInt64, number: UInt16)] = Array(
    repeating: (0, 0), count: 64)

  /// The number of each property or class by its name's number.
  private var namedIRIs: [UInt32] = []

  /// Whether it reads the later part of a document, after a head that another parser reads too.
  var isPart = false

  private var hasRoot = false

  /// The comments outside of XML literals, which no statement holds.
  var commentCount = 0

  /// The line where the first comment ends; 0 if there is none.
  var commentLine = 0

  /// The line where a relative reference first met no `xml:base`; nil if none did.
  var documentBaseLine: Int?

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - sink: takes the statements.
  ///   - resources: numbers the IRIs, and may know some.
  ///   - base: the IRI of the document.
  ///   - path: the name that errors bear.
  init(sink: Sink, resources: consuming ByteInterner, base: String, path: String? = nil) {
    self.sink = sink
    self.path = path
    var interner = resources
    terms = RDFTermNumbers(&interner)
    self.resources = interner
    bases = [IRIReference([UInt8](base.utf8))]
    frames.reserveCapacity(64)
  }

  // MARK: Events

  mutating func startElement(_ element: XMLStartTag) throws {
    if let excess = resources.excess { throw error(.excess(excess), element.location) }
    guard !frames.isEmpty else {
      hasRoot = true
      return try startRoot(element)
    }
    switch frames[frames.count - 1].role {
    case .document: try startNode(element)
    case .node, .resourceProperty: try startProperty(element)
    case .property, .collection: try startValue(element)
    case .emptyProperty: throw error(.contentInEmptyProperty, element.location)
    case .xmlLiteral, .literalContent:
      literal.start(element)
      var frame = frames[frames.count - 1]
      frame.role = .literalContent
      frames.append(frame)
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard let frame = frames.popLast() else { return }
    // Bases within the element are of no use any more.
    if let outer = frames.last { bases.removeLast(bases.count - 1 - outer.base) }
    switch frame.role {
    case .document, .node, .emptyProperty, .resourceProperty: break
    case .property:
      if !frame.hasValue { addLiteral(frame) }
    case .collection:
      endCollection(frame)
    case .xmlLiteral:
      text.append(contentsOf: literal.bytes)
      literal = CanonicalXMLWriter()
      addLiteral(frame)
    case .literalContent:
      literal.end(element)
    }
  }

  mutating func characters(_ bytes: XMLBytes, at location: XMLLocation) throws {
    guard !frames.isEmpty else { return }
    switch frames[frames.count - 1].role {
    case .property:
      if !frames[frames.count - 1].hasValue {
        bytes.append(to: &text)
      } else if !bytes.isBlank {
        throw error(.severalNodes, location)
      }
    case .xmlLiteral, .literalContent:
      literal.text(bytes)
    case .emptyProperty:
      if !bytes.isBlank { throw error(.contentInEmptyProperty, location) }
    case .document, .node, .resourceProperty, .collection:
      if !bytes.isBlank { throw error(.strayText, location) }
    }
  }

  mutating func comment(_ text: XMLBytes, at location: XMLLocation) {
    if let role = frames.last?.role, role == .xmlLiteral || role == .literalContent {
      literal.comment(text)
    } else if hasRoot || !isPart {
      if commentCount == 0 { commentLine = location.line }
      commentCount += 1
    }
  }

  mutating func processingInstruction(
    target: XMLBytes, data: XMLBytes, at location: XMLLocation
  ) {
    if let role = frames.last?.role, role == .xmlLiteral || role == .literalContent {
      literal.instruction(target, data)
    }
  }

  // MARK: Naming

  func error(_ code: RDFXMLError.Code, _ location: XMLLocation) -> RDFXMLError {
    let position = location.position
    return RDFXMLError(code: code, path: path, line: position.line, column: position.column)
  }

  /// The number of the IRI that an element's or attribute's name stands for.
  mutating func iri(
    of name: XMLName, _ namespace: @autoclosure () -> XMLBytes, _ local: @autoclosure () -> XMLBytes
  ) -> UInt32 {
    let index = Int(name.rawValue)
    if index < namedIRIs.count, namedIRIs[index] != .max { return namedIRIs[index] }
    scratch.removeAll(keepingCapacity: true)
    namespace().append(to: &scratch)
    local().append(to: &scratch)
    let number = intern(scratch)
    while namedIRIs.count <= index { namedIRIs.append(.max) }
    namedIRIs[index] = number
    return number
  }

  mutating func intern(_ bytes: [UInt8]) -> UInt32 {
    resources.number(of: bytes)
  }

  /// The number of the IRI that a reference means under a base.
  mutating func resolve(_ reference: XMLBytes, base: Int) -> UInt32 {
    if IRIReference.schemeEnd(reference) != nil {
      return resources.number(of: reference.span)
    }
    noteDocumentBase(base)
    return intern(bases[base].resolving(reference.array))
  }

  /// Remembers where something first depends on what the document itself is called.
  mutating func noteDocumentBase(_ base: Int) {
    if base == 0, documentBaseLine == nil { documentBaseLine = max(1, frames.last?.line ?? 1) }
  }

  /// The number of a language tag.
  ///
  /// Of short tags, those that come up often are found by their bytes as a number.
  mutating func language(_ tag: XMLBytes) -> UInt16 {
    var key: UInt64 = 0
    guard tag.count < 8 else { return languages.number(of: tag.array) }
    for byte in tag { key = key << 8 | UInt64(byte) }
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 58)
    if recentLanguages[slot].key == key { return recentLanguages[slot].number }
    let number = languages.number(of: tag.array)
    recentLanguages[slot] = (key, number)
    return number
  }
}

/// The numbers of the IRIs that RDF/XML itself states.
struct RDFTermNumbers {
  let type, first, rest, `nil`, statement, subject, predicate, object, xmlLiteral: UInt32

  init(_ resources: inout ByteInterner) {
    func number(_ local: String, _ resources: inout ByteInterner) -> UInt32 {
      resources.number(of: RDFVocabulary.namespace + local)
    }
    type = number("type", &resources)
    first = number("first", &resources)
    rest = number("rest", &resources)
    `nil` = number("nil", &resources)
    statement = number("Statement", &resources)
    subject = number("subject", &resources)
    predicate = number("predicate", &resources)
    object = number("object", &resources)
    xmlLiteral = number("XMLLiteral", &resources)
  }
}

/// Turns a document of Turtle, or of N-Triples, which is part of it, into statements.
///
/// It follows "RDF 1.1 Turtle" (W3C 2014); the W3C's tests are part of the tests. Hand-written
/// because findings name lines, which Raptor and Serd do not tell, and because both would have to
/// be linked or started for a grammar of forty rules.
struct TurtleParser<Sink: RDFSink> {
  /// Takes the statements.
  var sink: Sink
  /// Numbers the IRIs.
  var resources: ByteInterner
  private(set) var languages = LanguageTags()
  private(set) var blanks = BlankNodes()
  /// The line where a relative reference first met no base; nil if none did.
  private(set) var documentBaseLine: Int?
  private(set) var comments = (number: 0, line: 0)

  var scanner: TurtleScanner
  private var prefixes: [[UInt8]: [UInt8]] = [:]
  private var base: IRIReference
  private var hasBase = false
  private var depth = 0
  private let terms: RDFTermNumbers

  /// How deep nodes and lists may stand in each other.
  static var depthLimit: Int { 256 }

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - bytes: the document, UTF-8.
  ///   - sink: takes the statements.
  ///   - resources: numbers the IRIs, and may know some.
  ///   - base: the IRI of the document.
  ///   - path: the name that errors bear.
  init(
    _ bytes: [UInt8], sink: Sink, resources: consuming ByteInterner, base: String, path: String
  ) {
    self.sink = sink
    var interner = resources
    terms = RDFTermNumbers(&interner)
    self.resources = interner
    self.base = IRIReference([UInt8](base.utf8))
    scanner = TurtleScanner(bytes, path: path)
  }

  /// Reads the whole document.
  ///
  /// - Throws: `VocabularyTextError` with line and column.
  mutating func parse() throws(VocabularyTextError) {
    while true {
      try skip()
      guard !scanner.isAtEnd else { break }
      try readStatement()
    }
    comments = scanner.comments
  }

  private mutating func skip() throws(VocabularyTextError) { scanner.skipSpace() }

  // MARK: Statements

  private mutating func readStatement() throws(VocabularyTextError) {
    if scanner.take("@prefix") { return try readPrefix(endsWithDot: true) }
    if scanner.take("@base") { return try readBase(endsWithDot: true) }
    // As SPARQL writes them: in any case, and without a point.
    if scanner.takeWord("prefix") { return try readPrefix(endsWithDot: false) }
    if scanner.takeWord("base") { return try readBase(endsWithDot: false) }
    scanner.skipSpace()
    if scanner.next == UInt8(ascii: "[") {
      let place = scanner.place
      let (node, isEmpty) = try readNode()
      describe(node, at: place)
      scanner.skipSpace()
      if isEmpty || scanner.next != UInt8(ascii: ".") { try readProperties(of: node) }
    } else {
      let place = scanner.place
      let subject = try readSubject()
      describe(subject, at: place)
      try readProperties(of: subject)
    }
    try expect(".", "the end of the statement")
  }

  private mutating func readPrefix(endsWithDot: Bool) throws(VocabularyTextError) {
    scanner.skipSpace()
    let name = try scanner.readPrefixName()
    scanner.skipSpace()
    guard scanner.next == UInt8(ascii: "<") else { throw scanner.unexpected("an IRI in < >") }
    prefixes[name] = try resolve(scanner.readIRI())
    if endsWithDot { try expect(".", "the end of @prefix") }
  }

  private mutating func readBase(endsWithDot: Bool) throws(VocabularyTextError) {
    scanner.skipSpace()
    guard scanner.next == UInt8(ascii: "<") else { throw scanner.unexpected("an IRI in < >") }
    base = IRIReference(try resolve(scanner.readIRI()))
    hasBase = true
    if endsWithDot { try expect(".", "the end of @base") }
  }

  private mutating func readSubject() throws(VocabularyTextError) -> RDFNode {
    switch scanner.next {
    case UInt8(ascii: "("): return try readList()
    case UInt8(ascii: "_"): return try readBlank()
    default: return RDFNode(iri: try readIRI())
    }
  }

  private mutating func readProperties(of subject: RDFNode) throws(VocabularyTextError) {
    while true {
      scanner.skipSpace()
      let predicate: UInt32
      if scanner.takeVerb() { predicate = terms.type } else { predicate = try readIRI() }
      repeat {
        scanner.skipSpace()
        try readObject(subject, predicate)
        scanner.skipSpace()
      } while scanner.take(",")
      guard scanner.take(";") else { return }
      scanner.skipSpace()
      while scanner.take(";") { scanner.skipSpace() }
      // What follows the last semicolon may be the end.
      if scanner.next == UInt8(ascii: ".") || scanner.next == UInt8(ascii: "]") { return }
    }
  }

  private mutating func readObject(
    _ subject: RDFNode, _ predicate: UInt32
  ) throws(VocabularyTextError) {
    let line = scanner.line
    switch scanner.next {
    case UInt8(ascii: "["):
      let (node, _) = try readNode()
      sink.add(subject, predicate, node, line: line)
    case UInt8(ascii: "("):
      sink.add(subject, predicate, try readList(), line: line)
    case UInt8(ascii: "_"):
      sink.add(subject, predicate, try readBlank(), line: line)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try readLiteral(subject, predicate, line: line)
    default:
      if let (text, type) = try scanner.readPlainValue() {
        add(
          text, datatype: resources.number(of: TurtleScanner.xsd + type), subject, predicate, line)
      } else {
        sink.add(subject, predicate, RDFNode(iri: try readIRI()), line: line)
      }
    }
  }

  // MARK: Nodes

  /// A node in brackets: the node, and whether there is nothing in them.
  private mutating func readNode() throws(VocabularyTextError) -> (RDFNode, isEmpty: Bool) {
    try enter()
    defer { depth -= 1 }
    _ = scanner.take("[")
    let node = blanks.make()
    scanner.skipSpace()
    if scanner.take("]") { return (node, true) }
    try readProperties(of: node)
    try expect("]", "the end of the node")
    return (node, false)
  }

  private mutating func readList() throws(VocabularyTextError) -> RDFNode {
    try enter()
    defer { depth -= 1 }
    _ = scanner.take("(")
    var head: RDFNode?
    var last: RDFNode?
    while true {
      scanner.skipSpace()
      let line = scanner.line
      if scanner.take(")") { break }
      guard !scanner.isAtEnd else { throw scanner.unexpected("the end of the list, \")\"") }
      let cell = blanks.make()
      if let last { sink.add(last, terms.rest, cell, line: line) } else { head = cell }
      try readObject(cell, terms.first)
      last = cell
    }
    let end = RDFNode(iri: terms.nil)
    if let last { sink.add(last, terms.rest, end, line: scanner.line) }
    return head ?? end
  }

  private mutating func readBlank() throws(VocabularyTextError) -> RDFNode {
    blanks.node(named: try scanner.readBlankName())
  }

  private mutating func enter() throws(VocabularyTextError) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw scanner.error("nodes and lists stand deeper in each other than \(Self.depthLimit)")
    }
  }

  // MARK: IRIs and literals

  private mutating func readIRI() throws(VocabularyTextError) -> UInt32 {
    if scanner.next == UInt8(ascii: "<") {
      return try intern(try resolve(scanner.readIRI()))
    }
    let place = scanner.place
    let (prefix, local) = try scanner.readPrefixedName()
    guard let namespace = prefixes[prefix] else {
      throw scanner.error(
        "the prefix \"\(String(decoding: prefix, as: UTF8.self))\" is not declared", at: place,
        hint: "declare it above: @prefix \(String(decoding: prefix, as: UTF8.self)): <…> .")
    }
    return try intern(namespace + local)
  }

  private mutating func resolve(_ reference: [UInt8]) throws(VocabularyTextError) -> [UInt8] {
    if IRIReference.schemeEnd(reference) != nil { return try short(reference) }
    if !hasBase, documentBaseLine == nil { documentBaseLine = scanner.line }
    return try short(base.resolving(reference))
  }

  private mutating func readLiteral(
    _ subject: RDFNode, _ predicate: UInt32, line: Int
  ) throws(VocabularyTextError) {
    let text = try scanner.readString()
    if let tag = try scanner.readLanguage() {
      add(text, language: languages.number(of: tag), subject, predicate, line)
    } else if scanner.take("^^") {
      scanner.skipSpace()
      add(text, datatype: try readIRI(), subject, predicate, line)
    } else {
      add(text, subject, predicate, line)
    }
  }

  private mutating func add(
    _ text: [UInt8], language: UInt16 = 0, datatype: UInt32? = nil, _ subject: RDFNode,
    _ predicate: UInt32, _ line: Int
  ) {
    let literal = RDFLiteral(language: language, datatype: datatype)
    sink.add(subject, predicate, text.span, literal, line: line)
  }

  private mutating func describe(_ node: RDFNode, at place: TurtleScanner.Place) {
    sink.describe(node, line: place.line, column: place.column)
  }

  private mutating func intern(_ bytes: [UInt8]) throws(VocabularyTextError) -> UInt32 {
    let number = resources.number(of: bytes)
    if let excess = resources.excess { throw excessError(excess) }
    return number
  }

  /// An IRI, of a base or a namespace too, that is not longer than they may be.
  private func short(_ iri: [UInt8]) throws(VocabularyTextError) -> [UInt8] {
    guard iri.count <= VocabularyLimits.identifierLength else {
      throw excessError(.identifierLength)
    }
    return iri
  }

  private func excessError(_ excess: VocabularyExcess) -> VocabularyTextError {
    scanner.error(excess.message, hint: excess.remedy)
  }

  private mutating func expect(
    _ token: String, _ what: String
  ) throws(VocabularyTextError) {
    scanner.skipSpace()
    guard scanner.take(token) else { throw scanner.unexpected("\(what), \"\(token)\"") }
  }
}

extension RDFStatements {
  /// The statements of a document of Turtle or N-Triples.
  ///
  /// - Throws: `VocabularyTextError` with line and column, or what reading the file throws.
  static func ofTurtle(
    _ input: XMLInput, resources: consuming ByteInterner, textStart: Int
  ) throws -> RDFStatements {
    let bytes = try input.text()
    var parser = TurtleParser(
      bytes, sink: RDFStatementStore(textStart: textStart, documentSize: bytes.count),
      resources: resources, base: base(ofDocument: input.path), path: input.path)
    try parser.parse()
    return RDFStatements(
      store: parser.sink, resources: parser.resources, languages: parser.languages.tags,
      blankCount: parser.blanks.count, documentBaseLine: parser.documentBaseLine,
      comments: parser.comments)
  }
}

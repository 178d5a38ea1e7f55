internal import XMLReading

/// What reads the documents of one dialect.
///
/// `Documentation/AddDialect.md` says how to add one.
protocol DialectReader {
  /// What the dialect is called in messages.
  static var title: String { get }

  /// Whether a document with such a root element is of this dialect.
  static func claims(_ root: DocumentRoot) -> Bool

  /// Reads a document.
  ///
  /// - Throws: `XMLError`, or what else the dialect makes of a document that cannot be read.
  static func read(_ input: XMLInput, into context: DialectContext) throws
}

extension VocabularyDialect {
  static func read(_ input: XMLInput, into context: DialectContext) throws {
    let labelsBefore = context.builder.labels.count
    var handler = DialectHandler<Self>(context: context)
    try input.read(XMLReader(limits: .vocabulary), handler: &handler)
    handler.finish()
    guard context.builder.labels.count == labelsBefore else { return }
    context.reportLackOfConcepts(title)
  }
}

extension ParlanceXMLHandler: DialectReader {
  static let title = "Parlance vocabulary XML"

  static func claims(_ root: DocumentRoot) -> Bool {
    root.namespace == ParlanceName.namespace || root.namespace.isEmpty && root.name == "vocabulary"
  }

  static func read(_ input: XMLInput, into context: DialectContext) throws {
    var handler = ParlanceXMLHandler(context: context)
    try input.read(XMLReader(names: ParlanceName.names, limits: .vocabulary), handler: &handler)
  }
}

extension SKOSImporter: DialectReader {
  static let title = "SKOS RDF/XML"

  static func claims(_ root: DocumentRoot) -> Bool {
    [RDFVocabulary.namespace, "http://www.w3.org/2004/02/skos/core#"].contains(root.namespace)
  }

  static func read(_ input: XMLInput, into context: DialectContext) throws {
    try context.readSKOS(input, as: title, parsing: RDFStatements.ofRDFXML)
  }
}

/// SKOS as Turtle or N-Triples.
enum TurtleReader: DialectReader {
  static let title = "SKOS Turtle"

  static func claims(_ root: DocumentRoot) -> Bool { false }

  static func read(_ input: XMLInput, into context: DialectContext) throws {
    try context.readSKOS(input, as: title, parsing: RDFStatements.ofTurtle)
  }
}

/// SKOS as JSON-LD.
enum JSONLDReader: DialectReader {
  static let title = "SKOS JSON-LD"

  static func claims(_ root: DocumentRoot) -> Bool { false }

  static func read(_ input: XMLInput, into context: DialectContext) throws {
    try context.readSKOS(input, as: title, parsing: RDFStatements.ofJSONLD)
  }
}

extension DialectContext {
  /// Reads the statements of a document as SKOS.
  func readSKOS(_ input: XMLInput, as title: String, parsing: SKOSImporter.Parsing) throws {
    let given = builder
    // Left to one owner, or its storage would be copied when it grows.
    builder = VocabularyBuilder()
    builder = try SKOSImporter.read(
      input, into: given, checksStatements: checksStatements, parsing: parsing, title: title)
  }

  /// Reports that a document that was read as a dialect has nothing of a vocabulary.
  func reportLackOfConcepts(_ title: String) {
    report(
      DocumentRule.noConcepts, .error, at: SourcePosition(source: source, line: 1, column: 1),
      "no concept was found in this document read as \(title)",
      remedy: "name the right format with --as")
  }
}

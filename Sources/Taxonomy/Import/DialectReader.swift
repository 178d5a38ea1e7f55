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
    context.report(
      DocumentRule.noConcepts, .error,
      at: SourcePosition(source: context.source, line: 1, column: 1),
      "no concept was found in this document read as \(title)",
      remedy: "name the right format with --as")
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
    let given = context.builder
    context.builder = VocabularyBuilder()
    context.builder = try read(
      input, into: given, checksStatements: context.checksStatements)
  }
}

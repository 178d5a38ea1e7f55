internal import Model
internal import XMLReading

/// Reads SKOS and SKOS-XL as RDF/XML into a builder.
///
/// The document is parsed into a table of statements, which `SKOSClassifier` makes a `SKOSDocument`:
/// what each property means (sub-properties and subclasses may be declared anywhere) and what each
/// resource is. Then it is read subject by subject. Whatever the model has no place for is counted
/// and becomes a finding.
struct SKOSImporter {
  typealias Kind = SKOSDocument.Kind

  /// What the document says; only read here.
  let document: SKOSDocument
  let path: String
  let source: UInt32
  /// The builder's number of each language of the document.
  private let languages: [UInt16]
  /// What was read, of this document and of those before.
  var builder: VocabularyBuilder
  /// The languages that schemes state for what states none.
  var defaults = DefaultLanguages()
  var ignored = IgnoredStatements()
  /// The successors that nodes state, of the concepts that were asked for.
  var statedSuccessors: [UInt32: Set<UInt32>] = [:]

  /// Makes statements of a document; takes what numbers the IRIs, and the length of the text before.
  typealias Parsing = (XMLInput, consuming ByteInterner, Int) throws -> RDFStatements

  /// Reads a document and gives the builder back.
  ///
  /// - Parameters:
  ///   - input: the document.
  ///   - builder: what was read before.
  ///   - checksStatements: whether to report what only the statements show.
  ///   - parsing: the parser of the document's syntax.
  /// - Returns: the builder with what the document says.
  /// - Throws: `XMLError` or `RDFXMLError` with the place, or what `parsing` throws.
  static func read(
    _ input: XMLInput, into builder: consuming VocabularyBuilder, checksStatements: Bool = false,
    parsing: Parsing = RDFStatements.ofRDFXML
  ) throws -> VocabularyBuilder {
    var importer = try SKOSImporter(input, builder, parsing)
    importer.findDefaultLanguages()
    importer.addSchemes()
    importer.addConcepts()
    importer.addTransitiveRelations()
    importer.addCollections()
    importer.addMappings()
    importer.reportDefaultLanguages()
    importer.reportIgnored()
    importer.reportLackOfConcepts()
    importer.checkClasses()
    if checksStatements { importer.builder.findings += SKOSStatementCheck.findings(importer) }
    return importer.builder
  }

  private init(
    _ input: XMLInput, _ builder: consuming VocabularyBuilder, _ parsing: Parsing
  ) throws {
    source = builder.beginSource(input.path)
    path = input.path
    let uris = builder.uris
    builder.uris = ByteInterner(minimumCapacity: 1)
    let statements = try parsing(input, uris, builder.text.count)
    if let line = statements.documentBaseLine {
      let base = RDFStatements.base(ofDocument: input.path)
      builder.findings.append(
        VocabularyFinding(
          rule: "RelativeIdentifier", severity: .warning, path: input.path, line: line,
          message: "identifiers are relative to the document, which has no base of its own",
          remedy: "give the document a base (xml:base, @base); until then \"\(base)\" is taken"))
    }
    if statements.comments.number > 0 {
      ignored.comments = IgnoredStatements.Occurrences(
        number: statements.comments.number, line: UInt32(clamping: statements.comments.line))
    }
    builder.text.append(piece: statements.store.text)
    for text in statements.store.laterTexts { builder.text.append(piece: text) }
    builder.uris = statements.resources
    languages = statements.languages.map {
      builder.language(String(decoding: $0, as: UTF8.self))
    }
    document = SKOSDocument(
      statements.store, uris: builder.uris, blankCount: Int(statements.blankCount),
      concepts: builder.concepts.lazy.map { Int($0.entity) })
    self.builder = builder
  }

  // MARK: Looking things up

  func entity(_ node: RDFNode) -> VocabularyBuilder.Entity {
    VocabularyBuilder.Entity(number: node.rawValue)
  }

  func kind(_ node: RDFNode) -> Kind { document.kind(node) }

  func term(_ row: RDFStatementStore.Row) -> SKOSTerm { document.term(row) }

  /// The text of a statement's literal; nil if its object is a resource.
  func string(_ row: RDFStatementStore.Row) -> String? {
    guard row.isLiteral else { return nil }
    return string(document.literals[Int(row.object)].text)
  }

  func string(_ text: StringReference) -> String { builder.text.string(text) }

  /// The IRI of a node; nil for a blank one.
  func iri(_ node: RDFNode) -> String? {
    node.isBlank ? nil : builder.uris.string(of: node.rawValue)
  }

  /// The language of a statement's literal, as the builder numbers it; where it states none that of
  /// the scheme to which what is read now belongs.
  func language(_ row: RDFStatementStore.Row) -> UInt16 {
    let stated = statedLanguage(row)
    return stated == 0 ? defaults.current : stated
  }

  /// The language that a statement's literal itself states, as the builder numbers it; 0 if none.
  func statedLanguage(_ row: RDFStatementStore.Row) -> UInt16 {
    languages[Int(document.literals[Int(row.object)].language)]
  }

  /// The date that a literal states; nil, and a finding, if it is none.
  mutating func date(_ row: RDFStatementStore.Row) -> CalendarDate? {
    let text = string(row) ?? row.node.flatMap(iri) ?? ""
    if let date = CalendarDate(text) { return date }
    report(
      "InvalidDate", .warning, row, "\"\(text)\" is not a date and was left out",
      remedy: "write a date of the calendar as YYYY, YYYY-MM or YYYY-MM-DD")
    return nil
  }

  mutating func report(
    _ rule: String, _ severity: VocabularyFinding.Severity, _ row: RDFStatementStore.Row,
    _ message: String, remedy: String = ""
  ) {
    builder.findings.append(finding(rule, severity, row, message, remedy: remedy))
  }

  func finding(
    _ rule: String, _ severity: VocabularyFinding.Severity, _ row: RDFStatementStore.Row,
    _ message: String, remedy: String = ""
  ) -> VocabularyFinding {
    VocabularyFinding(
      rule: rule, severity: severity, path: path, line: Int(row.line), concept: iri(row.subject),
      message: message, remedy: remedy)
  }
}

internal import Model
internal import XMLReading

/// Reads SKOS and SKOS-XL as RDF/XML into a builder.
///
/// The document is parsed into a table of statements, then read subject by subject: what each
/// property means is settled first (sub-properties and subclasses may be declared anywhere), then
/// what each resource is, then what is said of it. Whatever the model has no place for is counted
/// and becomes a finding.
struct SKOSImporter {
  /// What a resource is, as a set.
  struct Kind: OptionSet {
    let rawValue: UInt8
    static let concept = Kind(rawValue: 1)
    static let scheme = Kind(rawValue: 2)
    static let collection = Kind(rawValue: 4)
    static let label = Kind(rawValue: 8)
    static let typed = Kind(rawValue: 16)
    static let related = Kind(rawValue: 32)
    static let inScheme = Kind(rawValue: 64)
    static let labelled = Kind(rawValue: 128)
  }

  var builder: VocabularyBuilder
  let path: String
  let source: UInt32
  var rows: [RDFStatementStore.Row] = []
  var literals: [RDFStatementStore.Literal] = []
  var places: [RDFStatementStore.Place] = []
  var described: [UInt32] = []
  var index: RDFSubjectIndex
  /// The term of each IRI, by its number.
  var terms: [SKOSTerm] = []
  /// In which way a hierarchical property puts one concept above another, by the property's number.
  var hierarchyKinds: [Int: HierarchyKind] = [:]
  /// The languages that schemes state for what states none.
  var defaults = DefaultLanguages()
  /// What each IRI is, by its number.
  var kinds: [Kind] = []
  var blankKinds: [Kind] = []
  /// The builder's number of each language of the document.
  var languages: [UInt16] = []
  var ignored = IgnoredStatements()
  /// The successors that nodes state, of the concepts that were asked for.
  var statedSuccessors: [UInt32: Set<UInt32>] = [:]
  /// Whether `skos:broaderTransitive` or its inverse is stated anywhere.
  var hasTransitiveRelations = false

  /// Reads a document and gives the builder back.
  ///
  /// - Parameters:
  ///   - input: the document.
  ///   - builder: what was read before.
  ///   - checksStatements: whether to report what only the statements show.
  /// - Returns: the builder with what the document says.
  /// - Throws: `XMLError` or `RDFXMLError` with the place.
  static func read(
    _ input: XMLInput, into builder: consuming VocabularyBuilder, checksStatements: Bool = false
  ) throws -> VocabularyBuilder {
    var importer = try SKOSImporter(input, builder)
    importer.classify()
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
    if checksStatements { importer.checkStatements() }
    return importer.builder
  }

  private init(_ input: XMLInput, _ builder: consuming VocabularyBuilder) throws {
    source = builder.beginSource(input.path)
    path = input.path
    let file = input.path.split(separator: "/").last.map(String.init) ?? "vocabulary.rdf"
    let uris = builder.uris
    builder.uris = ByteInterner(minimumCapacity: 1)
    var parser = RDFXMLParser(
      sink: RDFStatementStore(textStart: builder.text.count, documentSize: input.size),
      resources: uris,
      base: "file:///" + file,
      path: input.path)
    try input.readInParts(XMLReader(names: RDFName.names, limits: .vocabulary), handler: &parser)
    if let line = parser.documentBaseLine {
      builder.findings.append(
        VocabularyFinding(
          rule: "RelativeIdentifier", severity: .warning, path: input.path, line: line,
          message: "identifiers are relative to the document, which has no base of its own",
          remedy: "give the document an xml:base; until then \"file:///\(file)\" is taken"))
    }
    if parser.commentCount > 0 {
      ignored.comments = IgnoredStatements.Tally(
        number: parser.commentCount, line: UInt32(clamping: parser.commentLine))
    }
    let count = parser.resources.count
    let blanks = Int(parser.blankCount)
    index = RDFSubjectIndex(parser.sink.rows, iriCount: count, blankCount: blanks)
    rows = parser.sink.rows
    literals = parser.sink.literals
    places = parser.sink.places
    described = parser.sink.described
    builder.text.append(piece: parser.sink.text)
    for text in parser.sink.laterTexts { builder.text.append(piece: text) }
    builder.uris = parser.resources
    languages = parser.languages.map {
      builder.language(String(decoding: $0, as: UTF8.self))
    }
    self.builder = builder
    blankKinds = Array(repeating: [], count: blanks)
    while places.count < count { places.append(RDFStatementStore.Place()) }
  }

  // MARK: Looking things up

  func entity(_ node: RDFNode) -> VocabularyBuilder.Entity {
    VocabularyBuilder.Entity(number: node.rawValue)
  }

  func kind(_ node: RDFNode) -> Kind {
    node.isBlank ? blankKinds[node.number] : kinds[node.number]
  }

  func term(_ row: RDFStatementStore.Row) -> SKOSTerm { terms[row.predicate] }

  /// The text of a statement's literal; nil if its object is a resource.
  func string(_ row: RDFStatementStore.Row) -> String? {
    guard row.isLiteral else { return nil }
    return string(literals[Int(row.object)].text)
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
    languages[Int(literals[Int(row.object)].language)]
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
    builder.findings.append(
      VocabularyFinding(
        rule: rule, severity: severity, path: path, line: Int(row.line), concept: iri(row.subject),
        message: message, remedy: remedy))
  }
}

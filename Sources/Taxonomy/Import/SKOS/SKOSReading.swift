internal import Model
internal import XMLReading

/// A document of SKOS at work: what it says, which is only read, and what was made of it so far.
struct SKOSReading {
  typealias Kind = SKOSDocument.Kind

  /// What the document says.
  let document: SKOSDocument
  let path: String
  let source: UInt32
  /// The builder's number of each language of the document.
  private let languages: [UInt16]
  /// What was read, of this document and of those before.
  var builder: VocabularyBuilder
  /// What has no place in the model.
  var ignored = IgnoredStatements()
  /// The languages that schemes state for what states none.
  var defaults = DefaultLanguages()

  /// Parses a document.
  ///
  /// - Parameters:
  ///   - input: the document.
  ///   - builder: what was read before.
  ///   - parsing: the parser of the document's syntax.
  /// - Throws: what `parsing` throws.
  init(
    _ input: XMLInput, _ builder: consuming VocabularyBuilder, _ parsing: SKOSImporter.Parsing
  ) throws {
    source = builder.beginSource(input.path)
    path = input.path
    let uris = builder.uris
    // Given away while parsing: if it were shared, the first new IRI would copy all of it.
    builder.uris = ByteInterner(minimumCapacity: 1)
    let statements = try parsing(input, uris, builder.text.count)
    if let excess = statements.excess { throw VocabularyTextError(path: input.path, excess) }
    if let line = statements.documentBaseLine {
      let base = RDFStatements.base(ofDocument: input.path)
      builder.findings.append(
        VocabularyFinding(
          rule: "RelativeIdentifier", severity: .warning, path: input.path, line: line,
          message: "identifiers are relative to the document, which has no base of its own",
          remedy: "give the document a base (xml:base, @base); until then \"\(base)\" is taken"))
    }
    if statements.comments.number > 0 {
      ignored.countComments(statements.comments.number, from: statements.comments.line)
    }
    // In this order: what refers to texts counts bytes through all of them.
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

  /// The text of a statement's literal in lower case, white space collapsed; empty for a resource.
  func word(_ row: RDFStatementStore.Row) -> String {
    TextNormalization.collapsed((string(row) ?? "").lowercased().utf8)
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

  /// The tag of that language; empty if there is none.
  func languageTag(_ row: RDFStatementStore.Row) -> String {
    builder.languages.string(of: UInt32(language(row)))
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

  /// The local name of a statement's property.
  func name(of row: RDFStatementStore.Row) -> String {
    let iri = builder.uris.string(of: UInt32(row.predicate))
    return iri.split(whereSeparator: { "/#:".contains($0) }).last.map(String.init) ?? iri
  }

  /// The datatype of a literal, unless it says no more than that it is text.
  func datatype(_ row: RDFStatementStore.Row) -> String {
    let literal = document.literals[Int(row.object)]
    guard literal.datatype != RDFStatementStore.Literal.noDatatype else { return "" }
    let datatype = builder.uris.string(of: literal.datatype)
    return Self.plainDatatypes.contains(datatype) ? "" : datatype
  }

  private static let plainDatatypes: Set<String> = [
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#PlainLiteral",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
  ]

  /// Whether a status says that something is no longer in use.
  func isRetired(_ row: RDFStatementStore.Row) -> Bool {
    statusName(row) == "http://metadataregistry.org/uri/regstatus/1008"
      || LabelWords.retiredStates.contains(statusWord(row))
  }

  /// How far a status says that a concept is on its way into the vocabulary; `nil` if it says nothing of that.
  func status(_ row: RDFStatementStore.Row) -> ConceptStatus? {
    LabelWords.status(statusWord(row))
  }

  private func statusName(_ row: RDFStatementStore.Row) -> String {
    (string(row) ?? row.node.flatMap(iri) ?? "").lowercased()
  }

  /// The status without what stands before it in an IRI.
  private func statusWord(_ row: RDFStatementStore.Row) -> String {
    statusName(row).split(whereSeparator: { "/#:".contains($0) }).last.map(String.init) ?? ""
  }
}

// MARK: - Findings

extension SKOSReading {
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

  /// Reports a statement whose object is to be a resource, and is a text or has no URI.
  mutating func reportLiteral(_ row: RDFStatementStore.Row) {
    let text = string(row).map { ", not the text \"\($0)\"," } ?? ""
    report(
      "ResourceExpected", .warning, row,
      "“\(name(of: row))” needs the URI of a resource\(text) and was left out",
      remedy: "write the URI of a concept with rdf:resource, in Turtle as <…>")
  }

  /// Reports what a notation says beyond its text, which a code of the model does not have.
  mutating func reportLosses(
    ofNotation row: RDFStatementStore.Row, keepsDatatype: Bool = true
  ) {
    let language = builder.languages.string(of: UInt32(statedLanguage(row)))
    if !language.isEmpty {
      report(
        "LanguageOfNotation", .warning, row,
        "the notation \"\(string(row) ?? "")\" has the language \"\(LanguageTag.conventional(language))\", which was left out",
        remedy: "write a notation without xml:lang, or a name as skos:altLabel")
    }
    let datatype = datatype(row)
    guard !keepsDatatype, !datatype.isEmpty else { return }
    report(
      "IgnoredContent", .note, row,
      "the datatype <\(datatype)> of the notation \"\(string(row) ?? "")\" has no place in the "
        + "vocabulary model and was left out")
  }
}

/// Reads the concept schemes of a document, with their titles and the title of the vocabulary.
enum SKOSSchemes {
  /// Declares the schemes with their titles, and takes the titles of the vocabulary.
  static func add(to reading: inout SKOSReading) {
    for number in reading.document.described
    where reading.document.kinds[Int(number)].contains(.scheme) {
      let node = RDFNode(iri: number)
      let place = reading.document.places[Int(number)]
      reading.builder.declareScheme(
        reading.entity(node),
        at: SourcePosition(source: reading.source, line: place.line, column: place.column))
      addScheme(node, to: &reading)
    }
    for row in reading.document.rows where reading.term(row) == .type {
      guard let type = row.node, !type.isBlank,
        reading.document.terms[type.number] == .vocabularyClass
      else {
        continue
      }
      for fact in reading.document.statements(of: row.subject) {
        if reading.term(fact).provenanceKind != nil {
          if let said = SKOSProvenance.statement(fact, in: &reading) { reading.builder.add(said) }
        } else if fact.isLiteral {
          addVocabulary(fact, to: &reading)
        }
      }
    }
  }

  /// Adds what is said of the vocabulary as a whole.
  private static func addVocabulary(
    _ row: RDFStatementStore.Row, to reading: inout SKOSReading
  ) {
    let kind: UInt16
    switch reading.term(row) {
    case .title: kind = TextKind.title
    case .comment: kind = TextKind.description
    case .version: return reading.builder.setVersion(version(row, in: reading))
    default: return reading.ignored.count(row)
    }
    reading.builder.titles.append(
      TextRecord(
        text: reading.document.literals[Int(row.object)].text, language: reading.language(row),
        kind: kind)
    )
  }

  private static func version(
    _ row: RDFStatementStore.Row, in reading: SKOSReading
  ) -> String {
    TextNormalization.collapsed(
      (reading.string(row) ?? row.node.flatMap { reading.iri($0) } ?? "").utf8)
  }

  private static func addScheme(_ node: RDFNode, to reading: inout SKOSReading) {
    let scheme = reading.entity(node)
    let own = reading.document.statements(of: node)
    reading.defaults.enter(scheme: node.rawValue)
    addTitles(of: node, own, to: &reading)
    defer { reading.defaults.leave() }
    for row in own {
      switch reading.term(row) {
      case .title, .prefLabel, .rdfsLabel, .type, .hasTopConcept, .implied: break
      case .language where reading.defaults.isStated(by: node.rawValue): break
      case .altLabel, .hiddenLabel, .notation:
        if !reading.document.kinds[node.number].contains(.concept) {
          addName(row, of: scheme, to: &reading)
        }
      case .comment, .definition:
        if let text = reading.string(row) {
          reading.builder.addDescription(
            text, language: reading.languageTag(row), to: scheme)
        }
      case .version: reading.builder.setVersion(version(row, in: reading), of: scheme)
      case .creator, .contributor, .created, .modified, .license:
        if let said = SKOSProvenance.statement(row, in: &reading) {
          reading.builder.add(said, toScheme: scheme)
        }
      case .facet: reading.builder.declareScheme(scheme, key: reading.string(row))
      case .assign:
        guard let assignment = ConceptScheme.Assignment(wireName: reading.word(row)) else {
          reading.ignored.count(row)
          continue
        }
        reading.builder.declareScheme(scheme, assignment: assignment)
      default:
        if !reading.document.kinds[node.number].contains(.concept) { reading.ignored.count(row) }
      }
    }
  }

  /// Takes the title in each language from Dublin Core, else from SKOS, else from RDFS; what the others
  /// say besides becomes a further name.
  private static func addTitles(
    of node: RDFNode, _ own: [RDFStatementStore.Row], to reading: inout SKOSReading
  ) {
    let scheme = reading.entity(node)
    var titled: Set<UInt16> = []
    var said: Set<ConceptScheme.Text> = []
    for titleTerm in [SKOSTerm.title, .prefLabel, .rdfsLabel] {
      var now: Set<UInt16> = []
      for row in own where reading.term(row) == titleTerm {
        guard row.isLiteral else {
          reading.ignored.count(row)
          continue
        }
        let language = reading.language(row)
        let text = ConceptScheme.Text(
          TextNormalization.collapsed((reading.string(row) ?? "").utf8),
          language: reading.builder.languages.string(of: UInt32(language)))
        let isNew = said.insert(text).inserted
        if !titled.contains(language) {
          now.insert(language)
          reading.builder.addTitle(text.text, language: text.language, to: scheme)
        } else if isNew, !reading.document.kinds[node.number].contains(.concept) {
          reading.builder.addLabel(
            Label(text.text, language: text.language, kind: .alternative), toScheme: scheme)
        }
      }
      // Only now: one term may state several titles in a language.
      titled.formUnion(now)
    }
  }

  /// Adds a further name or a code of a scheme.
  private static func addName(
    _ row: RDFStatementStore.Row, of scheme: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    guard let text = reading.string(row) else { return reading.ignored.count(row) }
    let isCode = reading.term(row) == .notation
    if isCode { reading.reportLosses(ofNotation: row, keepsDatatype: false) }
    let language = isCode ? "" : reading.languageTag(row)
    reading.builder.addLabel(
      Label(
        TextNormalization.collapsed(text.utf8), language: language,
        kind: reading.term(row).labelKind ?? .alternative, role: isCode ? .code : .plain),
      toScheme: scheme)
  }
}

/// Reads the concepts of a document.
struct SKOSConcepts {
  private var life = SKOSLife()

  /// Declares all concepts, then adds what is said of each.
  static func add(to reading: inout SKOSReading) {
    var concepts = SKOSConcepts()
    // Declared first: relations may lead to what comes later.
    for number in reading.document.described
    where reading.document.kinds[Int(number)].contains(.concept) {
      let place = reading.document.places[Int(number)]
      reading.builder.declareConcept(
        VocabularyBuilder.Entity(number: number),
        at: SourcePosition(source: reading.source, line: place.line, column: place.column))
    }
    for number in reading.document.described {
      let node = RDFNode(iri: number)
      let kind = reading.document.kinds[Int(number)]
      if kind.contains(.concept) || (kind.contains(.labelled) && isUntyped(kind)) {
        concepts.addConcept(node, to: &reading)
      } else if kind.isDisjoint(with: [.scheme, .label, .collection]) {
        for row in reading.document.index.rows(of: node) {
          noteForeign(reading.document.rows[Int(row)], in: &reading)
        }
      }
    }
    // A variant of MADS is of the class of its concept, and a label all the same.
    for number in reading.document.blankKinds.indices
    where reading.document.blankKinds[number].contains(.concept)
      && !reading.document.blankKinds[number].contains(.label)
    {
      guard let first = reading.document.index.rows(of: RDFNode(blank: UInt32(number))).first else {
        continue
      }
      reading.report(
        "ConceptWithoutURI", .error, reading.document.rows[Int(first)],
        "a concept has no URI and was left out", remedy: "give it one by rdf:about")
    }
  }

  /// Whether a resource may yet turn out to be a concept of another source.
  private static func isUntyped(_ kind: SKOSDocument.Kind) -> Bool {
    kind.isDisjoint(with: [.typed, .scheme, .label, .collection])
  }

  private mutating func addConcept(_ node: RDFNode, to reading: inout SKOSReading) {
    let concept = reading.entity(node)
    let own = reading.document.index.rows(of: node)
    reading.enterLanguage(of: own)
    defer { reading.defaults.leave() }
    let hasExtended =
      reading.document.kinds[node.number].contains(.labelled)
      && SKOSExtendedLabels.areAmong(own, in: reading)
    if hasExtended {
      SKOSExtendedLabels.add(of: node, own, to: &reading)
    }
    for number in own {
      let row = reading.document.rows[Int(number)]
      let term = reading.term(row)
      switch term {
      case .prefLabel, .altLabel, .hiddenLabel:
        if !hasExtended { SKOSLabels.addPlain(row, term, concept, to: &reading) }
      case .notation: if !hasExtended { SKOSLabels.addNotation(row, concept, to: &reading) }
      case .xlPrefLabel, .xlAltLabel, .xlHiddenLabel: break
      case .broader: Self.relate(.broader, row, concept, in: &reading)
      case .narrower: Self.relate(.narrower, row, concept, in: &reading)
      case .related: Self.relate(.related, row, concept, in: &reading)
      case .part: Self.relate(.part, row, concept, in: &reading)
      case .inScheme: Self.relate(.scheme, row, concept, in: &reading)
      case .topConceptOf: Self.relate(.topOf, row, concept, in: &reading)
      case .note, .definition, .scopeNote, .example, .historyNote, .editorialNote, .changeNote:
        SKOSNotes.add(row, term, concept, to: &reading)
      case .exactMatch, .closeMatch, .broadMatch, .narrowMatch, .relatedMatch, .mappingRelation,
        .implied, .hasTopConcept, .broaderTransitive, .narrowerTransitive:
        break
      case .member, .memberList:
        if !reading.document.kinds[node.number].contains(.collection) { reading.ignored.count(row) }
      case .title, .facet, .assign:
        if !reading.document.kinds[node.number].contains(.scheme) { reading.ignored.count(row) }
      case .comment:
        if reading.document.kinds[node.number].contains(.scheme) { break }
        SKOSNotes.add(row, .note, concept, to: &reading)
      case .creator, .contributor, .created, .modified, .license:
        if reading.document.kinds[node.number].contains(.scheme) { break }
        if let said = SKOSProvenance.statement(row, in: &reading) {
          reading.builder.add(said, to: concept)
        }
      case .rdfsLabel: break
      case .type: Self.noteType(row, in: &reading)
      default: life.add(row, term, concept, to: &reading)
      }
    }
    if reading.document.kinds[node.number].contains(.labelled) {
      SKOSLabels.countSpare(own, in: &reading)
    } else {
      SKOSLabels.addOfRDFS(own, concept, to: &reading)
    }
    SKOSLife.applyPeriod(own, concept, to: &reading)
  }

  /// Adds a relation whose object is a resource.
  private static func relate(
    _ relation: ConceptRelation, _ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity,
    in reading: inout SKOSReading
  ) {
    guard let object = row.node, !object.isBlank else {
      reading.reportLiteral(row)
      return
    }
    reading.builder.addRelation(
      relation, from: concept, to: reading.entity(object),
      of: reading.document.hierarchyKinds[row.predicate] ?? .unspecified, line: Int(row.line))
  }

  /// A type that the model does not keep counts as left out; those that SKOS needs do not.
  private static func noteType(
    _ row: RDFStatementStore.Row, in reading: inout SKOSReading
  ) {
    guard let type = row.node, !type.isBlank else { return }
    switch reading.document.terms[type.number] {
    case .conceptClass, .schemeClass, .vocabularyClass, .collectionClass, .orderedCollectionClass,
      .labelClass:
      break
    default: reading.ignored.count(row)
    }
  }

  /// A statement about what is neither concept, scheme nor label.
  private static func noteForeign(
    _ row: RDFStatementStore.Row, in reading: inout SKOSReading
  ) {
    switch reading.term(row) {
    case .hasTopConcept, .plusUse, .plusUF: return
    case .type
    where row.node.map({ !$0.isBlank && reading.document.terms[$0.number] == .compoundClass })
      == true:
      return
    default: break
    }
    if !mapsToConcept(row, in: reading) { reading.ignored.countForeign(row) }
  }

  private static func mapsToConcept(
    _ row: RDFStatementStore.Row, in reading: SKOSReading
  ) -> Bool {
    guard reading.term(row).mappingKinds != nil, let object = row.node else { return false }
    return reading.kind(object).contains(.concept)
  }

  /// Reports a document that says nothing of any concept, scheme, collection or label.
  static func reportLack(_ title: String, in reading: inout SKOSReading) {
    let told: SKOSDocument.Kind = [.concept, .scheme, .collection, .labelled]
    guard
      !reading.document.described.contains(where: {
        !reading.document.kinds[Int($0)].isDisjoint(with: told)
      })
    else { return }
    reading.builder.findings.append(
      VocabularyFinding(
        rule: DocumentRule.noConcepts, severity: .error, path: reading.path, line: 1, column: 1,
        message: "no concept was found in this document read as \(title)",
        remedy: "name a file with skos:Concept, or the right format with --as"))
  }
}

// MARK: - Schemes

extension SKOSImporter {
  /// Declares the schemes with their titles, and takes the titles of the vocabulary.
  mutating func addSchemes() {
    let position = { (place: RDFStatementStore.Place, source: UInt32) in
      SourcePosition(source: source, line: place.line, column: place.column)
    }
    for number in document.described where document.kinds[Int(number)].contains(.scheme) {
      let node = RDFNode(iri: number)
      builder.declareScheme(entity(node), at: position(document.places[Int(number)], source))
      addScheme(node)
    }
    for row in document.rows where term(row) == .type {
      guard let type = row.node, !type.isBlank, document.terms[type.number] == .vocabularyClass
      else {
        continue
      }
      for fact in document.statements(of: row.subject) where fact.isLiteral {
        addVocabulary(fact)
      }
    }
  }

  /// Adds what is said of the vocabulary as a whole.
  private mutating func addVocabulary(_ row: RDFStatementStore.Row) {
    let kind: UInt16
    switch term(row) {
    case .title: kind = TextKind.title
    case .comment: kind = TextKind.description
    case .version: return builder.setVersion(version(row))
    default: return ignored.count(row)
    }
    builder.titles.append(
      TextRecord(text: document.literals[Int(row.object)].text, language: language(row), kind: kind)
    )
  }

  private func version(_ row: RDFStatementStore.Row) -> String {
    TextNormalization.collapsed((string(row) ?? row.node.flatMap(iri) ?? "").utf8)
  }

  private mutating func addScheme(_ node: RDFNode) {
    let scheme = entity(node)
    let own = document.statements(of: node)
    defaults.current = defaults.byScheme[node.rawValue] ?? 0
    addTitles(of: node, own)
    defer { leaveLanguage() }
    for row in own {
      switch term(row) {
      case .title, .prefLabel, .rdfsLabel, .type, .hasTopConcept, .implied: break
      case .language where defaults.byScheme[node.rawValue] != nil: break
      case .altLabel, .hiddenLabel, .notation:
        if !document.kinds[node.number].contains(.concept) { addName(row, to: scheme) }
      case .comment, .definition:
        if let text = string(row) {
          builder.addDescription(
            text, language: builder.languages.string(of: UInt32(language(row))), to: scheme)
        }
      case .version: builder.setVersion(version(row), of: scheme)
      case .facet: builder.declareScheme(scheme, key: string(row))
      case .assign:
        builder.declareScheme(scheme, assignment: string(row) == "one" ? .one : .many)
      default:
        if !document.kinds[node.number].contains(.concept) { ignored.count(row) }
      }
    }
  }
}

extension SKOSImporter {
  /// Takes the title in each language from Dublin Core, else from SKOS, else from RDFS; what the others
  /// say besides becomes a further name.
  private mutating func addTitles(of node: RDFNode, _ own: [RDFStatementStore.Row]) {
    let scheme = entity(node)
    var titled: Set<UInt16> = []
    var said: Set<ConceptScheme.Text> = []
    for titleTerm in [SKOSTerm.title, .prefLabel, .rdfsLabel] {
      var now: Set<UInt16> = []
      for row in own where term(row) == titleTerm {
        guard row.isLiteral else {
          ignored.count(row)
          continue
        }
        let language = language(row)
        let text = ConceptScheme.Text(
          TextNormalization.collapsed((string(row) ?? "").utf8),
          language: builder.languages.string(of: UInt32(language)))
        let isNew = said.insert(text).inserted
        if !titled.contains(language) {
          now.insert(language)
          builder.addTitle(text.text, language: text.language, to: scheme)
        } else if isNew, !document.kinds[node.number].contains(.concept) {
          builder.addLabel(
            Label(text.text, language: text.language, kind: .alternative), toScheme: scheme)
        }
      }
      titled.formUnion(now)
    }
  }

  /// Adds a further name or a code of a scheme.
  private mutating func addName(
    _ row: RDFStatementStore.Row, to scheme: VocabularyBuilder.Entity
  ) {
    guard let text = string(row) else { return ignored.count(row) }
    let isCode = term(row) == .notation
    if isCode { reportLosses(ofNotation: row, keepsDatatype: false) }
    let language = isCode ? "" : builder.languages.string(of: UInt32(language(row)))
    builder.addLabel(
      Label(
        TextNormalization.collapsed(text.utf8), language: language,
        kind: term(row).labelKind ?? .alternative, role: isCode ? .code : .plain),
      toScheme: scheme)
  }
}

// MARK: - Concepts

extension SKOSImporter {
  /// Declares all concepts, then adds what is said of each.
  mutating func addConcepts() {
    for number in document.described where document.kinds[Int(number)].contains(.concept) {
      let place = document.places[Int(number)]
      builder.declareConcept(
        VocabularyBuilder.Entity(number: number),
        at: SourcePosition(source: source, line: place.line, column: place.column))
    }
    for number in document.described {
      let node = RDFNode(iri: number)
      let kind = document.kinds[Int(number)]
      if kind.contains(.concept) || (kind.contains(.labelled) && isUntyped(kind)) {
        addConcept(node)
      } else if kind.isDisjoint(with: [.scheme, .label, .collection]) {
        for row in document.index.rows(of: node) { noteForeign(document.rows[Int(row)]) }
      }
    }
    // A variant of MADS is of the class of its concept, and a label all the same.
    for number in document.blankKinds.indices
    where document.blankKinds[number].contains(.concept)
      && !document.blankKinds[number].contains(.label)
    {
      guard let first = document.index.rows(of: RDFNode(blank: UInt32(number))).first else {
        continue
      }
      report(
        "ConceptWithoutURI", .error, document.rows[Int(first)],
        "a concept has no URI and was left out", remedy: "give it one by rdf:about")
    }
  }

  /// Whether a resource may yet turn out to be a concept of another source.
  private func isUntyped(_ kind: Kind) -> Bool {
    kind.isDisjoint(with: [.typed, .scheme, .label, .collection])
  }

  private mutating func addConcept(_ node: RDFNode) {
    let concept = entity(node)
    let own = document.index.rows(of: node)
    enterLanguage(of: own)
    defer { leaveLanguage() }
    let hasExtended = document.kinds[node.number].contains(.labelled) && hasExtendedLabels(own)
    if hasExtended {
      addExtendedLabels(of: node, own)
    }
    for number in own {
      let row = document.rows[Int(number)]
      let term = term(row)
      switch term {
      case .prefLabel, .altLabel, .hiddenLabel:
        if !hasExtended { addPlainLabel(row, term, concept) }
      case .notation: if !hasExtended { addNotation(row, concept) }
      case .xlPrefLabel, .xlAltLabel, .xlHiddenLabel: break
      case .broader: relate(.broader, row, concept)
      case .narrower: relate(.narrower, row, concept)
      case .related: relate(.related, row, concept)
      case .part: relate(.part, row, concept)
      case .inScheme: relate(.scheme, row, concept)
      case .topConceptOf: relate(.topOf, row, concept)
      case .note, .definition, .scopeNote, .example, .historyNote, .editorialNote, .changeNote:
        addNote(row, term, concept)
      case .exactMatch, .closeMatch, .broadMatch, .narrowMatch, .relatedMatch, .mappingRelation,
        .implied, .hasTopConcept, .broaderTransitive, .narrowerTransitive:
        break
      case .member, .memberList:
        if !document.kinds[node.number].contains(.collection) { ignored.count(row) }
      case .title, .facet, .assign:
        if !document.kinds[node.number].contains(.scheme) { ignored.count(row) }
      case .comment:
        if document.kinds[node.number].contains(.scheme) { break }
        addNote(row, .note, concept)
      case .rdfsLabel: break
      case .type: noteType(row)
      default: addLife(row, term, concept)
      }
    }
    if document.kinds[node.number].contains(.labelled) {
      addSpareLabels(own)
    } else {
      addLabelsOfRDFS(own, concept)
    }
    applyPeriod(own, concept)
  }

  /// Adds a relation whose object is a resource.
  private mutating func relate(
    _ relation: ConceptRelation, _ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity
  ) {
    guard let object = row.node, !object.isBlank else {
      report(
        "ResourceExpected", .warning, row,
        "“\(name(of: row))” needs the URI of a resource and was left out",
        remedy: "write it with rdf:resource")
      return
    }
    builder.addRelation(
      relation, from: concept, to: entity(object),
      of: document.hierarchyKinds[row.predicate] ?? .unspecified, line: Int(row.line))
  }

  /// The local name of a statement's property.
  func name(of row: RDFStatementStore.Row) -> String {
    let iri = builder.uris.string(of: UInt32(row.predicate))
    return iri.split(whereSeparator: { "/#:".contains($0) }).last.map(String.init) ?? iri
  }

  /// A type that the model does not keep counts as left out; those that SKOS needs do not.
  private mutating func noteType(_ row: RDFStatementStore.Row) {
    guard let type = row.node, !type.isBlank else { return }
    switch document.terms[type.number] {
    case .conceptClass, .schemeClass, .vocabularyClass, .collectionClass, .orderedCollectionClass,
      .labelClass:
      break
    default: ignored.count(row)
    }
  }

  /// A statement about what is neither concept, scheme nor label.
  private mutating func noteForeign(_ row: RDFStatementStore.Row) {
    if term(row) != .hasTopConcept, !mapsToConcept(row) { ignored.countForeign(row) }
  }

  private func mapsToConcept(_ row: RDFStatementStore.Row) -> Bool {
    guard term(row).mappingKinds != nil, let object = row.node else { return false }
    return kind(object).contains(.concept)
  }
}

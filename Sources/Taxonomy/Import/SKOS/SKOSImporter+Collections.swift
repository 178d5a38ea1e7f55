extension SKOSImporter {
  /// Adds the collections with their members (SKOS Reference, section 9).
  mutating func addCollections() {
    var collections = document.described.map { RDFNode(iri: $0) }
    collections += document.blankKinds.indices.map { RDFNode(blank: UInt32($0)) }
    collections.removeAll { !kind($0).contains(.collection) }
    var entities: [RDFNode: VocabularyBuilder.Entity] = [:]
    for node in collections { entities[node] = declareCollection(node) }
    for node in collections {
      guard let collection = entities[node] else { continue }
      let own = document.index.rows(of: node)
      let isNamed = own.contains { term(document.rows[Int($0)]).labelKind == .preferred }
      for number in own {
        add(document.rows[Int(number)], to: collection, entities, isNamed: isNamed)
      }
    }
  }

  private mutating func declareCollection(_ node: RDFNode) -> VocabularyBuilder.Entity {
    guard node.isBlank else {
      let place = document.places[node.number]
      builder.declareCollection(
        entity(node),
        at: SourcePosition(source: source, line: place.line, column: place.column))
      return entity(node)
    }
    let own = document.statements(of: node)
    let name = own.first { term($0) == .prefLabel }.flatMap { string($0) }
    let collection = builder.entity(identifier(name ?? "\(node.number + 1)"))
    builder.declareCollection(
      collection, at: SourcePosition(source: source, line: own.first?.line ?? 0))
    if let first = own.first {
      report(
        "CollectionWithoutURI", .note, first,
        "a collection has no URI; <\(builder.uri(of: collection))> is taken",
        remedy: "give it one by rdf:about")
    }
    return collection
  }

  /// A URI for a collection that has none.
  private func identifier(_ name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return "urn:parlance:collection:" + words.joined(separator: "-")
  }

  private mutating func add(
    _ row: RDFStatementStore.Row, to collection: VocabularyBuilder.Entity,
    _ entities: [RDFNode: VocabularyBuilder.Entity], isNamed: Bool
  ) {
    let term = term(row)
    switch term {
    case .type:
      if let type = row.node, !type.isBlank, document.terms[type.number] == .orderedCollectionClass
      {
        builder.declareCollection(collection, isOrdered: true)
      }
    case .member:
      if let member = row.node { add(member, to: collection, row, entities) }
    case .memberList:
      builder.declareCollection(collection, isOrdered: true)
      for member in members(ofListAt: row.node) { add(member, to: collection, row, entities) }
    default:
      // What is a concept too keeps the rest as a concept.
      if kind(row.subject).isDisjoint(with: [.concept, .scheme]) {
        addText(row, term, to: collection, isNamed: isNamed)
      }
    }
  }

  private mutating func addText(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, to collection: VocabularyBuilder.Entity,
    isNamed: Bool
  ) {
    switch term {
    case .inScheme:
      guard let scheme = row.node, !scheme.isBlank else { return ignored.count(row) }
      builder.addScheme(entity(scheme), ofCollection: collection)
    case .prefLabel, .altLabel, .hiddenLabel, .xlPrefLabel, .xlAltLabel, .xlHiddenLabel:
      guard let kind = term.labelKind else { return }
      for form in row.isLiteral ? [row] : literalForms(of: row.node) {
        addLabel(form, kind, .plain, to: collection)
      }
    case .notation:
      if row.isLiteral { reportLosses(ofNotation: row, keepsDatatype: false) }
      addLabel(row, .alternative, .code, to: collection)
    case .rdfsLabel, .title:
      if isNamed { ignored.count(row) } else { addLabel(row, .preferred, .plain, to: collection) }
    case .note, .definition, .scopeNote, .example, .historyNote, .editorialNote, .changeNote,
      .comment:
      guard let node = row.node else {
        return builder.addNote(
          ConceptNote(
            string(row) ?? "", kind: term.noteKind ?? .note,
            language: builder.languages.string(of: UInt32(language(row)))),
          toCollection: collection)
      }
      let note = structuredNote(node)
      for text in note.texts {
        builder.addNote(
          ConceptNote(
            string(document.literals[Int(text.object)].text), kind: term.noteKind ?? .note,
            language: builder.languages.string(of: UInt32(language(text))),
            creator: note.creator, date: note.date),
          toCollection: collection)
      }
      guard note.texts.isEmpty else { return }
      guard let iri = iri(node) else { return ignored.count(row) }
      builder.addNote(ConceptNote(iri, kind: term.noteKind ?? .note), toCollection: collection)
    default: ignored.count(row)
    }
  }

  private mutating func addLabel(
    _ row: RDFStatementStore.Row, _ kind: Label.Kind, _ role: Label.Role,
    to collection: VocabularyBuilder.Entity
  ) {
    guard let text = string(row) else { return ignored.count(row) }
    let language = role == .code ? "" : builder.languages.string(of: UInt32(language(row)))
    builder.addLabel(
      Label(TextNormalization.collapsed(text.utf8), language: language, kind: kind, role: role),
      toCollection: collection)
  }

  private func literalForms(of label: RDFNode?) -> [RDFStatementStore.Row] {
    guard let label else { return [] }
    return document.statements(of: label)
      .filter { term($0) == .literalForm && $0.isLiteral }
  }

  private mutating func add(
    _ member: RDFNode, to collection: VocabularyBuilder.Entity, _ row: RDFStatementStore.Row,
    _ entities: [RDFNode: VocabularyBuilder.Entity]
  ) {
    if let known = entities[member] ?? (member.isBlank ? nil : entity(member)) {
      builder.addMember(known, to: collection, line: Int(row.line))
    } else {
      ignored.count(row)
    }
  }

  /// The members of an RDF list; one that closes in itself ends there.
  private func members(ofListAt head: RDFNode?) -> [RDFNode] {
    var result: [RDFNode] = []
    var seen: Set<RDFNode> = []
    var next = head
    while let node = next, seen.insert(node).inserted {
      next = nil
      for number in document.index.rows(of: node) {
        let row = document.rows[Int(number)]
        switch term(row) {
        case .first: if let member = row.node { result.append(member) }
        case .rest: next = row.node
        default: break
        }
      }
    }
    return result
  }
}

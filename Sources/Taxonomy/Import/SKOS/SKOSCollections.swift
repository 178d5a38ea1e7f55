/// Reads the collections of a document.
enum SKOSCollections {
  /// Adds the collections with their members (SKOS Reference, section 9).
  static func add(to reading: inout SKOSReading) {
    var collections = reading.document.described.map { RDFNode(iri: $0) }
    collections += reading.document.blankKinds.indices.map { RDFNode(blank: UInt32($0)) }
    collections.removeAll { !reading.kind($0).contains(.collection) }
    var entities: [RDFNode: VocabularyBuilder.Entity] = [:]
    var taken: Set<String> = []
    for node in collections { entities[node] = declare(node, &taken, in: &reading) }
    for node in collections {
      guard let collection = entities[node] else { continue }
      let own = reading.document.index.rows(of: node)
      let isNamed = own.contains {
        reading.term(reading.document.rows[Int($0)]).labelKind == .preferred
      }
      for number in own {
        add(
          reading.document.rows[Int(number)], of: collection, entities, isNamed: isNamed,
          to: &reading)
      }
    }
  }

  private static func declare(
    _ node: RDFNode, _ taken: inout Set<String>, in reading: inout SKOSReading
  ) -> VocabularyBuilder.Entity {
    guard node.isBlank else {
      let place = reading.document.places[node.number]
      reading.builder.declareCollection(
        reading.entity(node),
        at: SourcePosition(source: reading.source, line: place.line, column: place.column))
      return reading.entity(node)
    }
    let own = reading.document.statements(of: node)
    let name = own.first { reading.term($0) == .prefLabel }.flatMap { reading.string($0) }
    let collection = reading.builder.entity(identifier(name ?? "\(node.number + 1)", &taken))
    reading.builder.declareCollection(
      collection, at: SourcePosition(source: reading.source, line: own.first?.line ?? 0))
    if let first = own.first {
      reading.report(
        "CollectionWithoutURI", .note, first,
        "a collection has no URI; <\(reading.builder.uri(of: collection))> is taken",
        remedy: "give it one by rdf:about")
    }
    return collection
  }

  /// A URI for a collection that has none, and that no other one of the document has.
  // Thesauri have many node labels of one name, "by form" under each of a dozen concepts.
  private static func identifier(_ name: String, _ taken: inout Set<String>) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    let first = "urn:parlance:collection:" + words.joined(separator: "-")
    var identifier = first
    var number = 2
    while !taken.insert(identifier).inserted {
      identifier = "\(first)-\(number)"
      number += 1
    }
    return identifier
  }

  private static func add(
    _ row: RDFStatementStore.Row, of collection: VocabularyBuilder.Entity,
    _ entities: [RDFNode: VocabularyBuilder.Entity], isNamed: Bool, to reading: inout SKOSReading
  ) {
    let term = reading.term(row)
    switch term {
    case .type:
      if let type = row.node, !type.isBlank,
        reading.document.terms[type.number] == .orderedCollectionClass
      {
        reading.builder.declareCollection(collection, isOrdered: true)
      }
    case .member:
      if let member = row.node { add(member, to: collection, row, entities, in: &reading) }
    case .memberList:
      reading.builder.declareCollection(collection, isOrdered: true)
      for member in members(ofListAt: row.node, in: reading) {
        add(member, to: collection, row, entities, in: &reading)
      }
    default:
      // What is a concept too keeps the rest as a concept.
      if reading.kind(row.subject).isDisjoint(with: [.concept, .scheme]) {
        addText(row, term, of: collection, isNamed: isNamed, to: &reading)
      }
    }
  }

  private static func addText(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, of collection: VocabularyBuilder.Entity,
    isNamed: Bool, to reading: inout SKOSReading
  ) {
    switch term {
    case .inScheme:
      guard let scheme = row.node, !scheme.isBlank else { return reading.ignored.count(row) }
      reading.builder.addScheme(reading.entity(scheme), ofCollection: collection)
    case .prefLabel, .altLabel, .hiddenLabel, .xlPrefLabel, .xlAltLabel, .xlHiddenLabel:
      guard let kind = term.labelKind else { return }
      for form in row.isLiteral ? [row] : literalForms(of: row.node, in: reading) {
        addLabel(form, kind, .plain, of: collection, to: &reading)
      }
    case .notation:
      if row.isLiteral { reading.reportLosses(ofNotation: row, keepsDatatype: false) }
      addLabel(row, .alternative, .code, of: collection, to: &reading)
    case .rdfsLabel, .title:
      if isNamed { return reading.ignored.count(row) }
      addLabel(row, .preferred, .plain, of: collection, to: &reading)
    case .note, .definition, .scopeNote, .example, .historyNote, .editorialNote, .changeNote,
      .comment:
      guard let node = row.node else {
        return reading.builder.addNote(
          ConceptNote(
            reading.string(row) ?? "", kind: term.noteKind ?? .note,
            language: reading.languageTag(row)),
          toCollection: collection)
      }
      let note = SKOSNotes.structured(node, in: &reading)
      for text in note.texts {
        reading.builder.addNote(
          ConceptNote(
            reading.string(reading.document.literals[Int(text.object)].text),
            kind: term.noteKind ?? .note,
            language: reading.languageTag(text),
            creator: note.creator, date: note.date),
          toCollection: collection)
      }
      guard note.texts.isEmpty else { return }
      guard let iri = reading.iri(node) else { return reading.ignored.count(row) }
      reading.builder.addNote(
        ConceptNote(iri, kind: term.noteKind ?? .note), toCollection: collection)
    default: reading.ignored.count(row)
    }
  }

  private static func addLabel(
    _ row: RDFStatementStore.Row, _ kind: Label.Kind, _ role: Label.Role,
    of collection: VocabularyBuilder.Entity, to reading: inout SKOSReading
  ) {
    guard let text = reading.string(row) else { return reading.ignored.count(row) }
    let language = role == .code ? "" : reading.languageTag(row)
    reading.builder.addLabel(
      Label(TextNormalization.collapsed(text.utf8), language: language, kind: kind, role: role),
      toCollection: collection)
  }

  private static func literalForms(
    of label: RDFNode?, in reading: SKOSReading
  ) -> [RDFStatementStore.Row] {
    guard let label else { return [] }
    return reading.document.statements(of: label)
      .filter { reading.term($0) == .literalForm && $0.isLiteral }
  }

  private static func add(
    _ member: RDFNode, to collection: VocabularyBuilder.Entity, _ row: RDFStatementStore.Row,
    _ entities: [RDFNode: VocabularyBuilder.Entity], in reading: inout SKOSReading
  ) {
    if let known = entities[member] ?? (member.isBlank ? nil : reading.entity(member)) {
      reading.builder.addMember(known, to: collection, line: Int(row.line))
    } else {
      reading.ignored.count(row)
    }
  }

  /// The members of an RDF list; one that closes in itself ends there.
  private static func members(ofListAt head: RDFNode?, in reading: SKOSReading) -> [RDFNode] {
    var result: [RDFNode] = []
    var seen: Set<RDFNode> = []
    var next = head
    while let node = next, seen.insert(node).inserted {
      next = nil
      for number in reading.document.index.rows(of: node) {
        let row = reading.document.rows[Int(number)]
        switch reading.term(row) {
        case .first: if let member = row.node { result.append(member) }
        case .rest: next = row.node
        default: break
        }
      }
    }
    return result
  }
}

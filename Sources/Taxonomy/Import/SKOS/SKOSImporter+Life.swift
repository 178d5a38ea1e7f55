internal import Model

extension SKOSImporter {
  // MARK: Notes

  /// Adds a note: text, the text of a node, or the URI of a document.
  mutating func addNote(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, _ concept: VocabularyBuilder.Entity
  ) {
    guard let kind = term.noteKind else { return }
    guard let node = row.node else {
      return appendNote(document.literals[Int(row.object)].text, language(row), kind, concept)
    }
    let note = structuredNote(node)
    for text in note.texts {
      appendNote(
        document.literals[Int(text.object)].text, language(text), kind, concept,
        creator: note.creator,
        date: note.date)
    }
    if let seeAlso = note.seeAlso?.node, self.kind(seeAlso).contains(.concept) {
      let condition = note.texts.last.flatMap { string($0) } ?? ""
      return suggest(seeAlso, condition, row, concept)
    }
    if let seeAlso = note.seeAlso { ignored.count(seeAlso) }
    guard note.texts.isEmpty else { return }
    if let iri = iri(node) {
      builder.addNote(ConceptNote(iri, kind: kind), to: concept)
    } else {
      ignored.count(row)
    }
  }

  /// What a note says that is a node (SKOS Primer, 2.4): what else it says is counted as left out.
  struct StructuredNote {
    var texts: [RDFStatementStore.Row] = []
    var creator = ""
    var date = ""
    var seeAlso: RDFStatementStore.Row?
  }

  mutating func structuredNote(_ node: RDFNode) -> StructuredNote {
    var note = StructuredNote()
    for number in document.index.rows(of: node) {
      let fact = document.rows[Int(number)]
      switch term(fact) {
      case .value, .rdfsLabel, .title, .comment:
        if fact.isLiteral { note.texts.append(fact) } else { ignored.count(fact) }
      case .seeAlso, .isReplacedBy: note.seeAlso = fact
      case .creator where note.creator.isEmpty: note.creator = personName(fact)
      case .date where note.date.isEmpty:
        note.date = string(fact).map { TextNormalization.collapsed($0.utf8) } ?? ""
      case .type: break
      default: ignored.count(fact)
      }
    }
    return note
  }

  /// Who a statement names: by a name, by a URI, or as a node that has a name.
  private mutating func personName(_ row: RDFStatementStore.Row) -> String {
    if let name = string(row) { return TextNormalization.collapsed(name.utf8) }
    guard let node = row.node else { return "" }
    if let iri = iri(node) { return iri }
    for number in document.index.rows(of: node) {
      let fact = document.rows[Int(number)]
      switch term(fact) {
      case .personName, .rdfsLabel, .title, .value:
        if let name = string(fact) { return TextNormalization.collapsed(name.utf8) }
      default: break
      }
    }
    ignored.count(row)
    return ""
  }

  private mutating func appendNote(
    _ text: StringReference, _ language: UInt16, _ kind: ConceptNote.Kind,
    _ concept: VocabularyBuilder.Entity, creator: String = "", date: String = ""
  ) {
    builder.notes.append(
      EntityNote(
        concept: concept.number,
        record: NoteRecord(
          text: text, language: language, kind: UInt16(kind.rawValue),
          origin: builder.origin(creator: creator, date: date))))
  }

  /// Takes the concept that a note points to as a successor, which is only suggested.
  mutating func suggest(
    _ successor: RDFNode, _ condition: String, _ row: RDFStatementStore.Row,
    _ concept: VocabularyBuilder.Entity
  ) {
    guard successor.rawValue != concept.number else { return }
    builder.addSuccessor(
      entity(successor), to: concept, when: TextNormalization.collapsed(condition.utf8),
      origin: .suggested, line: Int(row.line))
    report(
      "SuccessorInNote", .note, row,
      "a note names <\(iri(successor) ?? "")> as what to use instead; it is taken as a suggestion",
      remedy: "state it by dct:isReplacedBy if it replaces the concept")
  }

  // MARK: Deprecation and succession

  /// Adds what a statement says about the life of a concept, or counts it as left out.
  mutating func addLife(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, _ concept: VocabularyBuilder.Entity
  ) {
    switch term {
    case .deprecated:
      switch TextNormalization.collapsed((string(row) ?? "").lowercased().utf8) {
      case "true", "1": builder.deprecate(concept)
      case "false", "0": break
      default: ignored.count(row)
      }
    case .deprecatedSince: builder.deprecate(concept, since: date(row))
    case .status:
      if isRetired(row) { builder.deprecate(concept) } else { ignored.count(row) }
    case .startDate: break
    case .endDate: if let end = date(row) { builder.deprecate(concept, since: end) }
    case .isReplacedBy:
      guard let object = row.node, !object.isBlank else { return ignored.count(row) }
      addStatedSuccessor(entity(object), to: concept, row)
    case .replaces:
      guard let object = row.node, kind(object).contains(.concept) else {
        return ignored.count(row)
      }
      addStatedSuccessor(concept, to: entity(object), row)
    case .successor: addSuccessorNode(row, concept)
    case .cue: addCue(row, concept)
    default: ignored.count(row)
    }
  }

  /// Adds a successor, unless a `p:successor` says more about the same one.
  private mutating func addStatedSuccessor(
    _ successor: VocabularyBuilder.Entity, to concept: VocabularyBuilder.Entity,
    _ row: RDFStatementStore.Row
  ) {
    let said = statedSuccessors[concept.number] ?? successorNodes(of: concept)
    statedSuccessors[concept.number] = said
    if !said.contains(successor.number) {
      builder.addSuccessor(successor, to: concept, line: Int(row.line))
    }
  }

  /// The successors that nodes of `p:successor` state.
  private func successorNodes(of concept: VocabularyBuilder.Entity) -> Set<UInt32> {
    var said: Set<UInt32> = []
    for number in document.index.rows(of: RDFNode(iri: concept.number)) {
      let row = document.rows[Int(number)]
      guard term(row) == .successor, let node = row.node else { continue }
      let facts = document.statements(of: node)
      guard !facts.contains(where: { term($0) == .origin && string($0) == "suggested" }) else {
        continue
      }
      for fact in facts where term(fact) == .concept {
        if let successor = fact.node { said.insert(successor.rawValue) }
      }
    }
    return said
  }

  private mutating func addSuccessorNode(
    _ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity
  ) {
    var successor: RDFNode?
    var day: CalendarDate?
    var condition = ""
    var origin = Successor.Origin.stated
    for number in row.node.map({ document.index.rows(of: $0) }) ?? [] {
      let fact = document.rows[Int(number)]
      switch term(fact) {
      case .concept: successor = fact.node
      case .on: day = date(fact)
      case .when: condition = string(fact) ?? ""
      case .origin: origin = string(fact) == "suggested" ? .suggested : .stated
      default: ignored.count(fact)
      }
    }
    guard let successor, !successor.isBlank else { return ignored.count(row) }
    builder.addSuccessor(
      entity(successor), to: concept, on: day, when: condition, origin: origin,
      line: Int(row.line))
  }

  private mutating func addCue(_ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity) {
    var place = Cue.Place.text
    var value: RDFStatementStore.Row?
    for number in row.node.map({ document.index.rows(of: $0) }) ?? [] {
      let fact = document.rows[Int(number)]
      switch term(fact) {
      case .place: place = Cue.Place(wireName: string(fact) ?? "") ?? .text
      case .value: value = fact
      default: ignored.count(fact)
      }
    }
    guard let value, let text = string(value) else { return ignored.count(row) }
    let language = builder.languages.string(of: UInt32(language(value)))
    builder.addCue(Cue(text, in: place, language: language), to: concept)
  }

  /// Whether a status says that something is no longer in use.
  func isRetired(_ row: RDFStatementStore.Row) -> Bool {
    let name = (string(row) ?? row.node.flatMap(iri) ?? "").lowercased()
    if name == "http://metadataregistry.org/uri/regstatus/1008" { return true }
    let last = name.split(whereSeparator: { "/#:".contains($0) }).last.map(String.init) ?? ""
    return LabelWords.retiredStates.contains(last)
  }

  /// Gives the names of a concept that is valid for a time the same validity, unless they have one.
  mutating func applyPeriod(_ own: ArraySlice<UInt32>, _ concept: VocabularyBuilder.Entity) {
    var start: CalendarDate?
    var end: CalendarDate?
    for number in own {
      switch term(document.rows[Int(number)]) {
      case .startDate: start = date(document.rows[Int(number)])
      case .endDate: end = CalendarDate(string(document.rows[Int(number)]) ?? "")
      default: break
      }
    }
    guard start != nil || end != nil else { return }
    for index in builder.labels.indices.reversed() {
      guard builder.labels[index].concept == concept.number else { break }
      guard builder.labels[index].from == 0, builder.labels[index].until == 0 else { continue }
      builder.labels[index].from = start?.rawValue ?? 0
      builder.labels[index].until = end?.rawValue ?? 0
    }
  }
}

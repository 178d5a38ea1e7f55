internal import Model

/// Reads the notes on concepts.
enum SKOSNotes {
  /// Adds a note: text, the text of a node, or the URI of a document.
  static func add(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, _ concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    guard let kind = term.noteKind else { return }
    guard let node = row.node else {
      return append(
        reading.document.literals[Int(row.object)].text, reading.language(row), kind, concept,
        to: &reading)
    }
    let note = structured(node, in: &reading)
    for text in note.texts {
      append(
        reading.document.literals[Int(text.object)].text, reading.language(text), kind, concept,
        creator: note.creator, date: note.date, to: &reading)
    }
    if let seeAlso = note.seeAlso?.node, reading.kind(seeAlso).contains(.concept) {
      let condition = note.texts.last.flatMap { reading.string($0) } ?? ""
      return suggest(seeAlso, condition, row, concept, in: &reading)
    }
    if let seeAlso = note.seeAlso { reading.ignored.count(seeAlso) }
    guard note.texts.isEmpty else { return }
    if let iri = reading.iri(node) {
      reading.builder.addNote(ConceptNote(iri, kind: kind), to: concept)
    } else {
      reading.ignored.count(row)
    }
  }

  /// What a note says that is a node (SKOS Primer, 2.4): what else it says is counted as left out.
  struct Structured {
    var texts: [RDFStatementStore.Row] = []
    var creator = ""
    var date = ""
    var seeAlso: RDFStatementStore.Row?
  }

  /// What a note says that is a node.
  static func structured(_ node: RDFNode, in reading: inout SKOSReading) -> Structured {
    var note = Structured()
    for number in reading.document.index.rows(of: node) {
      let fact = reading.document.rows[Int(number)]
      switch reading.term(fact) {
      case .value, .rdfsLabel, .title, .comment:
        if fact.isLiteral { note.texts.append(fact) } else { reading.ignored.count(fact) }
      case .seeAlso, .isReplacedBy: note.seeAlso = fact
      case .creator where note.creator.isEmpty, .contributor where note.creator.isEmpty:
        note.creator = personName(fact, in: &reading)
      case .date where note.date.isEmpty, .created where note.date.isEmpty,
        .modified where note.date.isEmpty:
        note.date = reading.string(fact).map { TextNormalization.collapsed($0.utf8) } ?? ""
      case .type: break
      default: reading.ignored.count(fact)
      }
    }
    return note
  }

  /// Who a statement names: by a name, by a URI, or as a node that has a name.
  static func personName(
    _ row: RDFStatementStore.Row, in reading: inout SKOSReading
  ) -> String {
    if let name = reading.string(row) { return TextNormalization.collapsed(name.utf8) }
    guard let node = row.node else { return "" }
    if let iri = reading.iri(node) { return iri }
    for number in reading.document.index.rows(of: node) {
      let fact = reading.document.rows[Int(number)]
      switch reading.term(fact) {
      case .personName, .rdfsLabel, .title, .value:
        if let name = reading.string(fact) { return TextNormalization.collapsed(name.utf8) }
      default: break
      }
    }
    reading.ignored.count(row)
    return ""
  }

  private static func append(
    _ text: StringReference, _ language: UInt16, _ kind: ConceptNote.Kind,
    _ concept: VocabularyBuilder.Entity, creator: String = "", date: String = "",
    to reading: inout SKOSReading
  ) {
    reading.builder.notes.append(
      EntityNote(
        concept: concept.number,
        record: NoteRecord(
          text: text, language: language, kind: UInt16(kind.rawValue),
          origin: reading.builder.origin(creator: creator, date: date))))
  }

  /// Takes the concept that a note points to as a successor, which is only suggested.
  private static func suggest(
    _ successor: RDFNode, _ condition: String, _ row: RDFStatementStore.Row,
    _ concept: VocabularyBuilder.Entity, in reading: inout SKOSReading
  ) {
    guard successor.rawValue != concept.number else { return }
    reading.builder.addSuccessor(
      reading.entity(successor), to: concept, when: TextNormalization.collapsed(condition.utf8),
      origin: .suggested, line: Int(row.line))
    reading.report(
      "SuccessorInNote", .note, row,
      "a note names <\(reading.iri(successor) ?? "")> as what to use instead; it is taken as a suggestion",
      remedy: "state it by dct:isReplacedBy if it replaces the concept")
  }
}

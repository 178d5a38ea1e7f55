internal import Model

/// Reads what is said of the life of concepts: deprecation, succession, periods, and the cues of types.
struct SKOSLife {
  /// The successors that nodes state, of the concepts that were asked for.
  private var statedSuccessors: [UInt32: Set<UInt32>] = [:]

  /// The day on which each concept ends, as said first.
  private var ends: [UInt32: CalendarDate] = [:]

  /// Adds what a statement says about the life of a concept, or counts it as left out.
  mutating func add(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, _ concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    switch term {
    case .deprecated:
      switch reading.word(row) {
      case "true", "1": reading.builder.deprecate(concept)
      case "false", "0": break
      default: reading.ignored.count(row)
      }
    case .deprecatedSince: reading.builder.deprecate(concept, since: reading.date(row))
    case .status:
      if reading.isRetired(row) {
        reading.builder.deprecate(concept)
      } else if let status = reading.status(row) {
        reading.builder.setStatus(status, of: concept)
      } else {
        reading.ignored.count(row)
      }
    case .compound:
      switch reading.word(row) {
      case "true", "1": reading.builder.makeCompound(concept)
      case "false", "0": break
      default: reading.ignored.count(row)
      }
    // Taken by `applyPeriod` when the labels are known.
    case .startDate: break
    case .endDate: addEnd(row, of: concept, to: &reading)
    case .isReplacedBy:
      guard let object = row.node, !object.isBlank else { return reading.reportLiteral(row) }
      addSuccessor(reading.entity(object), of: concept, row, to: &reading)
    case .replaces:
      guard let object = row.node else { return reading.reportLiteral(row) }
      guard reading.kind(object).contains(.concept) else { return reading.ignored.count(row) }
      addSuccessor(concept, of: reading.entity(object), row, to: &reading)
    case .successor: Self.addSuccessorNode(row, concept, to: &reading)
    case .cue: Self.addCue(row, concept, to: &reading)
    default: reading.ignored.count(row)
    }
  }

  private mutating func addEnd(
    _ row: RDFStatementStore.Row, of concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    guard let end = reading.date(row) else { return }
    if let first = ends[concept.number] {
      if first != end { Self.reportSecond(row, first, in: &reading) }
    } else {
      ends[concept.number] = end
      reading.builder.deprecate(concept, since: end)
    }
  }

  /// A concept begins once and ends once: which of two days is meant only its editor knows.
  private static func reportSecond(
    _ row: RDFStatementStore.Row, _ first: CalendarDate, in reading: inout SKOSReading
  ) {
    reading.report(
      "InvalidDate", .warning, row,
      "\"\(reading.string(row) ?? "")\" is a second \(reading.name(of: row)) and was left out; the first one is \(first)",
      remedy: "state one day")
  }

  /// Adds a successor, unless a `p:successor` says more about the same one.
  private mutating func addSuccessor(
    _ successor: VocabularyBuilder.Entity, of concept: VocabularyBuilder.Entity,
    _ row: RDFStatementStore.Row, to reading: inout SKOSReading
  ) {
    let said = statedSuccessors[concept.number] ?? Self.successorNodes(of: concept, in: reading)
    statedSuccessors[concept.number] = said
    if !said.contains(successor.number) {
      reading.builder.addSuccessor(successor, to: concept, line: Int(row.line))
    }
  }

  /// The successors that nodes of `p:successor` state.
  private static func successorNodes(
    of concept: VocabularyBuilder.Entity, in reading: SKOSReading
  ) -> Set<UInt32> {
    var said: Set<UInt32> = []
    for number in reading.document.index.rows(of: RDFNode(iri: concept.number)) {
      let row = reading.document.rows[Int(number)]
      guard reading.term(row) == .successor, let node = row.node else { continue }
      let facts = reading.document.statements(of: node)
      guard
        !facts.contains(where: { reading.term($0) == .origin && reading.string($0) == "suggested" })
      else {
        continue
      }
      for fact in facts where reading.term(fact) == .concept {
        if let successor = fact.node { said.insert(successor.rawValue) }
      }
    }
    return said
  }

  private static func addSuccessorNode(
    _ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    var successor: RDFNode?
    var day: CalendarDate?
    var condition = ""
    var origin = Successor.Origin.stated
    for number in row.node.map({ reading.document.index.rows(of: $0) }) ?? [] {
      let fact = reading.document.rows[Int(number)]
      switch reading.term(fact) {
      case .concept: successor = fact.node
      case .on: day = reading.date(fact)
      case .when: condition = reading.string(fact) ?? ""
      case .origin:
        // A word that is none is told and left out: taken for "stated" it would be more than was said.
        if let known = Successor.Origin(wireName: reading.word(fact)) {
          origin = known
        } else {
          reading.ignored.count(fact)
        }
      default: reading.ignored.count(fact)
      }
    }
    // A blank node has no URI by which anything could be the successor.
    guard let successor, !successor.isBlank else { return reading.ignored.count(row) }
    reading.builder.addSuccessor(
      reading.entity(successor), to: concept, on: day, when: condition, origin: origin,
      line: Int(row.line))
  }

  private static func addCue(
    _ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    var place = Cue.Place.text
    var value: RDFStatementStore.Row?
    for number in row.node.map({ reading.document.index.rows(of: $0) }) ?? [] {
      let fact = reading.document.rows[Int(number)]
      switch reading.term(fact) {
      case .place:
        if let known = Cue.Place(wireName: reading.word(fact)) {
          place = known
        } else {
          reading.ignored.count(fact)
        }
      case .value: value = fact
      default: reading.ignored.count(fact)
      }
    }
    guard let value, let text = reading.string(value) else { return reading.ignored.count(row) }
    let language = reading.languageTag(value)
    reading.builder.addCue(Cue(text, in: place, language: language), to: concept)
  }

  /// Gives the names of a concept that is valid for a time the same validity, unless they have one.
  static func applyPeriod(
    _ own: ArraySlice<UInt32>, _ concept: VocabularyBuilder.Entity, to reading: inout SKOSReading
  ) {
    var start: CalendarDate?
    var end: CalendarDate?
    for number in own {
      switch reading.term(reading.document.rows[Int(number)]) {
      case .startDate:
        let row = reading.document.rows[Int(number)]
        guard let day = reading.date(row) else { break }
        if let first = start, first != day { reportSecond(row, first, in: &reading) }
        start = start ?? day
      // The same end as that of the concept, which was told of.
      case .endDate:
        end = end ?? CalendarDate(reading.string(reading.document.rows[Int(number)]) ?? "")
      default: break
      }
    }
    guard start != nil || end != nil else { return }
    // The labels of the concept are the last ones: each concept is read whole before the next.
    for index in reading.builder.labels.indices.reversed() {
      guard reading.builder.labels[index].concept == concept.number else { break }
      guard reading.builder.labels[index].from == 0, reading.builder.labels[index].until == 0 else {
        continue
      }
      reading.builder.labels[index].from = start?.rawValue ?? 0
      reading.builder.labels[index].until = end?.rawValue ?? 0
    }
  }
}

/// Finds what only the statements show, not the vocabulary made of them: relations stated from one side,
/// relations stated as transitive ones only, and terms that SKOS does not have.
struct SKOSStatementCheck {
  private let reading: SKOSReading
  private let document: SKOSDocument
  private var findings: [VocabularyFinding] = []

  private init(_ reading: SKOSReading) {
    self.reading = reading
    document = reading.document
  }

  /// The findings about the document that was read.
  ///
  /// - Complexity: O(statements · log statements).
  static func findings(_ reading: SKOSReading) -> [VocabularyFinding] {
    var check = SKOSStatementCheck(reading)
    check.reportUndefinedTerms()
    check.reportUnidirectionalRelations()
    check.reportTransitiveRelations()
    return check.findings
  }

  private mutating func report(
    _ rule: String, _ row: RDFStatementStore.Row, _ message: String, remedy: String
  ) {
    findings.append(reading.finding(rule, .warning, row, message, remedy: remedy))
  }

  // MARK: Terms

  private static let namespaces = [
    "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2008/05/skos-xl#",
  ]

  /// What SKOS defines and the model has no place for.
  private static let definedTerms: Set<String> = [
    "semanticRelation", "labelRelation",
  ]

  private mutating func reportUndefinedTerms() {
    var isReported = [Bool](repeating: false, count: document.terms.count)
    for row in document.rows {
      var number = row.predicate
      if document.term(row) == .type, let type = row.node, !type.isBlank { number = type.number }
      guard document.terms[number] == .unknown, !isReported[number] else { continue }
      isReported[number] = true
      let iri = reading.builder.uris.string(of: UInt32(number))
      guard let namespace = Self.namespaces.first(where: iri.hasPrefix),
        !Self.definedTerms.contains(String(iri.dropFirst(namespace.count)))
      else { continue }
      report(
        "UndefinedSKOSResources", row, "<\(iri)> is not a term of SKOS, or no longer one",
        remedy: "use a term of the SKOS Reference, or one of a namespace of your own")
    }
  }

  // MARK: Relations

  /// A pair of inverse properties; the same one twice if it is symmetric.
  private struct Reciprocal {
    var forward: String
    var inverse: String
    /// In the order of their numbers in `Statement.family`.
    static let all = [
      Reciprocal(forward: "broader", inverse: "narrower"),
      Reciprocal(forward: "related", inverse: "related"),
      Reciprocal(forward: "topConceptOf", inverse: "hasTopConcept"),
      Reciprocal(forward: "broadMatch", inverse: "narrowMatch"),
      Reciprocal(forward: "relatedMatch", inverse: "relatedMatch"),
    ]
  }

  /// A relation between two resources of the vocabulary, turned into the forward direction.
  private struct Statement {
    var family: Int
    var pair: UInt64
    var isForward: Bool
    var row: Int
  }

  private func statement(_ row: RDFStatementStore.Row, at index: Int) -> Statement? {
    guard let object = row.node, !object.isBlank, !row.subject.isBlank, object != row.subject,
      !document.kinds[object.number].isDisjoint(with: [.concept, .scheme]),
      !document.kinds[row.subject.number].isDisjoint(with: [.concept, .scheme])
    else { return nil }
    var isForward = true
    let family: Int
    switch document.term(row) {
    case .broader: family = 0
    case .narrower: (family, isForward) = (0, false)
    case .related: family = 1
    case .topConceptOf: family = 2
    case .hasTopConcept: (family, isForward) = (2, false)
    case .broadMatch: family = 3
    case .narrowMatch: (family, isForward) = (3, false)
    case .relatedMatch: family = 4
    default: return nil
    }
    // What is symmetric has no direction: the smaller number is taken for the subject.
    if family == 1 || family == 4 { isForward = row.subject.rawValue < object.rawValue }
    let (one, two) = isForward ? (row.subject, object) : (object, row.subject)
    return Statement(
      family: family, pair: UInt64(one.rawValue) << 32 | UInt64(two.rawValue),
      isForward: isForward, row: index)
  }

  private mutating func reportUnidirectionalRelations() {
    var statements = document.rows.indices.compactMap { statement(document.rows[$0], at: $0) }
    statements.sort { ($0.family, $0.pair, $0.row) < ($1.family, $1.pair, $1.row) }
    var oneSided = [[Statement]](repeating: [], count: Reciprocal.all.count)
    var hasTwoSided = [Bool](repeating: false, count: Reciprocal.all.count)
    var start = 0
    while start < statements.count {
      let first = statements[start]
      var end = start + 1
      while end < statements.count, statements[end].family == first.family,
        statements[end].pair == first.pair
      { end += 1 }
      if statements[start..<end].contains(where: { $0.isForward != first.isForward }) {
        hasTwoSided[first.family] = true
      } else {
        oneSided[first.family].append(first)
      }
      start = end
    }
    for (family, found) in oneSided.enumerated() where !found.isEmpty {
      report(found, of: Reciprocal.all[family], isConvention: !hasTwoSided[family])
    }
  }

  /// Reports relations stated from one side: each, or all at once if none is stated from both.
  private mutating func report(
    _ statements: [Statement], of reciprocal: Reciprocal, isConvention: Bool
  ) {
    let remedy = "state both, for tools that do not infer one from the other"
    let sorted = statements.sorted { $0.row < $1.row }
    if isConvention, sorted.count > 1, let first = sorted.first {
      let name = reading.name(of: document.rows[first.row])
      let inverse = name == reciprocal.forward ? reciprocal.inverse : reciprocal.forward
      report(
        "UnidirectionallyRelatedConcepts", document.rows[first.row],
        "no relation is stated from both sides: “\(name)” \(sorted.count) times without its "
          + "counterpart “\(inverse)”, here first", remedy: remedy)
      return
    }
    for statement in sorted {
      let row = document.rows[statement.row]
      guard let object = row.node else { continue }
      let name = reading.name(of: row)
      let inverse = name == reciprocal.forward ? reciprocal.inverse : reciprocal.forward
      report(
        "UnidirectionallyRelatedConcepts", row,
        "“\(name)” from \(label(of: row.subject)) to \(label(of: object)) lacks its counterpart "
          + "“\(inverse)”", remedy: remedy)
    }
  }

  /// Reports what is called broader or narrower transitively, and is not so by any way of broader
  /// relations.
  private mutating func reportTransitiveRelations() {
    for (row, _, _) in document.solelyTransitiveRelations() {
      guard let object = row.node else { continue }
      report(
        "SolelyTransitivelyRelatedConcepts", row,
        "\(label(of: row.subject)) and \(label(of: object)) are related by “\(reading.name(of: row))” only",
        remedy: "state skos:broader; the transitive properties are for inference")
    }
  }

  /// A resource as messages name it: its preferred label in quotes, or its URI.
  private func label(of node: RDFNode) -> String {
    var best: String?
    for number in document.index.rows(of: node) {
      let row = document.rows[Int(number)]
      guard document.term(row) == .prefLabel, let text = reading.string(row) else { continue }
      if best == nil
        || reading.languageTag(row) == "en"
      {
        best = text
      }
    }
    return best.map { "\"\($0)\"" } ?? "<\(reading.iri(node) ?? "a blank node")>"
  }
}

extension SKOSImporter {
  /// Reports what only the statements show, not the vocabulary made of them: relations stated from
  /// one side, relations stated as transitive ones only, and terms that SKOS does not have.
  ///
  /// - Complexity: O(statements · log statements).
  mutating func checkStatements() {
    reportUndefinedTerms()
    reportUnidirectionalRelations()
    reportTransitiveRelations()
  }

  /// Reports resources that are labels and something else (S48).
  mutating func checkClasses() {
    for number in described
    where kinds[Int(number)].contains(.label)
      && !kinds[Int(number)].isDisjoint(with: [.concept, .scheme, .collection])
    {
      let place = places[Int(number)]
      let iri = builder.uris.string(of: number)
      builder.findings.append(
        VocabularyFinding(
          rule: "LabelAndConcept", severity: .error, path: path, line: Int(place.line),
          column: Int(place.column), concept: iri,
          message: "<\(iri)> is a skosxl:Label and a concept, scheme or collection (SKOS S48)",
          remedy: "give the label an identifier of its own"))
    }
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
    var isReported = [Bool](repeating: false, count: terms.count)
    for row in rows {
      var number = row.predicate
      if term(row) == .type, let type = row.node, !type.isBlank { number = type.number }
      guard terms[number] == .unknown, !isReported[number] else { continue }
      isReported[number] = true
      let iri = builder.uris.string(of: UInt32(number))
      guard let namespace = Self.namespaces.first(where: iri.hasPrefix),
        !Self.definedTerms.contains(String(iri.dropFirst(namespace.count)))
      else { continue }
      report(
        "UndefinedSKOSResources", .warning, row, "<\(iri)> is not a term of SKOS, or no longer one",
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
      !kinds[object.number].isDisjoint(with: [.concept, .scheme]),
      !kinds[row.subject.number].isDisjoint(with: [.concept, .scheme])
    else { return nil }
    var isForward = true
    let family: Int
    switch term(row) {
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
    if family == 1 || family == 4 { isForward = row.subject.rawValue < object.rawValue }
    let (one, two) = isForward ? (row.subject, object) : (object, row.subject)
    return Statement(
      family: family, pair: UInt64(one.rawValue) << 32 | UInt64(two.rawValue),
      isForward: isForward, row: index)
  }

  private mutating func reportUnidirectionalRelations() {
    var statements = rows.indices.compactMap { statement(rows[$0], at: $0) }
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
      let name = name(of: rows[first.row])
      let inverse = name == reciprocal.forward ? reciprocal.inverse : reciprocal.forward
      report(
        "UnidirectionallyRelatedConcepts", .warning, rows[first.row],
        "no relation is stated from both sides: “\(name)” \(sorted.count) times without its "
          + "counterpart “\(inverse)”, here first", remedy: remedy)
      return
    }
    for statement in sorted {
      let row = rows[statement.row]
      guard let object = row.node else { continue }
      let name = name(of: row)
      let inverse = name == reciprocal.forward ? reciprocal.inverse : reciprocal.forward
      report(
        "UnidirectionallyRelatedConcepts", .warning, row,
        "“\(name)” from \(label(of: row.subject)) to \(label(of: object)) lacks its counterpart "
          + "“\(inverse)”", remedy: remedy)
    }
  }

  /// Reports what is called broader or narrower transitively, and is not so by any way of broader
  /// relations.
  private mutating func reportTransitiveRelations() {
    for (row, _, _) in solelyTransitiveRelations() {
      guard let object = row.node else { continue }
      report(
        "SolelyTransitivelyRelatedConcepts", .warning, row,
        "\(label(of: row.subject)) and \(label(of: object)) are related by “\(name(of: row))” only",
        remedy: "state skos:broader; the transitive properties are for inference")
    }
  }

  /// A resource as messages name it: its preferred label in quotes, or its URI.
  private func label(of node: RDFNode) -> String {
    var best: String?
    for number in index.rows(of: node) {
      let row = rows[Int(number)]
      guard term(row) == .prefLabel, let text = string(row) else { continue }
      if best == nil || builder.languages.string(of: UInt32(language(row))) == "en" { best = text }
    }
    return best.map { "\"\($0)\"" } ?? "<\(iri(node) ?? "a blank node")>"
  }
}

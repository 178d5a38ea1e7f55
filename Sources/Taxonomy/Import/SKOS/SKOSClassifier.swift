/// Settles what the properties of a document mean and what its resources are.
struct SKOSClassifier {
  typealias Kind = SKOSDocument.Kind

  private let rows: [RDFStatementStore.Row]
  private(set) var terms: [SKOSTerm]
  private(set) var hierarchyKinds: [Int: HierarchyKind] = [:]
  /// What properties and classes of the document's own are taken for, whose kinds they are.
  private(set) var generalTerms: [Int: Int] = [:]
  private(set) var kinds: [Kind]
  private(set) var blankKinds: [Kind]
  private(set) var hasTransitiveRelations = false

  /// Classifies.
  ///
  /// - Parameters:
  ///   - rows: the statements.
  ///   - uris: the IRIs by their numbers.
  ///   - blankCount: the number of blank nodes.
  ///   - concepts: the numbers of what sources read before call concepts.
  init(
    _ rows: [RDFStatementStore.Row], uris: ByteInterner, blankCount: Int,
    concepts: some Sequence<Int>
  ) {
    self.rows = rows
    terms = Array(repeating: .unknown, count: uris.count)
    kinds = Array(repeating: [], count: uris.count)
    blankKinds = Array(repeating: [], count: blankCount)
    for (term, iri) in SKOSTerm.iris {
      if let number = uris.existingNumber(of: iri) { terms[Int(number)] = term }
    }
    for (iri, kind) in SKOSTerm.hierarchyKinds {
      if let number = uris.existingNumber(of: iri) { hierarchyKinds[Int(number)] = kind }
    }
    inheritTerms()
    for row in rows { classify(row) }
    // A file of translations names concepts of an earlier one by labels only.
    for concept in concepts { kinds[concept].insert(.concept) }
    for number in kinds.indices where isConceptByUse(kinds[number]) {
      kinds[number].insert(.concept)
    }
    classifyMapped()
  }

  /// Makes concepts of what has labels, no type, and a mapping from or to a concept: mappings are between
  /// concepts (S19, S41), and many exports describe the other side for the reader's sake.
  private mutating func classifyMapped() {
    for row in rows where term(row).mappingKinds != nil {
      guard let object = row.node, !object.isBlank, !row.subject.isBlank else { continue }
      for (one, other) in [(row.subject, object), (object, row.subject)]
      where kinds[one.number].contains(.concept) && isOnlyLabelled(kinds[other.number]) {
        kinds[other.number].insert(.concept)
      }
    }
  }

  /// Whether a resource has labels, and nobody says what it is.
  private func isOnlyLabelled(_ kind: Kind) -> Bool {
    kind.contains(.labelled)
      && kind.isDisjoint(with: [.typed, .concept, .scheme, .collection, .label])
  }

  private func term(_ row: RDFStatementStore.Row) -> SKOSTerm { terms[row.predicate] }

  /// Gives sub-properties and subclasses the meaning of what they are under (RDFS 7 and 9).
  private mutating func inheritTerms() {
    let declarations = rows.filter { row in
      switch term(row) {
      case .subClassOf, .subPropertyOf, .equivalentClass, .equivalentProperty: !row.isLiteral
      default: false
      }
    }
    var below: [Int: [(lower: Int, isEquivalence: Bool)]] = [:]
    var open: [Int] = []
    for row in declarations {
      guard let object = row.node, !object.isBlank, !row.subject.isBlank else { continue }
      let (lower, upper) = (row.subject.number, object.number)
      let isEquivalence = term(row) == .equivalentClass || term(row) == .equivalentProperty
      below[upper, default: []].append((lower, isEquivalence))
      if isEquivalence { below[lower, default: []].append((upper, true)) }
      open += [upper, lower].filter { Self.isInherited(terms[$0]) }
    }
    // From what is known downwards, the nearest first: each declaration is looked at once.
    var next = 0
    while next < open.count {
      let upper = open[next]
      next += 1
      for (lower, isEquivalence) in below.removeValue(forKey: upper) ?? []
      where terms[lower] == .unknown {
        terms[lower] = terms[upper]
        hierarchyKinds[lower] = hierarchyKinds[upper]
        generalTerms[lower] = generalTerms[upper] ?? (isEquivalence ? nil : upper)
        open.append(lower)
      }
    }
  }

  /// Whether what is under a term means the same to the import.
  private static func isInherited(_ term: SKOSTerm) -> Bool {
    term != .unknown && term != .rdfsLabel && term != .implied && term != .seeAlso
      && term != .comment && term != .type
  }

  private mutating func classify(_ row: RDFStatementStore.Row) {
    let term = term(row)
    switch term {
    case .type:
      guard let type = row.node else { return }
      insert(kindOfInstances(of: type), row.subject)
    case .broader, .narrower, .related, .broaderTransitive, .narrowerTransitive:
      if term != .broader, term != .narrower, term != .related { hasTransitiveRelations = true }
      insert(.related, row.subject)
      if let object = row.node { insert(.related, object) }
    case .topConceptOf:
      insert(.related, row.subject)
      if let object = row.node { insert(.scheme, object) }
    case .hasTopConcept:
      insert(.scheme, row.subject)
      if let object = row.node { insert(.related, object) }
    case .inScheme:
      insert(.inScheme, row.subject)
      if let object = row.node { insert(.scheme, object) }
    case .member:
      insert(.collection, row.subject)
      if let object = row.node { insert(.related, object) }
    case .memberList: insert(.collection, row.subject)
    case .prefLabel, .altLabel, .hiddenLabel:
      insert(.labelled, row.subject)
    case .xlPrefLabel, .xlAltLabel, .xlHiddenLabel:
      insert(.labelled, row.subject)
      if let object = row.node { insert(.label, object) }
    case .plusUF: if let object = row.node { insert(.label, object) }
    default: break
    }
  }

  private func kindOfInstances(of type: RDFNode) -> Kind {
    guard !type.isBlank else { return .typed }
    switch terms[type.number] {
    case .conceptClass: return [.concept, .typed]
    case .schemeClass: return [.scheme, .typed]
    case .collectionClass, .orderedCollectionClass: return [.collection, .typed]
    case .labelClass: return [.label, .typed]
    default: return .typed
    }
  }

  private mutating func insert(_ kind: Kind, _ node: RDFNode) {
    if node.isBlank {
      blankKinds[node.number].insert(kind)
    } else {
      kinds[node.number].insert(kind)
    }
  }

  /// Whether a resource that nobody calls a concept is one: SKOS entails it of what has a semantic
  /// relation (S19); a name and a scheme make what has no other type one, too.
  private func isConceptByUse(_ kind: Kind) -> Bool {
    guard kind.contains(.labelled), kind.isDisjoint(with: [.concept, .scheme, .collection, .label])
    else { return false }
    return kind.contains(.related) || (kind.contains(.inScheme) && !kind.contains(.typed))
  }
}

/// The statements of a document, with what its properties mean and what its resources are.
struct SKOSDocument {
  /// What a resource is, as a set.
  struct Kind: OptionSet {
    let rawValue: UInt8
    static let concept = Kind(rawValue: 1)
    static let scheme = Kind(rawValue: 2)
    static let collection = Kind(rawValue: 4)
    static let label = Kind(rawValue: 8)
    static let typed = Kind(rawValue: 16)
    static let related = Kind(rawValue: 32)
    static let inScheme = Kind(rawValue: 64)
    static let labelled = Kind(rawValue: 128)
  }

  let rows: [RDFStatementStore.Row]
  let literals: [RDFStatementStore.Literal]
  /// Where each IRI is described, by its number.
  let places: [RDFStatementStore.Place]
  /// The numbers of the IRIs that are subjects.
  let described: [UInt32]
  let index: RDFSubjectIndex
  /// The term of each IRI, by its number.
  let terms: [SKOSTerm]
  /// In which way a hierarchical property puts one concept above another, by the property's number.
  let hierarchyKinds: [Int: HierarchyKind]
  /// What properties and classes of its own are taken for, whose kinds they are.
  let generalTerms: [Int: Int]
  /// What each IRI is, by its number.
  let kinds: [Kind]
  /// What each blank node is, by its number.
  let blankKinds: [Kind]
  /// Whether `skos:broaderTransitive` or its inverse is stated anywhere.
  let hasTransitiveRelations: Bool

  /// The document of what was parsed.
  ///
  /// - Parameters:
  ///   - store: the statements.
  ///   - uris: the IRIs by their numbers.
  ///   - blankCount: the number of blank nodes.
  ///   - concepts: the numbers of what sources read before call concepts.
  init(
    _ store: RDFStatementStore, uris: ByteInterner, blankCount: Int,
    concepts: some Sequence<Int>
  ) {
    let classifier = SKOSClassifier(
      store.rows, uris: uris, blankCount: blankCount, concepts: concepts)
    rows = store.rows
    literals = store.literals
    let missing = max(0, uris.count - store.places.count)
    places = store.places + Array(repeating: RDFStatementStore.Place(), count: missing)
    described = store.described
    index = RDFSubjectIndex(store.rows, iriCount: uris.count, blankCount: blankCount)
    terms = classifier.terms
    hierarchyKinds = classifier.hierarchyKinds
    generalTerms = classifier.generalTerms
    kinds = classifier.kinds
    blankKinds = classifier.blankKinds
    hasTransitiveRelations = classifier.hasTransitiveRelations
  }

  /// What a node is.
  func kind(_ node: RDFNode) -> Kind {
    node.isBlank ? blankKinds[node.number] : kinds[node.number]
  }

  /// What the property of a statement means.
  func term(_ row: RDFStatementStore.Row) -> SKOSTerm { terms[row.predicate] }

  /// What is said of a node, in the order of the document.
  func statements(of node: RDFNode) -> [RDFStatementStore.Row] {
    index.rows(of: node).map { rows[Int($0)] }
  }
}

/// DSpace controlled vocabularies: nodes in nodes, the outermost being the scheme.
struct DSpaceDialect: VocabularyDialect {
  static let title = "DSpace nodes"
  static let records: Set<String> = []
  static let knownElements: Set<String> = ["node", "isComposedBy", "hasNote"]
  static let knownAttributes: Set<String> = ["id", "label", "noNamespaceSchemaLocation"]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.namespace.isEmpty && root.name == "node"
  }

  private let context: DialectContext
  private var frames: [VocabularyBuilder.Entity] = []
  private var base = "urn:dspace:"

  init(context: DialectContext) {
    self.context = context
  }

  mutating func open(_ element: DialectElement) {
    guard element.name == "node" else { return }
    // Nodes of hand-written lists often have a label only.
    let id = element["id"] ?? element["label"] ?? ""
    let label = element["label"] ?? ""
    guard let scheme = frames.first else {
      let uri = URISegment.uri(id, base: base)
      let entity = context.builder.entity(uri)
      context.builder.declareScheme(entity, at: element.position)
      if !label.isEmpty { context.builder.addTitle(label, language: element.language, to: entity) }
      base = uri + (uri.hasPrefix("urn:") ? ":" : "/")
      frames.append(entity)
      return
    }
    let concept = context.builder.entity(URISegment.uri(id, base: base))
    context.declareConcept(concept, at: element.position)
    if !label.isEmpty {
      context.builder.addLabel(
        Label(label, language: element.language), to: concept, line: element.line)
    }
    if frames.count == 1 {
      context.builder.addRelation(.topOf, from: concept, to: scheme)
    } else {
      context.builder.addRelation(.scheme, from: concept, to: scheme)
      context.builder.addRelation(
        .broader, from: concept, to: frames[frames.count - 1], line: element.line)
    }
    frames.append(concept)
  }

  mutating func close(_ element: DialectElement) {
    if element.name == "node" { frames.removeLast() }
    guard element.name == "hasNote", let owner = frames.last, !element.text.isEmpty else { return }
    if frames.count == 1 {
      // A scheme has no notes, and what is said of the whole describes it.
      context.builder.addDescription(element.text, language: element.language, to: owner)
    } else {
      context.builder.addNote(ConceptNote(element.text, language: element.language), to: owner)
    }
  }
}

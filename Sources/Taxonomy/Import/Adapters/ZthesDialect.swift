/// Zthes 1.0 (Taylor, 2006): records of terms with relations.
///
/// Preferred and top terms are concepts; a non-descriptor is an alternative label of what it says to
/// use. A term in another language that is linked by `LE` is a preferred label in that language.
struct ZthesDialect: VocabularyDialect {
  static let title = "Zthes 1.0"
  static let records: Set<String> = ["term", "thes"]
  static let knownElements: Set<String> = [
    "Zthes", "termId", "termName", "termType", "termLanguage", "termNote", "termStatus",
    "relation", "relationType", "title", "description", "termCreatedDate",
    "termCreatedBy", "termModifiedDate", "termModifiedBy",
  ]
  static let knownAttributes: Set<String> = [
    "label", "schemaLocation",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.name == "Zthes"
  }

  private static let base = "urn:zthes:"
  private let context: DialectContext
  private let scheme: VocabularyBuilder.Entity

  init(context: DialectContext) {
    self.context = context
    scheme = context.builder.entity("urn:zthes")
    context.builder.declareScheme(scheme, key: "thesaurus")
  }

  mutating func read(_ record: DialectElement) {
    if record.name == "thes" {
      if let title = record.text(of: "title") { context.builder.addTitle(title, to: scheme) }
      if let text = record.text(of: "description") {
        context.builder.addDescription(text, to: scheme)
      }
      return
    }
    guard let id = record.text(of: "termId"), let name = record.text(of: "termName") else {
      context.report(
        DocumentRule.invalidValue, .warning, at: record.position,
        "a term without termId or termName was left out", remedy: "give it both")
      return
    }
    let language = record.text(of: "termLanguage").map(LanguageCode.tag(iso639:)) ?? ""
    // A term without a type, which Zthes demands, is still the name of something.
    let type = record.text(of: "termType")?.uppercased() ?? "PT"
    if type == "ND" {
      addNonDescriptor(name, language: language, record)
    } else {
      addConcept(id, name: name, language: language, isTop: type == "TT", record)
    }
  }

  private func entity(_ id: String) -> VocabularyBuilder.Entity {
    context.builder.entity(URISegment.uri(id, base: Self.base))
  }

  private func addNonDescriptor(_ name: String, language: String, _ record: DialectElement) {
    let label = Label(name, language: language, kind: .alternative)
    let targets = record.all("relation").filter {
      ["USE", "PT"].contains($0.text(of: "relationType")?.uppercased())
    }
    for target in targets {
      guard let id = target.text(of: "termId") else { continue }
      context.builder.addLabel(label, to: entity(id), line: record.line)
    }
    if targets.isEmpty {
      context.ignore(
        "a non-descriptor without a descriptor to use in its place", at: record.position)
    }
  }

  private func addConcept(
    _ id: String, name: String, language: String, isTop: Bool, _ record: DialectElement
  ) {
    let concept = entity(id)
    context.declareConcept(concept, at: record.position)
    context.builder.addRelation(isTop ? .topOf : .scheme, from: concept, to: scheme)
    context.builder.addLabel(Label(name, language: language), to: concept, line: record.line)
    if record.text(of: "termStatus")?.lowercased() == "deactivated" {
      context.builder.deprecate(concept)
    }
    for (name, kind) in Self.provenance {
      if let value = record.text(of: name) {
        context.builder.add(Provenance(kind, value), to: concept)
      }
    }
    for note in record.all("termNote") {
      context.builder.addNote(
        ConceptNote(note.text, kind: Self.kind(ofNote: note["label"]), language: language),
        to: concept)
    }
    for relation in record.all("relation") { addRelation(relation, of: concept) }
  }

  private func addRelation(_ relation: DialectElement, of concept: VocabularyBuilder.Entity) {
    let type = relation.text(of: "relationType")?.uppercased() ?? ""
    let name = relation.text(of: "termName")
    let language = relation.text(of: "termLanguage").map(LanguageCode.tag(iso639:)) ?? ""
    // The non-descriptor may have no record of its own: the name that stands here is all there is of it.
    if type == "UF", let name {
      context.builder.addLabel(
        Label(name, language: language, kind: .alternative), to: concept, line: relation.line)
      return
    }
    if type == "LE", let name {
      context.builder.addLabel(Label(name, language: language), to: concept, line: relation.line)
      return
    }
    guard let id = relation.text(of: "termId") else { return }
    let (line, column) = (relation.line, Int(relation.position.column))
    if let (direction, kind) = Self.hierarchies[type] {
      context.builder.addRelation(
        direction, from: concept, to: entity(id), of: kind, line: line, column: column)
      return
    }
    switch type {
    case "RT":
      context.builder.addRelation(
        .related, from: concept, to: entity(id), line: line, column: column)
    case "USE":
      context.builder.deprecate(concept)
      context.builder.addSuccessor(entity(id), to: concept, line: line, column: column)
    default: context.ignore("the relation \"\(type)\"", at: relation.position)
    }
  }

  /// What says who made a term and when.
  private static let provenance: [(name: String, kind: Provenance.Kind)] = [
    ("termCreatedBy", .creator), ("termModifiedBy", .contributor),
    ("termCreatedDate", .created), ("termModifiedDate", .modified),
  ]

  /// The hierarchical relations of ISO 2788 and their kinds.
  private static let hierarchies: [String: (ConceptRelation, HierarchyKind)] = [
    "BT": (.broader, .unspecified), "BTG": (.broader, .generic),
    "BTP": (.broader, .partitive), "BTI": (.broader, .instantial),
    "NT": (.narrower, .unspecified), "NTG": (.narrower, .generic),
    "NTP": (.narrower, .partitive), "NTI": (.narrower, .instantial),
  ]

  private static func kind(ofNote label: String?) -> ConceptNote.Kind {
    let label = label?.lowercased() ?? ""
    if label.hasPrefix("scope") { return .scope }
    if label.hasPrefix("definition") { return .definition }
    if label.hasPrefix("history") { return .history }
    if label.hasPrefix("example") { return .example }
    return .note
  }
}

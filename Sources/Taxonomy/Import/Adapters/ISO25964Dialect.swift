internal import XMLReading

/// Thesauri in the exchange format of ISO 25964-1 (schema version 1.4 of NISO).
///
/// Concepts and their terms are records, and so are relations between concepts. `role` says what the
/// second concept of a hierarchical relation is to the first: BT something broader, else narrower.
struct ISO25964Dialect: VocabularyDialect {
  static let title = "ISO 25964 XML"
  static let records: Set<String> = [
    "ThesaurusConcept", "HierarchicalRelationship", "AssociativeRelationship",
    "TopLevelRelationship", "CompoundEquivalence",
  ]
  static let knownElements: Set<String> = [
    "ISO25964Interchange", "Thesaurus", "identifier", "title", "description", "notation",
    "PreferredTerm", "SimpleNonPreferredTerm", "SplitNonPreferredTerm", "lexicalValue",
    "Definition", "ScopeNote", "HistoryNote", "EditorialNote", "role", "isHierRelConcept",
    "hasHierRelConcept", "isRelatedConcept", "hasRelatedConcept", "hasTopConcept", "isTopConceptOf",
    "topConcept", "lang", "language", "Version", "versionHistory", "isPartOf", "creator",
    "contributor", "created", "modified",
    "plusUse", "plusUF",
  ]
  static let knownAttributes: Set<String> = ["role", "lang", "schemaLocation"]

  static func claims(_ root: DocumentRoot) -> Bool { root.name == "ISO25964Interchange" }

  private static let base = "urn:iso25964:"
  private let context: DialectContext
  private var scheme: VocabularyBuilder.Entity?
  private var title: (text: String, language: String)?
  private var tops: Set<VocabularyBuilder.Entity> = []
  private var concepts: [(VocabularyBuilder.Entity, SourcePosition)] = []
  private var isBelow: Set<VocabularyBuilder.Entity> = []
  private var provenance: [Provenance] = []
  /// The concepts by the identifiers and the texts of their preferred terms.
  private var preferred: [String: VocabularyBuilder.Entity] = [:]
  private var compounds: [DialectElement] = []

  init(context: DialectContext) { self.context = context }

  mutating func close(_ element: DialectElement) {
    switch element.name {
    case "identifier" where scheme == nil && !element.text.isEmpty:
      scheme = entity(element.text)
    case "title" where title == nil && !element.text.isEmpty:
      title = (element.text, element.language)
    default:
      if let kind = Provenance.Kind(wireName: element.name) {
        provenance.append(Provenance(kind, element.text))
      }
    }
  }

  mutating func read(_ record: DialectElement) {
    switch record.name {
    case "ThesaurusConcept": addConcept(record)
    case "HierarchicalRelationship": addHierarchy(record)
    case "AssociativeRelationship":
      guard let one = record.text(of: "isRelatedConcept"),
        let other = record.text(of: "hasRelatedConcept")
      else { return }
      context.builder.addRelation(
        .related, from: entity(one), to: entity(other), line: record.line)
    case "TopLevelRelationship":
      let top = record.text(of: "topConcept") ?? record.text(of: "hasTopConcept")
      if let top { tops.insert(entity(top)) }
    default: compounds.append(record)
    }
  }

  mutating func finish() {
    let scheme = scheme ?? context.builder.entity("urn:iso25964")
    context.builder.declareScheme(
      scheme, key: self.scheme == nil ? "thesaurus" : nil,
      at: SourcePosition(source: context.source, line: 1, column: 1))
    for said in provenance { context.builder.add(said, toScheme: scheme) }
    if let title { context.builder.addTitle(title.text, language: title.language, to: scheme) }
    // At the end: it names preferred terms, whose concepts may stand behind it.
    for compound in compounds { addCompound(compound, to: scheme) }
    for (concept, position) in concepts {
      // Where no top concept is stated, those that are below none are.
      let isTop = tops.contains(concept) || tops.isEmpty && !isBelow.contains(concept)
      context.builder.addRelation(
        isTop ? .topOf : .scheme, from: concept, to: scheme, line: Int(position.line))
    }
  }

  private func entity(_ identifier: String) -> VocabularyBuilder.Entity {
    context.builder.entity(URISegment.uri(identifier, base: Self.base))
  }

  private mutating func addConcept(_ record: DialectElement) {
    guard let identifier = record.text(of: "identifier") else {
      context.report(
        DocumentRule.invalidValue, .warning, at: record.position,
        "a concept without identifier was left out", remedy: "give it one")
      return
    }
    let concept = entity(identifier)
    context.declareConcept(concept, at: record.position)
    concepts.append((concept, record.position))
    for child in record.children {
      switch child.name {
      case "PreferredTerm":
        addTerm(child, .preferred, to: concept)
        remember(child, of: concept)
      case "SimpleNonPreferredTerm": addTerm(child, .alternative, to: concept)
      case "notation":
        context.builder.addLabel(
          Label(child.text, kind: .alternative, role: .code), to: concept, line: child.line)
      case "ScopeNote": addNote(child, .scope, to: concept)
      case "Definition": addNote(child, .definition, to: concept)
      case "HistoryNote": addNote(child, .history, to: concept)
      case "EditorialNote": addNote(child, .editorial, to: concept)
      case "topConcept": if DialectElement.isTrue(child.text) { tops.insert(concept) }
      case "creator", "contributor", "created", "modified":
        if let kind = Provenance.Kind(wireName: child.name) {
          context.builder.add(Provenance(kind, child.text), to: concept)
        }
      default: break
      }
    }
  }

  /// Notes by what a compound equivalence names a concept: its preferred term.
  private mutating func remember(_ term: DialectElement, of concept: VocabularyBuilder.Entity) {
    for key in [term.text(of: "identifier"), term.text(of: "lexicalValue")] {
      if let key, preferred[key] == nil { preferred[key] = concept }
    }
  }

  private func addTerm(
    _ term: DialectElement, _ kind: Label.Kind, to concept: VocabularyBuilder.Entity
  ) {
    for value in term.all("lexicalValue") where !value.text.isEmpty {
      // Exports state the language as an attribute of their own, as `xml:lang` or in an element.
      let language = value["lang"] ?? term.text(of: "lang") ?? value.language
      context.builder.addLabel(
        Label(value.text, language: language.lowercased(), kind: kind), to: concept,
        line: value.line)
    }
    for note in term.all("Definition") { addNote(note, .definition, to: concept) }
  }

  private func addNote(
    _ note: DialectElement, _ kind: ConceptNote.Kind, to concept: VocabularyBuilder.Entity
  ) {
    let values = note.all("lexicalValue")
    for value in values.isEmpty ? [note] : values where !value.text.isEmpty {
      context.builder.addNote(
        ConceptNote(
          value.text, kind: kind, language: (value["lang"] ?? value.language).lowercased()),
        to: concept)
    }
  }

  private mutating func addHierarchy(_ record: DialectElement) {
    guard let first = record.text(of: "isHierRelConcept"),
      let second = record.text(of: "hasHierRelConcept")
    else { return }
    let role = (record.text(of: "role") ?? record["role"] ?? "NT").uppercased()
    let isUp = role.hasPrefix("BT")
    let kind: HierarchyKind =
      switch role.dropFirst(2) {
      case "G": .generic
      case "P": .partitive
      case "I": .instantial
      default: .unspecified
      }
    let (below, above) = isUp ? (entity(first), entity(second)) : (entity(second), entity(first))
    isBelow.insert(below)
    context.builder.addRelation(.broader, from: below, to: above, of: kind, line: record.line)
  }

  /// Adds a term that stands for several concepts together (8.5): `plusUF` or the split term itself, and two
  /// preferred terms or more, named by their identifiers, their text or those of their concepts.
  private func addCompound(_ record: DialectElement, to scheme: VocabularyBuilder.Entity) {
    let parts = record.children.flatMap { child in
      ["plusUse", "plusUF"].contains(child.name) && !child.children.isEmpty
        ? child.children : [child]
    }
    let split = parts.first { $0.name == "SplitNonPreferredTerm" || $0.name == "plusUF" }
    let used = parts.filter { $0.name == "PreferredTerm" || $0.name == "plusUse" }
      .compactMap(concept)
    guard let split, used.count > 1, let name = split.text(of: "lexicalValue") else {
      return context.ignore(
        "a compound equivalence without a split term or two preferred ones", at: record.position)
    }
    // The schema demands no identifier of a split term; its text is one within a thesaurus.
    let identifier = split.text(of: "identifier") ?? record.text(of: "identifier") ?? name
    let compound = entity(identifier)
    context.declareConcept(compound, at: record.position)
    context.builder.makeCompound(compound)
    context.builder.addRelation(.scheme, from: compound, to: scheme, line: record.line)
    addTerm(split, .preferred, to: compound)
    for concept in used {
      context.builder.addSuccessor(concept, to: compound, line: record.line)
    }
  }

  /// The concept that a preferred term names.
  private func concept(_ term: DialectElement) -> VocabularyBuilder.Entity? {
    let names = [term.text(of: "identifier") ?? "", term.text(of: "lexicalValue") ?? "", term.text]
    for key in names where !key.isEmpty {
      if let found = preferred[key] { return found }
      let named = entity(key)
      if context.builder.isConcept(named) { return named }
    }
    return nil
  }
}

import Model

/// Authority tables of the EU Publications Office in their XML form: records with labels in all
/// languages and the dates of their use.
struct AuthorityTableDialect: VocabularyDialect {
  static let title = "EU authority table"
  static let records: Set<String> = ["record"]
  static let knownElements: Set<String> = [
    "authority-code", "op-code", "label", "long.label", "alt.label", "short.label", "lg.version",
    "start.use", "end.use", "definition", "parent.id", "replaced.by", "replaces", "acronym",
  ]
  static let knownAttributes: Set<String> = [
    "id", "deprecated", "lg", "table.id", "table.version.number", "schemaLocation", "table.version",
  ]

  /// The names of tables as root elements, which have no other mark.
  static let roots: Set<String> = [
    "countries", "languages", "currencies", "corporate-bodies", "file-types", "resource-types",
    "multilingual-labels", "treaties", "procedures", "roles", "places", "continents",
    "frequencies", "licences", "data-themes", "atu", "events", "subdivisions",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.attributes.contains("table.id") || root.namespace.isEmpty && roots.contains(root.name)
  }

  private let context: DialectContext
  private var scheme: VocabularyBuilder.Entity?
  private var base = "http://publications.europa.eu/resource/authority/"
  private var conceptsByRecord: [String: VocabularyBuilder.Entity] = [:]
  private var links:
    [(relation: ConceptRelation?, concept: VocabularyBuilder.Entity, id: String, line: Int)] =
      []

  /// The concepts with a name in use, and of all others the labels of their latest state.
  private var named: Set<VocabularyBuilder.Entity> = []
  private var lastNames: [VocabularyBuilder.Entity: (until: CalendarDate, labels: Range<Int>)] = [:]

  init(context: DialectContext) {
    self.context = context
  }

  mutating func open(_ element: DialectElement) {
    guard scheme == nil else { return }
    let table = element["table.id"] ?? element.name
    let entity = context.builder.entity(base + URISegment.encoded(table))
    context.builder.declareScheme(entity, key: table, at: element.position)
    context.builder.addTitle(table, to: entity)
    if let version = element["table.version.number"] ?? element["table.version"] {
      context.builder.setVersion(version, of: entity)
    }
    base += URISegment.encoded(table) + "/"
    scheme = entity
  }

  mutating func read(_ record: DialectElement) {
    guard let code = record.text(of: "authority-code") ?? record["id"], let scheme else {
      context.ignore("a record without authority-code", at: record.position)
      return
    }
    // Several records with one code are the states of one concept through time.
    let concept = context.builder.entity(base + URISegment.encoded(code))
    context.builder.declareConcept(concept, at: record.position)
    if let id = record["id"] { conceptsByRecord[id] = concept }
    let hasParent = record.text(of: "parent.id") != nil
    context.builder.addRelation(hasParent ? .scheme : .topOf, from: concept, to: scheme)
    addLabels(record, code: code, to: concept)
    if record.isTrue("deprecated") {
      context.builder.deprecate(concept, since: date(record, "end.use"))
    }
    // A state that has ended keeps its definition: nothing says whether a later one takes its place.
    for note in record.first("definition")?.all("lg.version") ?? [] {
      context.builder.addNote(
        ConceptNote(note.text, kind: .definition, language: language(note)), to: concept)
    }
    for parent in record.all("parent.id") {
      links.append((.broader, concept, parent.text, parent.line))
    }
    for replacement in record.all("replaced.by") {
      links.append((nil, concept, replacement.text, replacement.line))
    }
    for old in record.all("replaces") {
      links.append((.predecessor, concept, old.text, old.line))
    }
  }

  mutating func finish() {
    // At the end: whether a code is in use is known when its last state was read, and a record may name later ones.
    nameConceptsOutOfUse()
    for (relation, concept, id, line) in links {
      let other = conceptsByRecord[id] ?? context.builder.entity(URISegment.uri(id, base: base))
      if relation == .predecessor {
        context.builder.addSuccessor(concept, to: other, line: line)
      } else if let relation {
        context.builder.addRelation(relation, from: concept, to: other, line: line)
      } else {
        context.builder.addSuccessor(other, to: concept, line: line)
      }
    }
  }

  /// A concept all of whose states have ended is still called by the names of the last one.
  private func nameConceptsOutOfUse() {
    for (concept, last) in lastNames where !named.contains(concept) {
      for index in last.labels
      where context.builder.labels[index].role == Label.Role.formerName.rawValue {
        context.builder.labels[index].kind = Label.Kind.preferred.rawValue
        context.builder.labels[index].role = Label.Role.plain.rawValue
      }
    }
  }

  private mutating func addLabels(
    _ record: DialectElement, code: String, to concept: VocabularyBuilder.Entity
  ) {
    let first = context.builder.labels.count
    let kinds: [(name: String, kind: Label.Kind, role: Label.Role)] = [
      ("label", .preferred, .plain), ("long.label", .alternative, .plain),
      ("alt.label", .alternative, .plain), ("short.label", .alternative, .plain),
      ("acronym", .alternative, .abbreviation),
    ]
    let validity = Validity(from: date(record, "start.use"), until: date(record, "end.use"))
    for (name, kind, role) in kinds {
      for version in record.all(name).flatMap({ $0.all("lg.version") }) where !version.text.isEmpty
      {
        // A name that went out of use is a former one of what the code stands for now.
        let isFormer = validity.until != nil && kind == .preferred
        context.builder.addLabel(
          Label(
            version.text, language: language(version), kind: isFormer ? .alternative : kind,
            role: isFormer ? .formerName : role, validity: validity),
          to: concept, line: version.line)
      }
    }
    if let until = validity.until {
      // Of two states that end on one day the later record counts: the tables are in the order of time.
      if until.rawValue >= lastNames[concept]?.until.rawValue ?? .min {
        lastNames[concept] = (until, first..<context.builder.labels.count)
      }
    } else if record.first("label") != nil {
      named.insert(concept)
    }
    // Each state repeats the code; the builder joins what is said twice.
    for code in [code, record.text(of: "op-code")] {
      guard let code else { continue }
      context.builder.addLabel(
        Label(code, kind: .alternative, role: .code), to: concept, line: record.line)
    }
  }

  private func date(_ record: DialectElement, _ name: String) -> CalendarDate? {
    record.first(name).flatMap {
      $0.text.isEmpty ? nil : context.date($0.text, of: name, at: $0.position, severity: .warning)
    }
  }

  private func language(_ element: DialectElement) -> String {
    element["lg"].map(LanguageCode.tag(iso639:)) ?? element.language
  }
}

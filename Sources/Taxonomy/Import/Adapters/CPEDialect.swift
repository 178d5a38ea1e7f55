internal import Model

/// The CPE dictionary 2.x of NIST: product names, with what replaced a deprecated one.
struct CPEDialect: VocabularyDialect {
  static let title = "CPE dictionary"
  static let records: Set<String> = ["cpe-item"]
  static let knownElements: Set<String> = [
    "cpe-list", "generator", "product_name", "product_version", "schema_version", "timestamp",
    "title", "notes", "note", "cpe23-item", "deprecation", "deprecated-by",
  ]
  static let knownAttributes: Set<String> = [
    "name", "deprecated", "deprecated_by", "deprecation_date", "date", "type", "schemaLocation",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.name == "cpe-list"
  }

  private let context: DialectContext
  private let scheme: VocabularyBuilder.Entity
  private var conceptsByName: [String: VocabularyBuilder.Entity] = [:]
  private var replacements:
    [(concept: VocabularyBuilder.Entity, name: String, date: CalendarDate?, line: Int)] =
      []

  init(context: DialectContext) {
    self.context = context
    scheme = context.builder.entity("urn:cpe")
    context.builder.declareScheme(scheme, key: "product")
    context.builder.addTitle("Common Platform Enumeration", language: "en", to: scheme)
  }

  mutating func read(_ record: DialectElement) {
    guard let name = record["name"], !name.isEmpty else {
      context.ignore("an item without a name", at: record.position)
      return
    }
    let concept = context.builder.entity(name)
    context.declareConcept(concept, at: record.position)
    context.builder.addRelation(.topOf, from: concept, to: scheme)
    conceptsByName[name] = concept
    for title in record.all("title") where !title.text.isEmpty {
      context.builder.addLabel(
        Label(title.text, language: title.language), to: concept, line: title.line)
    }
    addCode(name, to: concept, line: record.line)
    // Each language has a list of its own.
    for note in record.all("notes").flatMap({ $0.all("note") }) where !note.text.isEmpty {
      context.builder.addNote(ConceptNote(note.text, language: note.language), to: concept)
    }
    addReplacements(of: concept, record)
  }

  mutating func finish() {
    // At the end: the new name may be one of an item that comes later.
    for (concept, name, date, line) in replacements {
      context.builder.addSuccessor(
        conceptsByName[name] ?? context.builder.entity(name), to: concept,
        on: date, line: line)
    }
  }

  /// The day on which a name was deprecated; one that is not a date is reported.
  private func date(_ text: String?, _ element: DialectElement) -> CalendarDate? {
    text.flatMap {
      context.date($0, of: "the date of a deprecation", at: element.position, severity: .warning)
    }
  }

  private func addCode(_ code: String, to concept: VocabularyBuilder.Entity, line: Int) {
    context.builder.addLabel(
      Label(code, kind: .alternative, role: .code), to: concept, line: line)
  }

  private mutating func addReplacements(
    of concept: VocabularyBuilder.Entity, _ record: DialectElement
  ) {
    let date = date(record["deprecation_date"], record)
    // Dictionaries before 2.3 have no `cpe23-item`: both forms are read, and the later ones state both.
    if record.isTrue("deprecated") { context.builder.deprecate(concept, since: date) }
    if let other = record["deprecated_by"] {
      replacements.append((concept, other, date, record.line))
    }
    guard let newer = record.first("cpe23-item"), let name = newer["name"] else { return }
    conceptsByName[name] = concept
    addCode(name, to: concept, line: newer.line)
    for deprecation in newer.all("deprecation") {
      let since = self.date(deprecation["date"], deprecation)
      context.builder.deprecate(concept, since: since)
      for other in deprecation.all("deprecated-by") {
        guard let name = other["name"] else { continue }
        // The old and the new form of a name state the same replacement; the builder joins them.
        replacements.append((concept, name, since ?? date, other.line))
      }
    }
  }
}

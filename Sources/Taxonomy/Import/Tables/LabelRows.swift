internal import JSONCoding
internal import Model

/// A table with one row for each label, as `export --to csv` writes it, or with columns of other names for the
/// same, as people have them.
struct LabelRows {
  private let table: Table
  private let context: DialectContext
  private var schemes: [String: VocabularyBuilder.Entity] = [:]
  private var described: Set<VocabularyBuilder.Entity> = []

  init(_ table: Table, _ context: DialectContext) {
    self.table = table
    self.context = context
  }

  /// Reads all rows.
  ///
  /// - Throws: `VocabularyTextError` if a limit is passed.
  func read() throws {
    var reader = self
    let names = table.names.map { Self.synonyms[$0] ?? $0 }
    context.ignoreColumns(
      Table(names: names, rows: [], path: table.path),
      but: Set(LabelTable.columns.map(TableColumn.normalized) + ["uri"]))
    let columns = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for row in table.rows {
      reader.read(row) { columns[$0] }
      try context.checkLimits(at: context.position(row))
    }
  }

  private mutating func read(_ row: DelimitedRecord, _ column: (String) -> Int?) {
    func cell(_ name: String) -> String { table.cell(row, column(name)) }
    let position = context.position(row)
    let identifier = cell("concept").isEmpty ? cell("uri") : cell("concept")
    guard !identifier.isEmpty else {
      context.ignore("a row without a concept", at: position)
      return
    }
    let concept = context.entity(identifier, of: table)
    // The rows of a concept need not stand together.
    if described.insert(concept).inserted { describe(concept, row, column) }
    let text = cell("label")
    guard !text.isEmpty else { return }
    var label = Label(text, language: cell("language").lowercased())
    let role = cell("role")
    let kind = value(cell("kind"), "kind", Self.kind, position) ?? (.preferred, .plain)
    label.kind = kind.0
    label.role =
      role.isEmpty || role == "plain"
      ? kind.1 : value(role, "role", Label.Role.exported(as:), position) ?? .plain
    label.caseRule =
      value(cell("case"), "case", Label.CaseRule.init(wireName:), position)
      ?? .automatic
    label.validity = Validity(
      from: date(cell("from"), "from", position), until: date(cell("until"), "until", position))
    label.requiredContext = words(cell("with"))
    label.excludedContext = words(cell("without"))
    label.note = cell("note")
    label.datatype = cell("datatype")
    context.builder.addLabel(label, to: concept, line: row.line)
  }

  /// What people call the columns.
  private static let synonyms = [
    "iri": "uri", "id": "uri", "identifier": "uri", "concept uri": "uri", "concept iri": "uri",
    "concept id": "uri", "term": "label", "name": "label", "type": "kind", "label type": "kind",
    "labeltype": "kind", "term type": "kind", "lang": "language",
  ]

  /// Whether a table has a row for each label by what people call its columns: one for the concept, one for the
  /// label, and one that says of most what kind of label it is; what else stands there is reported.
  static func fits(_ table: Table) -> Bool {
    let names = table.names.map { synonyms[$0] ?? $0 }
    guard names.contains("label"), !Set(names).isDisjoint(with: ["concept", "uri"]),
      let column = names.firstIndex(of: "kind")
    else { return false }
    var (known, unknown) = (0, 0)
    for row in table.rows {
      let text = table.cell(row, column)
      if text.isEmpty { continue }
      if kind(text) == nil { unknown += 1 } else { known += 1 }
    }
    return known > unknown
  }

  /// The kind that export writes, or the name of a property of SKOS: `altLabel`, `synonym`, `abbreviation`.
  private static func kind(_ text: String) -> (Label.Kind, Label.Role)? {
    if let kind = Label.Kind(wireName: text) ?? shortKinds[text.lowercased()] {
      return (kind, .plain)
    }
    guard case .label(let kind, let role) = TableColumn(TableColumn.normalized(text)).property
    else { return nil }
    return (kind, role)
  }

  private static let shortKinds: [String: Label.Kind] = [
    "pref": .preferred, "main": .preferred, "alt": .alternative,
  ]

  /// What every row of a concept repeats; the first one counts.
  private mutating func describe(
    _ concept: VocabularyBuilder.Entity, _ row: DelimitedRecord, _ column: (String) -> Int?
  ) {
    func cell(_ name: String) -> String { table.cell(row, column(name)) }
    let position = context.position(row)
    context.builder.declareConcept(concept, at: position)
    let parents = cell("broader").split(separator: " ")
    let scheme = self.scheme(cell("scheme"))
    context.builder.addRelation(
      parents.isEmpty ? .topOf : .scheme, from: concept, to: scheme, line: row.line)
    for parent in parents {
      context.builder.addRelation(
        .broader, from: concept, to: context.entity(String(parent), of: table), line: row.line)
    }
    for successor in cell("successors").split(separator: " ") {
      context.builder.addSuccessor(
        context.entity(String(successor), of: table), to: concept, line: row.line)
    }
    if !cell("status").isEmpty {
      let status = value(cell("status"), "status", ConceptStatus.init(wireName:), position)
      context.builder.setStatus(status, of: concept)
    }
    for kind in LabelTable.provenanceColumns {
      for value in cell(kind.wireName).split(separator: "|") {
        context.builder.add(Provenance(kind, String(value)), to: concept)
      }
    }
    if value(cell("compound"), "truth value", Table.truth, position) == true {
      context.builder.makeCompound(concept)
    }
    let deprecation = cell("deprecated")
    let isDeprecated = Table.truth(deprecation)
    guard !deprecation.isEmpty, isDeprecated != false else { return }
    context.builder.deprecate(
      concept, since: isDeprecated == true ? nil : date(deprecation, "deprecated", position))
  }

  private mutating func scheme(_ key: String) -> VocabularyBuilder.Entity {
    if let known = schemes[key] { return known }
    let scheme =
      key.isEmpty ? context.declareScheme(of: table) : context.entity(key, of: table)
    if !key.isEmpty {
      context.builder.declareScheme(
        scheme, key: ParlanceXMLHandler.isAbsolute(key) ? nil : key,
        at: SourcePosition(source: context.source, line: 1, column: 1))
    }
    schemes[key] = scheme
    return scheme
  }

  private func value<Value>(
    _ text: String, _ name: String, _ make: (String) -> Value?, _ position: SourcePosition
  ) -> Value? {
    guard !text.isEmpty else { return nil }
    if let value = make(text) { return value }
    context.report(
      DocumentRule.invalidValue, .error, at: position, "\"\(text)\" is not a \(name)",
      remedy: "write what parlance export --to csv writes in that column")
    return nil
  }

  private func date(_ text: String, _ name: String, _ position: SourcePosition) -> CalendarDate? {
    text.isEmpty ? nil : context.date(text, of: name, at: position)
  }

  private func words(_ text: String) -> [String] {
    text.split(separator: ",").map { TextNormalization.collapsed(String($0).utf8) }
      .filter { !$0.isEmpty }
  }
}

/// OASIS genericode 1.0: a code list as a table whose rows are concepts.
///
/// The columns of the first key, taken together, tell rows apart and hold the code; those of other
/// keys hold further codes; the column called name, label, title or term the preferred label,
/// in the language of its data; a definition or description column the definition.
struct GenericodeDialect: VocabularyDialect {
  static let title = "OASIS genericode"
  static let records: Set<String> = ["Row", "Identification", "Column", "Key"]
  static let knownElements: Set<String> = [
    "CodeList", "ColumnSet", "SimpleCodeList", "Value", "SimpleValue", "ShortName", "LongName",
    "Version", "CanonicalUri", "Data", "ColumnRef",
  ]
  static let knownAttributes: Set<String> = [
    "Id", "Use", "Type", "Lang", "ColumnRef", "Ref", "schemaLocation", "ShortName",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    ["CodeList", "CodeListSet", "ColumnSet"].contains(root.name)
  }

  private enum Role {
    case code, furtherCode, name, definition, other
  }

  /// A filled cell of a row.
  private struct Cell {
    var column: Column
    var role: Role
    var text: String
  }

  private struct Column {
    var id: String
    var names: [String]
    var language: String
  }

  private let context: DialectContext
  private var scheme: VocabularyBuilder.Entity?
  private var base = "urn:genericode:"
  private var columns: [Column] = []
  /// The columns of each key, in the order of the document.
  private var keys: [[String]] = []

  init(context: DialectContext) {
    self.context = context
  }

  mutating func read(_ record: DialectElement) {
    switch record.name {
    case "Identification": identify(record)
    case "Column":
      let names = [record["Id"], record.text(of: "ShortName"), record.text(of: "LongName")]
      columns.append(
        Column(
          id: record["Id"] ?? "", names: names.compactMap { $0?.lowercased() },
          language: record.first("Data")?["Lang"].map(LanguageCode.tag(iso639:)) ?? ""))
    case "Key": keys.append(record.all("ColumnRef").compactMap { $0["Ref"] })
    default: addRow(record)
    }
  }

  private mutating func identify(_ record: DialectElement) {
    let short = record.text(of: "ShortName") ?? "codes"
    let uri = record.text(of: "CanonicalUri") ?? "urn:genericode:\(URISegment.encoded(short))"
    let entity = context.builder.entity(uri)
    context.builder.declareScheme(entity, key: short.lowercased(), at: record.position)
    for title in record.all("LongName") where !title.text.isEmpty {
      context.builder.addTitle(title.text, language: title.language, to: entity)
    }
    if let version = record.text(of: "Version"), !version.isEmpty {
      context.builder.setVersion(version, of: entity)
    }
    scheme = entity
    // A URN goes on behind a colon, a document behind `#`; what ends in a separator has one.
    base = uri + (uri.hasPrefix("urn:") ? ":" : uri.hasSuffix("/") || uri.hasSuffix("#") ? "" : "#")
  }

  private mutating func addRow(_ row: DialectElement) {
    let cells = cells(of: row)
    let keyed = cells.filter { $0.role == .code }.map(\.text)
    let key = keyed.isEmpty ? cells.prefix(1).map(\.text) : keyed
    guard !key.isEmpty else {
      context.ignore("a row without values", at: row.position)
      return
    }
    // A value may hold the separator: it is encoded before, so that two keys never make one URI.
    let separator = base.hasSuffix(":") ? ":" : "/"
    let concept = context.builder.entity(
      base + key.map(URISegment.encoded).joined(separator: separator))
    context.declareConcept(concept, at: row.position)
    if let scheme { context.builder.addRelation(.topOf, from: concept, to: scheme) }
    addCode(key.joined(separator: ":"), to: concept, row)
    var named: Set<String> = []
    for cell in cells {
      switch cell.role {
      case .name:
        let isFirst = named.insert(cell.column.language).inserted
        context.builder.addLabel(
          Label(
            cell.text, language: cell.column.language, kind: isFirst ? .preferred : .alternative),
          to: concept, line: row.line)
      case .definition:
        context.builder.addNote(
          ConceptNote(cell.text, kind: .definition, language: cell.column.language), to: concept)
      case .furtherCode: addCode(cell.text, to: concept, row)
      case .code: break
      case .other: context.ignore("the column \"\(cell.column.id)\"", at: row.position)
      }
    }
  }

  private func addCode(
    _ code: String, to concept: VocabularyBuilder.Entity, _ row: DialectElement
  ) {
    context.builder.addLabel(
      Label(code, kind: .alternative, role: .code), to: concept, line: row.line)
  }

  private func cells(of row: DialectElement) -> [Cell] {
    var cells: [Cell] = []
    var next = 0
    for value in row.all("Value") {
      // A value without a reference is of the column after the last one's; one with a reference that leads
      // nowhere is of none, and must not pass for that of its neighbour.
      let reference = value["ColumnRef"]
      let index =
        reference.map { id in columns.firstIndex { $0.id == id } ?? columns.count } ?? next
      if reference == nil || columns.indices.contains(index) { next = index + 1 }
      guard columns.indices.contains(index) else {
        context.ignore("a value of a column that is not defined", at: value.position)
        continue
      }
      if let text = value.text(of: "SimpleValue") {
        cells.append(Cell(column: columns[index], role: role(of: index), text: text))
      }
    }
    return cells
  }

  private func role(of index: Int) -> Role {
    let column = columns[index]
    // A list without a key breaks genericode and is met all the same: its first column tells rows apart.
    if keys.first?.contains(column.id) ?? (index == 0) { return .code }
    for name in column.names {
      if LabelWords.definitionColumns.contains(where: name.contains) { return .definition }
      if LabelWords.nameColumns.contains(where: name.contains) { return .name }
    }
    return keys.dropFirst().contains { $0.contains(column.id) } ? .furtherCode : .other
  }
}

/// OASIS genericode 1.0: a code list as a table whose rows are concepts.
///
/// The key column holds the code; the column called name, label, title or term the preferred label,
/// in the language of its data; a definition or description column the definition.
struct GenericodeDialect: VocabularyDialect {
  static let records: Set<String> = ["Row", "Identification", "Column", "Key"]
  static let knownElements: Set<String> = [
    "CodeList", "ColumnSet", "SimpleCodeList", "Value", "SimpleValue", "ShortName", "LongName",
    "Version", "CanonicalUri", "Data", "ColumnRef",
  ]
  static let knownAttributes: Set<String> = [
    "Id", "Use", "Type", "Lang", "ColumnRef", "Ref", "schemaLocation", "ShortName",
  ]

  private enum Role {
    case code, name, definition, other
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
  private var keys: [String] = []

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
          language: record.first("Data")?["Lang"]?.lowercased() ?? ""))
    case "Key": keys += record.all("ColumnRef").compactMap { $0["Ref"] }
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
    base = uri + (uri.hasPrefix("urn:") ? ":" : uri.hasSuffix("/") || uri.hasSuffix("#") ? "" : "#")
  }

  private mutating func addRow(_ row: DialectElement) {
    var cells: [(column: Column, role: Role, text: String)] = []
    var next = 0
    for value in row.all("Value") {
      // A value without a reference is of the column after the last one's.
      let index =
        value["ColumnRef"].flatMap { id in columns.firstIndex { $0.id == id } } ?? next
      next = index + 1
      guard columns.indices.contains(index), let text = value.text(of: "SimpleValue") else {
        continue
      }
      cells.append((columns[index], role(of: index), text))
    }
    guard let code = cells.first(where: { $0.role == .code })?.text ?? cells.first?.text else {
      context.ignore("a row without values", at: row.position)
      return
    }
    let concept = context.builder.entity(base + URISegment.encoded(code))
    context.declareConcept(concept, at: row.position)
    if let scheme { context.builder.addRelation(.topOf, from: concept, to: scheme) }
    context.builder.addLabel(
      Label(code, kind: .alternative, role: .code), to: concept, line: row.line)
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
      case .code: break
      case .other: context.ignore("the column \"\(cell.column.id)\"", at: row.position)
      }
    }
  }

  private func role(of index: Int) -> Role {
    let column = columns[index]
    if keys.contains(column.id) || keys.isEmpty && index == 0 { return .code }
    let names = ["name", "label", "title", "term", "value"]
    let definitions = ["definition", "description", "comment", "remark", "usage"]
    for name in column.names {
      if definitions.contains(where: name.contains) { return .definition }
      if names.contains(where: name.contains) { return .name }
    }
    return .other
  }
}

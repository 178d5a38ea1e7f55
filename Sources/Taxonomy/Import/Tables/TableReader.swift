internal import JSONCoding
internal import XMLReading

/// Tables as people have them: comma-, tab- or semicolon-separated values, with a header line or not.
///
/// The first line says which of four shapes a table has: one row a label (what `export --to csv`
/// writes), one row a concept with columns by language, the term set of SharePoint, or levels side by
/// side.
enum TableReader: DialectReader {
  static let title = "table"

  static func claims(_ root: DocumentRoot) -> Bool { false }

  static func read(_ input: XMLInput, into context: DialectContext) throws {
    let labelsBefore = context.builder.labels.count
    let records = try records(of: input)
    if let header = records.first {
      let table = Table(
        names: header.fields.map(TableColumn.normalized), rows: Array(records.dropFirst()),
        path: input.path)
      switch table.shape {
      case .labels: try LabelRows(table, context).read()
      case .concepts: try ConceptRows(table, context).read()
      case .termSet: try TermSetRows(table, context).read()
      case .subjects: try SubjectRows(table, context).read(records)
      case .levels: try LevelRows(table, context).read(records)
      }
    }
    if context.builder.labels.count == labelsBefore { context.reportLackOfConcepts(title) }
  }

  private static func records(of input: XMLInput) throws -> [DelimitedRecord] {
    let text = try input.text()
    var reader = DelimitedTextReader(text, format: DelimitedText(separator: separator(of: text)))
    var records: [DelimitedRecord] = []
    var cells = 0
    do {
      while let record = try reader.next() {
        cells += record.fields.count
        guard cells <= VocabularyLimits.cells else {
          throw VocabularyTextError(path: input.path, line: record.line, .cells)
        }
        records.append(record.trimmed)
      }
    } catch let error as DelimitedTextError {
      throw VocabularyTextError(
        path: input.path, line: error.line, column: error.column, message: "\(error)")
    }
    return records
  }

  /// The separator that the first line has most of; a comma if it has none.
  static func separator(of text: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text {
      // Two quotes for one within a cell toggle twice, which comes to the same.
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 0x0A || byte == 0x0D, !isQuoted, !counts.isEmpty { break }
      if !isQuoted, [0x09, UInt8(ascii: ";"), UInt8(ascii: ",")].contains(byte) {
        counts[byte, default: 0] += 1
      }
    }
    // Of equally frequent ones the lowest byte: tab, comma, semicolon.
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? UInt8(ascii: ",")
  }
}

extension DelimitedRecord {
  /// The record without guards of formulas and white space around cells; leading blanks of a list are
  /// columns, so that they cannot be meant here.
  fileprivate var trimmed: DelimitedRecord {
    DelimitedRecord(
      fields: fields.map { TextNormalization.collapsed(DelimitedText.withoutGuard($0).utf8) },
      line: line)
  }
}

/// A table with its header.
struct Table {
  /// What a row of a table is about.
  enum Shape {
    case labels
    case concepts
    case termSet
    /// A URI in angle brackets and a name, as Annif writes them.
    case subjects
    case levels
  }

  /// The names of the columns as `TableColumn.normalized` gives them.
  var names: [String]
  var rows: [DelimitedRecord]
  var path: String

  /// The identifier of a table that names none: the name of the file without its endings.
  var name: String {
    let file = path.split(separator: "/").last.map(String.init) ?? "table"
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  var shape: Shape {
    let known = Set(names)
    if known.contains("term set name"), known.contains("level 1 term") { return .termSet }
    // `uri,label` alone is a table of concepts with one name each, as people write it by hand.
    if known.contains("label"), !known.isDisjoint(with: ["concept", "uri"]),
      !known.isDisjoint(with: ["kind", "role", "preferred label"])
    {
      return .labels
    }
    if LabelRows.fits(self) { return .labels }
    if let first = names.first, first.hasPrefix("<"), first.hasSuffix(">") { return .subjects }
    let columns = names.map(TableColumn.init)
    let names = columns.count { $0.property.isName }
    return names > 0 && columns.count(where: { $0.property != .unknown }) > 1 || names > 1
      ? .concepts : .levels
  }

  /// The cell of a column; empty if the row is shorter.
  func cell(_ row: DelimitedRecord, _ index: Int?) -> String {
    guard let index, index < row.fields.count else { return "" }
    return row.fields[index]
  }

  /// What a cell says of something that is so or not, as people and spreadsheets write it; `nil` for anything else.
  static func truth(_ cell: String) -> Bool? {
    switch cell.lowercased() {
    case "true", "yes", "1", "x": true
    case "false", "no", "0": false
    default: nil
    }
  }

  /// The column of that name.
  func column(_ wanted: String...) -> Int? {
    names.firstIndex { wanted.contains($0) }
  }
}

extension DialectContext {
  /// The place of a row.
  func position(_ row: DelimitedRecord) -> SourcePosition {
    SourcePosition(source: source, line: UInt32(clamping: row.line), column: 1)
  }

  /// The entity of an identifier of a table: a URI as it is, anything else behind a base.
  func entity(_ identifier: String, of table: Table) -> VocabularyBuilder.Entity {
    builder.entity(
      URISegment.uri(identifier, base: "urn:table:\(URISegment.encoded(table.name)):"))
  }

  /// Declares the scheme of a table that names none.
  func declareScheme(of table: Table) -> VocabularyBuilder.Entity {
    let scheme = builder.entity("urn:table:\(URISegment.encoded(table.name))")
    builder.declareScheme(
      scheme, key: table.name.lowercased(),
      at: SourcePosition(source: source, line: 1, column: 1))
    builder.addTitle(table.name, to: scheme)
    return scheme
  }

  /// Counts the columns that nothing is known of.
  func ignoreColumns(_ table: Table, but known: Set<String>) {
    for name in table.names where !known.contains(name) && !name.isEmpty {
      ignore("the column \"\(name)\"", at: SourcePosition(source: source, line: 1, column: 1))
    }
  }
}

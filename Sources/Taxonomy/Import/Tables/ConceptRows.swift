internal import JSONCoding

/// A table with one row for each concept, and columns by property and language: what PoolParty,
/// VocBench and many people by hand write.
struct ConceptRows {
  private let table: Table
  private let context: DialectContext
  private let columns: [TableColumn]
  /// The concepts of the table by their identifiers and by their preferred labels.
  private var known: [String: VocabularyBuilder.Entity] = [:]
  private var labels: [String: VocabularyBuilder.Entity] = [:]
  private var schemes: Set<VocabularyBuilder.Entity> = []

  init(_ table: Table, _ context: DialectContext) {
    self.table = table
    self.context = context
    columns = table.names.map(TableColumn.init)
  }

  /// Reads all rows.
  ///
  /// - Throws: `VocabularyTextError` if a limit is passed.
  func read() throws {
    var reader = self
    for (name, column) in zip(table.names, columns)
    where column.property == .unknown && !name.isEmpty {
      context.ignore(
        "the column \"\(name)\"", at: SourcePosition(source: context.source, line: 1, column: 1))
    }
    var concepts: [VocabularyBuilder.Entity?] = []
    // All concepts first: what a cell points to may stand further down.
    for row in table.rows {
      concepts.append(reader.declare(row))
      try context.checkLimits(at: context.position(row))
    }
    for (row, concept) in zip(table.rows, concepts) {
      if let concept { reader.read(row, concept) }
    }
  }

  /// The concept of a row, known by its identifier or else by its first name; nil if it has neither.
  private mutating func declare(_ row: DelimitedRecord) -> VocabularyBuilder.Entity? {
    let identifier = first(in: row) { $0 == .identifier }
    let name = first(in: row, where: \.isName)
    guard let key = identifier ?? name else {
      context.ignore("a row without an identifier or name", at: context.position(row))
      return nil
    }
    let concept = context.entity(key, of: table)
    if known[key] == nil { context.builder.declareConcept(concept, at: context.position(row)) }
    known[key] = concept
    // The first bearer of a name: pointing by a name that two rows have is the table's mistake, told by `check`.
    if let name, labels[name] == nil { labels[name] = concept }
    return concept
  }

  private func first(
    in row: DelimitedRecord, where holds: (TableColumn.Property) -> Bool
  ) -> String? {
    // No further than the row goes, which may be much shorter than the header.
    for (column, cell) in zip(columns, row.fields) where holds(column.property) {
      if !cell.isEmpty { return Self.withoutBrackets(cell) }
    }
    return nil
  }

  private mutating func read(_ row: DelimitedRecord, _ concept: VocabularyBuilder.Entity) {
    var isPlaced = false
    var isBelow = false
    for (column, cell) in zip(columns, row.fields) {
      guard !cell.isEmpty else { continue }
      switch column.property {
      case .scheme, .topOf:
        isPlaced = true
        for value in Self.values(of: cell) {
          let scheme = self.scheme(value)
          context.builder.addRelation(
            column.property == .topOf ? .topOf : .scheme, from: concept, to: scheme, line: row.line)
        }
      case .broader:
        isBelow = true
        add(cell, column, to: concept, row)
      default: add(cell, column, to: concept, row)
      }
    }
    guard !isPlaced else { return }
    let scheme = self.scheme("")
    context.builder.addRelation(
      isBelow ? .scheme : .topOf, from: concept, to: scheme, line: row.line)
  }

  private func add(
    _ cell: String, _ column: TableColumn, to concept: VocabularyBuilder.Entity,
    _ row: DelimitedRecord
  ) {
    switch column.property {
    case .label(let kind, let role):
      // A preferred name may hold a semicolon; a cell with two of them would break S14 anyway.
      let texts = kind == .preferred ? [cell] : Self.values(of: cell)
      for text in texts {
        let (words, language) = Self.tagged(text)
        context.builder.addLabel(
          Label(words, language: language ?? column.language, kind: kind, role: role),
          to: concept, line: row.line)
      }
    case .note(let kind):
      let (words, language) = Self.tagged(cell)
      context.builder.addNote(
        ConceptNote(words, kind: kind, language: language ?? column.language), to: concept)
    case .broader: relate(cell, .broader, concept, row)
    case .narrower: relate(cell, .narrower, concept, row)
    case .related: relate(cell, .related, concept, row)
    case .successor, .together:
      if column.property == .together { context.builder.makeCompound(concept) }
      for value in Self.values(of: cell) {
        context.builder.addSuccessor(target(value), to: concept, line: row.line)
      }
    case .mapping(let kind):
      for value in Self.values(of: cell) {
        context.builder.addMapping(
          ConceptMapping(kind, uri: Self.withoutBrackets(value)), to: concept)
      }
    case .deprecated: deprecate(concept, cell, row)
    case .provenance(let kind):
      for value in Self.values(of: cell) {
        context.builder.add(Provenance(kind, Self.withoutBrackets(value)), to: concept)
      }
    case .status: setStatus(cell.lowercased(), of: concept, row)
    case .identifier, .scheme, .topOf, .type, .unknown: break
    }
  }

  private func relate(
    _ cell: String, _ relation: ConceptRelation, _ concept: VocabularyBuilder.Entity,
    _ row: DelimitedRecord
  ) {
    for value in Self.values(of: cell) {
      context.builder.addRelation(relation, from: concept, to: target(value), line: row.line)
    }
  }

  private func setStatus(
    _ word: String, of concept: VocabularyBuilder.Entity, _ row: DelimitedRecord
  ) {
    if LabelWords.retiredStates.contains(word) {
      context.builder.deprecate(concept)
    } else if let status = LabelWords.status(word) {
      context.builder.setStatus(status, of: concept)
    } else {
      context.ignore("the status \"\(word)\"", at: context.position(row))
    }
  }

  private func deprecate(
    _ concept: VocabularyBuilder.Entity, _ cell: String, _ row: DelimitedRecord
  ) {
    switch Table.truth(cell) ?? (cell.lowercased() == "deprecated" ? true : nil) {
    case false?: return
    case true?: context.builder.deprecate(concept)
    case nil:
      context.builder.deprecate(
        concept, since: context.date(cell, of: "deprecated", at: context.position(row)))
    }
  }

  /// What a cell points to: a concept of the table by identifier or name, else a URI.
  private func target(_ value: String) -> VocabularyBuilder.Entity {
    let value = Self.withoutBrackets(value)
    return known[value] ?? labels[value] ?? context.entity(value, of: table)
  }

  private mutating func scheme(_ name: String) -> VocabularyBuilder.Entity {
    guard !name.isEmpty else {
      let scheme = context.builder.entity("urn:table:\(URISegment.encoded(table.name))")
      return schemes.insert(scheme).inserted ? context.declareScheme(of: table) : scheme
    }
    let scheme = context.entity(Self.withoutBrackets(name), of: table)
    if schemes.insert(scheme).inserted {
      context.builder.declareScheme(
        scheme, at: SourcePosition(source: context.source, line: 1, column: 1))
      if !ParlanceXMLHandler.isAbsolute(name) { context.builder.addTitle(name, to: scheme) }
    }
    return scheme
  }

  // MARK: Cells

  /// The values of a cell, apart by `|`, else by `;`; neither counts in a URI in angle brackets.
  static func values(of cell: String) -> [String] {
    let bytes = Array(cell.utf8)
    // A bracket opens a URI at the beginning of a value only, and only if it is closed.
    var places: [UInt8: [Int]] = [:]
    var index = 0
    var isAtStart = true
    while index < bytes.count {
      let byte = bytes[index]
      if isAtStart, byte == UInt8(ascii: "<"),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: ">"))
      {
        index = end
      }
      let isSeparator = byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";")
      if isSeparator { places[byte, default: []].append(index) }
      isAtStart = isSeparator || isAtStart && byte == 0x20
      index += 1
    }
    let cuts = places[UInt8(ascii: "|")] ?? places[UInt8(ascii: ";")] ?? []
    return zip([-1] + cuts, cuts + [bytes.count])
      .map { TextNormalization.collapsed(bytes[($0 + 1)..<$1]) }.filter { !$0.isEmpty }
  }

  /// A text and the language that is written behind it, as in `Boat@en`.
  static func tagged(_ text: String) -> (text: String, language: String?) {
    guard let mark = text.lastIndex(of: "@"), mark > text.startIndex else { return (text, nil) }
    let tag = text[text.index(after: mark)...]
    // Every language has a code of two or three letters: `info@acme` is no name in the language acme.
    guard LanguageTag.isWellFormed(String(tag)), tag.utf8.count <= 11,
      tag.prefix(while: { $0 != "-" }).utf8.count <= 3
    else { return (text, nil) }
    return (String(text[..<mark]), tag.lowercased())
  }

  private static func withoutBrackets(_ text: String) -> String {
    text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }
}

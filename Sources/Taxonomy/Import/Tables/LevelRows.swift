internal import JSONCoding

/// A table whose columns are levels.
///
/// A name in the second column stands below the last one in the
/// first. The path may be repeated in every row or not.
struct LevelRows {
  private let table: Table
  private let context: DialectContext

  init(_ table: Table, _ context: DialectContext) {
    self.table = table
    self.context = context
  }

  /// Reads all rows; a first line such as `Level 1, Level 2` is a header.
  ///
  /// - Throws: `VocabularyTextError` if a limit is passed.
  func read(_ records: [DelimitedRecord]) throws {
    // All cells must look like one: "Category" may be the name of a concept beside "Boat".
    let hasHeader = table.names.allSatisfy { name in
      name.isEmpty
        || ["level", "term", "concept", "category", "ebene", "niveau"].contains {
          name.hasPrefix($0) && name.dropFirst($0.count).allSatisfy { $0.isNumber || $0 == " " }
        }
    }
    var outline = Outline(table, context)
    for record in hasHeader ? table.rows : records {
      for (level, name) in record.fields.enumerated() where !name.isEmpty {
        guard level < Outline.levelLimit else {
          context.ignore(
            "a name deeper than \(Outline.levelLimit) levels", at: context.position(record))
          continue
        }
        try outline.add(name, level: level, line: record.line)
      }
    }
  }
}

/// The term set that SharePoint's term store imports as CSV.
struct TermSetRows {
  private let table: Table
  private let context: DialectContext

  init(_ table: Table, _ context: DialectContext) {
    self.table = table
    self.context = context
  }

  /// Reads all rows: the first one names the term set.
  ///
  /// - Throws: `VocabularyTextError` if a limit is passed.
  func read() throws {
    let levels = (1...7).map { table.column("level \($0) term") }
    let (lcid, note, tagging) = (
      table.column("lcid"), table.column("term description"), table.column("available for tagging")
    )
    var outline = Outline(table, context, title: first("term set name"))
    if let description = first("term set description") {
      context.builder.addDescription(description, to: outline.scheme)
    }
    for row in table.rows {
      let language = self.language(table.cell(row, lcid), row)
      for (level, column) in levels.enumerated() {
        let term = Self.term(table.cell(row, column))
        guard !term.isEmpty else { continue }
        try outline.add(term, level: level, language: language, line: row.line)
      }
      let note = table.cell(row, note)
      if !note.isEmpty, let concept = outline.last {
        context.builder.addNote(
          ConceptNote(note, kind: .definition, language: language), to: concept)
      }
      if table.cell(row, tagging).lowercased() == "false" {
        context.ignore("that a term is not available for tagging", at: context.position(row))
      }
    }
    context.ignoreColumns(
      table,
      but: [
        "term set name", "term set description", "lcid", "available for tagging",
        "term description", "level 1 term", "level 2 term", "level 3 term", "level 4 term",
        "level 5 term", "level 6 term", "level 7 term",
      ])
  }

  /// The language that Windows knows by a number; empty where none is given.
  private func language(_ lcid: String, _ row: DelimitedRecord) -> String {
    if lcid.isEmpty { return "" }
    if let tag = LanguageCode.tag(lcid: lcid) { return tag }
    context.ignore("the language \"\(lcid)\"", at: context.position(row))
    return ""
  }

  /// The first cell of a column that holds something.
  private func first(_ name: String) -> String? {
    let column = table.column(name)
    return table.rows.lazy.map { table.cell($0, column) }.first { !$0.isEmpty }
  }

  /// A term with the characters that the term store had changed.
  private static func term(_ text: String) -> String {
    // The term store changes both when it imports, so that nobody wrote them so.
    String(text.map { $0 == "＆" ? "&" : $0 == "＂" ? "\"" : $0 })
  }
}

/// Lines of a URI in angle brackets, a tab and a name, as Annif writes them.
struct SubjectRows {
  private let table: Table
  private let context: DialectContext

  init(_ table: Table, _ context: DialectContext) {
    self.table = table
    self.context = context
  }

  /// Reads all rows.
  ///
  /// - Throws: `VocabularyTextError` if a limit is passed.
  func read(_ records: [DelimitedRecord]) throws {
    let scheme = context.declareScheme(of: table)
    for record in records {
      guard record.fields.count > 1, !record.fields[1].isEmpty else {
        context.ignore("a line without a name", at: context.position(record))
        continue
      }
      let concept = context.entity(
        String(record.fields[0].drop { $0 == "<" }.prefix { $0 != ">" }), of: table)
      try context.checkLimits(at: context.position(record))
      context.builder.declareConcept(concept, at: context.position(record))
      context.builder.addRelation(.topOf, from: concept, to: scheme, line: record.line)
      context.builder.addLabel(Label(record.fields[1]), to: concept, line: record.line)
      for code in record.fields.dropFirst(2) where !code.isEmpty {
        context.builder.addLabel(
          Label(code, kind: .alternative, role: .code), to: concept, line: record.line)
      }
    }
  }
}

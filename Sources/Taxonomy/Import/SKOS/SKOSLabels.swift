import Model
import System

/// Reads the labels of concepts that are text: of SKOS, and of RDFS where SKOS has none.
enum SKOSLabels {
  // MARK: Plain labels

  /// Adds a label that is text.
  static func addPlain(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, _ concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    guard row.isLiteral, let kind = term.labelKind else {
      reading.report(
        "LiteralExpected", .warning, row,
        "“\(reading.name(of: row))” needs text and was left out",
        remedy: "write the label as text, or as skosxl:\(reading.name(of: row))")
      return
    }
    append(row, kind, .plain, reading.language(row), concept, to: &reading)
  }

  /// Adds a notation as a code.
  static func addNotation(
    _ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity,
    to reading: inout SKOSReading
  ) {
    guard row.isLiteral else { return reading.ignored.count(row) }
    reading.reportLosses(ofNotation: row)
    append(row, .alternative, .code, 0, concept, to: &reading)
    let datatype = reading.datatype(row)
    if !datatype.isEmpty {
      reading.builder.labels[reading.builder.labels.count - 1].extras = reading.builder.extrasIndex(
        ofDatatype: datatype)
    }
  }

  private static func append(
    _ row: RDFStatementStore.Row, _ kind: Label.Kind, _ role: Label.Role, _ language: UInt16,
    _ concept: VocabularyBuilder.Entity, to reading: inout SKOSReading
  ) {
    let text = collapsed(reading.document.literals[Int(row.object)], in: &reading)
    if text.length == 0 {
      reading.report(
        "EmptyLabels", .warning, row, "“\(reading.name(of: row))” is empty",
        remedy: "write its text, or remove it")
    }
    reading.builder.labels.append(
      LabelRecord(
        text: text, concept: concept.number, from: 0,
        until: 0, line: row.line, language: language, kind: kind.rawValue, role: role.rawValue,
        caseRule: Label.CaseRule.automatic.rawValue, source: UInt16(clamping: reading.source),
        extras: .max))
  }

  /// The text with white space collapsed; the text itself, mostly.
  private static func collapsed(
    _ literal: RDFStatementStore.Literal, in reading: inout SKOSReading
  ) -> StringReference {
    if literal.isCollapsed || isCollapsed(literal.text, in: reading) { return literal.text }
    return reading.builder.reference(TextNormalization.collapsed(reading.string(literal.text).utf8))
  }

  private static func isCollapsed(_ text: StringReference, in reading: SKOSReading) -> Bool {
    reading.builder.text.withBytes(of: text) { TextNormalization.isCollapsed($0.memory) }
  }

  // MARK: Labels of RDFS

  /// Takes `rdfs:label` of a concept that SKOS gives no name: the first of a language as preferred.
  static func addOfRDFS(
    _ own: ArraySlice<UInt32>, _ concept: VocabularyBuilder.Entity, to reading: inout SKOSReading
  ) {
    var languages: Set<UInt16> = []
    for number in own where reading.term(reading.document.rows[Int(number)]) == .rdfsLabel {
      let row = reading.document.rows[Int(number)]
      guard row.isLiteral else { continue }
      let isFirst = languages.insert(reading.language(row)).inserted
      if languages.count == 1, isFirst { reading.ignored.countName(row) }
      append(
        row, isFirst ? .preferred : .alternative, .plain, reading.language(row), concept,
        to: &reading)
    }
  }

  /// Counts each `rdfs:label` as left out, unless a label of SKOS says the same.
  ///
  /// - Complexity: O(statements about the concept).
  static func countSpare(_ own: ArraySlice<UInt32>, in reading: inout SKOSReading) {
    var said: Set<ConceptScheme.Text>?
    for number in own where reading.term(reading.document.rows[Int(number)]) == .rdfsLabel {
      let row = reading.document.rows[Int(number)]
      let names = said ?? plainLabels(own, in: reading)
      said = names
      if !row.isLiteral || !names.contains(text(row, in: reading)) { reading.ignored.count(row) }
    }
  }

  /// What the plain labels of SKOS among some statements say.
  private static func plainLabels(
    _ own: ArraySlice<UInt32>, in reading: SKOSReading
  ) -> Set<ConceptScheme.Text> {
    Set(
      own.lazy.map { reading.document.rows[Int($0)] }.filter {
        $0.isLiteral && reading.term($0).labelKind != nil
      }
      .map { text($0, in: reading) })
  }

  /// The text and language of a literal.
  private static func text(
    _ row: RDFStatementStore.Row, in reading: SKOSReading
  ) -> ConceptScheme.Text {
    ConceptScheme.Text(
      reading.string(row) ?? "", language: reading.languageTag(row))
  }

  // MARK: Classes

  /// Reports resources that are labels and something else (S48).
  static func checkClasses(in reading: inout SKOSReading) {
    for number in reading.document.described
    where reading.document.kinds[Int(number)].contains(.label)
      && !reading.document.kinds[Int(number)].isDisjoint(with: [.concept, .scheme, .collection])
    {
      let place = reading.document.places[Int(number)]
      let iri = reading.builder.uris.string(of: number)
      reading.builder.findings.append(
        VocabularyFinding(
          rule: "LabelAndConcept", severity: .error, path: reading.path, line: Int(place.line),
          column: Int(place.column), concept: iri,
          message: "<\(iri)> is a skosxl:Label and a concept, scheme or collection (SKOS S48)",
          remedy: "give the label an identifier of its own"))
    }
  }
}

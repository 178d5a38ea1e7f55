/// Counts statements that have no place in the model, by property.
struct IgnoredStatements {
  /// How often, and where first.
  struct Occurrences {
    private(set) var number = 0
    private(set) var line: UInt32 = 0

    mutating func count(_ row: RDFStatementStore.Row) { count(1, from: row.line) }

    mutating func count(_ times: Int, from first: UInt32) {
      if number == 0 { line = first }
      number += times
    }
  }

  private var properties: [Int: Occurrences] = [:]
  private var kinds: [Int: Occurrences] = [:]
  private var foreign = Occurrences()
  private var namesFromRDFS = Occurrences()
  private var labelURIs = Occurrences()
  private var comments = Occurrences()
  private var datatypes = Occurrences()

  /// Counts a statement by its property.
  mutating func count(_ row: RDFStatementStore.Row) {
    properties[row.predicate, default: Occurrences()].count(row)
  }

  /// Counts a statement of which only the general meaning of a property or class is kept.
  mutating func count(_ row: RDFStatementStore.Row, ofKind number: Int) {
    kinds[number, default: Occurrences()].count(row)
  }

  /// Counts a statement about what is neither concept nor scheme nor label.
  mutating func countForeign(_ row: RDFStatementStore.Row) { foreign.count(row) }

  /// Counts a concept that `rdfs:label` names.
  mutating func countName(_ row: RDFStatementStore.Row) { namesFromRDFS.count(row) }

  /// Counts a label that has a URI.
  mutating func countLabelURI(_ row: RDFStatementStore.Row) { labelURIs.count(row) }

  /// Counts the comments of a document, from the line of the first.
  mutating func countComments(_ number: Int, from line: Int) {
    comments.count(number, from: UInt32(clamping: line))
  }

  /// Counts a text whose datatype is lost.
  mutating func countDatatype(_ row: RDFStatementStore.Row) { datatypes.count(row) }

  // MARK: Telling

  /// What is said of the counts, with the line of the first of each; of kinds before properties.
  ///
  /// - Parameters:
  ///   - name: gives the IRI of a number.
  ///   - general: gives the number of what a kind is a kind of.
  /// - Returns: the findings' rule, line and message.
  func messages(
    name: (Int) -> String, general: (Int) -> Int?
  ) -> [(rule: String, line: UInt32, message: String)] {
    var told: [(rule: String, line: UInt32, message: String)] = []
    func tell(_ found: Occurrences, _ message: String, as rule: String = "IgnoredContent") {
      if found.number > 0 { told.append((rule, found.line, message)) }
    }
    for (number, found) in kinds.sorted(by: { $0.value.line < $1.value.line }) {
      guard let general = general(number) else { continue }
      tell(
        found,
        "<\(name(number))>\(Self.times(found)) is kept as <\(name(general))>, of which it is a kind; "
          + "the kind was left out")
    }
    tell(
      datatypes,
      "the datatypes of \(datatypes.number) labels and notes, here first, were left out: they "
        + "are kept as text")
    for (number, found) in properties.sorted(by: { $0.value.line < $1.value.line }) {
      tell(
        found,
        "<\(name(number))>\(Self.times(found)) has no place in the vocabulary model and was left out"
      )
    }
    tell(
      foreign,
      "\(foreign.number) statements about resources that are neither concepts, schemes nor "
        + "labels were left out")
    tell(
      labelURIs,
      "the URIs of labels of SKOS-XL were left out (\(labelURIs.number), here first): labels "
        + "have none in the vocabulary model")
    tell(
      comments, "comments of the document were left out (\(comments.number), here first)")
    tell(
      namesFromRDFS,
      "\(namesFromRDFS.number) concepts without a label of SKOS are named by rdfs:label",
      as: "NameFromRDFS")
    return told
  }

  private static func times(_ found: Occurrences) -> String {
    found.number == 1 ? "" : " (\(found.number) times, here first)"
  }
}

// MARK: - In a document

extension SKOSReading {
  /// Counts what is lost of statements that are kept, and turns all counts into findings.
  mutating func reportIgnored() {
    countDatatypes()
    countKinds()
    let messages = ignored.messages(
      name: { builder.uris.string(of: UInt32($0)) }, general: { document.generalTerms[$0] })
    builder.findings += messages.map { rule, line, message in
      VocabularyFinding(
        rule: rule, severity: .note, path: path, line: Int(line), message: message)
    }
  }

  /// Counts the texts of which the datatype is lost: that of a notation is kept.
  private mutating func countDatatypes() {
    for row in document.rows where row.isLiteral && term(row).isText && !datatype(row).isEmpty {
      ignored.countDatatype(row)
    }
  }

  /// Counts what is kept as something more general, by its property or class.
  private mutating func countKinds() {
    guard !document.generalTerms.isEmpty else { return }
    for row in document.rows {
      if document.generalTerms[row.predicate] != nil {
        ignored.count(row, ofKind: row.predicate)
      } else if term(row) == .type, let type = row.node, !type.isBlank,
        document.generalTerms[type.number] != nil
      {
        ignored.count(row, ofKind: type.number)
      }
    }
  }
}

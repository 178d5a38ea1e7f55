/// Counts statements that have no place in the model, by property.
struct IgnoredStatements {
  /// How often, and where first.
  struct Occurrences {
    var number = 0
    var line: UInt32 = 0

    mutating func count(_ row: RDFStatementStore.Row) {
      if number == 0 { line = row.line }
      number += 1
    }
  }

  private(set) var properties: [Int: Occurrences] = [:]
  private(set) var kinds: [Int: Occurrences] = [:]
  private(set) var foreign = Occurrences()
  var namesFromRDFS = Occurrences()
  var labelURIs = Occurrences()
  var comments = Occurrences()
  var datatypes = Occurrences()

  mutating func count(_ row: RDFStatementStore.Row) {
    properties[row.predicate, default: Occurrences()].count(row)
  }

  /// Counts a statement of which only the general meaning of a property or class is kept.
  mutating func count(_ row: RDFStatementStore.Row, ofKind number: Int) {
    kinds[number, default: Occurrences()].count(row)
  }

  mutating func countForeign(_ row: RDFStatementStore.Row) { foreign.count(row) }
}

extension SKOSImporter {
  /// Counts the texts of which the datatype is lost: that of a notation is kept.
  private mutating func countDatatypes() {
    for row in document.rows where row.isLiteral && term(row).isText && !datatype(row).isEmpty {
      ignored.datatypes.count(row)
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

  private mutating func reportKinds() {
    countKinds()
    for (number, occurrences) in ignored.kinds.sorted(by: { $0.value.line < $1.value.line }) {
      guard let general = document.generalTerms[number] else { continue }
      let iris = [number, general].map { builder.uris.string(of: UInt32($0)) }
      let times = occurrences.number == 1 ? "" : " (\(occurrences.number) times, here first)"
      report(
        occurrences, "IgnoredContent",
        "<\(iris[0])>\(times) is kept as <\(iris[1])>, of which it is a kind; the kind was left out"
      )
    }
  }

  /// Turns the counts into findings, one for each property.
  mutating func reportIgnored() {
    countDatatypes()
    reportKinds()
    report(
      ignored.datatypes, "IgnoredContent",
      "the datatypes of \(ignored.datatypes.number) labels and notes, here first, were left out: they "
        + "are kept as text")
    for (predicate, occurrences) in ignored.properties.sorted(by: { $0.value.line < $1.value.line })
    {
      let iri = builder.uris.string(of: UInt32(predicate))
      let times = occurrences.number == 1 ? "" : " (\(occurrences.number) times, here first)"
      report(
        occurrences, "IgnoredContent",
        "<\(iri)>\(times) has no place in the vocabulary model and was left out")
    }
    report(
      ignored.foreign, "IgnoredContent",
      "\(ignored.foreign.number) statements about resources that are neither concepts, schemes nor "
        + "labels were left out")
    report(
      ignored.labelURIs, "IgnoredContent",
      "the URIs of labels of SKOS-XL were left out (\(ignored.labelURIs.number), here first): labels "
        + "have none in the vocabulary model")
    report(
      ignored.comments, "IgnoredContent",
      "comments of the document were left out (\(ignored.comments.number), here first)")
    report(
      ignored.namesFromRDFS, "NameFromRDFS",
      "\(ignored.namesFromRDFS.number) concepts without a label of SKOS are named by rdfs:label")
  }

  /// Reports a document that says nothing of any concept, scheme, collection or label.
  mutating func reportLackOfConcepts() {
    let told: Kind = [.concept, .scheme, .collection, .labelled]
    guard !document.described.contains(where: { !document.kinds[Int($0)].isDisjoint(with: told) })
    else { return }
    builder.findings.append(
      VocabularyFinding(
        rule: DocumentRule.noConcepts, severity: .error, path: path, line: 1, column: 1,
        message: "no concept was found in this document read as SKOS RDF/XML",
        remedy: "name a file with skos:Concept, or the right format with --as"))
  }

  /// Reports resources that are labels and something else (S48).
  mutating func checkClasses() {
    for number in document.described
    where document.kinds[Int(number)].contains(.label)
      && !document.kinds[Int(number)].isDisjoint(with: [.concept, .scheme, .collection])
    {
      let place = document.places[Int(number)]
      let iri = builder.uris.string(of: number)
      builder.findings.append(
        VocabularyFinding(
          rule: "LabelAndConcept", severity: .error, path: path, line: Int(place.line),
          column: Int(place.column), concept: iri,
          message: "<\(iri)> is a skosxl:Label and a concept, scheme or collection (SKOS S48)",
          remedy: "give the label an identifier of its own"))
    }
  }

  private mutating func report(
    _ occurrences: IgnoredStatements.Occurrences, _ rule: String, _ message: String
  ) {
    guard occurrences.number > 0 else { return }
    builder.findings.append(
      VocabularyFinding(
        rule: rule, severity: .note, path: path, line: Int(occurrences.line), message: message))
  }
}

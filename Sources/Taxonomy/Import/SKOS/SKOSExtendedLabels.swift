import Model

/// Reads labels of SKOS-XL, which are resources of which more is said.
enum SKOSExtendedLabels {
  /// Whether labels of SKOS-XL are among some statements.
  static func areAmong(_ own: ArraySlice<UInt32>, in reading: SKOSReading) -> Bool {
    own.contains { number in
      switch reading.term(reading.document.rows[Int(number)]) {
      case .xlPrefLabel, .xlAltLabel, .xlHiddenLabel: true
      default: false
      }
    }
  }

  /// Adds the labels of a concept that has some of SKOS-XL, in the order of the document.
  ///
  /// A plain label of the same kind, text and language as an extended one is entailed by that (S55
  /// to S57) and not added.
  static func add(
    of node: RDFNode, _ own: ArraySlice<UInt32>, to reading: inout SKOSReading
  ) {
    let concept = reading.entity(node)
    var said: Set<String> = []
    var extended: [UInt32: [Label]] = [:]
    var kinds: [RDFNode: Label.Kind] = [:]
    for number in own {
      let row = reading.document.rows[Int(number)]
      guard let kind = reading.term(row).labelKind, let label = row.node else { continue }
      if let other = kinds.updateValue(kind, forKey: label), other != kind {
        reportClash(label, other, kind, row, in: &reading)
      }
      // The model has labels without identifiers: what else points to this one finds nothing after an export.
      if !label.isBlank { reading.ignored.countLabelURI(row) }
      let labels = labels(label, kind, row, in: &reading)
      extended[number] = labels
      for label in labels { said.insert(key(label)) }
    }
    for number in own {
      let row = reading.document.rows[Int(number)]
      for label in extended[number] ?? [] {
        reading.builder.addLabel(label, to: concept, line: Int(row.line))
      }
      guard extended[number] == nil else { continue }
      if reading.term(row) == .notation {
        let text = TextNormalization.collapsed((reading.string(row) ?? "").utf8)
        let code = Label(
          text, kind: .alternative, role: .code,
          datatype: row.isLiteral ? reading.datatype(row) : "")
        if !said.contains(key(code)) { SKOSLabels.addNotation(row, concept, to: &reading) }
      } else if let kind = reading.term(row).labelKind, row.isLiteral {
        let text = TextNormalization.collapsed((reading.string(row) ?? "").utf8)
        let language = reading.languageTag(row)
        if !said.contains(key(Label(text, language: language, kind: kind))) {
          SKOSLabels.addPlain(row, reading.term(row), concept, to: &reading)
        }
      }
    }
  }

  private static func reportClash(
    _ label: RDFNode, _ one: Label.Kind, _ other: Label.Kind, _ row: RDFStatementStore.Row,
    in reading: inout SKOSReading
  ) {
    let form = reading.document.statements(of: label).first { reading.term($0) == .literalForm }
    reading.report(
      "DisjointExtendedLabels", .error, row,
      "the label \(form.flatMap { reading.string($0) }.map { "\"\($0)\"" } ?? "<\(reading.iri(label) ?? "")>") is "
        + "\(one.wireName) and \(other.wireName) of one concept (SKOS S58)",
      remedy: "remove one of skosxl:\(one.skosName) and skosxl:\(other.skosName)")
  }

  /// What the plain label that a label entails says.
  private static func key(_ label: Label) -> String {
    let isNotation =
      label.role == .code && label.kind == .alternative && label.language.isEmpty
    return (isNotation ? "n\(label.datatype)\n" : "\(label.kind.rawValue)") + label.language
      + "\n" + label.text
  }

  /// The label that a `skosxl:Label` stands for: one for each of its forms, of which it should have
  /// one (S52).
  private static func labels(
    _ node: RDFNode, _ kind: Label.Kind, _ row: RDFStatementStore.Row,
    in reading: inout SKOSReading
  ) -> [Label] {
    var label = Label("", kind: kind)
    var forms: [(String, String)] = []
    for number in reading.document.index.rows(of: node) {
      let fact = reading.document.rows[Int(number)]
      if reading.term(fact) == .literalForm, let text = reading.string(fact) {
        // Counted, so that the note on the language of the scheme says how many texts it decided.
        if reading.statedLanguage(fact) == 0 { reading.defaults.countUse() }
        let language = reading.languageTag(fact)
        let form = (TextNormalization.collapsed(text.utf8), language)
        if !forms.contains(where: { $0 == form }) { forms.append(form) }
      } else {
        add(fact, to: &label, in: &reading)
      }
    }
    if forms.count != 1 {
      reading.report(
        "LabelWithoutOneLiteralForm", .error, row,
        "the label <\(reading.iri(node) ?? "a blank node")> has \(forms.count) literal forms, not one (SKOS S52)",
        remedy: "give it one skosxl:literalForm")
    }
    return forms.map { text, language in
      var one = label
      one.text = text
      one.language = language
      return one
    }
  }

  /// Adds what a statement about a label says.
  private static func add(
    _ fact: RDFStatementStore.Row, to label: inout Label, in reading: inout SKOSReading
  ) {
    let text = reading.string(fact) ?? ""
    switch reading.term(fact) {
    case .role:
      if let role = Label.Role.exported(as: text) {
        label.role = role
      } else {
        reading.ignored.count(fact)
      }
    case .caseRule:
      if let rule = Label.CaseRule(wireName: text) {
        label.caseRule = rule
      } else {
        reading.ignored.count(fact)
      }
    case .from, .startDate: label.validity.from = reading.date(fact)
    case .until, .endDate: label.validity.until = reading.date(fact)
    case .with: label.requiredContext = TextNormalization.words(text)
    case .without: label.excludedContext = TextNormalization.words(text)
    case .remark: label.note = text
    case .datatype: label.datatype = text
    case .status:
      if reading.isRetired(fact) { label.role = .formerName } else { reading.ignored.count(fact) }
    case .labelType, .type:
      if namesAbbreviation(fact, in: reading) {
        label.role = .abbreviation
      } else if !isLabelClass(fact, in: reading) {
        reading.ignored.count(fact)
      }
    default: reading.ignored.count(fact)
    }
  }

  private static func isLabelClass(
    _ fact: RDFStatementStore.Row, in reading: SKOSReading
  ) -> Bool {
    guard let node = fact.node, !node.isBlank else { return false }
    return reading.document.terms[node.number] == .labelClass
  }

  /// Whether the type of a label is that of abbreviations, whatever vocabulary it is from.
  private static func namesAbbreviation(
    _ fact: RDFStatementStore.Row, in reading: SKOSReading
  ) -> Bool {
    let name = (reading.string(fact) ?? fact.node.flatMap { reading.iri($0) } ?? "").lowercased()
    let last = name.split(whereSeparator: { "/#:".contains($0) }).last ?? ""
    // Each vocabulary has a class of its own: `Acronym`, `lexinfo:abbreviation`, `#initialism`.
    return LabelWords.abbreviationClasses.contains { last.contains($0) }
  }
}

extension Label.Role {
  /// The role with a name as the exporter writes it.
  static func exported(as name: String) -> Label.Role? {
    allCases.first { $0.exportedName == name }
  }
}

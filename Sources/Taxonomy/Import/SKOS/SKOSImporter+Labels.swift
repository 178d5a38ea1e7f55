import Model

extension SKOSImporter {
  // MARK: Plain labels

  mutating func addPlainLabel(
    _ row: RDFStatementStore.Row, _ term: SKOSTerm, _ concept: VocabularyBuilder.Entity
  ) {
    guard row.isLiteral, let kind = term.labelKind else {
      report(
        "LiteralExpected", .warning, row,
        "“\(name(of: row))” needs text and was left out",
        remedy: "write the label as text, or as skosxl:\(name(of: row))")
      return
    }
    appendLabel(row, kind, .plain, language(row), concept)
  }

  mutating func addNotation(_ row: RDFStatementStore.Row, _ concept: VocabularyBuilder.Entity) {
    guard row.isLiteral else { return ignored.count(row) }
    reportLosses(ofNotation: row)
    appendLabel(row, .alternative, .code, 0, concept)
    let datatype = datatype(row)
    if !datatype.isEmpty {
      builder.labels[builder.labels.count - 1].extras = builder.extrasIndex(ofDatatype: datatype)
    }
  }

  /// The datatype of a literal, unless it says no more than that it is text.
  func datatype(_ row: RDFStatementStore.Row) -> String {
    let literal = document.literals[Int(row.object)]
    guard literal.datatype != RDFStatementStore.Literal.noDatatype else { return "" }
    let datatype = builder.uris.string(of: literal.datatype)
    return Self.plainDatatypes.contains(datatype) ? "" : datatype
  }

  /// Reports what a notation says beyond its text, which a code of the model does not have.
  mutating func reportLosses(
    ofNotation row: RDFStatementStore.Row, keepsDatatype: Bool = true
  ) {
    let language = builder.languages.string(of: UInt32(statedLanguage(row)))
    if !language.isEmpty {
      report(
        "LanguageOfNotation", .warning, row,
        "the notation \"\(string(row) ?? "")\" has the language \"\(language)\", which was left out",
        remedy: "write a notation without xml:lang, or a name as skos:altLabel")
    }
    let datatype = datatype(row)
    guard !keepsDatatype, !datatype.isEmpty else { return }
    report(
      "IgnoredContent", .note, row,
      "the datatype <\(datatype)> of the notation \"\(string(row) ?? "")\" has no place in the "
        + "vocabulary model and was left out")
  }

  private static let plainDatatypes: Set<String> = [
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#PlainLiteral",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
  ]

  private mutating func appendLabel(
    _ row: RDFStatementStore.Row, _ kind: Label.Kind, _ role: Label.Role, _ language: UInt16,
    _ concept: VocabularyBuilder.Entity
  ) {
    let text = collapsed(document.literals[Int(row.object)])
    if text.length == 0 {
      report(
        "EmptyLabels", .warning, row, "“\(name(of: row))” is empty",
        remedy: "write its text, or remove it")
    }
    builder.labels.append(
      LabelRecord(
        text: text, concept: concept.number, from: 0,
        until: 0, line: row.line, language: language, kind: kind.rawValue, role: role.rawValue,
        caseRule: Label.CaseRule.automatic.rawValue, source: UInt16(clamping: source),
        extras: .max))
  }

  /// The text with white space collapsed; the text itself, mostly.
  private mutating func collapsed(_ literal: RDFStatementStore.Literal) -> StringReference {
    if literal.isCollapsed || isCollapsed(literal.text) { return literal.text }
    return builder.reference(TextNormalization.collapsed(string(literal.text).utf8))
  }

  private func isCollapsed(_ text: StringReference) -> Bool {
    unsafe builder.text.withBytes(of: text) { unsafe TextNormalization.isCollapsed($0) }
  }

  // MARK: Labels of RDFS

  /// Takes `rdfs:label` of a concept that SKOS gives no name: the first of a language as preferred.
  mutating func addLabelsOfRDFS(
    _ own: ArraySlice<UInt32>, _ concept: VocabularyBuilder.Entity
  ) {
    var languages: Set<UInt16> = []
    for number in own where term(document.rows[Int(number)]) == .rdfsLabel {
      let row = document.rows[Int(number)]
      guard row.isLiteral else { continue }
      let isFirst = languages.insert(language(row)).inserted
      if languages.count == 1, isFirst { ignored.namesFromRDFS.count(row) }
      appendLabel(row, isFirst ? .preferred : .alternative, .plain, language(row), concept)
    }
  }

  /// Counts each `rdfs:label` as left out, unless a label of SKOS says the same.
  ///
  /// - Complexity: O(statements about the concept).
  mutating func addSpareLabels(_ own: ArraySlice<UInt32>) {
    var said: Set<ConceptScheme.Text>?
    for number in own where term(document.rows[Int(number)]) == .rdfsLabel {
      let row = document.rows[Int(number)]
      let names = said ?? plainLabels(own)
      said = names
      if !row.isLiteral || !names.contains(text(row)) { ignored.count(row) }
    }
  }

  /// What the plain labels of SKOS among some statements say.
  private func plainLabels(_ own: ArraySlice<UInt32>) -> Set<ConceptScheme.Text> {
    Set(
      own.lazy.map { document.rows[Int($0)] }.filter { $0.isLiteral && term($0).labelKind != nil }
        .map { text($0) })
  }

  /// The text and language of a literal.
  private func text(_ row: RDFStatementStore.Row) -> ConceptScheme.Text {
    ConceptScheme.Text(
      string(row) ?? "", language: builder.languages.string(of: UInt32(language(row))))
  }

  // MARK: SKOS-XL

  func hasExtendedLabels(_ own: ArraySlice<UInt32>) -> Bool {
    own.contains { number in
      switch term(document.rows[Int(number)]) {
      case .xlPrefLabel, .xlAltLabel, .xlHiddenLabel: true
      default: false
      }
    }
  }

  /// Adds the labels of a concept that has some of SKOS-XL, in the order of the document.
  ///
  /// A plain label of the same kind, text and language as an extended one is entailed by that (S55
  /// to S57) and not added.
  mutating func addExtendedLabels(of node: RDFNode, _ own: ArraySlice<UInt32>) {
    let concept = entity(node)
    var said: Set<String> = []
    var extended: [UInt32: [Label]] = [:]
    var kinds: [RDFNode: Label.Kind] = [:]
    for number in own {
      let row = document.rows[Int(number)]
      guard let kind = term(row).labelKind, let label = row.node else { continue }
      if let other = kinds.updateValue(kind, forKey: label), other != kind {
        reportClash(label, other, kind, row)
      }
      if !label.isBlank { ignored.labelURIs.count(row) }
      let labels = extendedLabels(label, kind, row)
      extended[number] = labels
      for label in labels { said.insert(Self.key(label)) }
    }
    for number in own {
      let row = document.rows[Int(number)]
      for label in extended[number] ?? [] {
        builder.addLabel(label, to: concept, line: Int(row.line))
      }
      guard extended[number] == nil else { continue }
      if term(row) == .notation {
        let text = TextNormalization.collapsed((string(row) ?? "").utf8)
        let code = Label(
          text, kind: .alternative, role: .code, datatype: row.isLiteral ? datatype(row) : "")
        if !said.contains(Self.key(code)) { addNotation(row, concept) }
      } else if let kind = term(row).labelKind, row.isLiteral {
        let text = TextNormalization.collapsed((string(row) ?? "").utf8)
        let language = builder.languages.string(of: UInt32(language(row)))
        if !said.contains(Self.key(Label(text, language: language, kind: kind))) {
          addPlainLabel(row, term(row), concept)
        }
      }
    }
  }

  private mutating func reportClash(
    _ label: RDFNode, _ one: Label.Kind, _ other: Label.Kind, _ row: RDFStatementStore.Row
  ) {
    let form = document.statements(of: label).first { term($0) == .literalForm }
    report(
      "DisjointExtendedLabels", .error, row,
      "the label \(form.flatMap(string).map { "\"\($0)\"" } ?? "<\(iri(label) ?? "")>") is "
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
  private mutating func extendedLabels(
    _ node: RDFNode, _ kind: Label.Kind, _ row: RDFStatementStore.Row
  ) -> [Label] {
    var label = Label("", kind: kind)
    var forms: [(String, String)] = []
    for number in document.index.rows(of: node) {
      let fact = document.rows[Int(number)]
      if term(fact) == .literalForm, let text = string(fact) {
        if statedLanguage(fact) == 0, defaults.current != 0 {
          defaults.uses[defaults.current, default: 0] += 1
        }
        let language = builder.languages.string(of: UInt32(language(fact)))
        let form = (TextNormalization.collapsed(text.utf8), language)
        if !forms.contains(where: { $0 == form }) { forms.append(form) }
      } else {
        add(fact, to: &label)
      }
    }
    if forms.count != 1 {
      report(
        "LabelWithoutOneLiteralForm", .error, row,
        "the label <\(iri(node) ?? "a blank node")> has \(forms.count) literal forms, not one (SKOS S52)",
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
  private mutating func add(_ fact: RDFStatementStore.Row, to label: inout Label) {
    let text = string(fact) ?? ""
    switch term(fact) {
    case .role: label.role = Label.Role.exported(as: text) ?? label.role
    case .caseRule: label.caseRule = text == "exact" ? .exact : text == "any" ? .any : .automatic
    case .from, .startDate: label.validity.from = date(fact)
    case .until, .endDate: label.validity.until = date(fact)
    case .with: label.requiredContext = TextNormalization.words(text)
    case .without: label.excludedContext = TextNormalization.words(text)
    case .remark: label.note = text
    case .datatype: label.datatype = text
    case .status:
      if isRetired(fact) { label.role = .formerName } else { ignored.count(fact) }
    case .labelType, .type:
      if namesAbbreviation(fact) {
        label.role = .abbreviation
      } else if !isLabelClass(fact) {
        ignored.count(fact)
      }
    default: ignored.count(fact)
    }
  }

  private func isLabelClass(_ fact: RDFStatementStore.Row) -> Bool {
    guard let node = fact.node, !node.isBlank else { return false }
    return document.terms[node.number] == .labelClass
  }

  /// Whether the type of a label is that of abbreviations, whatever vocabulary it is from.
  private func namesAbbreviation(_ fact: RDFStatementStore.Row) -> Bool {
    let name = (string(fact) ?? fact.node.flatMap(iri) ?? "").lowercased()
    let last = name.split(whereSeparator: { "/#:".contains($0) }).last ?? ""
    return LabelWords.abbreviationClasses.contains { last.contains($0) }
  }
}

extension Label.Role {
  /// The role with a name as the exporter writes it.
  static func exported(as name: String) -> Label.Role? {
    allCases.first { $0.exportedName == name }
  }
}

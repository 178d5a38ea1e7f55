/// The languages that schemes state (`dct:language`) for labels and notes that state none.
struct DefaultLanguages {
  /// By scheme, as the builder numbers languages; only schemes that state one language.
  private var byScheme: [UInt32: UInt16] = [:]

  /// Of what says of no scheme that it is in it: that of all schemes, if they agree.
  private var ofDocument: UInt16 = 0

  /// That of what is read now; 0 if there is none.
  private(set) var current: UInt16 = 0

  /// Where a scheme states its language.
  private var statements: [UInt32: RDFStatementStore.Row] = [:]

  /// How many labels and notes were given the language of each scheme; by language.
  private var uses: [UInt16: Int] = [:]

  /// Whether no scheme states a language.
  var isEmpty: Bool { byScheme.isEmpty }

  /// Whether a scheme states one language.
  func isStated(by scheme: UInt32) -> Bool { byScheme[scheme] != nil }

  /// Takes a language that a scheme states as its only one.
  mutating func add(_ language: UInt16, of scheme: UInt32, statedBy row: RDFStatementStore.Row) {
    byScheme[scheme] = language
    statements[scheme] = row
  }

  /// Takes the language on which all schemes agree for what says of no scheme that it is in it.
  mutating func agree(among schemes: Int) {
    let languages = Set(byScheme.values)
    if languages.count == 1, byScheme.count == schemes { ofDocument = languages.first ?? 0 }
  }

  /// Makes the language of a scheme the current one.
  mutating func enter(scheme: UInt32) { current = byScheme[scheme] ?? 0 }

  /// Makes the language of the first scheme that states one the current one, else that of the document.
  mutating func enter(firstOf schemes: [UInt32]) {
    current = schemes.first { isStated(by: $0) }.flatMap { byScheme[$0] } ?? ofDocument
  }

  /// Ends what was entered.
  mutating func leave() { current = 0 }

  /// Counts a text that was given the current language, if there is one.
  mutating func countUse() {
    if current != 0 { uses[current, default: 0] += 1 }
  }

  /// Which language was taken for how many texts, each with the statement of the first scheme of it.
  var counts: [(row: RDFStatementStore.Row, language: UInt16, count: Int)] {
    var rest = uses
    return statements.sorted { $0.key < $1.key }.compactMap { scheme, row in
      byScheme[scheme].flatMap { language in
        rest.removeValue(forKey: language).map { (row, language, $0) }
      }
    }
  }
}

// MARK: - In a document

extension SKOSReading {
  /// Finds the schemes that state one language, and are thus in that language.
  ///
  /// What states several only lists what its labels are in, and is counted as left out later.
  mutating func findDefaultLanguages() {
    var schemes = 0
    for number in document.described where document.kinds[Int(number)].contains(.scheme) {
      schemes += 1
      let stated = document.statements(of: RDFNode(iri: number))
        .filter { term($0) == .language }
      let tags = Set(stated.compactMap { namedLanguage($0) })
      guard tags.count == 1, let tag = tags.first, let row = stated.first else { continue }
      defaults.add(builder.language(tag), of: number, statedBy: row)
    }
    defaults.agree(among: schemes)
  }

  /// The tag of the language that a statement names: by a tag, a code of ISO 639, or a URI that ends
  /// in one of them.
  private func namedLanguage(_ row: RDFStatementStore.Row) -> String? {
    let name = string(row) ?? row.node.flatMap { iri($0) } ?? ""
    let last = name.split(whereSeparator: { "/#".contains($0) }).last.map(String.init) ?? ""
    let tag = LanguageCode.tag(iso639: TextNormalization.collapsed(last.utf8))
    return LanguageTag.isValid(tag) ? tag : nil
  }

  /// Takes the language of the scheme that the statements about a resource name as the current one, and
  /// counts the texts among them that are given it.
  mutating func enterLanguage(of own: ArraySlice<UInt32>) {
    defaults.leave()
    guard !defaults.isEmpty else { return }
    var schemes: [UInt32] = []
    for number in own {
      let row = document.rows[Int(number)]
      guard term(row) == .inScheme || term(row) == .topConceptOf, let scheme = row.node else {
        continue
      }
      schemes.append(scheme.rawValue)
    }
    defaults.enter(firstOf: schemes)
    guard defaults.current != 0 else { return }
    for number in own {
      let row = document.rows[Int(number)]
      if row.isLiteral, term(row).isText, statedLanguage(row) == 0 { defaults.countUse() }
    }
  }

  /// Says which language was taken for how much.
  mutating func reportDefaultLanguages() {
    for (row, language, count) in defaults.counts {
      let tag = LanguageTag.conventional(builder.languages.string(of: UInt32(language)))
      report(
        "LanguageOfScheme", .note, row,
        "\(count) \(count == 1 ? "text states" : "texts state") no language and "
          + "\(count == 1 ? "is" : "are") taken as \"\(tag)\", the language of the scheme",
        remedy: "state the language of each label and note: xml:lang=\"\(tag)\"")
    }
  }
}

extension SKOSTerm {
  /// Whether what it says is words of some language.
  var isText: Bool {
    switch self {
    case .rdfsLabel, .title, .comment, .literalForm: true
    default: noteKind != nil || labelKind != nil
    }
  }
}

/// The languages that schemes state (`dct:language`) for labels and notes that state none.
struct DefaultLanguages {
  /// By scheme, as the builder numbers languages; only schemes that state one language.
  var byScheme: [UInt32: UInt16] = [:]

  /// Of what says of no scheme that it is in it: that of all schemes, if they agree.
  var ofDocument: UInt16 = 0

  /// That of what is read now; 0 if there is none.
  var current: UInt16 = 0

  /// Where a scheme states its language.
  var statements: [UInt32: RDFStatementStore.Row] = [:]

  /// How many labels and notes were given the language of each scheme; by language.
  var uses: [UInt16: Int] = [:]
}

extension SKOSImporter {
  /// Finds the schemes that state one language, and are thus in that language.
  ///
  /// What states several only lists what its labels are in, and is counted as left out later.
  mutating func findDefaultLanguages() {
    var schemes = 0
    for number in document.described where document.kinds[Int(number)].contains(.scheme) {
      schemes += 1
      let stated = document.statements(of: RDFNode(iri: number))
        .filter { term($0) == .language }
      let tags = Set(stated.compactMap(languageTag))
      guard tags.count == 1, let tag = tags.first, let row = stated.first else { continue }
      defaults.byScheme[number] = builder.language(tag)
      defaults.statements[number] = row
    }
    let languages = Set(defaults.byScheme.values)
    if languages.count == 1, defaults.byScheme.count == schemes {
      defaults.ofDocument = languages.first ?? 0
    }
  }

  /// The tag of the language that a statement names: by a tag, a code of ISO 639, or a URI that ends
  /// in one of them.
  private func languageTag(_ row: RDFStatementStore.Row) -> String? {
    let name = string(row) ?? row.node.flatMap(iri) ?? ""
    let last = name.split(whereSeparator: { "/#".contains($0) }).last.map(String.init) ?? ""
    let tag = LanguageCode.tag(iso639: TextNormalization.collapsed(last.utf8))
    return LanguageTag.isValid(tag) ? tag : nil
  }

  /// Takes the language of the scheme that the statements about a resource name as the current one.
  mutating func enterLanguage(of own: ArraySlice<UInt32>) {
    defaults.current = 0
    guard !defaults.byScheme.isEmpty else { return }
    defaults.current = defaults.ofDocument
    for number in own {
      let row = document.rows[Int(number)]
      guard term(row) == .inScheme || term(row) == .topConceptOf, let scheme = row.node,
        let language = defaults.byScheme[scheme.rawValue]
      else { continue }
      defaults.current = language
      break
    }
    guard defaults.current != 0 else { return }
    for number in own {
      let row = document.rows[Int(number)]
      guard row.isLiteral, term(row).isText, statedLanguage(row) == 0 else { continue }
      defaults.uses[defaults.current, default: 0] += 1
    }
  }

  /// Ends what `enterLanguage(of:)` began.
  mutating func leaveLanguage() { defaults.current = 0 }

  /// Says which language was taken for how much.
  mutating func reportDefaultLanguages() {
    for (scheme, row) in defaults.statements.sorted(by: { $0.key < $1.key }) {
      guard let language = defaults.byScheme[scheme],
        let count = defaults.uses.removeValue(forKey: language)
      else { continue }
      let tag = builder.languages.string(of: UInt32(language))
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

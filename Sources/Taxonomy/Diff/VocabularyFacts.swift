import Model

/// What a vocabulary says of one thing, as single statements that can be compared.
///
/// Whatever the model holds is a fact here, names apart, which `VocabularyDiff` tells by what became
/// of them; a test changes every stored property and expects that the change is named.
struct VocabularyFact: Hashable {
  /// What a change of the fact is.
  var kind: VocabularyChange.Kind
  /// What is said, in the words of a message.
  var property: String
  /// The label that it is said of; empty if it is said of the whole.
  var label = ""
  /// The language of what is said; empty if it has none.
  var language = ""

  /// The values of each fact, in the order of the vocabulary.
  typealias Values = [VocabularyFact: [String]]

  static let broader = "broader concept"
  static let home = "scheme"
  static let top = "place as a top concept"
  static let status = "status"
  static let compound = "standing for several together"
  static let changeNote = ConceptNote.Kind.change.property
  static let labelKind = "kind"
  static let labelRole = "role"
}

extension Vocabulary {
  /// The statements about the vocabulary as a whole.
  var facts: VocabularyFact.Values {
    Self.headFacts(.vocabularyChanged, titles, descriptions, version, provenance)
  }

  /// The statements about a scheme.
  func facts(of scheme: ConceptScheme) -> VocabularyFact.Values {
    var facts = Self.headFacts(
      .schemeChanged, scheme.titles, scheme.descriptions, scheme.version, scheme.provenance)
    facts[VocabularyFact(kind: .schemeChanged, property: "facet")] = [scheme.key]
    facts[VocabularyFact(kind: .schemeChanged, property: "assignment")] = [
      scheme.assignment.wireName
    ]
    for label in scheme.labels {
      let property =
        label.role == .code ? "code" : label.kind == .hidden ? "hidden name" : "further name"
      facts.add(.schemeChanged, property, label.text, label.language)
    }
    for uri in scheme.outsideTopConcepts {
      facts.add(.schemeChanged, "top concept outside of the vocabulary", uri)
    }
    return facts
  }

  private static func headFacts(
    _ kind: VocabularyChange.Kind, _ titles: [ConceptScheme.Text],
    _ descriptions: [ConceptScheme.Text], _ version: String, _ provenance: [Provenance]
  ) -> VocabularyFact.Values {
    var facts: VocabularyFact.Values = [:]
    for text in titles { facts.add(kind, "title", text.text, text.language) }
    for text in descriptions { facts.add(kind, "description", text.text, text.language) }
    if !version.isEmpty { facts.add(kind, "version", version) }
    for said in provenance { facts.add(kind, said.kind.property, said.value) }
    return facts
  }

  /// The statements about a concept, its names and whether it is deprecated apart.
  func facts(of concept: ConceptOrdinal) -> VocabularyFact.Values {
    var facts: VocabularyFact.Values = [:]
    addLabels(of: concept, to: &facts)
    addLinks(of: concept, to: &facts)
    addLife(of: concept, to: &facts)
    for said in provenance(of: concept) {
      facts.add(.provenanceChanged, said.kind.property, said.value)
    }
    for note in notes(of: concept) {
      // Of a change who made it and when is what people want to read with it.
      if note.kind == .change {
        let origin = [note.creator, note.date].filter { !$0.isEmpty }.joined(separator: ", ")
        let text = origin.isEmpty ? note.text : "\(note.text) (\(origin))"
        facts.add(.noteChanged, VocabularyFact.changeNote, text, note.language)
        continue
      }
      facts.add(.noteChanged, note.kind.property, note.text, note.language)
      if !note.creator.isEmpty {
        facts.add(.noteChanged, "author of the \(note.kind.property)", note.creator)
      }
      if !note.date.isEmpty {
        facts.add(.noteChanged, "date of the \(note.kind.property)", note.date)
      }
    }
    for cue in cues(of: concept) {
      facts.add(.cueChanged, "cue in the \(cue.place.wireName)", cue.text, cue.language)
    }
    return facts
  }

  private func addLabels(of concept: ConceptOrdinal, to facts: inout VocabularyFact.Values) {
    for ordinal in labels(of: concept) {
      let label = label(ordinal)
      if label.role == .code { facts.add(.codeChanged, "code", label.text, label.language) }
      for (property, value) in label.details where !value.isEmpty {
        facts.add(.labelChanged, property, value, label.language, of: label.text)
      }
    }
  }

  private func addLinks(of concept: ConceptOrdinal, to facts: inout VocabularyFact.Values) {
    for mapping in mappings(of: concept) {
      facts.add(.matchChanged, "\(mapping.kind.wireName) match", mapping.uri)
    }
    for other in broader(of: concept) {
      facts.add(.moved, VocabularyFact.broader, uri(of: other))
      let kind = hierarchyKind(from: concept, to: other)
      if kind != .unspecified {
        facts.add(
          .relationChanged, "way of being below \(uri(of: other))", kind.wireName)
      }
    }
    for outside in outsideRelations(of: concept) {
      if outside.relation == .broader {
        facts.add(.moved, "broader concept outside of the vocabulary", outside.uri)
      } else {
        facts.add(
          .relationChanged, "\(outside.relation.wireName) concept outside of the vocabulary",
          outside.uri)
      }
      if outside.kind != .unspecified {
        facts.add(
          .relationChanged, "kind of the relation to \(outside.uri)", outside.kind.wireName)
      }
    }
    for other in related(.related, to: concept) {
      facts.add(.relationChanged, "related concept", uri(of: other))
    }
    for other in related(.part, to: concept) {
      facts.add(.relationChanged, "part", uri(of: other))
    }
    for (index, scheme) in schemes(of: concept).enumerated() {
      facts.add(.moved, index == 0 ? VocabularyFact.home : "further scheme", uri(of: scheme))
    }
    for scheme in topSchemes(of: concept) {
      facts.add(.moved, VocabularyFact.top, uri(of: scheme))
    }
  }

  private func addLife(of concept: ConceptOrdinal, to facts: inout VocabularyFact.Values) {
    if let status = status(of: concept) {
      facts.add(.lifeChanged, VocabularyFact.status, status.wireName)
    }
    if isCompound(concept) { facts.add(.redirected, VocabularyFact.compound, "true") }
    if let date = deprecationDate(of: concept) {
      facts.add(.lifeChanged, "date of deprecation", date.description)
    }
    for successor in successors(of: concept) {
      facts.add(.redirected, "successor", successor.uri)
      for (property, value) in successor.details where !value.isEmpty {
        facts.add(.lifeChanged, "\(property) of the successor \(successor.uri)", value)
      }
    }
  }
}

extension VocabularyFact.Values {
  fileprivate mutating func add(
    _ kind: VocabularyChange.Kind, _ property: String, _ value: String, _ language: String = "",
    of label: String = ""
  ) {
    let fact = VocabularyFact(kind: kind, property: property, label: label, language: language)
    self[fact, default: []].append(value)
  }
}

extension Label {
  /// What the label has beyond its text and language: the name of the property and its value.
  fileprivate var details: [(property: String, value: String)] {
    [
      (VocabularyFact.labelKind, kind.wireName), (VocabularyFact.labelRole, role.word),
      ("case rule", caseRule == .automatic ? "" : caseRule.wireName),
      ("start", validity.from?.description ?? ""), ("end", validity.until?.description ?? ""),
      ("required context", requiredContext.joined(separator: ", ")),
      ("excluded context", excludedContext.joined(separator: ", ")), ("note", note),
      ("datatype", datatype),
    ]
  }
}

extension Label.Role {
  /// The role in messages.
  fileprivate var word: String {
    switch self {
    case .plain: "plain name"
    case .abbreviation: "abbreviation"
    case .formerName: "former name"
    case .code: "code"
    }
  }
}

extension Successor {
  fileprivate var details: [(property: String, value: String)] {
    [
      ("date", date?.description ?? ""), ("condition", condition),
      ("origin", origin == .stated ? "" : origin.wireName),
    ]
  }
}

extension Provenance.Kind {
  /// The name in messages.
  fileprivate var property: String {
    switch self {
    case .creator, .contributor, .license: wireName
    case .created: "day of creation"
    case .modified: "day of the last change"
    }
  }
}

extension ConceptNote.Kind {
  /// The name in messages.
  var property: String {
    switch self {
    case .note, .definition, .example: wireName
    case .scope, .history, .editorial, .change: "\(wireName) note"
    }
  }
}

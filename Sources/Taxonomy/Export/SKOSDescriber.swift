import Model

/// States a vocabulary in SKOS, with what Parlance adds; see `Documentation/VocabularyFormats.md`.
struct SKOSDescriber {
  let vocabulary: Vocabulary

  /// Calls `body` with one description after the other.
  func describe(_ body: (RDFDescription) -> Void) {
    if let description = descriptionOfVocabulary() { body(description) }
    let topConcepts = topConcepts
    for scheme in vocabulary.schemes {
      body(description(of: scheme, topConcepts: topConcepts[Int(scheme.rawValue)]))
    }
    for concept in vocabulary.concepts { body(description(of: concept)) }
    for collection in vocabulary.collections { body(description(of: collection)) }
  }

  /// The description of the concept, scheme or collection of a URI; `nil` if there is none.
  func description(of uri: String) -> RDFDescription? {
    if let concept = vocabulary.concept(uri: uri) { return description(of: concept) }
    if let scheme = vocabulary.schemes.first(where: { vocabulary.uri(of: $0) == uri }) {
      return description(of: scheme, topConcepts: topConcepts[Int(scheme.rawValue)])
    }
    return vocabulary.collections.first { vocabulary.uri(of: $0) == uri }
      .map { description(of: $0) }
  }

  /// The top concepts of each scheme, by its ordinal.
  private var topConcepts: [[ConceptOrdinal]] {
    var result = [[ConceptOrdinal]](repeating: [], count: vocabulary.schemeCount)
    for concept in vocabulary.concepts {
      for scheme in vocabulary.topSchemes(of: concept) {
        result[Int(scheme.rawValue)].append(concept)
      }
    }
    return result
  }

  private func descriptionOfVocabulary() -> RDFDescription? {
    var result = RDFDescription(type: "p:Vocabulary")
    Self.addHead(vocabulary.titles, vocabulary.descriptions, vocabulary.version, to: &result)
    Self.add(vocabulary.provenance, to: &result)
    return result.statements.isEmpty ? nil : result
  }

  /// Adds what a vocabulary and a scheme alike say of themselves.
  private static func addHead(
    _ titles: [ConceptScheme.Text], _ descriptions: [ConceptScheme.Text], _ version: String,
    to description: inout RDFDescription
  ) {
    for title in titles {
      description.add("dct:title", .literal(title.text, language: title.language))
    }
    for text in descriptions {
      description.add("dct:description", .literal(text.text, language: text.language))
    }
    if !version.isEmpty {
      description.add("owl:versionInfo", .literal(version, language: ""))
    }
  }

  private func description(
    of ordinal: SchemeOrdinal, topConcepts: [ConceptOrdinal]
  ) -> RDFDescription {
    let scheme = vocabulary.scheme(ordinal)
    var result = RDFDescription(uri: scheme.uri, type: "skos:ConceptScheme")
    Self.addHead(scheme.titles, scheme.descriptions, scheme.version, to: &result)
    Self.add(scheme.provenance, to: &result)
    for label in scheme.labels {
      let property = label.role == .code ? "notation" : label.kind.skosName
      result.add("skos:\(property)", .literal(label.text, language: label.language))
    }
    // Always written: left to the last part of the URI, a key would change with the URI of the scheme.
    result.add("p:facet", .literal(scheme.key, language: ""))
    result.add("p:assign", .literal(scheme.assignment.wireName, language: ""))
    for concept in topConcepts {
      result.add("skos:hasTopConcept", .resource(vocabulary.uri(of: concept)))
    }
    for uri in scheme.outsideTopConcepts { result.add("skos:hasTopConcept", .resource(uri)) }
    return result
  }

  private func description(of concept: ConceptOrdinal) -> RDFDescription {
    var result = RDFDescription(uri: vocabulary.uri(of: concept), type: "skos:Concept")
    addSchemes(of: concept, to: &result)
    addLabels(of: concept, to: &result)
    addRelations(of: concept, to: &result)
    addLife(of: concept, to: &result)
    Self.add(vocabulary.provenance(of: concept), to: &result)
    for note in vocabulary.notes(of: concept) { Self.add(note, to: &result) }
    for mapping in vocabulary.mappings(of: concept) {
      result.add(mapping.kind.skosName, .resource(mapping.uri))
    }
    for cue in vocabulary.cues(of: concept) {
      var node = RDFDescription()
      node.add("p:in", .literal(cue.place.wireName, language: ""))
      node.add("rdf:value", .literal(cue.text, language: cue.language))
      result.add("p:cue", .node(node))
    }
    return result
  }

  private func description(of ordinal: CollectionOrdinal) -> RDFDescription {
    let collection = vocabulary.collection(ordinal)
    var result = RDFDescription(
      uri: collection.uri,
      type: collection.isOrdered ? "skos:OrderedCollection" : "skos:Collection")
    for scheme in collection.schemes {
      result.add("skos:inScheme", .resource(vocabulary.uri(of: scheme)))
    }
    for label in collection.labels {
      let property = label.role == .code ? "notation" : label.kind.skosName
      result.add("skos:\(property)", .literal(label.text, language: label.language))
    }
    for note in collection.notes { Self.add(note, to: &result) }
    let members = collection.members.map { vocabulary.uri(of: $0) }
    if collection.isOrdered {
      result.add("skos:memberList", .list(members))
    } else {
      for member in members { result.add("skos:member", .resource(member)) }
    }
    return result
  }

  /// Adds a note: its text, or a node if it says who wrote it or when (SKOS Primer, 2.4).
  private static func add(_ note: ConceptNote, to result: inout RDFDescription) {
    let text = RDFValue.literal(note.text, language: note.language)
    guard !note.creator.isEmpty || !note.date.isEmpty else {
      return result.add(note.kind.skosName, text)
    }
    var node = RDFDescription()
    node.add("rdf:value", text)
    if !note.creator.isEmpty { node.add("dct:creator", agent(note.creator)) }
    if !note.date.isEmpty { node.add("dct:date", .literal(note.date, language: "")) }
    result.add(note.kind.skosName, .node(node))
  }

  /// Adds who made something, when, and on which terms.
  private static func add(_ provenance: [Provenance], to result: inout RDFDescription) {
    for statement in provenance {
      let value: RDFValue =
        switch statement.kind {
        case .creator, .contributor, .license: agent(statement.value)
        case .created, .modified: date(statement.value)
        }
      result.add("dct:\(statement.kind.wireName)", value)
    }
  }

  /// What a name or a URI is as an object.
  private static func agent(_ name: String) -> RDFValue {
    // "Smith: an essay" looks absolute and is a name.
    ParlanceXMLHandler.isAbsolute(name) && IRI.fault(in: name) == nil
      ? .resource(name) : .literal(name, language: "")
  }

  /// A date as an object, of the datatype if it is a day.
  private static func date(_ text: String) -> RDFValue {
    // A year alone or a time as `xsd:date` would be an invalid literal, which some stores refuse with the file.
    CalendarDate(text)?.description == text && text.utf8.count == 10
      ? .typed(text, datatype: RDFNamespace.date) : .literal(text, language: "")
  }

  private func addSchemes(of concept: ConceptOrdinal, to result: inout RDFDescription) {
    let tops = vocabulary.topSchemes(of: concept)
    for scheme in vocabulary.schemes(of: concept) {
      let property = tops.contains(scheme) ? "skos:topConceptOf" : "skos:inScheme"
      result.add(property, .resource(vocabulary.uri(of: scheme)))
    }
  }

  private func addRelations(of concept: ConceptOrdinal, to result: inout RDFDescription) {
    let relations: [(ConceptRelation, String)] = [
      (.broader, "skos:broader"), (.narrower, "skos:narrower"), (.related, "skos:related"),
      (.part, "p:part"),
    ]
    for (relation, property) in relations {
      for other in vocabulary.related(relation, to: concept) {
        result.add(property, .resource(vocabulary.uri(of: other)))
        let kind =
          switch relation {
          case .broader: vocabulary.hierarchyKind(from: concept, to: other)
          case .narrower: vocabulary.hierarchyKind(from: other, to: concept)
          default: HierarchyKind.unspecified
          }
        if let property = kind.property(of: relation) {
          result.add(property, .resource(vocabulary.uri(of: other)))
        }
      }
      for outside in vocabulary.outsideRelations(of: concept) where outside.relation == relation {
        result.add(property, .resource(outside.uri))
        if let property = outside.kind.property(of: relation) {
          result.add(property, .resource(outside.uri))
        }
      }
    }
  }

  private func addLife(of concept: ConceptOrdinal, to result: inout RDFDescription) {
    if let status = vocabulary.status(of: concept) {
      result.add("p:status", .literal(status.wireName, language: ""))
    }
    // What is in use until a day to come is deprecated to nobody who does not know of days.
    if vocabulary.isDeprecated(concept) { result.add("owl:deprecated", .boolean(true)) }
    if vocabulary.hasDeprecation(concept), let date = vocabulary.deprecationDate(of: concept) {
      result.add("p:deprecated", .literal(date.description, language: ""))
    }
    if vocabulary.isCompound(concept) { result.add("p:compound", .boolean(true)) }
    var replacements: Set<String> = []
    let successors = vocabulary.successors(of: concept)
    // A node stands for the plain statement to the same concept: what is plain then needs one, too.
    let detailed = Set(
      successors.filter { $0.origin == .stated && ($0.date != nil || !$0.condition.isEmpty) }
        .map(\.uri))
    for successor in successors {
      if successor.origin == .stated, replacements.insert(successor.uri).inserted {
        result.add("dct:isReplacedBy", .resource(successor.uri))
      }
      guard detailed.contains(successor.uri) || successor.origin != .stated else { continue }
      var node = RDFDescription()
      node.add("p:concept", .resource(successor.uri))
      if let date = successor.date { node.add("p:on", .literal(date.description, language: "")) }
      if !successor.condition.isEmpty {
        node.add("p:when", .literal(successor.condition, language: ""))
      }
      if successor.origin == .suggested {
        node.add("p:origin", .literal("suggested", language: ""))
      }
      result.add("p:successor", .node(node))
    }
  }
}

// MARK: - Labels

extension SKOSDescriber {
  /// What a plain SKOS label says.
  private struct PlainLabel: Hashable {
    var property: String
    var text: String
    var language: String
    var datatype: String

    init(_ label: Label) {
      let isNotation =
        label.role == .code && label.kind == .alternative && label.language.isEmpty
      datatype = isNotation ? label.datatype : ""
      property = isNotation ? "skos:notation" : "skos:\(label.kind.skosName)"
      text = label.text
      language = label.language
    }
  }

  private func addLabels(of concept: ConceptOrdinal, to result: inout RDFDescription) {
    let labels = vocabulary.labels(of: concept).map(vocabulary.label)
    let extended = Set(labels.lazy.filter(needsNode).map(PlainLabel.init))
    var written: Set<PlainLabel> = []
    for label in labels {
      let plain = PlainLabel(label)
      // Two labels that differ in their times are one to plain SKOS, and RDF is a set of statements.
      if written.insert(plain).inserted {
        result.add(
          plain.property,
          plain.datatype.isEmpty
            ? .literal(plain.text, language: plain.language)
            : .typed(plain.text, datatype: plain.datatype))
      }
      if extended.contains(plain) {
        result.add("skosxl:\(label.kind.skosName)", .node(node(of: label)))
      }
    }
  }

  /// Whether a label says more than plain SKOS can.
  private func needsNode(_ label: Label) -> Bool {
    let isNotation = label.role == .code && label.kind == .alternative && label.language.isEmpty
    return (label.role != .plain && !isNotation) || label.caseRule != .automatic
      || label.validity != .always || !label.requiredContext.isEmpty
      || !label.excludedContext.isEmpty || !label.note.isEmpty
      || (!isNotation && !label.datatype.isEmpty)
  }

  private func node(of label: Label) -> RDFDescription {
    var node = RDFDescription(type: "skosxl:Label")
    func add(_ property: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      node.add(property, .literal(value, language: ""))
    }
    node.add("skosxl:literalForm", .literal(label.text, language: label.language))
    add("p:role", label.role.exportedName)
    add("p:case", label.caseRule == .automatic ? nil : label.caseRule.wireName)
    add("p:from", label.validity.from?.description)
    add("p:until", label.validity.until?.description)
    add("p:with", label.requiredContext.joined(separator: ", "))
    add("p:without", label.excludedContext.joined(separator: ", "))
    add("p:note", label.note)
    add("p:datatype", label.datatype)
    return node
  }
}

extension Label.Kind {
  /// The local name of the SKOS and SKOS-XL property.
  var skosName: String {
    switch self {
    case .preferred: "prefLabel"
    case .alternative: "altLabel"
    case .hidden: "hiddenLabel"
    }
  }
}

extension Label.Role {
  /// The name in exports; `nil` for a name like any other.
  var exportedName: String? {
    switch self {
    case .plain: nil
    case .abbreviation: "abbreviation"
    case .formerName: "former"
    case .code: "code"
    }
  }
}

extension HierarchyKind {
  /// The property of ISO 25964 beside that of SKOS, if there is one.
  func property(of relation: ConceptRelation) -> String? {
    guard relation == .broader || relation == .narrower else { return nil }
    switch self {
    case .unspecified: return nil
    case .generic: return "iso-thes:\(relation.wireName)Generic"
    case .partitive: return "iso-thes:\(relation.wireName)Partitive"
    case .instantial: return "iso-thes:\(relation.wireName)Instantial"
    }
  }
}

extension ConceptMapping.Kind {
  /// The SKOS property.
  var skosName: String {
    self == .unspecified ? "skos:mappingRelation" : "skos:\(wireName)Match"
  }
}

extension ConceptNote.Kind {
  /// The SKOS property.
  var skosName: String {
    switch self {
    case .note: "skos:note"
    case .definition: "skos:definition"
    case .scope: "skos:scopeNote"
    case .example: "skos:example"
    case .history: "skos:historyNote"
    case .editorial: "skos:editorialNote"
    case .change: "skos:changeNote"
    }
  }
}

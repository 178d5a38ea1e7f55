import Model

/// Writes Parlance vocabulary XML from which the same vocabulary is read back.
struct ParlanceXMLExporter {
  private let vocabulary: Vocabulary
  private let forest: ConceptForest
  private let base: String
  private let language: String
  private var writer = XMLWriter()

  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    forest = ConceptForest(vocabulary)
    base = Self.commonBase(of: vocabulary)
    language = Self.commonLanguage(of: vocabulary)
  }

  /// The document.
  mutating func export() -> [UInt8] {
    var attributes = [("xmlns", ParlanceName.namespace)]
    if !base.isEmpty { attributes.append(("base", base)) }
    if !vocabulary.version.isEmpty { attributes.append(("version", vocabulary.version)) }
    if !language.isEmpty {
      attributes.append(("xml:lang", LanguageTag.conventional(language)))
    }
    writer.open("vocabulary", attributes)
    for title in vocabulary.titles { write("title", title.text, language: title.language) }
    for text in vocabulary.descriptions {
      write("description", text.text, language: text.language)
    }
    write(vocabulary.provenance)
    var roots = [[ConceptOrdinal]](repeating: [], count: vocabulary.schemeCount)
    var outside: [ConceptOrdinal] = []
    for concept in vocabulary.concepts where forest.parents[Int(concept.rawValue)] == nil {
      guard let home = vocabulary.schemes(of: concept).first else {
        outside.append(concept)
        continue
      }
      roots[Int(home.rawValue)].append(concept)
    }
    for scheme in vocabulary.schemes { write(scheme, roots: roots[Int(scheme.rawValue)]) }
    for concept in outside { write(concept, isNested: false) }
    for collection in vocabulary.collections { write(vocabulary.collection(collection)) }
    writer.close()
    return writer.bytes
  }

  private mutating func write(_ ordinal: SchemeOrdinal, roots: [ConceptOrdinal]) {
    let scheme = vocabulary.scheme(ordinal)
    var attributes = [
      ("id", identifier(scheme.uri)), ("facet", scheme.key), ("assign", scheme.assignment.wireName),
    ]
    if !scheme.version.isEmpty { attributes.append(("version", scheme.version)) }
    writer.open("scheme", attributes)
    for title in scheme.titles { write("title", title.text, language: title.language) }
    for text in scheme.descriptions { write("description", text.text, language: text.language) }
    write(scheme.provenance)
    for label in scheme.labels { write(label) }
    for uri in scheme.outsideTopConcepts { writer.element("top", [("ref", uri)]) }
    for concept in roots { write(concept, isNested: false) }
    writer.close()
  }

  private mutating func write(_ collection: ConceptCollection) {
    writer.open(
      "collection",
      [("id", identifier(collection.uri))] + (collection.isOrdered ? [("ordered", "true")] : []))
    for label in collection.labels { write(label) }
    for note in collection.notes { write(note) }
    for scheme in collection.schemes {
      writer.element("in", [("ref", identifier(vocabulary.uri(of: scheme)))])
    }
    for member in collection.members {
      if case .outside(let uri) = member {
        writer.element("member", [("ref", uri)])
      } else {
        writer.element("member", [("ref", identifier(vocabulary.uri(of: member)))])
      }
    }
    writer.close()
  }

  private mutating func write(_ concept: ConceptOrdinal, isNested: Bool) {
    let schemes = vocabulary.schemes(of: concept)
    let tops = vocabulary.topSchemes(of: concept)
    var attributes = [("id", identifier(vocabulary.uri(of: concept)))]
    if vocabulary.hasDeprecation(concept) {
      let date = vocabulary.deprecationDate(of: concept)?.description
      // What stands for others is not in use by itself.
      if date != nil || !vocabulary.isCompound(concept) {
        attributes.append(("deprecated", date ?? "true"))
      }
    }
    if vocabulary.isCompound(concept) { attributes.append(("compound", "true")) }
    if let status = vocabulary.status(of: concept) {
      attributes.append(("status", status.wireName))
    }
    let isTop = schemes.first.map(tops.contains) ?? false
    if !schemes.isEmpty, isTop == isNested { attributes.append(("top", "\(isTop)")) }
    writer.open("concept", attributes)
    for label in vocabulary.labels(of: concept) { write(vocabulary.label(label)) }
    for note in vocabulary.notes(of: concept) { write(note) }
    for cue in vocabulary.cues(of: concept) {
      write("cue", cue.text, language: cue.language, [("in", cue.place.wireName)])
    }
    write(vocabulary.provenance(of: concept))
    writeLinks(of: concept)
    // The first one is that in which the concept stands.
    for scheme in schemes.dropFirst() {
      let top = tops.contains(scheme) ? [("top", "true")] : []
      writer.element("in", [("ref", identifier(vocabulary.uri(of: scheme)))] + top)
    }
    for child in forest.children(of: concept) { write(child, isNested: true) }
    writer.close()
  }

  private mutating func writeLinks(of concept: ConceptOrdinal) {
    let parent = forest.parents[Int(concept.rawValue)]
    for other in vocabulary.broader(of: concept) {
      let kind = vocabulary.hierarchyKind(from: concept, to: other)
      // What encloses the concept is broader by that alone, unless it is to be said in which way.
      guard other != parent || kind != .unspecified else { continue }
      writer.element(
        "broader", [("ref", identifier(vocabulary.uri(of: other)))] + Self.attributes(of: kind))
    }
    for outside in vocabulary.outsideRelations(of: concept) {
      // Never relative: only what is the vocabulary's own is pointed to by relative identifiers.
      writer.element(
        outside.relation.wireName, [("ref", outside.uri)] + Self.attributes(of: outside.kind))
    }
    // Each associated pair is written once, where it comes up first.
    for other in vocabulary.related(.related, to: concept) where other >= concept {
      writer.element("related", [("ref", identifier(vocabulary.uri(of: other)))])
    }
    for other in vocabulary.related(.part, to: concept) {
      writer.element("part", [("ref", identifier(vocabulary.uri(of: other)))])
    }
    for successor in vocabulary.successors(of: concept) {
      // What is not part of the vocabulary is not pointed to as something of its own.
      let isOwn = successor.concept != nil
      var attributes = [("ref", isOwn ? identifier(successor.uri) : successor.uri)]
      if let date = successor.date { attributes.append(("on", date.description)) }
      if !successor.condition.isEmpty { attributes.append(("when", successor.condition)) }
      if successor.origin != .stated { attributes.append(("origin", successor.origin.wireName)) }
      writer.element("successor", attributes)
    }
    for mapping in vocabulary.mappings(of: concept) {
      writer.element("match", [("type", mapping.kind.wireName), ("href", mapping.uri)])
    }
  }

  private static func attributes(of kind: HierarchyKind) -> [(String, String)] {
    kind == .unspecified ? [] : [("kind", kind.wireName)]
  }

  private mutating func write(_ provenance: [Provenance]) {
    for statement in provenance {
      write(statement.kind.wireName, statement.value, language: "", inherited: "")
    }
  }

  private mutating func write(_ note: ConceptNote) {
    var attributes: [(String, String)] = []
    if !note.creator.isEmpty { attributes.append(("by", note.creator)) }
    if !note.date.isEmpty { attributes.append(("on", note.date)) }
    write(note.kind.wireName, note.text, language: note.language, attributes)
  }

  private mutating func write(_ label: Label) {
    let name: String
    var attributes: [(String, String)] = []
    switch label.role {
    case .plain:
      name =
        label.kind == .preferred ? "name" : label.kind == .alternative ? "alias" : "misspelling"
    case .abbreviation: name = "abbreviation"
    case .formerName: name = "former"
    case .code: name = "code"
    }
    if label.role != .plain, label.kind != .alternative {
      attributes.append(("kind", label.kind.wireName))
    }
    if let from = label.validity.from { attributes.append(("from", from.description)) }
    if let until = label.validity.until { attributes.append(("until", until.description)) }
    if label.caseRule != .automatic { attributes.append(("case", label.caseRule.wireName)) }
    if !label.requiredContext.isEmpty {
      attributes.append(("with", label.requiredContext.joined(separator: ", ")))
    }
    if !label.excludedContext.isEmpty {
      attributes.append(("without", label.excludedContext.joined(separator: ", ")))
    }
    if !label.note.isEmpty { attributes.append(("note", label.note)) }
    if !label.datatype.isEmpty { attributes.append(("datatype", label.datatype)) }
    write(
      name, label.text, language: label.language, attributes,
      inherited: label.role == .code ? "" : nil)
  }

  private mutating func write(
    _ name: String, _ text: String, language: String, _ attributes: [(String, String)] = [],
    inherited: String? = nil
  ) {
    var attributes = attributes
    if language != inherited ?? self.language {
      attributes.insert(("xml:lang", LanguageTag.conventional(language)), at: 0)
    }
    // Only where it matters: the attribute makes a file that people edit harder to read.
    if TextNormalization.collapsed(text.utf8) != text {
      attributes.append(("xml:space", "preserve"))
    }
    writer.element(name, attributes, text: text)
  }
}

// MARK: - Identifiers and language

extension ParlanceXMLExporter {
  private func identifier(_ uri: String) -> String {
    guard !base.isEmpty, uri.utf8.count > base.utf8.count, uri.utf8.starts(with: base.utf8) else {
      return uri
    }
    let rest = String(decoding: uri.utf8.dropFirst(base.utf8.count), as: UTF8.self)
    // What is relative must not look absolute, nor change when blanks of attributes are collapsed.
    let isPlain =
      !ParlanceXMLHandler.isAbsolute(rest) && TextNormalization.collapsed(rest.utf8) == rest
    return isPlain ? rest : uri
  }

  /// The longest beginning, up to a `/` or `#`, that the URIs of most schemes share.
  private static func commonBase(of vocabulary: Vocabulary) -> String {
    guard let first = vocabulary.concepts.first else { return "" }
    var common = Array(vocabulary.uri(of: first).utf8)
    let others =
      vocabulary.schemes.map { vocabulary.uri(of: $0) }
      + vocabulary.concepts.map { vocabulary.uri(of: $0) }
    for uri in others {
      let shared = zip(common, uri.utf8).prefix { $0 == $1 }.count
      // A scheme or concept from elsewhere keeps its whole URI.
      // Eight bytes are "https://": what shares no more than that shares nothing.
      if shared > 8 { common.removeLast(common.count - shared) }
    }
    guard let end = common.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") })
    else { return "" }
    let base = String(decoding: common[...end], as: UTF8.self)
    // A base that is only a scheme would make hosts of identifiers.
    return ParlanceXMLHandler.isAbsolute(base) && !base.hasSuffix("://") ? base : ""
  }

  /// The language of most labels.
  private static func commonLanguage(of vocabulary: Vocabulary) -> String {
    var counts: [String: Int] = [:]
    for label in vocabulary.labels where vocabulary.role(of: label) != .code {
      counts[vocabulary.language(of: label), default: 0] += 1
    }
    // Of equally frequent ones the first by name: the same vocabulary is the same file each time.
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }
}

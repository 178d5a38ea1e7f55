internal import Matching
internal import Model
internal import Taxonomy

/// What is told of concepts, to people and as JSON.
struct ConceptView {
  let vocabulary: Vocabulary
  let documentCounts: [String: Int]

  /// A concept with all it has, and what the label asked for is to it.
  func lines(
    _ concept: ConceptOrdinal, answering text: String, _ candidate: ConceptResolver.Candidate,
    asOf date: String?
  ) -> [ReportText] {
    let isDeprecated = vocabulary.isDeprecated(concept)
    var lines = [title(vocabulary.preferredLabel(of: concept), vocabulary.uri(of: concept))]
    func line(_ heading: String, _ values: [String]) {
      if !values.isEmpty { lines.append(field(heading, values)) }
    }
    let reasons = reasons(candidate, answering: text)
    if !reasons.isEmpty {
      let isOut = !candidate.isInUse
      line(
        "found by",
        [
          "\"\(text)\": " + reasons.joined(separator: "; ")
            + (isOut ? ", not in use in \(date ?? "")" : "")
        ])
    }
    line("scheme", vocabulary.schemes(of: concept).map { vocabulary.scheme($0).title() })
    line("status", vocabulary.status(of: concept).map { [$0.wireName] } ?? [])
    if vocabulary.isCompound(concept) {
      let names = vocabulary.successors(of: concept).map(words)
      line("stands for", [names.joined(separator: " + ")])
    } else if isDeprecated {
      line("deprecated", [vocabulary.deprecationDate(of: concept).map { "since \($0)" } ?? "yes"])
    }
    let end = vocabulary.upcomingDeprecation(of: concept)
    line("in use until", end.map { ["\($0)"] } ?? [])
    if !vocabulary.isCompound(concept) {
      line(
        isDeprecated || end != nil ? "successor" : "use instead",
        vocabulary.successors(of: concept).map(words))
    }
    let path = broaderPath(of: concept).map { vocabulary.preferredLabel(of: $0) }
    line("broader", path.isEmpty ? [] : [path.joined(separator: " › ")])
    line("narrower", names(vocabulary.narrower(of: concept)))
    line("related", names(vocabulary.related(.related, to: concept)))
    line("parts", names(vocabulary.related(.part, to: concept)))
    let predecessors = vocabulary.related(.predecessor, to: concept)
    line(
      "replaces",
      names(
        predecessors.filter { vocabulary.isDeprecated($0) && !vocabulary.isCompound($0) }))
    line("used for", names(predecessors.filter { vocabulary.isCompound($0) }))
    line(
      "collections", vocabulary.collections(of: concept).map { vocabulary.collection($0).name() })
    for (heading, labels) in labelGroups(of: concept) { line(heading, labels) }
    for note in vocabulary.notes(of: concept) { line(note.kind.wireName, [words(note)]) }
    for (heading, values) in provenance(of: concept) { line(heading, values) }
    for outside in vocabulary.outsideRelations(of: concept) {
      line("outside", ["\(outside.uri) (\(outside.relation.wireName))"])
    }
    line("matches", vocabulary.mappings(of: concept).map { "\($0.uri) (\($0.kind.wireName))" })
    if let count = documentCounts[vocabulary.uri(of: concept)] { line("documents", ["\(count)"]) }
    return lines
  }

  /// Who made a concept and when, by headings.
  private func provenance(of concept: ConceptOrdinal) -> [(heading: String, values: [String])] {
    let said = vocabulary.provenance(of: concept)
    return Provenance.Kind.allCases.map { kind in
      (kind.wireName, said.filter { $0.kind == kind }.map(\.value))
    }
  }

  /// A note with who wrote it and when, if that is known.
  private func words(_ note: ConceptNote) -> String {
    let origin = [note.creator, note.date].filter { !$0.isEmpty }.joined(separator: ", ")
    return origin.isEmpty ? note.text : "\(note.text) (\(origin))"
  }

  /// A collection with its members.
  func lines(_ ordinal: CollectionOrdinal) -> [ReportText] {
    let collection = vocabulary.collection(ordinal)
    let fields: [(heading: String, values: [String])] =
      [
        (collection.isOrdered ? "ordered" : "collection", collection.members.map(memberName)),
        ("scheme", collection.schemes.map { vocabulary.scheme($0).title() }),
        (
          "names",
          collection.labels.map { $0.language.isEmpty ? $0.text : "\($0.text) (\($0.language))" }
        ),
      ] + collection.notes.map { ($0.kind.wireName, [words($0)]) }
    return [title(collection.name(), collection.uri)]
      + fields.filter { !$0.values.isEmpty }.map { field($0.heading, $0.values) }
  }

  private func title(_ name: String, _ uri: String) -> ReportText {
    "\(name, .strong)  \(uri, .faint)"
  }

  private func field(_ heading: String, _ values: [String]) -> ReportText {
    let space = String(repeating: " ", count: max(0, 14 - heading.count))
    return "  \(heading + space, .field) \(values.joined(separator: " · "))"
  }

  func memberName(_ member: ConceptCollection.Member) -> String {
    switch member {
    case .concept(let concept): vocabulary.preferredLabel(of: concept)
    case .collection(let other): vocabulary.collection(other).name()
    case .outside(let uri): uri
    }
  }

  /// A candidate in one line, with the reason why it is one.
  func summary(_ candidate: ConceptResolver.Candidate, answering asked: String) -> String {
    let name = vocabulary.preferredLabel(of: candidate.concept)
    let scheme = vocabulary.schemes(of: candidate.concept).first.map { vocabulary.key(of: $0) }
    let reasons = reasons(candidate, answering: asked).joined(separator: "; ")
    var text = "\(name)  \(scheme ?? "")  \(reasons)"
    if candidate.isTogether {
      text += "; stands for \(names(candidate.current).joined(separator: " + "))"
    } else if vocabulary.isDeprecated(candidate.concept), candidate.current != [candidate.concept] {
      text += "; deprecated, leads to \(names(candidate.current).joined(separator: ", "))"
    } else if vocabulary.isDeprecated(candidate.concept) {
      text += "; deprecated"
    }
    return "\(text)  \(vocabulary.uri(of: candidate.concept))"
  }

  /// A label that is spelled nearly like the question.
  func suggestion(_ label: LabelOrdinal) -> String {
    let name = vocabulary.preferredLabel(of: vocabulary.concept(of: label))
    let text = vocabulary.text(of: label)
    return text == name ? text : "\(text)  (\(name))"
  }

  private func names(_ concepts: [ConceptOrdinal]) -> [String] {
    concepts.map { vocabulary.preferredLabel(of: $0) }
  }

  /// The way from the top along the first broader concept of each.
  private func broaderPath(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    var path: [ConceptOrdinal] = []
    var current = concept
    // A vocabulary may go in a circle, which `check` tells of.
    while let parent = vocabulary.broader(of: current).first, !path.contains(parent),
      parent != concept
    {
      path.append(parent)
      current = parent
    }
    return path.reversed()
  }

  private func words(_ successor: Successor) -> String {
    let name = successor.concept.map { vocabulary.preferredLabel(of: $0) } ?? successor.uri
    var remarks: [String] = []
    if let date = successor.date { remarks.append("since \(date)") }
    if !successor.condition.isEmpty { remarks.append("if \(successor.condition)") }
    if successor.origin == .suggested { remarks.append("suggested by a note") }
    return remarks.isEmpty ? name : "\(name) (\(remarks.joined(separator: ", ")))"
  }
}

// MARK: - Labels

/// What a label is to its concept, as people are told.
private enum LabelGroup: CaseIterable {
  case name, alternative, abbreviation, formerName, misspelling, code

  init(_ label: Label) {
    switch (label.role, label.kind) {
    case (.abbreviation, _): self = .abbreviation
    case (.formerName, _): self = .formerName
    case (.code, _): self = .code
    case (.plain, .preferred): self = .name
    case (.plain, .alternative): self = .alternative
    case (.plain, .hidden): self = .misspelling
    }
  }

  var heading: String {
    switch self {
    case .name: "names"
    case .alternative: "also"
    case .abbreviation: "abbreviations"
    case .formerName: "formerly"
    case .misspelling: "misspelled"
    case .code: "codes"
    }
  }

  var noun: String {
    switch self {
    case .name: "preferred label"
    case .alternative: "alternative label"
    case .abbreviation: "abbreviation"
    case .formerName: "former name"
    case .misspelling: "hidden label"
    case .code: "code"
    }
  }
}

extension ConceptView {
  /// The labels of a concept under the headings of their kinds.
  private func labelGroups(of concept: ConceptOrdinal) -> [(heading: String, labels: [String])] {
    let labels = vocabulary.labels(of: concept).map { vocabulary.label($0) }
    let groups = Dictionary(grouping: labels) { LabelGroup($0) }
    return LabelGroup.allCases.map { ($0.heading, (groups[$0] ?? []).map(text)) }
  }

  private func text(_ label: Label) -> String {
    let remarks = [label.language, Self.time(label.validity)].filter { !$0.isEmpty }
    return remarks.isEmpty ? label.text : "\(label.text) (\(remarks.joined(separator: ", ")))"
  }

  /// Why a label is one of a concept: what kind of name it is, and when.
  func reason(_ ordinal: LabelOrdinal) -> String {
    let label = vocabulary.label(ordinal)
    let kind = LabelGroup(label).noun
    let time = Self.time(label.validity)
    return time.isEmpty ? kind : "\(kind) \(time)"
  }

  /// The reasons of a candidate, each once: what the label asked for is to it, or which of its labels
  /// met the question in another spelling.
  private func reasons(
    _ candidate: ConceptResolver.Candidate, answering asked: String
  ) -> [String] {
    var order: [String] = []
    var languages: [String: [String]] = [:]
    for label in candidate.labels {
      let isAsked = vocabulary.text(of: label).lowercased() == asked.lowercased()
      let text = (isAsked ? "" : "\"\(vocabulary.text(of: label))\": ") + reason(label)
      if languages[text] == nil { order.append(text) }
      let language = vocabulary.language(of: label)
      if !language.isEmpty { languages[text, default: []].append(language) }
    }
    return order.map { text in
      let tags = languages[text] ?? []
      return tags.isEmpty ? text : "\(text) (\(tags.joined(separator: ", ")))"
    }
  }

  private static func time(_ validity: Validity) -> String {
    switch (validity.from, validity.until) {
    case (nil, nil): ""
    case (let from?, nil): "since \(from)"
    case (nil, let until?): "until \(until)"
    case (let from?, let until?): "\(from) to \(until)"
    }
  }
}

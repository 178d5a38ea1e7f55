import JSONCoding
import Matching
import Model
import Taxonomy

/// How a concept is shown, to people and as JSON.
struct ConceptView {
  let vocabulary: Vocabulary
  let documentCounts: [String: Int]

  /// Prints a concept with all it has, and what the label asked for is to it.
  func printConcept(
    _ concept: ConceptOrdinal, answering text: String, _ candidate: ConceptResolver.Candidate,
    asOf date: String?
  ) {
    let name = TerminalText.escaped(vocabulary.preferredLabel(of: concept))
    let uri = TerminalText.escaped(vocabulary.uri(of: concept))
    StandardOutput.shared.writeLine("\(Style.strong.apply(name))  \(Style.faint.apply(uri))")
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
    if vocabulary.isDeprecated(concept) {
      let since = vocabulary.deprecationDate(of: concept).map { "since \($0)" }
      line("deprecated", [since ?? "yes"])
    }
    line(
      vocabulary.isDeprecated(concept) ? "successor" : "use instead",
      vocabulary.successors(of: concept).map(words))
    let path = broaderPath(of: concept).map { vocabulary.preferredLabel(of: $0) }
    line("broader", path.isEmpty ? [] : [path.joined(separator: " › ")])
    line("narrower", names(vocabulary.narrower(of: concept)))
    line("related", names(vocabulary.related(.related, to: concept)))
    line("parts", names(vocabulary.related(.part, to: concept)))
    line("replaces", names(vocabulary.related(.predecessor, to: concept)))
    line(
      "collections", vocabulary.collections(of: concept).map { vocabulary.collection($0).name() })
    for (heading, labels) in labelGroups(of: concept) { line(heading, labels) }
    for note in vocabulary.notes(of: concept) { line(note.kind.wireName, [words(note)]) }
    for outside in vocabulary.outsideRelations(of: concept) {
      line("outside", ["\(outside.uri) (\(outside.relation.wireName))"])
    }
    line("matches", vocabulary.mappings(of: concept).map { "\($0.uri) (\($0.kind.wireName))" })
    if let count = documentCounts[vocabulary.uri(of: concept)] { line("documents", ["\(count)"]) }
  }

  /// A note with who wrote it and when, if that is known.
  private func words(_ note: ConceptNote) -> String {
    let origin = [note.creator, note.date].filter { !$0.isEmpty }.joined(separator: ", ")
    return origin.isEmpty ? note.text : "\(note.text) (\(origin))"
  }

  /// Prints a collection with its members.
  func printCollection(_ ordinal: CollectionOrdinal) {
    let collection = vocabulary.collection(ordinal)
    let name = TerminalText.escaped(collection.name())
    let uri = TerminalText.escaped(collection.uri)
    StandardOutput.shared.writeLine("\(Style.strong.apply(name))  \(Style.faint.apply(uri))")
    line(collection.isOrdered ? "ordered" : "collection", collection.members.map(memberName))
    line("scheme", collection.schemes.map { vocabulary.scheme($0).title() })
    line(
      "names",
      collection.labels.map { $0.language.isEmpty ? $0.text : "\($0.text) (\($0.language))" })
    for note in collection.notes { line(note.kind.wireName, [words(note)]) }
  }

  private func memberName(_ member: ConceptCollection.Member) -> String {
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
    if vocabulary.isDeprecated(candidate.concept), candidate.current != [candidate.concept] {
      text += "; deprecated, leads to \(names(candidate.current).joined(separator: ", "))"
    } else if vocabulary.isDeprecated(candidate.concept) {
      text += "; deprecated"
    }
    return TerminalText.escaped("\(text)  \(vocabulary.uri(of: candidate.concept))")
  }

  /// A label that is spelled nearly like the question.
  func suggestion(_ label: LabelOrdinal) -> String {
    let name = vocabulary.preferredLabel(of: vocabulary.concept(of: label))
    let text = vocabulary.text(of: label)
    return TerminalText.escaped(text == name ? text : "\(text)  (\(name))")
  }

  private func line(_ heading: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    let text = TerminalText.escaped(values.joined(separator: " · "))
    StandardOutput.shared.writeLine(
      "  \(Style.field.apply(TerminalText.padded(heading, to: 14))) \(text)")
  }

  private func names(_ concepts: [ConceptOrdinal]) -> [String] {
    concepts.map { vocabulary.preferredLabel(of: $0) }
  }

  /// The way from the top along the first broader concept of each.
  private func broaderPath(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    var path: [ConceptOrdinal] = []
    var current = concept
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

extension ConceptView {
  private func labelGroups(of concept: ConceptOrdinal) -> [(String, [String])] {
    var groups: [(name: String, labels: [String])] = [
      ("names", []), ("also", []), ("abbreviations", []), ("formerly", []), ("misspelled", []),
      ("codes", []),
    ]
    for ordinal in vocabulary.labels(of: concept) {
      let label = vocabulary.label(ordinal)
      let group: Int
      switch (label.role, label.kind) {
      case (.abbreviation, _): group = 2
      case (.formerName, _): group = 3
      case (.code, _): group = 5
      case (.plain, .preferred): group = 0
      case (.plain, .alternative): group = 1
      case (.plain, .hidden): group = 4
      }
      groups[group].labels.append(text(label))
    }
    return groups
  }

  private func text(_ label: Label) -> String {
    let remarks = [label.language, Self.time(label.validity)].filter { !$0.isEmpty }
    return remarks.isEmpty ? label.text : "\(label.text) (\(remarks.joined(separator: ", ")))"
  }

  /// Why a label is one of a concept: what kind of name it is, and when.
  func reason(_ ordinal: LabelOrdinal) -> String {
    let label = vocabulary.label(ordinal)
    let kind =
      switch (label.role, label.kind) {
      case (.abbreviation, _): "abbreviation"
      case (.formerName, _): "former name"
      case (.code, _): "code"
      case (.plain, .preferred): "preferred label"
      case (.plain, .alternative): "alternative label"
      case (.plain, .hidden): "hidden label"
      }
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

// MARK: - JSON

extension ConceptView {
  /// A concept with all it has.
  func json(_ concept: ConceptOrdinal) -> JSONValue {
    func named(_ concepts: [ConceptOrdinal]) -> JSONValue {
      .array(
        concepts.map {
          [
            "uri": .string(vocabulary.uri(of: $0)),
            "name": .string(vocabulary.preferredLabel(of: $0)),
          ]
        })
    }
    return [
      "uri": .string(vocabulary.uri(of: concept)),
      "name": .string(vocabulary.preferredLabel(of: concept)),
      "schemes": .array(vocabulary.schemes(of: concept).map { .string(vocabulary.key(of: $0)) }),
      "deprecated": .bool(vocabulary.isDeprecated(concept)),
      "deprecated_since": vocabulary.deprecationDate(of: concept).map { .string("\($0)") } ?? .null,
      "successors": .array(vocabulary.successors(of: concept).map { json($0) }),
      "current": named(vocabulary.currentConcepts(for: concept)),
      "labels": .array(vocabulary.labels(of: concept).map { json(vocabulary.label($0)) }),
      "broader": named(vocabulary.broader(of: concept)),
      "narrower": named(vocabulary.narrower(of: concept)),
      "related": named(vocabulary.related(.related, to: concept)),
      "parts": named(vocabulary.related(.part, to: concept)),
      "replaces": named(vocabulary.related(.predecessor, to: concept)),
      "collections": .array(
        vocabulary.collections(of: concept).map { ordinal in
          [
            "uri": .string(vocabulary.uri(of: ordinal)),
            "name": .string(vocabulary.collection(ordinal).name()),
          ]
        }),
      "notes": .array(
        vocabulary.notes(of: concept).map {
          [
            "kind": .string($0.kind.wireName), "text": .string($0.text),
            "language": .string($0.language), "creator": .string($0.creator),
            "date": .string($0.date),
          ]
        }),
      "outside": .array(
        vocabulary.outsideRelations(of: concept).map {
          ["relation": .string($0.relation.wireName), "uri": .string($0.uri)]
        }),
      "matches": .array(
        vocabulary.mappings(of: concept).map {
          ["kind": .string($0.kind.wireName), "uri": .string($0.uri)]
        }),
      "documents": .integer(documentCounts[vocabulary.uri(of: concept)] ?? 0),
    ]
  }

  /// A collection with its members.
  func json(_ ordinal: CollectionOrdinal) -> JSONValue {
    let collection = vocabulary.collection(ordinal)
    return [
      "uri": .string(collection.uri), "name": .string(collection.name()),
      "ordered": .bool(collection.isOrdered),
      "schemes": .array(collection.schemes.map { .string(vocabulary.key(of: $0)) }),
      "labels": .array(collection.labels.map { json($0) }),
      "members": .array(
        collection.members.map { member in
          ["uri": .string(vocabulary.uri(of: member)), "name": .string(memberName(member))]
        }),
    ]
  }

  /// A candidate with the reasons why it is one.
  func json(_ candidate: ConceptResolver.Candidate) -> JSONValue {
    [
      "concept": json(candidate.concept), "why": reasonsJSON(candidate),
      "in_use": .bool(candidate.isInUse),
    ]
  }

  /// The labels of a candidate that met the question, and what each is to it.
  func reasonsJSON(_ candidate: ConceptResolver.Candidate) -> JSONValue {
    .array(
      candidate.labels.map {
        ["label": .string(vocabulary.text(of: $0)), "reason": .string(reason($0))]
      })
  }

  /// A label that is spelled nearly like the question.
  func json(suggestion label: LabelOrdinal) -> JSONValue {
    let concept = vocabulary.concept(of: label)
    return [
      "label": .string(vocabulary.text(of: label)), "uri": .string(vocabulary.uri(of: concept)),
      "name": .string(vocabulary.preferredLabel(of: concept)),
    ]
  }

  private func json(_ successor: Successor) -> JSONValue {
    [
      "uri": .string(successor.uri), "on": successor.date.map { .string("\($0)") } ?? .null,
      "when": .string(successor.condition), "origin": .string(successor.origin.wireName),
    ]
  }

  private func json(_ label: Label) -> JSONValue {
    [
      "text": .string(label.text), "language": .string(label.language),
      "kind": .string(label.kind.wireName), "role": .string(label.role.wireName),
      "from": label.validity.from.map { .string("\($0)") } ?? .null,
      "until": label.validity.until.map { .string("\($0)") } ?? .null,
    ]
  }
}

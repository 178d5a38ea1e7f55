internal import Model

extension VocabularyBuilder {
  /// Adds what the history of deprecated concepts implies, each addition with a finding.
  ///
  /// A successor that only a note names is added as a suggestion. Names that a deprecated concept
  /// has and the one concept in its place does not are carried over as former names.
  ///
  /// - Parameters:
  ///   - day: what is given up later keeps its names until then; they lead on from then by themselves.
  ///   - carriesNames: whether names are carried over.
  /// - Complexity: O(labels + successors).
  mutating func completeHistory(until day: CalendarDate, carriesNames: Bool = true) {
    guard concepts.contains(where: \.isDeprecated) else { return }
    suggestSuccessors()
    if carriesNames { carryNamesOver(until: day) }
  }
}

// MARK: - Successors in notes

extension VocabularyBuilder {
  private mutating func suggestSuccessors() {
    let replaced = Set(successors.map(\.concept))
    var candidates: [(concept: UInt32, names: [String])] = []
    for note in notes {
      guard let index = conceptIndexes[note.concept], concepts[index].isDeprecated,
        !replaced.contains(note.concept)
      else { continue }
      let text = string(note.record.text)
      let uris = SuccessorPhrase.uris(in: text)
      if !uris.isEmpty {
        for uri in uris { suggest(self.uris.number(of: uri), for: note.concept) }
        continue
      }
      let names = SuccessorPhrase.names(in: text)
      if !names.isEmpty { candidates.append((note.concept, names)) }
    }
    guard !candidates.isEmpty else { return }
    let bearers = bearers(of: Set(candidates.lazy.flatMap(\.names)))
    for (concept, names) in candidates {
      let found = names.compactMap { bearers[$0] ?? uris.existingNumber(of: $0) }
        .first { $0 != concept && conceptIndexes[$0] != nil }
      if let found { suggest(found, for: concept) }
    }
  }

  private mutating func suggest(_ successor: UInt32, for concept: UInt32) {
    guard let index = conceptIndexes[concept], successor != concept else { return }
    let position = concepts[index].position
    successors.append(
      EntitySuccessor(
        concept: concept, successor: successor, date: 0, condition: .empty,
        origin: Successor.Origin.suggested.rawValue, position: position))
    report(
      "SuccessorInNote", concept, at: position,
      "a note of <\(uris.string(of: concept))> names <\(uris.string(of: successor))> in its place, "
        + "which was taken as a suggestion",
      remedy: "state the successor: <successor ref=\"…\"/>, dct:isReplacedBy in SKOS")
  }

  /// The one concept that bears each of the names; those that several bear are left out.
  private func bearers(of names: Set<String>) -> [String: UInt32] {
    // Strings are made only of labels of a length that is looked for: a note names few, and labels are millions.
    let lengths = Set(names.lazy.map(\.utf8.count))
    var result: [String: UInt32] = [:]
    var ambiguous: Set<String> = []
    for label in labels where lengths.contains(Int(label.text.length)) {
      let name = string(label.text).lowercased()
      guard names.contains(name) else { continue }
      if let known = result[name], known != label.concept { ambiguous.insert(name) }
      result[name] = label.concept
    }
    for name in ambiguous { result[name] = nil }
    return result
  }
}

// MARK: - Names of successors

extension VocabularyBuilder {
  private mutating func carryNamesOver(until day: CalendarDate) {
    let replacements = ReplacementFinder(self, until: day).replacements
    guard !replacements.isEmpty else { return }
    let receivers = Set(replacements.values)
    var known: [UInt32: Set<String>] = [:]
    var inherited: [LabelRecord] = []
    let code = Label.Role.code.rawValue
    for label in labels {
      if receivers.contains(label.concept) {
        known[label.concept, default: []].insert(CheckSubject.key(of: string(label.text)))
      }
      if replacements[label.concept] != nil, label.role != code,
        label.kind != Label.Kind.hidden.rawValue
      {
        inherited.append(label)
      }
    }
    let ends = endDates()
    var carried: [UInt32: [String]] = [:]
    var order: [UInt32] = []
    for var label in inherited {
      guard let replacement = replacements[label.concept] else { continue }
      let name = string(label.text)
      guard known[replacement, default: []].insert(CheckSubject.key(of: name)).inserted else {
        continue
      }
      // Findings come in the order of the labels, not in that of a dictionary, which changes from run to run.
      if carried[label.concept] == nil { order.append(label.concept) }
      carried[label.concept, default: []].append(name)
      // A name that states its own end keeps it: it may have gone before the concept did.
      if label.until == 0, let end = ends[label.concept] { label.until = end }
      label.concept = replacement
      label.kind = Label.Kind.alternative.rawValue
      label.role = Label.Role.formerName.rawValue
      labels.append(label)
    }
    for concept in order {
      guard let replacement = replacements[concept], let index = conceptIndexes[concept] else {
        continue
      }
      let names = (carried[concept] ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
      report(
        "OldNameNotCarriedOver", concept, at: concepts[index].position,
        "\(names) was carried over to <\(uris.string(of: replacement))> as a former name",
        remedy: "state it there, with the dates if they are known")
    }
  }

  /// When each deprecated concept's names went out of use: its own date, else its successor's.
  private func endDates() -> [UInt32: Int32] {
    var result: [UInt32: Int32] = [:]
    for successor in successors where successor.date != 0 {
      result[successor.concept] = successor.date
    }
    for concept in concepts where concept.deprecatedSince != 0 {
      result[concept.entity] = concept.deprecatedSince
    }
    return result
  }

  private mutating func report(
    _ rule: String, _ concept: UInt32, at position: SourcePosition, _ message: String,
    remedy: String
  ) {
    let source = Int(position.source)
    findings.append(
      VocabularyFinding(
        rule: rule, severity: .note, path: source < sources.count ? sources[source] : "",
        line: Int(position.line), column: Int(position.column),
        concept: uris.string(of: concept), message: message, remedy: remedy))
  }

  func string(_ reference: StringReference) -> String { text.string(reference) }
}

/// Finds for each deprecated concept the one concept in use that stated successors lead to.
private struct ReplacementFinder {
  /// By entity; a concept whose ways lead to several ends, or have conditions, has no replacement.
  private(set) var replacements: [UInt32: UInt32] = [:]

  private var following: [UInt32: [UInt32]] = [:]

  /// - Complexity: O(successors).
  init(_ builder: VocabularyBuilder, until day: CalendarDate) {
    let deprecated = Set(
      builder.concepts.lazy.filter { $0.isDeprecated && $0.deprecatedSince <= day.rawValue }
        .map(\.entity))
    let isStated = Successor.Origin.stated.rawValue
    var conditional: Set<UInt32> = []
    for successor in builder.successors
    where successor.origin == isStated && builder.conceptIndexes[successor.successor] != nil {
      if deprecated.contains(successor.concept) {
        following[successor.concept, default: []].append(successor.successor)
      }
      if successor.condition.length > 0 { conditional.insert(successor.concept) }
    }
    // A name for several together is a name of none of them.
    let compounds = Set(builder.concepts.lazy.filter(\.isCompound).map(\.entity))
    var ends: [UInt32: UInt32?] = [:]
    for concept in following.keys { _ = end(of: concept, &ends) }
    for (concept, end) in ends {
      if let end, end != concept, !conditional.contains(concept), !deprecated.contains(end),
        !compounds.contains(concept),
        following[concept] != nil
      {
        replacements[concept] = end
      }
    }
  }

  /// The one end of all ways from a concept, or `nil` if there are several or a loop.
  private func end(of start: UInt32, _ ends: inout [UInt32: UInt32?]) -> UInt32? {
    // Without recursion: chains may be long. A concept is settled when all that follow it are.
    var stack = [start]
    var isOpen: Set<UInt32> = []
    while let concept = stack.last {
      if ends[concept] != nil {
        stack.removeLast()
        continue
      }
      let next = following[concept] ?? []
      if isOpen.insert(concept).inserted {
        stack.append(contentsOf: next.filter { ends[$0] == nil && !isOpen.contains($0) })
        continue
      }
      stack.removeLast()
      var end: UInt32? = next.isEmpty ? concept : ends[next[0]] ?? nil
      if next.contains(where: { (ends[$0] ?? nil) != end }) && !next.isEmpty { end = nil }
      ends.updateValue(end, forKey: concept)
    }
    return ends[start] ?? nil
  }
}

internal import Model

/// What changed from one release of a vocabulary to the next.
///
/// Concepts are the same if their URIs are. What becomes of labels is told apart from what becomes of
/// concepts: a name that a merge carries over is part of the merge.
package struct VocabularyDiff: Sendable {
  /// The changes: by scheme, then by kind, then in the order of the vocabulary.
  package let changes: [VocabularyChange]

  /// Compares two releases.
  ///
  /// - Complexity: O(labels + relations of both), sorting of the changes apart.
  package init(from old: Vocabulary, to new: Vocabulary) {
    var comparison = Comparison(old: old, new: new)
    comparison.compareConcepts()
    comparison.compareLabels()
    comparison.compareFacts()
    comparison.changes += CollectionComparison(old: old, new: new).changes
    let kinds = VocabularyChange.Kind.allCases
    changes = comparison.changes.enumerated().sorted { left, right in
      let ranks = (
        kinds.firstIndex(of: left.element.kind) ?? 0, kinds.firstIndex(of: right.element.kind) ?? 0
      )
      return (left.element.scheme, ranks.0, left.offset)
        < (right.element.scheme, ranks.1, right.offset)
    }.map(\.element)
  }

  /// How many documents a change touches.
  ///
  /// - Parameters:
  ///   - change: one of `changes`.
  ///   - documents: counts the documents that bear any of the concepts, given by their URIs.
  /// - Returns: the number; 0 for new concepts, which no document bears yet, and for collections.
  package static func impact(
    of change: VocabularyChange, documents: ([String]) throws -> Int
  ) rethrows -> Int {
    switch change.kind {
    case .added, .collectionAdded, .collectionRemoved, .collectionChanged, .schemeAdded,
      .schemeRemoved, .schemeChanged, .vocabularyChanged:
      0
    default: try documents(change.concepts.map(\.uri))
    }
  }
}

extension Comparison {
  /// Compares what is said beyond names and fates.
  mutating func compareFacts() {
    var told: [String: Set<VocabularyChange.Kind>] = [:]
    for change in changes {
      for concept in change.concepts {
        let isGivenUp =
          [.merged, .split].contains(change.kind)
          || !change.targets.isEmpty && change.kind == .renamed
        told[concept.uri, default: []].insert(isGivenUp ? .deprecated : change.kind)
      }
    }
    var comparison = FactComparison(old: old, new: new)
    for concept in new.concepts {
      guard let before = old.concept(uri: new.uri(of: concept)) else { continue }
      comparison.compare(
        before, concept, told: told[new.uri(of: concept)] ?? [],
        renamed: renamedLabels(before, concept))
    }
    changes += comparison.changes
  }

  /// The preferred names, the old and the new one, that differ in a language that both have.
  private func renamedLabels(
    _ before: ConceptOrdinal, _ concept: ConceptOrdinal
  ) -> [String: Set<String>] {
    let later = preferredNames(of: concept, in: new)
    var result: [String: Set<String>] = [:]
    for (language, name) in preferredNames(of: before, in: old) {
      if let other = later[language], other != name { result[language] = [name, other] }
    }
    return result
  }
}

/// A name in a language.
private struct Name: Hashable {
  var text: String
  var language: String
}

/// What concepts are merged into, and from when on if that is still to come.
private struct Merge: Hashable {
  var target: ConceptOrdinal
  var due: CalendarDate?
}

/// A comparison at work.
private struct Comparison {
  let old: Vocabulary
  let new: Vocabulary
  var changes: [VocabularyChange] = []

  /// The day on which it is compared: what comes later is told as what is to come.
  private let day: CalendarDate?

  init(old: Vocabulary, new: Vocabulary) {
    day = new.day
    // What is said of a time to come is said, and compared like all else.
    self.old = old.asked(on: nil)
    self.new = new.asked(on: nil)
  }

  /// From when on a concept of a release is given up, if that day is still to come.
  private func due(_ concept: ConceptOrdinal, in vocabulary: Vocabulary) -> CalendarDate? {
    vocabulary.asked(on: day).upcomingDeprecation(of: concept)
  }

  private func named(_ concept: ConceptOrdinal, in vocabulary: Vocabulary)
    -> VocabularyChange.Named
  {
    VocabularyChange.Named(
      uri: vocabulary.uri(of: concept), name: vocabulary.preferredLabel(of: concept))
  }

  private func scheme(_ concept: ConceptOrdinal, in vocabulary: Vocabulary) -> String {
    vocabulary.schemes(of: concept).first.map { vocabulary.key(of: $0) } ?? ""
  }

  private mutating func add(
    _ kind: VocabularyChange.Kind, _ concept: ConceptOrdinal, in vocabulary: Vocabulary,
    targets: [VocabularyChange.Named] = [], old: String = "", new: String = "",
    language: String = "", due: CalendarDate? = nil
  ) {
    changes.append(
      VocabularyChange(
        kind: kind, scheme: scheme(concept, in: vocabulary),
        concepts: [named(concept, in: vocabulary)], targets: targets, due: due, old: old, new: new,
        language: language))
  }
}

// MARK: - Concepts

extension Comparison {
  mutating func compareConcepts() {
    var givenUp: [(concept: ConceptOrdinal, before: ConceptOrdinal)] = []
    for concept in new.concepts {
      guard let before = old.concept(uri: new.uri(of: concept)) else {
        // A concept that comes deprecated only explains an old name; nobody can use it.
        if !new.isDeprecated(concept) || new.isCompound(concept) {
          add(.added, concept, in: new)
        }
        continue
      }
      switch (old.isDeprecated(before), new.isDeprecated(concept)) {
      case (false, true): givenUp.append((concept, before))
      case (true, false): add(.restored, concept, in: new, due: due(before, in: old))
      case (true, true): compareSuccessors(before, concept)
      case (false, false): comparePlaces(before, concept)
      }
    }
    for concept in old.concepts where new.concept(uri: old.uri(of: concept)) == nil {
      add(.removed, concept, in: old)
    }
    compareGivenUp(givenUp)
  }

  private mutating func compareGivenUp(
    _ givenUp: [(concept: ConceptOrdinal, before: ConceptOrdinal)]
  ) {
    var merges: [Merge: [ConceptOrdinal]] = [:]
    var order: [Merge] = []
    for (concept, before) in givenUp {
      let due = due(concept, in: new)
      let targets = new.currentConcepts(for: concept).filter { $0 != concept }
      let names = targets.map { named($0, in: new) }
      switch targets.count {
      case 0:
        add(.deprecated, before, in: old, targets: successorsOutside(concept), due: due)
      case 1:
        let merge = Merge(target: targets[0], due: due)
        if merges[merge] == nil { order.append(merge) }
        merges[merge, default: []].append(before)
      default: add(.split, before, in: old, targets: names, due: due)
      }
    }
    for merge in order {
      let (target, sources) = (merge.target, merges[merge] ?? [])
      // A concept that only took the place of another one is that one under a new name.
      // The URI changed and the thing did not, as where identifiers hold names.
      let isNew = old.concept(uri: new.uri(of: target)) == nil
      changes.append(
        VocabularyChange(
          kind: sources.count == 1 && isNew ? .renamed : .merged,
          scheme: scheme(target, in: new), concepts: sources.map { named($0, in: old) },
          targets: [named(target, in: new)], due: merge.due))
    }
  }

  /// The successors that the newer release names and does not hold.
  private func successorsOutside(_ concept: ConceptOrdinal) -> [VocabularyChange.Named] {
    new.successors(of: concept).filter { $0.concept == nil }.map {
      VocabularyChange.Named(uri: $0.uri, name: $0.uri)
    }
  }

  private mutating func compareSuccessors(_ before: ConceptOrdinal, _ concept: ConceptOrdinal) {
    let earlier = old.successors(of: before).map(\.uri)
    let later = new.successors(of: concept)
    guard Set(earlier) != Set(later.map(\.uri)) else { return }
    let targets = later.map { successor in
      successor.concept.map { named($0, in: new) }
        ?? VocabularyChange.Named(uri: successor.uri, name: successor.uri)
    }
    add(.redirected, concept, in: new, targets: targets)
  }

  private mutating func comparePlaces(_ before: ConceptOrdinal, _ concept: ConceptOrdinal) {
    let places = (place(of: before, in: old), place(of: concept, in: new))
    guard places.0.uris != places.1.uris else { return }
    let targets = new.broader(of: concept).map { named($0, in: new) }
    add(.moved, before, in: old, targets: targets, old: places.0.words, new: places.1.words)
  }

  /// The parents, or the scheme of a concept that has none.
  private func place(
    of concept: ConceptOrdinal, in vocabulary: Vocabulary
  ) -> (uris: Set<String>, words: String) {
    let parents = vocabulary.broader(of: concept)
    guard parents.isEmpty else {
      return (
        Set(parents.map { vocabulary.uri(of: $0) }),
        parents.map { "\"\(vocabulary.preferredLabel(of: $0))\"" }.joined(separator: " and ")
      )
    }
    guard let scheme = vocabulary.schemes(of: concept).first else { return ([], "") }
    return ([vocabulary.uri(of: scheme)], "the top of \"\(vocabulary.scheme(scheme).title())\"")
  }
}

// MARK: - Labels

extension Comparison {
  mutating func compareLabels() {
    let carried = namesCarriedOver()
    let gained = gainedNames()
    var moved: Set<Name> = []
    for before in old.concepts {
      let concept = new.concept(uri: old.uri(of: before))
      let earlier = names(of: before, in: old)
      let later = concept.map { names(of: $0, in: new) } ?? []
      if let concept { compareNames(before, concept) }
      let present = Set(later)
      for name in earlier where !present.contains(name) {
        let receivers = (gained[name] ?? []).filter { $0 != concept }
        if receivers.isEmpty {
          // What a removed concept was called went with it.
          if let concept { addLabel(.labelLost, concept, in: new, name) }
        } else {
          moved.insert(name)
          addLabel(
            .labelMoved, before, in: old, name, targets: receivers.map { named($0, in: new) })
        }
      }
    }
    for concept in new.concepts {
      guard let before = old.concept(uri: new.uri(of: concept)) else { continue }
      let earlier = Set(names(of: before, in: old))
      let preferred = preferredNames(of: concept, in: new)
      let preferredBefore = preferredNames(of: before, in: old)
      for name in names(of: concept, in: new)
      where !earlier.contains(name) && !moved.contains(name)
        && !(carried[concept]?.contains(name) ?? false)
      {
        // A new preferred name in the place of another is told as a renaming.
        let isRenaming =
          preferred[name.language] == name.text && preferredBefore[name.language] != nil
        if !isRenaming { addLabel(.labelAdded, concept, in: new, name) }
      }
    }
  }

  private mutating func addLabel(
    _ kind: VocabularyChange.Kind, _ concept: ConceptOrdinal, in vocabulary: Vocabulary,
    _ name: Name, targets: [VocabularyChange.Named] = []
  ) {
    add(
      kind, concept, in: vocabulary, targets: targets, new: name.text, language: name.language)
  }

  /// The names by which a concept is known, each once; codes apart.
  private func names(of concept: ConceptOrdinal, in vocabulary: Vocabulary) -> [Name] {
    var seen: Set<Name> = []
    return vocabulary.labels(of: concept).compactMap { label in
      guard vocabulary.role(of: label) != .code else { return nil }
      let name = Name(
        text: vocabulary.text(of: label), language: vocabulary.language(of: label))
      return seen.insert(name).inserted ? name : nil
    }
  }

  private func preferredNames(
    of concept: ConceptOrdinal, in vocabulary: Vocabulary
  ) -> [String: String] {
    var result: [String: String] = [:]
    for label in vocabulary.labels(of: concept)
    where vocabulary.kind(of: label) == .preferred && vocabulary.role(of: label) != .code {
      let language = vocabulary.language(of: label)
      if result[language] == nil { result[language] = vocabulary.text(of: label) }
    }
    return result
  }

  private mutating func compareNames(_ before: ConceptOrdinal, _ concept: ConceptOrdinal) {
    let later = preferredNames(of: concept, in: new)
    for (language, name) in preferredNames(of: before, in: old).sorted(by: { $0.key < $1.key }) {
      guard let other = later[language], other != name else { continue }
      add(.renamed, before, in: old, old: name, new: other, language: language)
    }
  }

  /// The concepts that have a name which they had not.
  private func gainedNames() -> [Name: [ConceptOrdinal]] {
    var result: [Name: [ConceptOrdinal]] = [:]
    for concept in new.concepts {
      let before = old.concept(uri: new.uri(of: concept))
      let earlier = Set(before.map { names(of: $0, in: old) } ?? [])
      for name in names(of: concept, in: new) where !earlier.contains(name) {
        result[name, default: []].append(concept)
      }
    }
    return result
  }

  /// The names that each concept has of deprecated ones whose place it took.
  private func namesCarriedOver() -> [ConceptOrdinal: Set<Name>] {
    var result: [ConceptOrdinal: Set<Name>] = [:]
    let replacements = Replacements(new)
    for concept in new.concepts {
      guard let replacement = replacements[concept] else { continue }
      result[replacement, default: []].formUnion(names(of: concept, in: new))
    }
    return result
  }
}

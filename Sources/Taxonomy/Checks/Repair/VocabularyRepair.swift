internal import Model

/// Repairs what can be repaired without knowing what was meant.
///
/// - Text that was encoded twice is decoded, unprintable characters, empty and placeholder labels go.
/// - Of a label that is of two kinds the higher kind stays (S13); of two preferred labels of one
///   language one stays preferred (S14), by default the first.
/// - Relations to oneself go, and associations between what is above each other (S27).
/// - Top concepts with a broader concept are none; a scheme without top concepts gets its roots.
/// - Old names are carried over to the successor.
package struct VocabularyRepair {
  /// Which of several preferred labels of one language stays preferred; of equally long ones the first.
  package enum PreferredLabel: String, Sendable, CaseIterable {
    /// The one that the source states first.
    case first = "first"
    /// The one with the fewest characters.
    case shortest = "shortest"
    /// The one with the most characters.
    case longest = "longest"
  }

  /// The repaired vocabulary.
  package let vocabulary: Vocabulary

  /// What was done, as notes that bear the names of the rules.
  package let repairs: [VocabularyFinding]

  /// Repairs a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary; it stays as it is.
  ///   - preferred: which of several preferred labels of one language stays.
  /// - Complexity: O(labels + relations).
  package init(of vocabulary: Vocabulary, keeping preferred: PreferredLabel = .first) {
    var run = RepairRun(vocabulary, preferred)
    run.copySchemes()
    for concept in vocabulary.concepts { run.copy(concept) }
    run.copyCollections()
    var builder = run.builder
    builder.completeHistory(until: vocabulary.day ?? .today)
    let (repaired, findings) = builder.build()
    self.vocabulary = repaired.asked(on: vocabulary.day)
    // What leads out of the vocabulary led there before.
    repairs = run.repairs + findings.filter { $0.rule != "UndefinedConcept" }
  }
}

/// Copies a vocabulary into a builder, repairing on the way.
private struct RepairRun {
  let vocabulary: Vocabulary
  let preferred: VocabularyRepair.PreferredLabel
  let subject: CheckSubject
  var builder = VocabularyBuilder()
  var repairs: [VocabularyFinding] = []
  private let entities: [VocabularyBuilder.Entity]
  private let schemes: [VocabularyBuilder.Entity]
  private let schemesWithTop: Set<SchemeOrdinal>

  init(_ vocabulary: Vocabulary, _ preferred: VocabularyRepair.PreferredLabel) {
    self.vocabulary = vocabulary
    self.preferred = preferred
    subject = CheckSubject(vocabulary)
    var builder = VocabularyBuilder()
    // Sources first and in order: positions name them by number.
    for source in vocabulary.sources { _ = builder.beginSource(source) }
    schemes = vocabulary.schemes.map { builder.entity(vocabulary.uri(of: $0)) }
    entities = vocabulary.concepts.map { builder.entity(vocabulary.uri(of: $0)) }
    self.builder = builder
    var schemesWithTop: Set<SchemeOrdinal> = []
    for concept in vocabulary.concepts {
      for scheme in vocabulary.topSchemes(of: concept)
      where !Self.hasParent(concept, in: scheme, vocabulary) { schemesWithTop.insert(scheme) }
    }
    self.schemesWithTop = schemesWithTop
  }

  private mutating func note(
    _ rule: any VocabularyRule.Type, _ concept: ConceptOrdinal, label: LabelOrdinal? = nil,
    _ message: String
  ) {
    let position = label.map { vocabulary.position(of: $0) } ?? vocabulary.position(of: concept)
    let source = Int(position.source)
    repairs.append(
      VocabularyFinding(
        rule: rule.name, severity: .note,
        path: source < vocabulary.sources.count ? vocabulary.sources[source] : "",
        line: Int(position.line), column: Int(position.column),
        concept: vocabulary.uri(of: concept), message: message))
  }

  mutating func copySchemes() {
    for title in vocabulary.titles { builder.addTitle(title.text, language: title.language) }
    for text in vocabulary.descriptions {
      builder.addDescription(text.text, language: text.language)
    }
    for said in vocabulary.provenance { builder.add(said) }
    if !vocabulary.version.isEmpty { builder.setVersion(vocabulary.version) }
    for ordinal in vocabulary.schemes {
      let scheme = vocabulary.scheme(ordinal)
      let entity = schemes[Int(ordinal.rawValue)]
      builder.declareScheme(
        entity, key: scheme.key, assignment: scheme.assignment,
        at: vocabulary.position(of: ordinal))
      for title in scheme.titles {
        builder.addTitle(title.text, language: title.language, to: entity)
      }
      for text in scheme.descriptions {
        builder.addDescription(text.text, language: text.language, to: entity)
      }
      if !scheme.version.isEmpty { builder.setVersion(scheme.version, of: entity) }
      for said in scheme.provenance { builder.add(said, toScheme: entity) }
      for label in scheme.labels { builder.addLabel(label, toScheme: entity) }
      for uri in scheme.outsideTopConcepts {
        builder.addRelation(.topOf, from: builder.entity(uri), to: entity)
      }
    }
  }

  mutating func copyCollections() {
    for ordinal in vocabulary.collections {
      let collection = vocabulary.collection(ordinal)
      let entity = builder.entity(collection.uri)
      builder.declareCollection(
        entity, isOrdered: collection.isOrdered, at: vocabulary.position(of: ordinal))
      for label in collection.labels { builder.addLabel(label, toCollection: entity) }
      for note in collection.notes { builder.addNote(note, toCollection: entity) }
      for scheme in collection.schemes {
        builder.addScheme(schemes[Int(scheme.rawValue)], ofCollection: entity)
      }
      for member in collection.members {
        builder.addMember(builder.entity(vocabulary.uri(of: member)), to: entity)
      }
    }
  }

  mutating func copy(_ concept: ConceptOrdinal) {
    let entity = entities[Int(concept.rawValue)]
    builder.declareConcept(entity, at: vocabulary.position(of: concept))
    copySchemes(of: concept)
    copyLabels(of: concept)
    copyRelations(of: concept)
    for note in vocabulary.notes(of: concept) { copy(note, of: concept) }
    for cue in vocabulary.cues(of: concept) { builder.addCue(cue, to: entity) }
    for mapping in vocabulary.mappings(of: concept) { builder.addMapping(mapping, to: entity) }
    for said in vocabulary.provenance(of: concept) { builder.add(said, to: entity) }
    builder.setStatus(vocabulary.status(of: concept), of: entity)
    if vocabulary.hasDeprecation(concept) {
      builder.deprecate(entity, since: vocabulary.deprecationDate(of: concept))
      if vocabulary.isCompound(concept) { builder.makeCompound(entity) }
    }
    for successor in vocabulary.successors(of: concept) {
      builder.addSuccessor(
        builder.entity(successor.uri), to: entity, on: successor.date, when: successor.condition,
        origin: successor.origin, line: Int(vocabulary.position(of: concept).line))
    }
  }
}

// MARK: - Schemes and relations

extension RepairRun {
  private mutating func copySchemes(of concept: ConceptOrdinal) {
    let tops = vocabulary.topSchemes(of: concept)
    for scheme in vocabulary.schemes(of: concept) {
      let hasParent = Self.hasParent(concept, in: scheme, vocabulary)
      var isTop = tops.contains(scheme)
      if isTop, hasParent {
        isTop = false
        note(
          TopConceptsHavingBroaderConcepts.self, concept,
          "\(subject.name(concept)) is no longer a top concept")
      } else if !isTop, !hasParent, !schemesWithTop.contains(scheme),
        !vocabulary.isDeprecated(concept)
      {
        isTop = true
        note(
          OmittedTopConcepts.self, concept,
          "\(subject.name(concept)) is a top concept of \"\(vocabulary.key(of: scheme))\" now")
      }
      builder.addRelation(
        isTop ? .topOf : .scheme, from: entities[Int(concept.rawValue)],
        to: schemes[Int(scheme.rawValue)])
    }
  }

  private static func hasParent(
    _ concept: ConceptOrdinal, in scheme: SchemeOrdinal, _ vocabulary: Vocabulary
  ) -> Bool {
    vocabulary.broader(of: concept).contains {
      $0 != concept && vocabulary.schemes(of: $0).contains(scheme)
    }
  }

  private mutating func copyRelations(of concept: ConceptOrdinal) {
    for relation in [ConceptRelation.broader, .related, .part] {
      for other in vocabulary.related(relation, to: concept) {
        if other == concept {
          let rule: any VocabularyRule.Type =
            relation == .broader ? CyclicHierarchicalRelations.self : ReflexiveRelations.self
          note(
            rule, concept,
            "the relation \"\(relation.wireName)\" of \(subject.name(concept)) to itself was removed"
          )
          continue
        }
        let (one, two) = (concept.rawValue, other.rawValue)
        if relation == .related,
          subject.ancestry.isAbove(one, two) || subject.ancestry.isAbove(two, one)
        {
          // Both ends hold the relation; it is told once.
          if concept < other {
            note(
              RelationClashes.self, concept,
              "\(subject.name(concept)) and \(subject.name(other)) are no longer related")
          }
          continue
        }
        builder.addRelation(
          relation, from: entities[Int(concept.rawValue)], to: entities[Int(other.rawValue)],
          of: relation == .broader
            ? vocabulary.hierarchyKind(from: concept, to: other) : .unspecified)
      }
    }
    for outside in vocabulary.outsideRelations(of: concept) {
      builder.addRelation(
        outside.relation, from: entities[Int(concept.rawValue)],
        to: builder.entity(outside.uri), of: outside.kind)
    }
  }

  private mutating func copy(_ conceptNote: ConceptNote, of concept: ConceptOrdinal) {
    var copy = conceptNote
    if copy.text.allSatisfy(\.isWhitespace) {
      note(EmptyLabels.self, concept, "an empty note of \(subject.name(concept)) was removed")
      return
    }
    if let meant = DoubleEncoding.decoded(copy.text) {
      copy.text = meant
      note(
        DoubleEncodedText.self, concept,
        "a note of \(subject.name(concept)) reads \"\(LabelText.shortened(meant))\" now")
    }
    builder.addNote(copy, to: entities[Int(concept.rawValue)])
  }
}

// MARK: - Labels

extension RepairRun {
  private mutating func copyLabels(of concept: ConceptOrdinal) {
    var labels: [(ordinal: LabelOrdinal, label: Label)] = []
    for ordinal in vocabulary.labels(of: concept) {
      if let label = repairedText(of: ordinal, of: concept) { labels.append((ordinal, label)) }
    }
    keepOnePreferred(&labels, of: concept)
    let entity = entities[Int(concept.rawValue)]
    let higherKinds = Dictionary(grouping: labels.map(\.label).filter { $0.kind != .hidden }) {
      LabelName(text: $0.text, language: $0.language)
    }
    for (ordinal, label) in labels {
      let name = LabelName(text: label.text, language: label.language)
      let higher = (higherKinds[name] ?? []).first {
        $0.kind.rawValue < label.kind.rawValue && $0.validity.overlaps(label.validity)
      }
      // A label that says more than its kind is kept: which of the two is meant is not known.
      if let higher, label.role == .plain, label.validity == .always {
        note(
          DisjointLabelsViolation.self, concept, label: ordinal,
          "\"\(label.text)\" is a label of kind \(higher.kind.wireName) only now")
        continue
      }
      builder.currentSource = vocabulary.position(of: ordinal).source
      builder.addLabel(label, to: entity, line: vocabulary.line(of: ordinal))
    }
  }

  private mutating func repairedText(
    of ordinal: LabelOrdinal, of concept: ConceptOrdinal
  ) -> Label? {
    var label = vocabulary.label(ordinal)
    if let meant = DoubleEncoding.decoded(label.text) {
      note(
        DoubleEncodedText.self, concept, label: ordinal, "\"\(label.text)\" reads \"\(meant)\" now")
      label.text = meant
    }
    if LabelText.firstUnprintable(label.text) != nil {
      label.text = LabelText.printable(label.text)
      note(
        UnprintableCharactersInLabels.self, concept, label: ordinal,
        "unprintable characters were removed from \"\(label.text)\"")
    }
    if label.text.allSatisfy(\.isWhitespace) {
      note(EmptyLabels.self, concept, label: ordinal, "an empty label was removed")
      return nil
    }
    // "-" and "*" may be codes of a classification.
    if label.role != .code, LabelText.isPlaceholder(label.text) {
      note(
        PlaceholderLabels.self, concept, label: ordinal,
        "the placeholder \"\(label.text)\" was removed")
      return nil
    }
    return label
  }

  private struct LabelName: Hashable {
    let text: String
    let language: String
  }

  private mutating func keepOnePreferred(
    _ labels: inout [(ordinal: LabelOrdinal, label: Label)], of concept: ConceptOrdinal
  ) {
    var order = labels.indices.filter {
      labels[$0].label.kind == .preferred && labels[$0].label.role != .code
    }
    let lengths = order.map { labels[$0].label.text.count }
    if preferred != .first {
      let sign = preferred == .shortest ? 1 : -1
      order = order.indices.sorted { (sign * lengths[$0], $0) < (sign * lengths[$1], $1) }
        .map { order[$0] }
    }
    var kept: [String: [Validity]] = [:]
    for index in order {
      let label = labels[index].label
      guard (kept[label.language] ?? []).contains(where: { $0.overlaps(label.validity) }) else {
        kept[label.language, default: []].append(label.validity)
        continue
      }
      labels[index].label.kind = .alternative
      note(
        InconsistentPreferredLabels.self, concept, label: labels[index].ordinal,
        "\"\(label.text)\" is an alternative label now")
    }
  }
}

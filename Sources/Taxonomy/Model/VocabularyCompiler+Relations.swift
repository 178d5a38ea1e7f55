import MappedStorage

/// Compiles successors, hierarchy and mappings.
extension VocabularyCompiler {
  mutating func compileSuccessors() {
    guard !builder.successors.isEmpty else {
      add(.successors, [SuccessorRecord]())
      return add(.successorOffsets, [UInt32](repeating: 0, count: conceptCount + 1))
    }
    var byConcept: [UInt32: UniqueRecords<SuccessorRecord>] = [:]
    for successor in builder.successors {
      guard
        let concept = ordinal(
          successor.concept, usedAs: "a replaced concept", at: successor.position)
      else { continue }
      let target =
        target(successor.successor, usedAs: "a successor", at: successor.position) ?? Self.none
      let record = SuccessorRecord(
        uri: reference(toURIOf: successor.successor), condition: successor.condition,
        concept: target, date: successor.date, origin: UInt32(successor.origin))
      byConcept[concept, default: UniqueRecords()].add(
        record, isSame: { isSame($0, $1) }, hash: { hash($0) })
    }
    let grouped = (0..<UInt32(conceptCount)).map { byConcept[$0]?.records ?? [] }
    addGrouped(grouped, .successors, .successorOffsets)
    for (concept, records) in grouped.enumerated() {
      let isStated = UInt32(Successor.Origin.stated.rawValue)
      for record in records
      where record.concept != Self.none
        && (builder.concepts[concept].isDeprecated || record.origin == isStated)
      {
        predecessors.append((record.concept, UInt32(concept)))
      }
    }
  }

  private func isSame(_ left: SuccessorRecord, _ right: SuccessorRecord) -> Bool {
    left.concept == right.concept && left.origin == right.origin
      && isSame(left.condition, right.condition) && isSame(left.uri, right.uri)
  }

  private func hash(_ successor: SuccessorRecord) -> Int {
    hash(successor.uri, Int(successor.origin), hash(successor.condition))
  }

  mutating func compileRelations() {
    var pairs = [[(UInt32, UInt32)]](repeating: [], count: ConceptRelation.allCases.count)
    func append(_ relation: ConceptRelation, _ source: UInt32, _ target: UInt32) {
      pairs[Int(relation.rawValue)].append((source, target))
    }
    for relation in builder.relations {
      guard let kind = ConceptRelation(rawValue: UInt32(relation.kind)),
        let source = ordinal(
          relation.source, usedAs: "one end of “\(kind.wireName)”", at: relation.position)
      else { continue }
      if kind == .scheme || kind == .topOf {
        guard let scheme = schemeOrdinals[relation.target] else { continue }
        append(.scheme, source, scheme)
        if kind == .topOf { append(.topOf, source, scheme) }
        continue
      }
      guard
        let target = target(
          relation.target, usedAs: "the target of “\(kind.wireName)”", at: relation.position)
      else { continue }
      append(kind, source, target)
      switch kind {
      case .broader: append(.narrower, target, source)
      case .related: append(.related, target, source)
      case .part: append(.partOf, target, source)
      default: break
      }
    }
    pairs[Int(ConceptRelation.predecessor.rawValue)] = predecessors
    giveHomes(broader: pairs[0], schemes: &pairs[Int(ConceptRelation.scheme.rawValue)])
    for relation in ConceptRelation.allCases {
      addRelation(relation, pairs[Int(relation.rawValue)])
    }
  }

  /// Puts each concept without a scheme into that of a broader one.
  ///
  /// What is under none stays outside, such as a concept of another vocabulary that is only mapped
  /// to; unless nobody states a scheme of any concept, so that there is but one they can be of.
  mutating func giveHomes(
    broader: [(UInt32, UInt32)], schemes: inout [(UInt32, UInt32)]
  ) {
    var home = [UInt32](repeating: Self.none, count: conceptCount)
    for (concept, scheme) in schemes where home[Int(concept)] == Self.none {
      home[Int(concept)] = scheme
    }
    let homeless = home.indices.filter { home[$0] == Self.none }
    guard !homeless.isEmpty else { return }
    // The homeless under each concept, as a chain through their relations.
    var firstUnder = [UInt32](repeating: Self.none, count: conceptCount)
    var nextUnder = [UInt32](repeating: Self.none, count: broader.count)
    for (index, (concept, parent)) in broader.enumerated().reversed()
    where home[Int(concept)] == Self.none {
      nextUnder[index] = firstUnder[Int(parent)]
      firstUnder[Int(parent)] = UInt32(index)
    }
    var pending = (0..<UInt32(conceptCount)).filter {
      home[Int($0)] != Self.none && firstUnder[Int($0)] != Self.none
    }
    while let parent = pending.popLast() {
      var index = firstUnder[Int(parent)]
      while index != Self.none {
        let concept = broader[Int(index)].0
        if home[Int(concept)] == Self.none {
          home[Int(concept)] = home[Int(parent)]
          pending.append(concept)
        }
        index = nextUnder[Int(index)]
      }
    }
    let only = schemes.isEmpty && builder.schemes.count < 2 ? defaultScheme() : Self.none
    for concept in homeless {
      if home[concept] == Self.none { home[concept] = only }
      if home[concept] != Self.none { schemes.append((UInt32(concept), home[concept])) }
    }
  }

  mutating func defaultScheme() -> UInt32 {
    if builder.schemes.isEmpty {
      let entity = builder.entity("urn:parlance:scheme:concepts")
      builder.declareScheme(entity)
      schemeOrdinals[entity.number] = 0
      conceptOrdinals.append(
        contentsOf: repeatElement(Self.none, count: builder.uris.count - conceptOrdinals.count))
    }
    return 0
  }

  mutating func addRelation(_ relation: ConceptRelation, _ pairs: [(UInt32, UInt32)]) {
    var offsets = [UInt32](repeating: 0, count: conceptCount + 1)
    for (source, _) in pairs { offsets[Int(source) + 1] += 1 }
    for index in 0..<conceptCount { offsets[index + 1] += offsets[index] }
    var targets = [UInt32](repeating: 0, count: pairs.count)
    var cursors = offsets
    for (source, target) in pairs {
      targets[Int(cursors[Int(source)])] = target
      cursors[Int(source)] += 1
    }
    var unique: [UInt32] = []
    unique.reserveCapacity(targets.count)
    var uniqueOffsets: [UInt32] = [0]
    uniqueOffsets.reserveCapacity(conceptCount + 1)
    var lastSeen = [UInt32](
      repeating: Self.none, count: pairs.isEmpty ? 0 : max(conceptCount, builder.schemes.count))
    for concept in 0..<conceptCount {
      for index in Int(offsets[concept])..<Int(offsets[concept + 1]) {
        let target = targets[index]
        guard lastSeen[Int(target)] != UInt32(concept) else { continue }
        lastSeen[Int(target)] = UInt32(concept)
        unique.append(target)
      }
      uniqueOffsets.append(UInt32(unique.count))
    }
    let section = SnapshotSection.relations.rawValue + 2 * relation.rawValue
    writer.add(section, unique)
    writer.add(section + 1, uniqueOffsets)
  }
}

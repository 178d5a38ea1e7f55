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
      // A suggestion leads back only from what is deprecated; what a source states always does.
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
    var pairs = RelationPairs()
    for relation in builder.relations {
      guard let kind = ConceptRelation(rawValue: UInt32(relation.kind)) else { continue }
      if kind == .scheme || kind == .topOf {
        compileMembership(relation, isTop: kind == .topOf, &pairs)
      } else {
        compile(relation, kind, &pairs)
      }
    }
    // Successors were compiled before: what leads back to a concept is known only from them.
    pairs[.predecessor] = predecessors
    giveHomes(broader: pairs[.broader], schemes: &pairs[.scheme])
    for relation in ConceptRelation.allCases where relation != .broader {
      addRelation(relation, pairs[relation])
    }
    var kinds = pairs.broaderKinds
    addRelation(.broader, pairs[.broader], kinds: &kinds)
    add(.broaderKinds, kinds)
    addOutsideRelations(pairs.outside)
  }

  private mutating func compileMembership(
    _ relation: EntityRelation, isTop: Bool, _ pairs: inout RelationPairs
  ) {
    // Whatever is named as a scheme was declared as one when the statement was read.
    guard let scheme = schemeOrdinals[relation.target] else { return }
    guard
      let concept = target(
        relation.source, usedAs: isTop ? "a top concept" : "a concept of a scheme",
        at: relation.position)
    else {
      // A part of a larger vocabulary names the top concepts of the whole.
      if isTop, !builder.ownReferences.contains(relation.source) {
        builder.schemes[Int(scheme)].descriptions.append(
          TextRecord(
            text: reference(toURIOf: relation.source), language: 0, kind: TextKind.outsideTop))
      }
      return
    }
    pairs[.scheme].append((concept, scheme))
    if isTop { pairs[.topOf].append((concept, scheme)) }
  }

  private mutating func compile(
    _ relation: EntityRelation, _ kind: ConceptRelation, _ pairs: inout RelationPairs
  ) {
    let source = conceptOrdinals[Int(relation.source)]
    let target = conceptOrdinals[Int(relation.target)]
    guard source != Self.none || target != Self.none else {
      _ = ordinal(relation.source, usedAs: "one end of “\(kind.wireName)”", at: relation.position)
      return
    }
    guard source != Self.none, target != Self.none else {
      let (inside, other) =
        source == Self.none ? (target, relation.source) : (source, relation.target)
      _ = self.target(
        other, usedAs: "the target of “\(kind.wireName)”", at: relation.position)
      // A relative identifier can only be meant of this vocabulary: it is a slip, told above, and leads nowhere.
      guard !builder.ownReferences.contains(other) else { return }
      let record = OutsideRelationRecord(
        uri: reference(toURIOf: other),
        relation: UInt16((source == Self.none ? kind.inverse : kind).rawValue),
        kind: UInt16(relation.hierarchyKind))
      pairs.addOutside(record, of: inside)
      return
    }
    pairs[kind].append((source, target))
    switch kind {
    case .broader:
      pairs.broaderKinds.append(relation.hierarchyKind)
      pairs[.narrower].append((target, source))
    case .related: pairs[.related].append((target, source))
    case .part: pairs[.partOf].append((target, source))
    default: break
    }
  }

  private mutating func addOutsideRelations(
    _ outside: [(concept: UInt32, record: OutsideRelationRecord)]
  ) {
    addByConcept(
      outside, .outsideRelations, .outsideRelationOffsets,
      isSame: { compiler, left, right in compiler.isSame(left, right) },
      hash: { compiler, record in compiler.hash(record) })
  }

  private func isSame(_ left: OutsideRelationRecord, _ right: OutsideRelationRecord) -> Bool {
    guard left.relation == right.relation, left.kind == right.kind else { return false }
    return isSame(left.uri, right.uri)
  }

  private func hash(_ record: OutsideRelationRecord) -> Int {
    hash(record.uri, Int(record.relation), Int(record.kind))
  }

  /// Puts each concept without a scheme into that of a broader one.
  ///
  /// What is under none stays outside, such as a concept of another vocabulary that is only mapped
  /// to; unless its document states a scheme of no concept, so that there is but one they can be of: the one
  /// that the document describes, or one for all documents that describe none.
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
    // From the end, so that each chain has the order of the statements.
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
    var soleSchemes: [UInt32: UInt32] = [:]
    // A source that puts some of its concepts into schemes says by its silence that the others are
    // in none.
    for (concept, _) in schemes { soleSchemes[source(ofConcept: Int(concept))] = Self.none }
    for concept in homeless {
      if home[concept] == Self.none {
        let source = source(ofConcept: concept)
        let sole = soleSchemes[source] ?? soleScheme(describedIn: source)
        soleSchemes[source] = sole
        home[concept] = isForeign(concept, to: sole) ? Self.none : sole
      }
      if home[concept] != Self.none { schemes.append((UInt32(concept), home[concept])) }
    }
  }

  /// Whether a concept is there only because others are mapped to it, and its scheme would be elsewhere.
  private func isForeign(_ concept: Int, to scheme: UInt32) -> Bool {
    let entity = builder.concepts[concept].entity
    guard scheme != Self.none, builder.mappingTargets.contains(entity) else { return false }
    let uris = [entity, builder.schemes[Int(scheme)].entity].map { builder.uris.string(of: $0) }
    return IRIReference.authority(of: uris[0]) != IRIReference.authority(of: uris[1])
  }

  private func source(ofConcept ordinal: Int) -> UInt32 {
    builder.concepts[ordinal].position.source
  }

  /// The scheme that a source describes, the default one if it describes none, `none` if there are several.
  private mutating func soleScheme(describedIn source: UInt32) -> UInt32 {
    let described = builder.schemes.indices.filter {
      builder.schemes[$0].describedIn.contains(source)
    }
    guard described.count < 2 else { return Self.none }
    return described.first.map { UInt32($0) } ?? defaultScheme()
  }

  private mutating func defaultScheme() -> UInt32 {
    let entity = builder.entity("urn:parlance:scheme:concepts")
    if let known = schemeOrdinals[entity.number] { return known }
    let ordinal = UInt32(builder.schemes.count)
    builder.declareScheme(entity)
    schemeOrdinals[entity.number] = ordinal
    conceptOrdinals.append(
      contentsOf: repeatElement(Self.none, count: builder.uris.count - conceptOrdinals.count))
    return ordinal
  }

  private mutating func addRelation(
    _ relation: ConceptRelation, _ pairs: [(UInt32, UInt32)]
  ) {
    var kinds: [UInt8] = []
    addRelation(relation, pairs, kinds: &kinds)
  }

  /// Adds the targets of each concept, each once.
  ///
  /// The kinds are those of the pairs, or none, and afterwards those of the targets as they are stored. Of a
  /// pair that is stated twice the first kind that says something counts.
  private mutating func addRelation(
    _ relation: ConceptRelation, _ pairs: [(UInt32, UInt32)], kinds: inout [UInt8]
  ) {
    var offsets = [UInt32](repeating: 0, count: conceptCount + 1)
    for (source, _) in pairs { offsets[Int(source) + 1] += 1 }
    for index in 0..<conceptCount { offsets[index + 1] += offsets[index] }
    var order = [UInt32](repeating: 0, count: pairs.count)
    var cursors = offsets
    for (index, (source, _)) in pairs.enumerated() {
      order[Int(cursors[Int(source)])] = UInt32(index)
      cursors[Int(source)] += 1
    }
    var unique: [UInt32] = []
    unique.reserveCapacity(order.count)
    var uniqueKinds: [UInt8] = []
    var uniqueOffsets: [UInt32] = [0]
    uniqueOffsets.reserveCapacity(conceptCount + 1)
    // Schemes and concepts are numbered apart, and both may be targets.
    let targetCount = pairs.isEmpty ? 0 : max(conceptCount, builder.schemes.count)
    // The place of each target among those of the concept that comes now, if it has one there.
    var places = [UInt32](repeating: Self.none, count: targetCount)
    for concept in 0..<conceptCount {
      let start = unique.count
      for pair in order[Int(offsets[concept])..<Int(offsets[concept + 1])] {
        let target = pairs[Int(pair)].1
        let kind = kinds.isEmpty ? 0 : kinds[Int(pair)]
        let place = Int(places[Int(target)])
        // Places of earlier concepts are not cleared, which would take time for each: they lie before `start`.
        if place >= start, place < unique.count, unique[place] == target {
          if !kinds.isEmpty, uniqueKinds[place] == 0 { uniqueKinds[place] = kind }
          continue
        }
        places[Int(target)] = UInt32(unique.count)
        unique.append(target)
        if !kinds.isEmpty { uniqueKinds.append(kind) }
      }
      uniqueOffsets.append(UInt32(unique.count))
    }
    kinds = uniqueKinds
    let section = SnapshotSection.relations.rawValue + 2 * relation.rawValue
    writer.add(section, unique)
    writer.add(section + 1, uniqueOffsets)
  }
}

/// The pairs of ordinals of each relation, and what leads out of the vocabulary.
struct RelationPairs {
  private var pairs = [[(UInt32, UInt32)]](
    repeating: [], count: ConceptRelation.allCases.count)

  /// The kind of each pair of `broader`.
  var broaderKinds: [UInt8] = []

  private(set) var outside: [(concept: UInt32, record: OutsideRelationRecord)] = []

  /// A relation out of the vocabulary, whatever its kind.
  private struct OutsideKey: Hashable {
    var concept: UInt32
    var relation: UInt16
    var uri: StringReference
  }

  private var placesOfOutside: [OutsideKey: Int] = [:]

  /// Adds a relation out of the vocabulary; of one that is stated twice the first kind that says something
  /// counts.
  mutating func addOutside(_ record: OutsideRelationRecord, of concept: UInt32) {
    let key = OutsideKey(concept: concept, relation: record.relation, uri: record.uri)
    guard let place = placesOfOutside[key] else {
      placesOfOutside[key] = outside.count
      outside.append((concept, record))
      return
    }
    if outside[place].record.kind == 0 { outside[place].record.kind = record.kind }
  }

  subscript(relation: ConceptRelation) -> [(UInt32, UInt32)] {
    get { pairs[Int(relation.rawValue)] }
    _modify { yield &pairs[Int(relation.rawValue)] }
  }
}

extension ConceptRelation {
  /// The relation seen from the other end.
  fileprivate var inverse: ConceptRelation {
    switch self {
    case .broader: .narrower
    case .narrower: .broader
    case .part: .partOf
    case .partOf: .part
    case .related, .predecessor, .scheme, .topOf: self
    }
  }
}

import MappedStorage

extension VocabularyBuilder {
  /// Compiles what was collected.
  ///
  /// Concepts keep the order of their declaration, labels that of their concept's source. Labels,
  /// relations and notes given twice count once; inverses are added; what points to an undeclared
  /// concept, or belongs to one, is left out and becomes a finding.
  ///
  /// - Returns: the vocabulary, and all findings, those of the importers first.
  /// - Complexity: O(everything collected), with one sort of the URIs.
  package consuming func build() -> (vocabulary: Vocabulary, findings: [VocabularyFinding]) {
    let (bytes, findings) = compile()
    do {
      return (try Vocabulary(MappedBytes(bytes), path: "(memory)"), findings)
    } catch {
      preconditionFailure("a vocabulary just compiled cannot be opened: \(error)")
    }
  }

  /// Compiles what was collected into the bytes of a snapshot; see `build()`.
  package consuming func compile() -> (bytes: [UInt8], findings: [VocabularyFinding]) {
    var compiler = VocabularyCompiler(builder: self)
    compiler.compile()
    return (compiler.writer.makeBytes(), compiler.builder.findings)
  }
}

extension VocabularyBuilder {
  /// Compiles what was collected into a snapshot file; see `build()`.
  ///
  /// - Parameters:
  ///   - path: the file, which is replaced if it exists.
  ///   - prepare: called with the findings before anything is written; may refuse by throwing.
  /// - Returns: all findings, those of the importers first.
  /// - Throws: `StorageError.unwritable`, or what `prepare` throws; what was at `path` is then
  ///   unchanged.
  package consuming func compile(
    to path: String, after prepare: ([VocabularyFinding]) throws -> Void = { _ in }
  ) throws -> [VocabularyFinding] {
    var compiler = VocabularyCompiler(builder: self)
    compiler.compile()
    try prepare(compiler.builder.findings)
    try compiler.writer.write(to: path)
    return compiler.builder.findings
  }
}

/// Turns the entities of a builder into dense ordinals and flat sections.
struct VocabularyCompiler {
  var builder: VocabularyBuilder
  var writer = SectionedFileWriter(kind: Vocabulary.fileKind)

  /// The ordinal of each entity that is a concept, else `none`.
  private var conceptOrdinals: [UInt32] = []
  private var schemeOrdinals: [UInt32: UInt32] = [:]
  private var conceptCount = 0
  private var reportedEntities: Set<UInt32> = []
  private var predecessors: [(UInt32, UInt32)] = []
  private var uriReferences: [StringReference?] = []

  private static let none = UInt32.max

  init(builder: consuming VocabularyBuilder) {
    self.builder = builder
  }

  mutating func compile() {
    numberEntities()
    compileLabels()
    compileSuccessors()
    compileRelations()
    builder.relations = []
    compileTexts()
    compileSchemes()
    compileCollections()
    compileConcepts()
    compileNames()
    add(.arena, builder.text)
    builder.text = []
  }

  private mutating func numberEntities() {
    conceptCount = builder.concepts.count
    conceptOrdinals = Array(repeating: Self.none, count: builder.uris.count)
    for (ordinal, concept) in builder.concepts.enumerated() {
      conceptOrdinals[Int(concept.entity)] = UInt32(ordinal)
    }
    for (ordinal, scheme) in builder.schemes.enumerated() {
      schemeOrdinals[scheme.entity] = UInt32(ordinal)
    }
  }

  private mutating func add<Element: BitwiseCopyable>(
    _ section: SnapshotSection, _ elements: [Element]
  ) {
    writer.add(section.rawValue, elements)
  }

  /// The ordinal of an entity, or a finding, once an entity, that it is not defined.
  private mutating func ordinal(
    _ entity: UInt32, usedAs use: @autoclosure () -> String,
    at position: SourcePosition = SourcePosition()
  ) -> UInt32? {
    let ordinal = conceptOrdinals[Int(entity)]
    if ordinal != Self.none { return ordinal }
    if reportedEntities.insert(entity).inserted {
      let uri = builder.uris.string(of: entity)
      builder.findings.append(
        VocabularyFinding(
          rule: "UndefinedConcept", severity: .error, path: path(of: position),
          line: Int(position.line), column: Int(position.column), concept: uri,
          message: "\"\(uri)\" is used as \(use()), but is not defined as a concept",
          remedy: "define the concept, or remove what points to it"))
    }
    return nil
  }

  private func path(of position: SourcePosition) -> String {
    let index = Int(position.source)
    return index < builder.sources.count ? builder.sources[index] : ""
  }
}

// MARK: - Labels

extension VocabularyCompiler {
  private mutating func compileLabels() {
    var cursors = [UInt32](repeating: 0, count: conceptCount + 2)
    let dropped = Self.none
    for index in builder.labels.indices {
      let label = builder.labels[index]
      let concept = ordinal(
        label.concept, usedAs: "the owner of a label",
        at: SourcePosition(source: UInt32(label.source), line: label.line))
      builder.labels[index].concept = concept ?? dropped
      if let concept { cursors[Int(concept) + 1] += 1 }
    }
    for index in 0..<conceptCount { cursors[index + 1] += cursors[index] }
    var order = [UInt32](repeating: 0, count: Int(cursors[conceptCount]))
    for (index, label) in builder.labels.enumerated() where label.concept != dropped {
      order[Int(cursors[Int(label.concept)])] = UInt32(index)
      cursors[Int(label.concept)] += 1
    }
    var unique: [LabelRecord] = []
    unique.reserveCapacity(order.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(conceptCount + 1)
    var next = 0
    for concept in 0..<conceptCount {
      let first = unique.count
      while next < Int(cursors[concept]) {
        let label = builder.labels[Int(order[next])]
        if !unique[first...].contains(where: { isSame($0, label) }) { unique.append(label) }
        next += 1
      }
      offsets.append(UInt32(unique.count))
    }
    builder.labels = []
    add(.labels, unique)
    add(.labelOffsets, offsets)
    add(.labelExtras, builder.labelExtras)
  }

  /// Whether two labels of a concept say the same; lists of labels are short.
  private func isSame(_ left: LabelRecord, _ right: LabelRecord) -> Bool {
    left.language == right.language && left.kind == right.kind && left.role == right.role
      && left.from == right.from && left.until == right.until && isSame(left.text, right.text)
  }

  private func isSame(_ left: StringReference, _ right: StringReference) -> Bool {
    guard left.length == right.length else { return false }
    let length = Int(left.length)
    let (first, second) = (Int(left.offset), Int(right.offset))
    return (0..<length).allSatisfy { builder.text[first + $0] == builder.text[second + $0] }
  }
}

// MARK: - Relations

extension VocabularyCompiler {
  private mutating func compileSuccessors() {
    guard !builder.successors.isEmpty else {
      add(.successors, [SuccessorRecord]())
      return add(.successorOffsets, [UInt32](repeating: 0, count: conceptCount + 1))
    }
    var grouped = [[SuccessorRecord]](repeating: [], count: conceptCount)
    for successor in builder.successors {
      guard
        let concept = ordinal(
          successor.concept, usedAs: "a replaced concept", at: successor.position)
      else { continue }
      let target =
        ordinal(successor.successor, usedAs: "a successor", at: successor.position) ?? Self.none
      let record = SuccessorRecord(
        uri: reference(toURIOf: successor.successor), condition: successor.condition,
        concept: target, date: successor.date, origin: UInt32(successor.origin))
      let isKnown = grouped[Int(concept)].contains {
        $0.concept == record.concept && $0.origin == record.origin
          && isSame($0.condition, record.condition) && isSame($0.uri, record.uri)
      }
      if !isKnown { grouped[Int(concept)].append(record) }
    }
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

  private mutating func compileRelations() {
    var pairs = [[(UInt32, UInt32)]](repeating: [], count: ConceptRelation.allCases.count)
    func append(_ relation: ConceptRelation, _ source: UInt32, _ target: UInt32) {
      pairs[Int(relation.rawValue)].append((source, target))
    }
    for relation in builder.relations {
      guard let kind = ConceptRelation(rawValue: UInt32(relation.kind)),
        let source = ordinal(
          relation.source, usedAs: "one end of “\(kind)”", at: relation.position)
      else { continue }
      if kind == .scheme || kind == .topOf {
        guard let scheme = schemeOrdinals[relation.target] else { continue }
        append(.scheme, source, scheme)
        if kind == .topOf { append(.topOf, source, scheme) }
        continue
      }
      guard
        let target = ordinal(
          relation.target, usedAs: "the target of “\(kind)”", at: relation.position)
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

  /// Puts each concept without a scheme into that of a broader one, else into the only or first one.
  private mutating func giveHomes(
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
    for concept in homeless {
      if home[concept] == Self.none { home[concept] = defaultScheme() }
      schemes.append((UInt32(concept), home[concept]))
    }
  }

  private mutating func defaultScheme() -> UInt32 {
    if builder.schemes.isEmpty {
      let entity = builder.entity("urn:parlance:scheme:concepts")
      builder.declareScheme(entity)
      schemeOrdinals[entity.number] = 0
      conceptOrdinals.append(
        contentsOf: repeatElement(Self.none, count: builder.uris.count - conceptOrdinals.count))
    }
    return 0
  }

  private mutating func addRelation(_ relation: ConceptRelation, _ pairs: [(UInt32, UInt32)]) {
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

// MARK: - Texts, schemes, concepts

extension VocabularyCompiler {
  private mutating func compileTexts() {
    addTexts(builder.notes, .notes, .noteOffsets, use: "the owner of a note")
    builder.notes = []
    addTexts(builder.cues, .cues, .cueOffsets, use: "the owner of a cue")
    var mappings: [(concept: UInt32, record: MappingRecord)] = []
    mappings.reserveCapacity(builder.mappings.count)
    for mapping in builder.mappings {
      guard let concept = ordinal(mapping.concept, usedAs: "the source of a mapping") else {
        continue
      }
      let record = MappingRecord(
        uri: reference(toURIOf: mapping.target), kind: UInt32(mapping.kind))
      mappings.append((concept, record))
    }
    addByConcept(mappings, .mappings, .mappingOffsets) { compiler, left, right in
      left.kind == right.kind && compiler.isSame(left.uri, right.uri)
    }
  }

  private mutating func addTexts(
    _ texts: [EntityText], _ section: SnapshotSection, _ offsets: SnapshotSection, use: String
  ) {
    var records: [(concept: UInt32, record: TextRecord)] = []
    records.reserveCapacity(texts.count)
    for text in texts {
      guard let concept = ordinal(text.concept, usedAs: use) else { continue }
      records.append((concept, text.record))
    }
    addByConcept(records, section, offsets) { compiler, left, right in
      left.kind == right.kind && left.language == right.language
        && compiler.isSame(left.text, right.text)
    }
  }

  /// Adds records in the order of their concepts, each once, with the offsets of each concept's.
  ///
  /// - Complexity: O(records + concepts), lists of one concept being short.
  private mutating func addByConcept<Record: BitwiseCopyable>(
    _ records: [(concept: UInt32, record: Record)], _ section: SnapshotSection,
    _ offsetSection: SnapshotSection,
    isSame: (VocabularyCompiler, Record, Record) -> Bool
  ) {
    var cursors = [UInt32](repeating: 0, count: conceptCount + 1)
    for (concept, _) in records { cursors[Int(concept) + 1] += 1 }
    for index in 0..<conceptCount { cursors[index + 1] += cursors[index] }
    var order = [UInt32](repeating: 0, count: records.count)
    for (index, record) in records.enumerated() {
      order[Int(cursors[Int(record.concept)])] = UInt32(index)
      cursors[Int(record.concept)] += 1
    }
    var unique: [Record] = []
    unique.reserveCapacity(records.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(conceptCount + 1)
    var next = 0
    for concept in 0..<conceptCount {
      let first = unique.count
      while next < Int(cursors[concept]) {
        let record = records[Int(order[next])].record
        var isKnown = false
        for index in first..<unique.count where isSame(self, unique[index], record) {
          isKnown = true
        }
        if !isKnown { unique.append(record) }
        next += 1
      }
      offsets.append(UInt32(unique.count))
    }
    add(section, unique)
    add(offsetSection, offsets)
  }

  private mutating func compileSchemes() {
    var records: [SchemeRecord] = []
    var usedKeys: Set<String> = []
    for scheme in builder.schemes {
      let uri = builder.uris.string(of: scheme.entity)
      let wanted = scheme.key ?? ConceptScheme.lastSegment(of: uri)
      var key = wanted
      var number = 2
      while !usedKeys.insert(key).inserted {
        key = "\(wanted)-\(number)"
        number += 1
      }
      records.append(
        SchemeRecord(
          uri: reference(toURIOf: scheme.entity), key: builder.reference(key),
          assignment: UInt32((scheme.assignment ?? .many).rawValue), position: scheme.position))
    }
    add(.schemes, records)
    addGrouped(builder.schemes.map { unique($0.titles) }, .schemeTitles, .schemeTitleOffsets)
    addGrouped(
      builder.schemes.map { unique($0.descriptions) }, .schemeDescriptions,
      .schemeDescriptionOffsets)
    add(.titles, unique(builder.titles))
  }

  private func unique(_ texts: [TextRecord]) -> [TextRecord] {
    var result: [TextRecord] = []
    for text in texts
    where !result.contains(where: {
      $0.language == text.language && $0.kind == text.kind && isSame($0.text, text.text)
    }) {
      result.append(text)
    }
    return result
  }

  private mutating func compileCollections() {
    var records: [CollectionRecord] = []
    var members: [[UInt32]] = []
    for collection in builder.collections {
      records.append(
        CollectionRecord(
          uri: reference(toURIOf: collection.entity), position: collection.position,
          flags: collection.isOrdered ? CollectionRecord.isOrdered : 0))
      var seen: Set<UInt32> = []
      members.append(
        collection.members.compactMap { member in
          number(of: member).flatMap { seen.insert($0).inserted ? $0 : nil }
        })
    }
    add(.collections, records)
    let collections = builder.collections
    addGrouped(collections.map { unique($0.labels) }, .collectionLabels, .collectionLabelOffsets)
    addGrouped(collections.map { unique($0.notes) }, .collectionNotes, .collectionNoteOffsets)
    let schemes = collections.map { collection -> [UInt32] in
      var seen: Set<UInt32> = []
      return collection.schemes.compactMap { schemeOrdinals[$0] }
        .filter { seen.insert($0).inserted }
    }
    addGrouped(schemes, .collectionSchemes, .collectionSchemeOffsets)
    addGrouped(members, .collectionMembers, .collectionMemberOffsets)
  }

  /// A member as the snapshot stores it; nil, and a finding, if it is not defined.
  private mutating func number(of member: EntityCollection.Member) -> UInt32? {
    if conceptOrdinals[Int(member.entity)] == Self.none,
      let index = builder.collectionIndexes[member.entity]
    {
      return UInt32(index) | CollectionRecord.memberBit
    }
    return ordinal(member.entity, usedAs: "a member of a collection", at: member.position)
  }

  private mutating func compileConcepts() {
    let records = builder.concepts.map { concept in
      ConceptRecord(
        uri: reference(toURIOf: concept.entity), position: concept.position,
        deprecatedSince: concept.deprecatedSince,
        flags: concept.isDeprecated ? ConceptRecord.isDeprecated : 0)
    }
    add(.concepts, records)
    add(.conceptsByURI, builder.uris.sorted(builder.concepts.map(\.entity)))
  }

  private mutating func compileNames() {
    let names = (0..<UInt32(builder.languages.count)).map { builder.languages.string(of: $0) }
    add(.languages, Array(names.joined(separator: "\n").utf8))
    add(.sources, Array(builder.sources.joined(separator: "\0").utf8))
  }

  private mutating func reference(toURIOf entity: UInt32) -> StringReference {
    if uriReferences.isEmpty {
      uriReferences = Array(repeating: nil, count: builder.uris.count)
    }
    if Int(entity) >= uriReferences.count {
      uriReferences.append(
        contentsOf: repeatElement(nil, count: builder.uris.count - uriReferences.count))
    }
    if let known = uriReferences[Int(entity)] { return known }
    let result = builder.reference(builder.uris.string(of: entity))
    uriReferences[Int(entity)] = result
    return result
  }

  private mutating func addGrouped<Record: BitwiseCopyable>(
    _ groups: [[Record]], _ section: SnapshotSection, _ offsetSection: SnapshotSection
  ) {
    var offsets: [UInt32] = [0]
    for group in groups { offsets.append(offsets[offsets.count - 1] + UInt32(group.count)) }
    add(section, groups.flatMap { $0 })
    add(offsetSection, offsets)
  }
}

import MappedStorage

/// Compiles texts, schemes, collections and concepts.
extension VocabularyCompiler {
  mutating func compileTexts() {
    compileNotes()
    compile(builder.cues, usedAs: "the owner of a cue", .cues, .cueOffsets)
    compile(
      builder.provenance, usedAs: "what somebody made", .provenance, .provenanceOffsets)
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
    addByConcept(
      mappings, .mappings, .mappingOffsets,
      isSame: { compiler, left, right in
        left.kind == right.kind && compiler.isSame(left.uri, right.uri)
      }, hash: { compiler, mapping in compiler.hash(mapping.uri, Int(mapping.kind)) })
  }

  private mutating func compileNotes() {
    var records: [(concept: UInt32, record: NoteRecord)] = []
    records.reserveCapacity(builder.notes.count)
    for note in builder.notes {
      guard let concept = ordinal(note.concept, usedAs: "the owner of a note") else { continue }
      records.append((concept, note.record))
    }
    builder.notes = []
    addByConcept(
      records, .notes, .noteOffsets,
      isSame: { compiler, left, right in compiler.isSame(left, right) },
      hash: { compiler, note in compiler.hash(note) })
    add(.noteOrigins, builder.noteOrigins)
  }

  /// Compiles short texts of concepts, such as cues.
  private mutating func compile(
    _ texts: [EntityText], usedAs use: String, _ section: SnapshotSection,
    _ offsetSection: SnapshotSection
  ) {
    var records: [(concept: UInt32, record: TextRecord)] = []
    for text in texts {
      guard let concept = ordinal(text.concept, usedAs: use) else { continue }
      records.append((concept, text.record))
    }
    addByConcept(
      records, section, offsetSection,
      isSame: { compiler, left, right in compiler.isSame(left, right) },
      hash: { compiler, text in compiler.hash(text) })
  }

  /// Adds records in the order of their concepts, each once; see below.
  mutating func addByConcept<Record: BitwiseCopyable>(
    _ records: [(concept: UInt32, record: Record)], _ section: SnapshotSection,
    _ offsetSection: SnapshotSection,
    isSame: (VocabularyCompiler, Record, Record) -> Bool,
    hash: (VocabularyCompiler, Record) -> Int
  ) {
    addByConcept(
      count: records.count, section, offsetSection,
      concept: { _, index in records[index].concept },
      record: { _, index in records[index].record }, isSame: isSame, hash: hash)
  }

  /// Adds records in the order of their concepts, each once, with the offsets of each concept's.
  ///
  /// - Parameters:
  ///   - count: the number of records.
  ///   - section: the section of the records.
  ///   - offsetSection: the section of the offsets, one more than there are concepts.
  ///   - concept: the ordinal of a record's concept; `none` leaves the record out.
  ///   - record: a record by its number.
  ///   - isSame: whether two records of a concept say the same.
  ///   - hash: a number that is equal for records that say the same.
  /// - Returns: what was added.
  /// - Complexity: O(records + concepts).
  @discardableResult
  mutating func addByConcept<Record: BitwiseCopyable>(
    count: Int, _ section: SnapshotSection, _ offsetSection: SnapshotSection,
    concept: (VocabularyCompiler, Int) -> UInt32, record: (VocabularyCompiler, Int) -> Record,
    isSame: (VocabularyCompiler, Record, Record) -> Bool,
    hash: (VocabularyCompiler, Record) -> Int
  ) -> (records: [Record], offsets: [UInt32]) {
    var cursors = [UInt32](repeating: 0, count: conceptCount + 1)
    for index in 0..<count {
      let owner = concept(self, index)
      if owner != Self.none { cursors[Int(owner) + 1] += 1 }
    }
    for index in 0..<conceptCount { cursors[index + 1] += cursors[index] }
    var order = [UInt32](repeating: 0, count: Int(cursors[conceptCount]))
    // A counting sort: records of a concept stay in the order of the source, in time that grows with them alone.
    for index in 0..<count {
      let owner = concept(self, index)
      guard owner != Self.none else { continue }
      order[Int(cursors[Int(owner)])] = UInt32(index)
      cursors[Int(owner)] += 1
    }
    var unique: [Record] = []
    unique.reserveCapacity(order.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(conceptCount + 1)
    var next = 0
    var own = UniqueRecords<Record>()
    for owner in 0..<conceptCount {
      own.removeAll()
      while next < Int(cursors[owner]) {
        own.add(
          record(self, Int(order[next])), isSame: { isSame(self, $0, $1) },
          hash: { hash(self, $0) })
        next += 1
      }
      unique.append(contentsOf: own.records)
      offsets.append(UInt32(unique.count))
    }
    add(section, unique)
    add(offsetSection, offsets)
    return (unique, offsets)
  }

  mutating func compileSchemes() {
    var records: [SchemeRecord] = []
    var usedKeys: Set<String> = []
    for scheme in builder.schemes {
      let uri = builder.uris.string(of: scheme.entity)
      let wanted = scheme.key ?? ConceptScheme.lastSegment(of: uri)
      var key = wanted
      var number = 2
      // Keys are what people give to --scheme and --facet: two schemes of one last part of their URIs need two.
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

  mutating func compileCollections() {
    var records: [CollectionRecord] = []
    var members: [[UInt32]] = []
    var outside: [StringReference] = []
    var placesOfOutside: [StringReference: Int] = [:]
    for collection in builder.collections {
      records.append(
        CollectionRecord(
          uri: reference(toURIOf: collection.entity), position: collection.position,
          flags: collection.isOrdered ? CollectionRecord.isOrdered : 0))
      var seen: Set<UInt32> = []
      members.append(
        collection.members.compactMap { member in
          number(of: member, &outside, &placesOfOutside).flatMap {
            seen.insert($0).inserted ? $0 : nil
          }
        })
    }
    add(.collections, records)
    add(.outsideMembers, outside)
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

  /// A member as the snapshot stores it; one that is not defined becomes a finding, and is kept
  /// unless the source says that it is its own.
  private mutating func number(
    of member: EntityCollection.Member, _ outside: inout [StringReference],
    _ placesOfOutside: inout [StringReference: Int]
  ) -> UInt32? {
    if conceptOrdinals[Int(member.entity)] == Self.none,
      let index = builder.collectionIndexes[member.entity]
    {
      return UInt32(index) | CollectionRecord.memberBit
    }
    if let concept = target(
      member.entity, usedAs: "a member of a collection", at: member.position)
    {
      return concept
    }
    guard !builder.ownReferences.contains(member.entity) else { return nil }
    let uri = reference(toURIOf: member.entity)
    // By place: a list of a large vocabulary's members may lead out of an excerpt a hundred thousand times.
    let index = placesOfOutside[uri] ?? outside.count
    if index == outside.count {
      outside.append(uri)
      placesOfOutside[uri] = index
    }
    return UInt32(index) | CollectionRecord.outsideBit
  }

  mutating func compileConcepts() {
    let records = builder.concepts.map { concept in
      ConceptRecord(
        uri: reference(toURIOf: concept.entity), position: concept.position,
        deprecatedSince: concept.deprecatedSince,
        flags: (concept.isDeprecated ? ConceptRecord.isDeprecated : 0)
          | (concept.status?.rawValue ?? 0) << ConceptRecord.statusShift
          | (concept.isCompound ? ConceptRecord.isCompound : 0))
    }
    add(.concepts, records)
    add(.conceptsByURI, builder.uris.sorted(builder.concepts.map(\.entity)))
  }

  mutating func compileNames() {
    let names = (0..<UInt32(builder.languages.count)).map { builder.languages.string(of: $0) }
    add(.languages, Array(names.joined(separator: "\n").utf8))
    add(.sources, Array(builder.sources.joined(separator: "\0").utf8))
  }

  mutating func reference(toURIOf entity: UInt32) -> StringReference {
    if uriReferences.isEmpty {
      uriReferences = Array(repeating: nil, count: builder.uris.count)
    }
    if Int(entity) >= uriReferences.count {
      uriReferences.append(
        contentsOf: repeatElement(nil, count: builder.uris.count - uriReferences.count))
    }
    if let known = uriReferences[Int(entity)] { return known }
    let uri = builder.uris.bytes(of: entity)
    let result = builder.reference(uri.span)
    uriReferences[Int(entity)] = result
    return result
  }

  mutating func addGrouped<Record: BitwiseCopyable>(
    _ groups: [[Record]], _ section: SnapshotSection, _ offsetSection: SnapshotSection
  ) {
    var offsets: [UInt32] = [0]
    for group in groups { offsets.append(offsets[offsets.count - 1] + UInt32(group.count)) }
    add(section, groups.flatMap { $0 })
    add(offsetSection, offsets)
  }
}

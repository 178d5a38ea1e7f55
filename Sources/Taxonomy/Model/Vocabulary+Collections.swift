import MappedStorage

extension Vocabulary {
  /// All collections in the order of the source.
  package var collections: some RandomAccessCollection<CollectionOrdinal> {
    (0..<UInt32(collectionRecords.count)).lazy.map(CollectionOrdinal.init)
  }

  /// A collection with all it has.
  package func collection(_ collection: CollectionOrdinal) -> ConceptCollection {
    let index = Int(collection.rawValue)
    let record = collectionRecords[index]
    return ConceptCollection(
      uri: string(record.uri), isOrdered: record.flags & CollectionRecord.isOrdered != 0,
      labels: collectionLabels[index].map(collectionLabel),
      notes: collectionNotes[index].map(note),
      schemes: collectionSchemes[index].map(SchemeOrdinal.init),
      members: collectionMembers[index].map(member))
  }

  /// The URI of a collection.
  package func uri(of collection: CollectionOrdinal) -> String {
    string(collectionRecords[Int(collection.rawValue)].uri)
  }

  /// The URI of a concept or collection that a collection holds.
  package func uri(of member: ConceptCollection.Member) -> String {
    switch member {
    case .concept(let concept): uri(of: concept)
    case .collection(let collection): uri(of: collection)
    case .outside(let uri): uri
    }
  }

  /// Where the collection stands in its source.
  package func position(of collection: CollectionOrdinal) -> SourcePosition {
    collectionRecords[Int(collection.rawValue)].position
  }

  /// The collections that hold the concept directly.
  ///
  /// - Complexity: O(members of all collections).
  package func collections(of concept: ConceptOrdinal) -> [CollectionOrdinal] {
    collections.filter { collectionMembers[Int($0.rawValue)].contains(concept.rawValue) }
  }

  /// The collections of that URI, or with a label that is `text` but for case.
  ///
  /// - Complexity: O(labels of all collections).
  package func collections(named text: String) -> [CollectionOrdinal] {
    let wanted = text.lowercased()
    return collections.filter { ordinal in
      uri(of: ordinal) == text
        || collectionLabels[Int(ordinal.rawValue)].contains {
          string($0.text).lowercased() == wanted
        }
    }
  }

  private func collectionLabel(_ record: TextRecord) -> Label {
    let isCode = record.kind == TextKind.code
    return Label(
      string(record.text), language: languageNames[Int(record.language)],
      kind: isCode ? .alternative : Label.Kind(rawValue: UInt8(record.kind)) ?? .hidden,
      role: isCode ? .code : .plain)
  }

  private func member(_ number: UInt32) -> ConceptCollection.Member {
    if number & CollectionRecord.memberBit != 0 {
      return .collection(CollectionOrdinal(number & ~CollectionRecord.memberBit))
    }
    guard number & CollectionRecord.outsideBit != 0 else {
      return .concept(ConceptOrdinal(number))
    }
    return .outside(string(outsideMembers[Int(number & ~CollectionRecord.outsideBit)]))
  }
}

extension VocabularyBuilder {
  /// Declares a collection; what is given later adds to what is known.
  ///
  /// - Parameters:
  ///   - collection: its URI.
  ///   - isOrdered: whether the order of its members means something.
  ///   - position: where it stands.
  package mutating func declareCollection(
    _ collection: Entity, isOrdered: Bool = false, at position: SourcePosition = SourcePosition()
  ) {
    let index = collectionIndex(of: collection, at: position)
    if isOrdered { collections[index].isOrdered = true }
  }

  /// Adds a label to a collection: its text, language, kind, and whether it is a code.
  package mutating func addLabel(_ label: Label, toCollection collection: Entity) {
    let kind = label.role == .code ? TextKind.code : UInt16(label.kind.rawValue)
    let record = textRecord(label.text, language: label.language, kind: kind)
    collections[collectionIndex(of: collection)].labels.append(record)
  }

  /// Adds a documentary note to a collection.
  package mutating func addNote(_ note: ConceptNote, toCollection collection: Entity) {
    let record = noteRecord(note)
    collections[collectionIndex(of: collection)].notes.append(record)
  }

  /// Adds a concept or a collection to a collection.
  package mutating func addMember(
    _ member: Entity, to collection: Entity, line: Int = 0, column: Int = 0
  ) {
    let entry = EntityCollection.Member(entity: member.number, position: position(line, column))
    collections[collectionIndex(of: collection)].members.append(entry)
  }

  /// Puts a collection into a scheme, which is declared if it was not.
  package mutating func addScheme(_ scheme: Entity, ofCollection collection: Entity) {
    _ = schemeIndex(of: scheme, at: SourcePosition())
    collections[collectionIndex(of: collection)].schemes.append(scheme.number)
  }

  private mutating func collectionIndex(
    of collection: Entity, at position: SourcePosition = SourcePosition()
  ) -> Int {
    if let index = collectionIndexes[collection.number] { return index }
    collectionIndexes[collection.number] = collections.count
    collections.append(EntityCollection(entity: collection.number, position: position))
    return collections.count - 1
  }
}

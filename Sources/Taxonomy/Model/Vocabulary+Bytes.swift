package import MappedStorage

/// What rules and compilers look at without making strings and lists of it.
extension Vocabulary {
  /// The text of a label as UTF-8.
  package func utf8(of label: LabelOrdinal) -> MappedArray<UInt8> {
    utf8(labelRecords[Int(label.rawValue)].text)
  }

  /// The URI of a concept as UTF-8.
  func utf8(uriOf concept: ConceptOrdinal) -> MappedArray<UInt8> {
    utf8(conceptRecords[Int(concept.rawValue)].uri)
  }

  /// The texts of a concept's notes as UTF-8, in the order of `notes(of:)`.
  func noteTexts(of concept: ConceptOrdinal) -> some Sequence<MappedArray<UInt8>> {
    noteRecords[Int(concept.rawValue)].lazy.map { utf8($0.text) }
  }

  /// The indexes in `languageNames` of the languages of a concept's notes.
  func noteLanguages(of concept: ConceptOrdinal) -> some Sequence<Int> {
    noteRecords[Int(concept.rawValue)].lazy.map { Int($0.language) }
  }

  /// The index of a label's language in `languageNames`.
  func languageNumber(of label: LabelOrdinal) -> Int {
    Int(labelRecords[Int(label.rawValue)].language)
  }

  /// Whether the concept has any note.
  func hasNotes(_ concept: ConceptOrdinal) -> Bool {
    noteRecords.count(of: Int(concept.rawValue)) > 0
  }

  /// Whether the concept has a relation to one that is not part of the vocabulary.
  func hasOutsideRelations(_ concept: ConceptOrdinal) -> Bool {
    outsideRecords.count(of: Int(concept.rawValue)) > 0
  }

  /// Whether the concept is mapped to any other.
  func hasMappings(_ concept: ConceptOrdinal) -> Bool {
    mappingRecords.count(of: Int(concept.rawValue)) > 0
  }

  /// Whether the concept has any successor, stated or suggested.
  func hasSuccessors(_ concept: ConceptOrdinal) -> Bool {
    successorRecords.count(of: Int(concept.rawValue)) > 0
  }

  /// The concepts that succeed another, stated or suggested, by number.
  func successorTargets(of concept: ConceptOrdinal) -> [UInt32] {
    guard hasSuccessors(concept) else { return [] }
    return successorRecords[Int(concept.rawValue)].lazy.map(\.concept).filter { $0 != .max }
  }

  /// The number of targets that a concept has in a relation.
  func count(of relation: ConceptRelation, from concept: ConceptOrdinal) -> Int {
    relations[Int(relation.rawValue)].count(of: Int(concept.rawValue))
  }

  /// The numbers of a concept's targets in a relation: of concepts, or of schemes.
  func targets(of relation: ConceptRelation, from concept: ConceptOrdinal) -> MappedArray<UInt32> {
    relations[Int(relation.rawValue)][Int(concept.rawValue)]
  }

  /// The scheme that holds a concept first; `nil` only if there is no scheme.
  func home(of concept: ConceptOrdinal) -> SchemeOrdinal? {
    targets(of: .scheme, from: concept).first.map(SchemeOrdinal.init)
  }

  private func utf8(_ reference: StringReference) -> MappedArray<UInt8> {
    let start = Int(reference.offset)
    return arena[part: start..<start + Int(reference.length)]
  }
}

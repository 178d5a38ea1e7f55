internal import MappedStorage
package import Model
internal import System

extension Vocabulary {
  /// The URI of a concept.
  package func uri(of concept: ConceptOrdinal) -> String {
    string(conceptRecords[Int(concept.rawValue)].uri)
  }

  /// The concept of that URI.
  ///
  /// - Complexity: O(log concepts).
  package func concept(uri: String) -> ConceptOrdinal? {
    let wanted = uri.utf8Span
    var found: ConceptOrdinal?
    _ = (0..<conceptsByURI.count).partitioningIndex { index in
      let candidate = conceptsByURI[index]
      let reference = conceptRecords[Int(candidate)].uri
      let start = Int(reference.offset)
      // Bytes are compared: a string for each step of the search would cost more than the search.
      let order = arena.order(start..<start + Int(reference.length), beside: wanted.span)
      if order == 0 { found = ConceptOrdinal(candidate) }
      return order >= 0
    }
    return found
  }

  /// Whether the concept is deprecated on `day`.
  package func isDeprecated(_ concept: ConceptOrdinal) -> Bool {
    let record = conceptRecords[Int(concept.rawValue)]
    // A year or month that is not over has begun: its number is lower than that of any of its days.
    return record.flags & ConceptRecord.isDeprecated != 0
      && record.deprecatedSince <= day?.rawValue ?? .max
  }

  /// Whether the concept is deprecated, or will be.
  package func hasDeprecation(_ concept: ConceptOrdinal) -> Bool {
    conceptRecords[Int(concept.rawValue)].flags & ConceptRecord.isDeprecated != 0
  }

  /// From when on the concept is deprecated that is in use on `day`; `nil` if nothing is said of that.
  package func upcomingDeprecation(of concept: ConceptOrdinal) -> CalendarDate? {
    hasDeprecation(concept) && !isDeprecated(concept) ? deprecationDate(of: concept) : nil
  }

  /// The same vocabulary on a day to come; of a day of the past what is in use now is what is meant.
  package func asked(atLeastOn date: CalendarDate?) -> Vocabulary {
    guard let date, let day, date.lastDay.rawValue > day.rawValue else { return self }
    return asked(on: date.lastDay)
  }

  /// The same vocabulary, asked on another day.
  package func asked(on day: CalendarDate?) -> Vocabulary {
    var copy = self
    copy.day = day
    return copy
  }

  /// Whether the concept is none of its own but a name for its successors together (ISO 25964-1, 8.5:
  /// compound equivalence, "USE coal + mining").
  package func isCompound(_ concept: ConceptOrdinal) -> Bool {
    conceptRecords[Int(concept.rawValue)].flags & ConceptRecord.isCompound != 0
  }

  /// How far the concept is on its way into the vocabulary; `nil` if nothing is said of it.
  package func status(of concept: ConceptOrdinal) -> ConceptStatus? {
    let flags = conceptRecords[Int(concept.rawValue)].flags
    return ConceptStatus(
      rawValue: flags >> ConceptRecord.statusShift & ConceptRecord.statusMask)
  }

  /// The date since which the concept is deprecated, or will be, if that is known.
  package func deprecationDate(of concept: ConceptOrdinal) -> CalendarDate? {
    CalendarDate(rawValue: conceptRecords[Int(concept.rawValue)].deprecatedSince)
  }

  /// Where the concept stands in its source.
  package func position(of concept: ConceptOrdinal) -> SourcePosition {
    conceptRecords[Int(concept.rawValue)].position
  }

  /// The concepts in a relation to `concept`.
  ///
  /// - Precondition: the relation is between concepts, not `.scheme` or `.topOf`.
  package func related(
    _ relation: ConceptRelation, to concept: ConceptOrdinal
  ) -> [ConceptOrdinal] {
    precondition(relation != .scheme && relation != .topOf)
    return relations[Int(relation.rawValue)][Int(concept.rawValue)].map(ConceptOrdinal.init)
  }

  /// Appends the concepts in a relation between concepts to `concept`, without an array on the way.
  package func append(
    _ relation: ConceptRelation, of concept: ConceptOrdinal, to concepts: inout [ConceptOrdinal]
  ) {
    precondition(relation != .scheme && relation != .topOf)
    let group = relations[Int(relation.rawValue)]
    let index = Int(concept.rawValue)
    guard group.count(of: index) > 0 else { return }
    for number in group[index] { concepts.append(ConceptOrdinal(number)) }
  }

  /// The directly more general concepts.
  package func broader(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    related(.broader, to: concept)
  }

  /// The directly more special concepts.
  package func narrower(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    related(.narrower, to: concept)
  }

  /// In which way the first concept is below the second, which is directly broader.
  package func hierarchyKind(
    from concept: ConceptOrdinal, to broader: ConceptOrdinal
  ) -> HierarchyKind {
    let relation = relations[Int(ConceptRelation.broader.rawValue)]
    let index = Int(concept.rawValue)
    guard let place = relation[index].firstIndex(of: broader.rawValue) else { return .unspecified }
    return HierarchyKind(rawValue: broaderKinds[relation.start(of: index) + place]) ?? .unspecified
  }

  /// The relations to concepts that are not part of the vocabulary.
  package func outsideRelations(of concept: ConceptOrdinal) -> [OutsideRelation] {
    outsideRecords[Int(concept.rawValue)].map { record in
      OutsideRelation(
        relation: ConceptRelation(rawValue: UInt32(record.relation)) ?? .related,
        kind: HierarchyKind(rawValue: UInt8(truncatingIfNeeded: record.kind)) ?? .unspecified,
        uri: string(record.uri))
    }
  }

  /// The schemes that hold the concept, its home first.
  package func schemes(of concept: ConceptOrdinal) -> [SchemeOrdinal] {
    relations[Int(ConceptRelation.scheme.rawValue)][Int(concept.rawValue)].map(SchemeOrdinal.init)
  }

  /// The schemes of which the concept is a top concept.
  package func topSchemes(of concept: ConceptOrdinal) -> [SchemeOrdinal] {
    relations[Int(ConceptRelation.topOf.rawValue)][Int(concept.rawValue)].map(SchemeOrdinal.init)
  }

  /// The stated and suggested successors of a deprecated concept.
  package func successors(of concept: ConceptOrdinal) -> [Successor] {
    successorRecords[Int(concept.rawValue)].map { record in
      Successor(
        uri: string(record.uri),
        concept: record.concept == .max ? nil : ConceptOrdinal(record.concept),
        date: CalendarDate(rawValue: record.date), condition: string(record.condition),
        origin: Successor.Origin(rawValue: UInt8(record.origin)) ?? .stated)
    }
  }

  /// The documentary notes of a concept.
  package func notes(of concept: ConceptOrdinal) -> [ConceptNote] {
    noteRecords[Int(concept.rawValue)].map(note)
  }

  /// The links of a concept to other vocabularies.
  package func mappings(of concept: ConceptOrdinal) -> [ConceptMapping] {
    mappingRecords[Int(concept.rawValue)].map { record in
      ConceptMapping(
        ConceptMapping.Kind(rawValue: UInt8(record.kind)) ?? .unspecified, uri: string(record.uri))
    }
  }

  /// The cues that speak for a document being of this type.
  package func cues(of concept: ConceptOrdinal) -> [Cue] {
    cueRecords[Int(concept.rawValue)].map { record in
      Cue(
        string(record.text), in: Cue.Place(rawValue: UInt8(record.kind)) ?? .text,
        language: languageNames[Int(record.language)])
    }
  }

  func note(_ record: NoteRecord) -> ConceptNote {
    var note = ConceptNote(
      string(record.text), kind: ConceptNote.Kind(rawValue: UInt8(record.kind)) ?? .note,
      language: languageNames[Int(record.language)])
    if record.origin != .max {
      let origin = noteOrigins[Int(record.origin)]
      note.creator = string(origin.creator)
      note.date = string(origin.date)
    }
    return note
  }
}

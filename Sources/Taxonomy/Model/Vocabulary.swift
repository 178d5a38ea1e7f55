import MappedStorage
package import Model
internal import System

/// A compiled, immutable controlled vocabulary: schemes, concepts, labels and relations.
///
/// It is a set of views over one snapshot, in memory or mapped from a file; copying it is cheap.
/// Concepts, schemes and labels are known by ordinals, dense from 0 and valid for this vocabulary
/// only; outside, a concept is its URI.
package struct Vocabulary: Sendable {
  let arena: MappedArray<UInt8>
  let languageNames: [String]

  /// The paths of the sources as they were given to the import.
  package let sources: [String]

  let schemeRecords: MappedArray<SchemeRecord>
  let schemeTitles: GroupedArray<TextRecord>
  let schemeDescriptions: GroupedArray<TextRecord>
  let titleRecords: MappedArray<TextRecord>
  let conceptRecords: MappedArray<ConceptRecord>
  let conceptsByURI: MappedArray<UInt32>
  let labelRecords: MappedArray<LabelRecord>
  let labelOffsets: MappedArray<UInt32>
  let labelExtras: MappedArray<LabelExtrasRecord>
  let shownLabels: MappedArray<UInt32>
  let successorRecords: GroupedArray<SuccessorRecord>
  let noteRecords: GroupedArray<NoteRecord>
  let noteOrigins: MappedArray<NoteOriginRecord>
  let mappingRecords: GroupedArray<MappingRecord>
  let cueRecords: GroupedArray<TextRecord>
  let provenanceRecords: GroupedArray<TextRecord>
  let relations: [GroupedArray<UInt32>]
  let broaderKinds: MappedArray<UInt8>
  let outsideRecords: GroupedArray<OutsideRelationRecord>
  let collectionRecords: MappedArray<CollectionRecord>
  let collectionLabels: GroupedArray<TextRecord>
  let collectionNotes: GroupedArray<NoteRecord>
  let collectionSchemes: GroupedArray<UInt32>
  let collectionMembers: GroupedArray<UInt32>
  let outsideMembers: MappedArray<StringReference>

  /// The day on which it is asked.
  ///
  /// What is given up later is in use on it. Today unless somebody asks for another; `nil` stands for the time
  /// when all has come.
  package var day: CalendarDate?

  /// A number that changes whenever anything in the vocabulary changes.
  package let fingerprint: UInt64

  /// The number of schemes.
  package var schemeCount: Int { schemeRecords.count }

  /// The number of concepts, deprecated ones included.
  package var conceptCount: Int { conceptRecords.count }

  /// The number of labels of all kinds, codes included.
  package var labelCount: Int { labelRecords.count }

  /// All schemes in the order of the source.
  package var schemes: some RandomAccessCollection<SchemeOrdinal> {
    (0..<UInt32(schemeCount)).lazy.map(SchemeOrdinal.init)
  }

  /// All concepts in the order of the source.
  package var concepts: some RandomAccessCollection<ConceptOrdinal> {
    (0..<UInt32(conceptCount)).lazy.map(ConceptOrdinal.init)
  }

  /// All labels, those of a concept together.
  package var labels: some RandomAccessCollection<LabelOrdinal> {
    (0..<UInt32(labelCount)).lazy.map(LabelOrdinal.init)
  }

  /// The languages that any label, note or title names, as BCP 47 tags in lower case.
  package var languages: [String] { languageNames.filter { !$0.isEmpty } }

  /// The titles of the vocabulary by language.
  package var titles: [ConceptScheme.Text] {
    titleRecords.filter { $0.kind == TextKind.title }.map(text)
  }

  /// The descriptions of the vocabulary by language.
  package var descriptions: [ConceptScheme.Text] {
    titleRecords.filter { $0.kind == TextKind.description }.map(text)
  }

  /// The version of the vocabulary that its source states, or empty.
  package var version: String {
    titleRecords.first { $0.kind == TextKind.version }.map { string($0.text) } ?? ""
  }
}

// MARK: - Schemes

extension Vocabulary {
  /// The scheme with its titles.
  package func scheme(_ scheme: SchemeOrdinal) -> ConceptScheme {
    let record = schemeRecords[Int(scheme.rawValue)]
    let texts = schemeDescriptions[Int(scheme.rawValue)]
    return ConceptScheme(
      uri: string(record.uri), key: string(record.key),
      titles: schemeTitles[Int(scheme.rawValue)].map(text),
      descriptions: texts.filter { $0.kind == TextKind.description }.map(text),
      labels: texts.compactMap(schemeLabel),
      version: texts.first { $0.kind == TextKind.version }.map { string($0.text) } ?? "",
      outsideTopConcepts: texts.filter { $0.kind == TextKind.outsideTop }.map { string($0.text) },
      assignment: ConceptScheme.Assignment(rawValue: UInt8(record.assignment)) ?? .many,
      provenance: texts.compactMap(headProvenance))
  }

  /// The scheme whose facet key, URI or title in any language is `name`, compared without case.
  package func scheme(named name: String) -> SchemeOrdinal? {
    let wanted = name.lowercased()
    return schemes.first { string(schemeRecords[Int($0.rawValue)].key).lowercased() == wanted }
      ?? schemes.first { string(schemeRecords[Int($0.rawValue)].uri) == name }
      ?? schemes.first { ordinal in
        schemeTitles[Int(ordinal.rawValue)].contains { string($0.text).lowercased() == wanted }
      }
  }

  /// The facet key of a scheme, such as `type`.
  package func key(of scheme: SchemeOrdinal) -> String {
    string(schemeRecords[Int(scheme.rawValue)].key)
  }

  /// The URI of a scheme.
  package func uri(of scheme: SchemeOrdinal) -> String {
    string(schemeRecords[Int(scheme.rawValue)].uri)
  }

  /// Where the scheme stands in its source.
  package func position(of scheme: SchemeOrdinal) -> SourcePosition {
    schemeRecords[Int(scheme.rawValue)].position
  }
}

// MARK: - Concepts

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
}

// MARK: - Labels

extension Vocabulary {
  /// The ordinals of a concept's labels in the order of the source.
  package func labels(of concept: ConceptOrdinal) -> some RandomAccessCollection<LabelOrdinal> {
    let index = Int(concept.rawValue)
    return (labelOffsets[index]..<labelOffsets[index + 1]).lazy.map(LabelOrdinal.init)
  }

  /// A label with all it has.
  package func label(_ label: LabelOrdinal) -> Label {
    let record = labelRecords[Int(label.rawValue)]
    var result = Label(
      string(record.text), language: languageNames[Int(record.language)],
      kind: Label.Kind(rawValue: record.kind) ?? .hidden,
      role: Label.Role(rawValue: record.role) ?? .plain,
      caseRule: Label.CaseRule(rawValue: record.caseRule) ?? .automatic,
      validity: validity(of: label))
    if record.extras != .max {
      let extras = labelExtras[Int(record.extras)]
      result.requiredContext = words(extras.requiredContext)
      result.excludedContext = words(extras.excludedContext)
      result.note = string(extras.note)
      result.datatype = string(extras.datatype)
    }
    return result
  }

  /// Whether words must or must not stand near a label for it to count.
  package func hasContext(_ label: LabelOrdinal) -> Bool {
    let number = labelRecords[Int(label.rawValue)].extras
    guard number != .max else { return false }
    let extras = labelExtras[Int(number)]
    return extras.requiredContext.length > 0 || extras.excludedContext.length > 0
  }

  /// The text of a label.
  package func text(of label: LabelOrdinal) -> String {
    string(labelRecords[Int(label.rawValue)].text)
  }

  /// The concept that a label names.
  package func concept(of label: LabelOrdinal) -> ConceptOrdinal {
    ConceptOrdinal(labelRecords[Int(label.rawValue)].concept)
  }

  /// How the vocabulary ranks a label.
  package func kind(of label: LabelOrdinal) -> Label.Kind {
    Label.Kind(rawValue: labelRecords[Int(label.rawValue)].kind) ?? .hidden
  }

  /// What a label is beyond its kind.
  package func role(of label: LabelOrdinal) -> Label.Role {
    Label.Role(rawValue: labelRecords[Int(label.rawValue)].role) ?? .plain
  }

  /// Whether a label's case must agree.
  package func caseRule(of label: LabelOrdinal) -> Label.CaseRule {
    Label.CaseRule(rawValue: labelRecords[Int(label.rawValue)].caseRule) ?? .automatic
  }

  /// The BCP 47 language tag of a label, or empty.
  package func language(of label: LabelOrdinal) -> String {
    languageNames[Int(labelRecords[Int(label.rawValue)].language)]
  }

  /// When a label is or was in use.
  package func validity(of label: LabelOrdinal) -> Validity {
    let record = labelRecords[Int(label.rawValue)]
    return Validity(
      from: CalendarDate(rawValue: record.from), until: CalendarDate(rawValue: record.until))
  }

  /// The source and line of a label; the column is not known.
  package func position(of label: LabelOrdinal) -> SourcePosition {
    let record = labelRecords[Int(label.rawValue)]
    return SourcePosition(source: UInt32(record.source), line: record.line)
  }

  /// The line of a label in its source, from 1; 0 if unknown.
  package func line(of label: LabelOrdinal) -> Int {
    Int(labelRecords[Int(label.rawValue)].line)
  }

  /// The name to show: preferred in `language`, else English, else without language, else any
  /// preferred one, else any label, else the URI; a label without text is not a name.
  ///
  /// - Complexity: O(1) in English, else O(labels of the concept).
  package func preferredLabel(of concept: ConceptOrdinal, language: String = "en") -> String {
    if language != "en", let label = preferredLabel(of: concept, in: language) {
      return text(of: label)
    }
    let shown = shownLabels[Int(concept.rawValue)]
    return shown == .max ? uri(of: concept) : text(of: LabelOrdinal(shown))
  }

  private func preferredLabel(of concept: ConceptOrdinal, in language: String) -> LabelOrdinal? {
    labels(of: concept).first { label in
      let record = labelRecords[Int(label.rawValue)]
      return record.kind == Label.Kind.preferred.rawValue && record.text.length > 0
        && languageNames[Int(record.language)] == language
    }
  }
}

// MARK: - Reading the arena

extension Vocabulary {
  func string(_ reference: StringReference) -> String {
    let start = Int(reference.offset)
    return arena.string(start..<start + Int(reference.length))
  }

  private func words(_ reference: StringReference) -> [String] {
    string(reference).split(separator: "\n").map(String.init)
  }

  private func text(_ record: TextRecord) -> ConceptScheme.Text {
    ConceptScheme.Text(string(record.text), language: languageNames[Int(record.language)])
  }

  /// A label of a scheme; `nil` for what is said of it besides.
  private func schemeLabel(_ record: TextRecord) -> Label? {
    guard [TextKind.code, TextKind.alternative, TextKind.hidden].contains(record.kind) else {
      return nil
    }
    return Label(
      string(record.text), language: languageNames[Int(record.language)],
      kind: record.kind == TextKind.hidden ? .hidden : .alternative,
      role: record.kind == TextKind.code ? .code : .plain)
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

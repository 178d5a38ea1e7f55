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

// MARK: - Reading the arena

extension Vocabulary {
  func string(_ reference: StringReference) -> String {
    let start = Int(reference.offset)
    return arena.string(start..<start + Int(reference.length))
  }

  func text(_ record: TextRecord) -> ConceptScheme.Text {
    ConceptScheme.Text(string(record.text), language: languageNames[Int(record.language)])
  }
}

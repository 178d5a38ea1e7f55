import MappedStorage
import Model
package import System

extension Vocabulary {
  static let fileKind = FileKind("PVOC", version: 5)

  /// Maps the snapshot at `path`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isVerified: whether every byte is known to be as it was written; else all are compared with
  ///     their checksums, and all numbers with what they refer to.
  /// - Throws: `StorageError`; a damaged or outdated snapshot is to be rebuilt from its sources.
  package init(mapping path: String, isVerified: Bool = false) throws {
    let bytes = try MappedBytes(mapping: path)
    if !isVerified { try SectionedFile(bytes, kind: Self.fileKind, path: path).verify() }
    try self.init(bytes, path: path)
    if !isVerified { try checkReferences(path: path) }
  }

  /// Takes what was read of a mapped snapshot out of the process's memory, until it is read again.
  package func forgetPages() { arena.forgetPages() }

  /// The bytes of the snapshot, as they are stored.
  package var bytes: MappedBytes { arena.owner }

  /// Opens a snapshot made by `VocabularyBuilder.compile()`.
  ///
  /// Opening checks header, directory and the sizes of all sections, not their checksums; see
  /// `init(mapping:isVerified:)`.
  ///
  /// - Complexity: O(schemes); labels and concepts are not touched.
  /// - Throws: `StorageError.damaged` or `.otherVersion`.
  package init(_ bytes: MappedBytes, path: String) throws {
    let file = try SectionedFile(bytes, kind: Self.fileKind, path: path)
    func array<Element>(_ section: SnapshotSection) throws -> MappedArray<Element> {
      try file.array(section.rawValue)
    }
    func grouped<Element>(
      _ elements: UInt32, _ offsets: UInt32, owners: Int
    ) throws -> GroupedArray<Element> {
      guard
        let result = GroupedArray<Element>(
          elements: try file.array(elements), offsets: try file.array(offsets), owners: owners)
      else { throw StorageError.damaged(path: path, reason: "section \(offsets) does not fit") }
      return result
    }
    arena = try array(.arena)
    let languages: MappedArray<UInt8> = try array(.languages)
    languageNames = languages.string(0..<languages.count)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let sources: MappedArray<UInt8> = try array(.sources)
    self.sources = sources.string(0..<sources.count).split(separator: "\0").map(String.init)
    schemeRecords = try array(.schemes)
    conceptRecords = try array(.concepts)
    conceptsByURI = try array(.conceptsByURI)
    labelRecords = try array(.labels)
    labelOffsets = try array(.labelOffsets)
    labelExtras = try array(.labelExtras)
    shownLabels = try array(.shownLabels)
    noteOrigins = try array(.noteOrigins)
    outsideMembers = try array(.outsideMembers)
    broaderKinds = try array(.broaderKinds)
    titleRecords = try array(.titles)
    let schemeCount = schemeRecords.count
    let conceptCount = conceptRecords.count
    schemeTitles = try grouped(
      SnapshotSection.schemeTitles.rawValue, SnapshotSection.schemeTitleOffsets.rawValue,
      owners: schemeCount)
    schemeDescriptions = try grouped(
      SnapshotSection.schemeDescriptions.rawValue,
      SnapshotSection.schemeDescriptionOffsets.rawValue, owners: schemeCount)
    successorRecords = try grouped(
      SnapshotSection.successors.rawValue, SnapshotSection.successorOffsets.rawValue,
      owners: conceptCount)
    noteRecords = try grouped(
      SnapshotSection.notes.rawValue, SnapshotSection.noteOffsets.rawValue, owners: conceptCount)
    mappingRecords = try grouped(
      SnapshotSection.mappings.rawValue, SnapshotSection.mappingOffsets.rawValue,
      owners: conceptCount)
    cueRecords = try grouped(
      SnapshotSection.cues.rawValue, SnapshotSection.cueOffsets.rawValue, owners: conceptCount)
    provenanceRecords = try grouped(
      SnapshotSection.provenance.rawValue, SnapshotSection.provenanceOffsets.rawValue,
      owners: conceptCount)
    outsideRecords = try grouped(
      SnapshotSection.outsideRelations.rawValue, SnapshotSection.outsideRelationOffsets.rawValue,
      owners: conceptCount)
    relations = try ConceptRelation.allCases.map { relation in
      let section = SnapshotSection.relations.rawValue + 2 * relation.rawValue
      return try grouped(section, section + 1, owners: conceptCount)
    }
    collectionRecords = try array(.collections)
    let collectionCount = collectionRecords.count
    collectionLabels = try grouped(
      SnapshotSection.collectionLabels.rawValue, SnapshotSection.collectionLabelOffsets.rawValue,
      owners: collectionCount)
    collectionNotes = try grouped(
      SnapshotSection.collectionNotes.rawValue, SnapshotSection.collectionNoteOffsets.rawValue,
      owners: collectionCount)
    collectionSchemes = try grouped(
      SnapshotSection.collectionSchemes.rawValue, SnapshotSection.collectionSchemeOffsets.rawValue,
      owners: collectionCount)
    collectionMembers = try grouped(
      SnapshotSection.collectionMembers.rawValue, SnapshotSection.collectionMemberOffsets.rawValue,
      owners: collectionCount)
    guard conceptsByURI.count == conceptCount, labelOffsets.count == conceptCount + 1,
      shownLabels.count == conceptCount, labelOffsets[0] == 0,
      Int(labelOffsets[conceptCount]) == labelRecords.count,
      broaderKinds.count == relations[Int(ConceptRelation.broader.rawValue)].elementCount
    else { throw StorageError.damaged(path: path, reason: "sections do not fit each other") }
    fingerprint = file.checksum
    day = .today
  }
}

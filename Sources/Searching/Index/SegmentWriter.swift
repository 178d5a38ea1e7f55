import MappedStorage
internal import System

/// What makes a segment beside its terms: names, lengths, dates, stored text and facets.
///
/// Documents are added in order; the terms come from an accumulator or a merge.
struct SegmentDocuments {
  private(set) var norms: [UInt8] = []
  private(set) var dates: [Int32] = []
  private(set) var names: [UInt8] = []
  private(set) var nameOffsets: [UInt32] = [0]
  private(set) var weightedLength = 0
  private(set) var languages: [String: Int] = [:]
  private(set) var facets: [FacetColumnBuilder] = []
  private(set) var stored = StoredFieldsWriter()
  private var versions = DocumentVersionsWriter()
  /// The meanings of the documents; `nil` without word vectors.
  private var vectors: DocumentVectorsWriter?
  private var facetNumbers: [String: Int] = [:]
  private var identifierHashes: [UInt32] = []
  /// Where the last title stands that was written out, and where its bytes do.
  private var titlePlace = 0
  private var titleRange = 0..<0

  /// How far behind a title it is written again.
  private static let farthestTitle = 1 << 20

  /// No documents yet, whose meanings are to be kept or, by `nil`, not.
  init(vectors: DocumentVectorsWriter? = nil) { self.vectors = vectors }

  /// The number of documents.
  var count: Int { norms.count }

  /// Adds a title; neighbors often share it, as passages of one document do, and then it is not
  /// written again.
  private mutating func append(title: String) {
    let bytes = title.utf8
    let place = names.count
    if !bytes.isEmpty, place - titlePlace < Self.farthestTitle,
      names[titleRange].elementsEqual(bytes)
    {
      VariableBytes.append(UInt32(place - titlePlace) << 1 | 1, to: &names)
      return
    }
    VariableBytes.append(UInt32(bytes.count) << 1, to: &names)
    titlePlace = place
    titleRange = names.count..<names.count + bytes.count
    names.append(contentsOf: bytes)
  }

  /// Adds a document with the values of its facets; the facet of the year comes from the date.
  mutating func add(
    _ names: DocumentNames, date: Int32, norm: UInt8, weightedLength: Int, text: StoredText,
    sketch: UInt64, version: DocumentVersion, meaning: MeaningVector? = nil,
    facets: [(key: String, values: [String])]
  ) {
    let document = count
    for name in [names.id, names.path == names.id ? "\u{1}" : names.path] {
      VariableBytes.append(UInt32(name.utf8.count), to: &self.names)
      self.names.append(contentsOf: name.utf8)
    }
    append(title: names.title)
    nameOffsets.append(UInt32(truncatingIfNeeded: self.names.count))
    identifierHashes.append(IdentifierTable.hash(names.id))
    dates.append(date)
    norms.append(norm)
    self.weightedLength += weightedLength
    languages[text.language, default: 0] += 1
    stored.add(text)
    versions.add(sketch, version)
    if let meaning { vectors?.add(meaning) }
    for facet in facets where !facet.values.isEmpty {
      let number = facetNumbers[facet.key] ?? self.facets.count
      if number == self.facets.count {
        facetNumbers[facet.key] = number
        self.facets.append(FacetColumnBuilder(key: facet.key))
      }
      self.facets[number].set(facet.values, for: document)
    }
  }

  /// Whether all offsets still fit into 32 bits.
  var fits: Bool { stored.fits && names.count < Int(UInt32.max) - (1 << 20) }

  /// Adds the sections of the documents to a file.
  mutating func write(to writer: inout SegmentFileWriter) {
    stored.finish()
    writer.add(
      SegmentSection.counts.rawValue,
      [
        SegmentCounts(
          documents: UInt64(count), weightedLength: UInt64(weightedLength),
          facets: UInt64(facets.count))
      ])
    writer.add(SegmentSection.names.rawValue, names)
    writer.add(SegmentSection.nameOffsets.rawValue, nameOffsets)
    writer.add(
      SegmentSection.identifierTable.rawValue, IdentifierTable.make(hashes: identifierHashes))
    writer.add(SegmentSection.norms.rawValue, norms)
    writer.add(SegmentSection.dates.rawValue, dates)
    versions.write(to: &writer)
    vectors?.write(to: &writer)
    writer.add(SegmentSection.storedBlocks.rawValue, stored.blocks)
    writer.add(SegmentSection.storedOffsets.rawValue, stored.offsets)
    writer.add(SegmentSection.storedFirstDocuments.rawValue, stored.firstDocuments)
    writer.add(
      SegmentSection.languages.rawValue,
      Array(
        languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { "\($0.key) \($0.value)" }.joined(separator: "\n").utf8))
    writer.add(
      SegmentSection.facetKeys.rawValue, Array(facets.map(\.key).joined(separator: "\n").utf8))
    for (index, facet) in facets.enumerated() { write(facet, index, to: &writer) }
  }

  private func write(_ facet: FacetColumnBuilder, _ index: Int, to writer: inout SegmentFileWriter)
  {
    let first = FacetSection.first(index)
    var arena: [UInt8] = []
    var offsets: [UInt32] = [0]
    for value in facet.values {
      arena.append(contentsOf: value.utf8)
      offsets.append(UInt32(arena.count))
    }
    writer.add(first, arena)
    writer.add(first + 1, offsets)
    writer.add(first + 2, facet.setOffsets)
    writer.add(first + 3, facet.members)
    let column = facet.columnBytes(count: count)
    writer.add(first + 4, column.bytes)
    writer.add(first + 5, [UInt32(column.width)])
  }
}

/// What a document is called.
package struct DocumentNames: Equatable, Sendable {
  /// What identifies it.
  package var id: String
  /// Its path, or empty.
  package var path: String
  /// Its title, or empty.
  package var title: String
}

/// A hash table from identifiers to documents, open addressing, 0 for a vacant slot.
enum IdentifierTable {
  /// The hash of an identifier.
  static func hash(_ identifier: String) -> UInt32 {
    let bytes = identifier.utf8Span
    return UInt32(truncatingIfNeeded: Checksum.of(bytes.span.memory))
  }

  /// The slots: pairs of a document's number plus 1 and the hash of its identifier.
  static func make(hashes: [UInt32]) -> [UInt64] {
    var size = 16
    // Two thirds full at most, so that a look-up for what is not there ends soon.
    while size < hashes.count * 3 / 2 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for (document, hash) in hashes.enumerated() {
      var slot = Int(hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt64(hash) << 32 | UInt64(document + 1)
    }
    return slots
  }
}

/// Collects the sections of a segment, each with the checksums of its chunks.
struct SegmentFileWriter {
  private var writer: SectionedFileWriter

  /// A file of a kind, a segment unless told otherwise.
  init(kind: FileKind = SegmentFormat.kind, userVersion: UInt64 = SegmentFormat.userVersion) {
    writer = SectionedFileWriter(kind: kind, userVersion: userVersion)
  }

  /// Adds a section.
  mutating func add<Element: BitwiseCopyable>(_ section: UInt32, _ elements: [Element]) {
    writer.add(section, elements)
    writer.add(
      checksumSection(of: section),
      SectionGuard.checksums(of: elements.span.memory))
  }

  /// Adds the dictionary and the postings of a field.
  mutating func add(_ field: IndexField, _ postings: PostingsWriter) {
    let first = field.firstSection
    add(first, postings.arena)
    add(first + 1, postings.offsets)
    add(first + 2, postings.records)
    add(first + 3, postings.blocks)
    add(first + 4, postings.postings)
    add(first + 5, postings.positions)
    add(first + 6, TermSamples.samples(arena: postings.arena, offsets: postings.offsets))
  }

  /// Adds a dictionary of words, which it sorts.
  mutating func add(
    _ words: [(bytes: ArraySlice<UInt8>, record: SurfaceRecord)], to sections: WordSections
  ) {
    let words = SurfaceOrder.merged(words)
    var arena: [UInt8] = []
    var offsets: [UInt32] = [0]
    for word in words {
      arena.append(contentsOf: word.bytes)
      offsets.append(UInt32(arena.count))
    }
    add(sections.arena, arena)
    add(sections.offsets, offsets)
    add(sections.records, words.map(\.record))
    add(sections.samples, TermSamples.samples(arena: arena, offsets: offsets))
  }

  /// Writes the segment in one step.
  ///
  /// - Throws: `StorageError.unwritable`.
  func write(to path: String) throws { try writer.write(to: path) }
}

import CPostings
import MappedStorage
import System

/// One immutable part of an index, mapped from its file.
final class Segment: Sendable {
  /// The name of the file within the folder of the index.
  let name: String

  /// The number of documents, deleted ones included.
  let count: Int

  /// The sum of the weighted lengths of the documents.
  let weightedLength: Int

  /// The documents that are not deleted, a bit each; `nil` if none is.
  let live: [UInt64]?

  let norms: GuardedArray<UInt8>
  let dates: GuardedArray<Int32>
  let stored: StoredFields

  /// The words as they stand in documents.
  let surfaces: WordDictionary

  /// Words with an umlaut, and their stems, spelled out.
  let spellings: WordDictionary

  /// The long words of languages that put words together.
  let compounds: WordDictionary
  let facets: [FacetColumn]

  /// The documents as copies and versions of others.
  let versions: DocumentVersions

  /// What the documents mean, by word vectors; `nil` if there were none.
  let vectors: DocumentVectors?

  /// Who may read each document; `nil` if that was never recorded.
  let access: FacetColumn?

  /// What the documents probably are, which nobody decided; `nil` if nothing is known of any.
  let likely: FacetColumn?

  /// Whether documents are left out that whoever searches may not read.
  let isTrimmed: Bool

  /// The languages of the documents, the most frequent first; those that few documents have are left
  /// out, since the stems of another language find other words too.
  let languages: [String]

  private let fields: [FieldPostings]
  private let names: GuardedArray<UInt8>
  private let nameOffsets: GuardedArray<UInt32>
  private let identifierTable: GuardedArray<UInt64>
  private let file: SectionedFile
  private let path: String
  private let properties: PropertyColumns

  /// Opens a segment.
  ///
  /// - Throws: `IndexError`.
  init(_ bytes: MappedBytes, name: String, path: String, live: [UInt64]?) throws {
    let file: SectionedFile
    do {
      file = try SectionedFile(bytes, kind: SegmentFormat.kind, path: path)
    } catch { throw IndexError(error, path: path) }
    guard file.userVersion == SegmentFormat.userVersion else {
      throw IndexError.outdated(path: path)
    }
    do {
      let counts = try GuardedArray<SegmentCounts>(
        file, section: SegmentSection.counts.rawValue, path: path)[0]
      func array<Element>(_ section: SegmentSection) throws -> GuardedArray<Element> {
        try GuardedArray(file, section: section.rawValue, path: path)
      }
      self.name = name
      self.live = live
      weightedLength = Int(clamping: counts.weightedLength)
      norms = try array(.norms)
      dates = try array(.dates)
      versions = try DocumentVersions(file, documents: norms.count, path: path)
      vectors = try DocumentVectors(file, documents: norms.count, path: path)
      names = try array(.names)
      nameOffsets = try array(.nameOffsets)
      identifierTable = try array(.identifierTable)
      let documents = norms.count
      count = documents
      // A table of identifiers is a power of two long, as its mask takes it.
      guard counts.documents == UInt64(documents), documents <= SegmentFormat.mostDocuments,
        dates.count == documents, nameOffsets.count == documents + 1,
        identifierTable.count.nonzeroBitCount == 1
      else { throw norms.damage }
      stored = try StoredFields(file, path: path)
      surfaces = try WordDictionary(file, .surfaces, path: path)
      spellings = try WordDictionary(file, .spellings, path: path)
      compounds = try WordDictionary(file, .compounds, path: path)
      fields = try IndexField.allCases.map { try FieldPostings(file, $0, path: path) }
      let keys: GuardedArray<UInt8> = try array(.facetKeys)
      let lines = try String(decoding: keys.verified(), as: UTF8.self).split(separator: "\n")
        .map(String.init)
      guard Set(lines).count == lines.count else { throw keys.damage }
      self.file = file
      self.path = path
      let propertyColumns = DocumentProperty.allCases.map { lines.firstIndex(of: $0.column) }
      properties = PropertyColumns(file, numbers: propertyColumns, documents: documents, path: path)
      func column(_ number: Int) throws -> FacetColumn {
        try FacetColumn(
          file, key: lines[number], index: number, documents: documents, path: path)
      }
      access = try lines.firstIndex(of: DocumentAccess.column).map(column)
      likely = try lines.firstIndex(of: LikelyTags.column).map(column)
      facets = try lines.indices.filter { number in
        ![DocumentAccess.column, LikelyTags.column].contains(lines[number])
          && !propertyColumns.contains(number)
      }.map(column)
      isTrimmed = false
      let languageLines: GuardedArray<UInt8> = try array(.languages)
      languages = try String(decoding: languageLines.verified(), as: UTF8.self)
        .split(separator: "\n").compactMap { line in
          let parts = line.split(separator: " ")
          guard parts.count == 2, let number = Int(parts[1]),
            number.multipliedClamped(by: SegmentFormat.rarestLanguage) >= documents
          else { return nil }
          return String(parts[0])
        }
    } catch { throw IndexError(error, path: path) }
  }

  /// A segment with some of its documents.
  init(_ whole: Segment, seeing documents: [UInt64]) {
    name = whole.name
    count = whole.count
    weightedLength = whole.weightedLength
    live = documents
    norms = whole.norms
    dates = whole.dates
    versions = whole.versions
    vectors = whole.vectors
    stored = whole.stored
    surfaces = whole.surfaces
    spellings = whole.spellings
    compounds = whole.compounds
    facets = whole.facets
    access = whole.access
    likely = whole.likely
    file = whole.file
    path = whole.path
    properties = whole.properties
    isTrimmed = true
    languages = whole.languages
    fields = whole.fields
    names = whole.names
    nameOffsets = whole.nameOffsets
    identifierTable = whole.identifierTable
  }

  /// What documents say of themselves as a property, opened when it is asked for; `nil` if none does.
  ///
  /// - Throws: `IndexError`.
  func column(of property: DocumentProperty) throws -> FacetColumn? {
    do { return try properties.column(of: property) } catch { throw IndexError(error, path: path) }
  }

  /// What documents say of themselves in words.
  ///
  /// - Throws: `IndexError`.
  func columnsWithWords() throws -> [FacetColumn] {
    try DocumentProperty.allCases.filter(\.hasWords).compactMap { try column(of: $0) }
  }

  /// The documents in languages that put words together; `nil` if none names its language.
  ///
  /// - Throws: `IndexError`.
  func documentsWithCompounds() throws -> AllowedDocuments? {
    do { return try properties.documentsWithCompounds() } catch {
      throw IndexError(error, path: path)
    }
  }

  /// The columns that are not facets.
  ///
  /// - Throws: `IndexError`.
  func otherColumns() throws -> [FacetColumn] {
    [access, likely].compactMap { $0 }
      + (try DocumentProperty.allCases.compactMap { try column(of: $0) })
  }

  /// The postings of a field.
  func postings(_ field: IndexField) -> FieldPostings { fields[Int(field.rawValue)] }

  /// Whether a document is not deleted.
  func isLive(_ document: Int) -> Bool {
    live.map { $0[document >> 6] >> UInt64(document & 63) & 1 == 1 } ?? true
  }

  /// The number of documents that are not deleted.
  var liveCount: Int { live.map { $0.reduce(0) { $0 + $1.nonzeroBitCount } } ?? count }

  /// What a document is called.
  func names(of document: Int) throws -> DocumentNames {
    let start = Int(try nameOffsets[document])
    let end = Int(try nameOffsets[document + 1])
    guard start <= end else { throw names.damage }
    try names.verify(start..<end)
    let bytes = names.unverified
    var offset = start
    var parts: [String] = []
    for _ in 0..<2 {
      guard let length = VariableBytes.read(bytes, &offset), offset <= end,
        Int(length) <= end - offset
      else { throw names.damage }
      parts.append(bytes.string(offset..<offset + Int(length)))
      offset += Int(length)
    }
    parts.append(try title(at: offset))
    // A path that is the identifier is stored as one control character.
    return DocumentNames(
      id: parts[0], path: parts[1] == "\u{1}" ? parts[0] : parts[1], title: parts[2])
  }

  /// The title at an offset, or the one that stands for it some bytes before.
  private func title(at place: Int) throws -> String {
    var place = place
    // One step back is enough: what stands for a title never stands for another one that does.
    for _ in 0..<2 {
      var offset = place
      try names.verify(place..<min(place + VariableBytes.longest, names.count))
      guard let head = VariableBytes.read(names.unverified, &offset) else { throw names.damage }
      let number = Int(head >> 1)
      if head & 1 == 0 {
        guard number <= names.count - offset else { throw names.damage }
        try names.verify(offset..<offset + number)
        return names.unverified.string(offset..<offset + number)
      }
      guard number <= place else { throw names.damage }
      place -= number
    }
    throw names.damage
  }

  /// The live documents with any of some identifiers, a bit each.
  func documents(ids: Set<String>) throws -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: (count + 63) / 64)
    for id in ids {
      guard let document = try document(id: id) else { continue }
      bits[document >> 6] |= 1 << UInt64(document & 63)
    }
    return bits
  }

  /// The live document with an identifier.
  func document(id: String) throws -> Int? {
    let hash = IdentifierTable.hash(id)
    let mask = identifierTable.count - 1
    var slot = Int(hash) & mask
    // Bounded, since a damaged table may have no vacant slot.
    for _ in 0...mask {
      let entry = try identifierTable[slot]
      if entry == 0 { return nil }
      let document = Int(entry & 0xFFFF_FFFF) - 1
      if UInt32(entry >> 32) == hash, document >= 0, document < count, isLive(document),
        try names(of: document).id == id
      {
        return document
      }
      slot = (slot + 1) & mask
    }
    return nil
  }
}

extension IndexError {
  /// The same failure in the words of the index.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as IndexError: self = error
    case StorageError.otherVersion: self = .outdated(path: path)
    case StorageError.unreadable: self = .damaged(path: path, reason: "cannot be read")
    case StorageError.damaged(_, let reason): self = .damaged(path: path, reason: reason)
    default: self = .damaged(path: path, reason: "\(error)")
    }
  }
}

/// The dictionary and postings of one field of a segment.
///
/// A class, since a copy of its arrays would count a dozen references for each term of a query.
final class FieldPostings: Sendable {
  let terms: TermDictionary
  let records: GuardedArray<TermRecord>
  let blocks: GuardedArray<BlockRecord>
  let postings: GuardedArray<UInt8>
  let positions: GuardedArray<UInt8>

  init(_ file: SectionedFile, _ field: IndexField, path: String) throws {
    let first = field.firstSection
    terms = try TermDictionary(
      file, arena: first, offsets: first + 1, samples: first + 6, path: path)
    records = try GuardedArray(file, section: first + 2, path: path)
    blocks = try GuardedArray(file, section: first + 3, path: path)
    postings = try GuardedArray(file, section: first + 4, path: path)
    positions = try GuardedArray(file, section: first + 5, path: path)
    guard records.count == terms.count else { throw records.damage }
  }

  /// The ordinal of a term.
  func ordinal(of term: String) throws -> Int? { try terms.ordinal(of: Array(term.utf8)) }

  /// In how many documents a term occurs.
  func documentFrequency(_ ordinal: Int) throws -> Int {
    Int(try records[ordinal].documentFrequency)
  }

  /// The address of the records of a term's blocks, valid as long as the field.
  func blocks(of record: TermRecord) throws -> UnsafePointer<BlockRecord> {
    let first = Int(record.firstBlock)
    let count = Int(record.documentFrequency) / SegmentFormat.blockSize
    return unsafe try blocks.address(of: first..<first + count)
  }

  /// Reads the postings of a term that has no full block.
  ///
  /// - Parameters:
  ///   - ordinal: the ordinal of the term, which fewer documents have than a block has room for.
  ///   - documentCount: the number of documents of the segment.
  ///   - documents: room for the documents of a block.
  ///   - frequencies: room for their frequencies.
  /// - Returns: how many there are.
  /// - Throws: `IndexError`.
  func readShortPostings(
    _ ordinal: Int, documentCount: Int, into documents: inout [UInt32],
    _ frequencies: inout [UInt32]
  ) throws -> Int {
    let record = try records[ordinal]
    let count = Int(record.documentFrequency)
    let start = Int(record.postings)
    let end = try end(of: ordinal, { $0.postings }, in: postings)
    // The loop in C writes as many numbers as it is told, whatever room there is.
    guard start <= end, count < SegmentFormat.blockSize else { throw postings.damage }
    let read = unsafe parlance_decode_tail(
      try postings.address(of: start..<end), end - start, UInt32(count), 0, &documents,
      &frequencies)
    guard Int(read) == count,
      documents[..<count].allSatisfy({ $0 < UInt32(documentCount) })
    else { throw postings.damage }
    return count
  }

  /// Where the bytes of a term end in a section, by where the next one's begin.
  func end(
    of ordinal: Int, _ start: (TermRecord) -> UInt32, in bytes: GuardedArray<UInt8>
  ) throws -> Int {
    ordinal + 1 < records.count ? Int(start(try records[ordinal + 1])) : bytes.count
  }
}

import MappedStorage

/// Writes several segments as one, without their deleted documents.
struct SegmentMerger {
  private let segments: [Segment]
  /// The new number of each document, by segment; `UInt32.max` for a deleted one.
  private let numbers: [[UInt32]]

  init(_ segments: [Segment]) {
    self.segments = segments
    var next: UInt32 = 0
    numbers = segments.map { segment in
      (0..<segment.count).map { document in
        guard segment.isLive(document) else { return .max }
        defer { next += 1 }
        return next
      }
    }
  }

  /// Writes the merged segment.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  func write(to path: String) throws {
    var writer = SegmentFileWriter()
    var documents = try makeDocuments()
    guard documents.fits else { throw IndexError.tooLarge }
    documents.write(to: &writer)
    var stems: [[UInt32]] = segments.map { _ in [] }
    for field in IndexField.allCases {
      let ordinals = try write(field, norms: documents.norms, to: &writer)
      if field == .text { stems = ordinals }
    }
    try writeWords(stems, to: &writer)
    try writer.write(to: path)
  }

  /// Writes the dictionaries of words without those that deleted documents alone have.
  private func writeWords(_ stems: [[UInt32]], to writer: inout SegmentFileWriter) throws {
    var forgotten = try segments.map { try ForgottenWords($0) }
    writer.add(
      try words(\.surfaces, stems) { segment, bytes, record in
        forgotten[segment].remaining(bytes, record)
      }, to: .surfaces)
    writer.add(
      try words(\.spellings, stems) { segment, bytes, record in
        forgotten[segment].remains(spelledOut: bytes, record) ? record.count : 0
      }, to: .spellings)
    writer.add(
      try words(\.compounds, stems) { segment, bytes, record in
        forgotten[segment].remains(compound: bytes, record) ? record.count : 0
      }, to: .compounds)
  }

  /// The words of a dictionary of all segments that are left, by the new ordinals of their stems.
  private func words(
    _ dictionary: KeyPath<Segment, WordDictionary>, _ stems: [[UInt32]],
    remaining: (_ segment: Int, _ bytes: [UInt8], _ record: SurfaceRecord) -> UInt32
  ) throws -> [(bytes: ArraySlice<UInt8>, record: SurfaceRecord)] {
    var words: [(bytes: ArraySlice<UInt8>, record: SurfaceRecord)] = []
    for (index, segment) in segments.enumerated() {
      let dictionary = segment[keyPath: dictionary]
      for ordinal in 0..<dictionary.count {
        let record = try dictionary.record(ordinal, stems: stems[index].count)
        // A word whose stem no document has any more must not be suggested.
        let stem = stems[index][Int(record.stem)]
        guard stem != .max else { continue }
        let bytes = try dictionary.terms.bytes(of: ordinal)
        let count = remaining(index, bytes, record)
        if count > 0 { words.append((bytes[...], SurfaceRecord(stem: stem, count: count))) }
      }
    }
    return words
  }

  /// A column for the meanings if all segments have those of one model.
  private var vectorsWriter: DocumentVectorsWriter? {
    guard let first = segments.first?.vectors,
      segments.allSatisfy({ $0.vectors?.model == first.model })
    else { return nil }
    return DocumentVectorsWriter(model: first.model, dimensions: first.dimensions)
  }

  private func makeDocuments() throws -> SegmentDocuments {
    var documents = SegmentDocuments(vectors: vectorsWriter)
    for segment in segments {
      var block: StoredBlock?
      for document in 0..<segment.count where segment.isLive(document) {
        var facets: [(key: String, values: [String])] = []
        for facet in try segment.facets + segment.otherColumns() {
          let set = try facet.set(of: document)
          if set == 0 { continue }
          facets.append((facet.key, try facet.members(ofSet: set).map(facet.value)))
        }
        // Of the length the byte alone is kept, which is what ranking goes by.
        let norm = try segment.norms[document]
        documents.add(
          try segment.names(of: document), date: try segment.dates[document], norm: norm,
          weightedLength: LengthNorm.length(of: norm),
          text: try segment.stored.text(of: document, reusing: &block),
          sketch: try segment.versions.sketch(of: document),
          version: try segment.versions.version(of: document),
          meaning: try segment.vectors?.meaning(of: document), facets: facets)
      }
    }
    return documents
  }

  /// Writes a field and returns the new ordinal of each term, by segment; `max` for one that is gone.
  private func write(
    _ field: IndexField, norms: [UInt8], to writer: inout SegmentFileWriter
  ) throws -> [[UInt32]] {
    var postings = PostingsWriter(norms: norms)
    var result = segments.map {
      [UInt32](repeating: .max, count: $0.postings(field).terms.count)
    }
    var heads = segments.map { _ in 0 }
    var present: UInt32 = 0
    while let term = try smallest(heads, field) {
      var begun = false
      for (index, segment) in segments.enumerated() {
        let source = segment.postings(field)
        guard heads[index] < source.terms.count,
          try source.terms.bytes(of: heads[index]).elementsEqual(term)
        else { continue }
        defer { heads[index] += 1 }
        let cursor = try PostingsCursor(
          source, ordinal: heads[index], documentCount: segment.count)
        var positions = PositionBuffer()
        while try cursor.advanceBlock() {
          for position in 0..<cursor.count {
            cursor.index = position
            let document = numbers[index][Int(cursor.document)]
            guard document != .max else { continue }
            if field == .text { try cursor.readPositions(into: &positions) }
            // The merged segment gets checksums of its own, under which damage would pass for data.
            guard cursor.frequency > 0, positions.ascends else { throw source.positions.damage }
            if !begun { postings.beginTerm(term) }
            begun = true
            postings.add(document, frequency: cursor.frequency, positions: positions.positions)
          }
        }
        if begun { result[index][heads[index]] = present }
      }
      if begun {
        postings.endTerm()
        present += 1
      }
    }
    guard postings.fits else { throw IndexError.tooLarge }
    writer.add(field, postings)
    return result
  }

  private func smallest(_ heads: [Int], _ field: IndexField) throws -> [UInt8]? {
    var best: [UInt8]?
    for (index, segment) in segments.enumerated() {
      let terms = segment.postings(field).terms
      guard heads[index] < terms.count else { continue }
      let bytes = Array(try terms.bytes(of: heads[index]))
      if best.map({ bytes.lexicographicallyPrecedes($0) }) ?? true { best = bytes }
    }
    return best
  }
}

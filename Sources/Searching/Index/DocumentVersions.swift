import MappedStorage

/// What a segment knows of its documents as copies and versions of others.
struct DocumentVersions: Sendable {
  private let sketches: GuardedArray<UInt64>
  private let series: GuardedArray<UInt32>
  private let standings: GuardedArray<UInt16>

  /// Whether any document is set aside or of a series.
  var isTelling: Bool { series.count > 0 }

  init(_ file: SectionedFile, documents: Int, path: String) throws {
    sketches = try GuardedArray(file, section: SegmentSection.sketches.rawValue, path: path)
    series = try GuardedArray(file, section: SegmentSection.series.rawValue, path: path)
    standings = try GuardedArray(file, section: SegmentSection.standings.rawValue, path: path)
    guard sketches.count == documents, series.count == standings.count,
      series.count == 0 || series.count == documents
    else { throw sketches.damage }
  }

  /// The samples of a document's text.
  func sketch(of document: Int) throws -> UInt64 { try sketches[document] }

  /// What the path of a document tells.
  func version(of document: Int) throws -> DocumentVersion {
    guard isTelling else { return DocumentVersion(series: 0, standing: 0) }
    return DocumentVersion(series: try series[document], standing: try standings[document])
  }
}

/// Gathers what is known of documents as copies and versions, to be written.
struct DocumentVersionsWriter {
  private var sketches: [UInt64] = []
  private var series: [UInt32] = []
  private var standings: [UInt16] = []

  /// Adds a document.
  mutating func add(_ sketch: UInt64, _ version: DocumentVersion) {
    sketches.append(sketch)
    series.append(version.series)
    standings.append(version.standing)
  }

  /// Adds the sections; those of paths are empty if no path tells anything.
  func write(to writer: inout SegmentFileWriter) {
    let isTelling =
      series.contains { $0 != 0 } || standings.contains { $0 != 0 }
    writer.add(SegmentSection.sketches.rawValue, sketches)
    writer.add(SegmentSection.series.rawValue, isTelling ? series : [])
    writer.add(SegmentSection.standings.rawValue, isTelling ? standings : [])
  }
}

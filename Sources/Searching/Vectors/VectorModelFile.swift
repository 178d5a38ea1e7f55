import MappedStorage
import TextAnalysis

/// Makes a `VectorModel` of files in open formats.
package enum VectorModelFile {
  /// The sections of a model.
  enum Section {
    static let shape: UInt32 = 1
    static let starts: UInt32 = 2
    static let parts: UInt32 = 5
    static let vectors: UInt32 = 8
    static let scales: UInt32 = 9
  }

  static let kind = FileKind("PVEC", version: 1)

  /// How many numbers of a vector are kept.
  package static let dimensionCounts = 8...256

  /// What a model has.
  package struct Summary: Equatable, Sendable {
    /// How many pieces of words it knows.
    package let pieces: Int
    /// How many numbers a vector has.
    package let dimensions: Int
  }

  /// Compiles a model.
  ///
  /// - Parameters:
  ///   - matrix: a safetensors file with its name.
  ///   - tokenizer: a tokenizer.json with its name.
  ///   - dimensions: how many of the first numbers of each vector to keep, one of `dimensionCounts`.
  ///   - path: where to write it, in one step.
  /// - Returns: what it has.
  /// - Throws: `VectorModelError`, `StorageError.unwritable`.
  package static func compile(
    matrix: (bytes: [UInt8], path: String), tokenizer: (bytes: [UInt8], path: String),
    dimensions: Int, to path: String
  ) throws -> Summary {
    let tensor = try TensorFile(matrix.bytes, path: matrix.path)
    let pieces = try WordPieces(tokenizer.bytes, rows: tensor.rows, path: tokenizer.path)
    let count = min(dimensions, tensor.columns)
    var writer = SegmentFileWriter(kind: kind, userVersion: VectorModel.userVersion)
    var vectors: [Int8] = []
    var scales: [Float] = []
    for (section, table) in [(Section.starts, pieces.starts), (Section.parts, pieces.parts)] {
      let sorted = table.map { (bytes: Array($0.key.utf8), row: $0.value) }
        .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      var arena: [UInt8] = []
      var offsets: [UInt32] = [0]
      for piece in sorted {
        arena += piece.bytes
        offsets.append(UInt32(arena.count))
        let vector = try tensor.numbers(ofRow: piece.row, first: count)
        let scale = (vector.map(abs).max() ?? 0) / 127
        vectors += MeaningVector.rounded(vector, scale: scale)
        scales.append(scale)
      }
      writer.add(section, arena)
      writer.add(section + 1, offsets)
      writer.add(section + 2, TermSamples.samples(arena: arena, offsets: offsets))
    }
    writer.add(Section.shape, [UInt64(count), UInt64(scales.count)])
    writer.add(Section.vectors, vectors)
    writer.add(Section.scales, scales)
    try writer.write(to: path)
    return Summary(pieces: scales.count, dimensions: count)
  }
}

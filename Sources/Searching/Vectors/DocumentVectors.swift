import MappedStorage

/// The column of a segment with the meaning of each document.
struct DocumentVectors: Sendable {
  /// The checksum of the model that it was made by.
  let model: UInt64

  /// How many numbers a vector has.
  let dimensions: Int

  private let numbers: GuardedArray<Int8>

  /// Opens the column; `nil` if the segment was made without word vectors.
  init?(_ file: SectionedFile, documents: Int, path: String) throws {
    guard file.holds(SegmentSection.vectors.rawValue) else { return nil }
    let shape = try GuardedArray<UInt64>(
      file, section: SegmentSection.vectorShape.rawValue, path: path)
    numbers = try GuardedArray(file, section: SegmentSection.vectors.rawValue, path: path)
    guard shape.count == 2, let dimensions = Int(exactly: try shape[1]),
      VectorModelFile.dimensionCounts.contains(dimensions),
      numbers.count == documents * dimensions
    else { throw numbers.damage }
    model = try shape[0]
    self.dimensions = dimensions
  }

  /// The meaning of a document.
  ///
  /// - Throws: `IndexError`.
  func meaning(of document: Int) throws -> MeaningVector {
    MeaningVector(Array(try numbers.verified(range(of: document))))
  }

  /// How near the meaning of a document is to another one, from -1 to 1.
  ///
  /// - Throws: `IndexError`.
  func cosine(of document: Int, _ meaning: MeaningVector) throws -> Float {
    guard meaning.numbers.count == dimensions else { throw numbers.damage }
    let range = range(of: document)
    try numbers.verify(range)
    let all = numbers.unverified
    return meaning.cosine(all.span.extracting(range))
  }

  private func range(of document: Int) -> Range<Int> {
    document * dimensions..<(document + 1) * dimensions
  }
}

/// Gathers the meanings of documents, to be written.
struct DocumentVectorsWriter {
  private let model: UInt64
  private let dimensions: Int
  private var numbers: [Int8] = []

  /// A column of vectors of a model.
  init(model: UInt64, dimensions: Int) {
    self.model = model
    self.dimensions = dimensions
  }

  /// Adds the meaning of a document.
  mutating func add(_ meaning: MeaningVector) {
    precondition(meaning.numbers.count == dimensions, "a vector of another model")
    numbers += meaning.numbers
  }

  /// Adds the sections.
  func write(to writer: inout SegmentFileWriter) {
    writer.add(SegmentSection.vectors.rawValue, numbers)
    writer.add(SegmentSection.vectorShape.rawValue, [model, UInt64(dimensions)])
  }
}

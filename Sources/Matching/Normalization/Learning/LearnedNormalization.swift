internal import MappedStorage
package import System

/// What a normalizer has learned from a vocabulary, so that it need not be learned again.
///
/// Worth only as much as the vocabulary and the version are the same; `fingerprint` tells.
package struct LearnedNormalization: Sendable {
  /// A number of what was learned from and how; another one means another model.
  package let fingerprint: UInt64

  let model: NormalizationModel

  /// For each label its weight for each concept, one row after the other; empty without a kernel.
  let kernelCoefficients: [Float]
}

extension LearnedNormalization {
  /// The kind of file.
  static let kind = FileKind("PNRM", version: 1)

  private enum Section: UInt32 {
    case header = 1
    case ranking = 2
    case calibration = 3
    case heldOut = 4
    case confidences = 5
    case coefficients = 6
  }

  private struct Header: BitwiseCopyable {
    var fingerprint: UInt64
  }

  private struct Held: BitwiseCopyable {
    var probability: Double
    var isRight: UInt64
  }

  private struct Confidence: BitwiseCopyable {
    var method: UInt64
    var value: Double
  }

  /// Writes it at `path` in one atomic step.
  ///
  /// - Throws: `StorageError.unwritable`.
  package func write(to path: String) throws { try AtomicFile.write(makeBytes(), to: path) }

  /// The bytes of its file.
  package func makeBytes() -> [UInt8] {
    var writer = SectionedFileWriter(kind: Self.kind)
    writer.add(Section.header.rawValue, [Header(fingerprint: fingerprint)])
    writer.add(Section.ranking.rawValue, model.ranking.weights)
    writer.add(Section.calibration.rawValue, model.calibration.weights)
    writer.add(
      Section.heldOut.rawValue,
      model.heldOut.map { Held(probability: $0.probability, isRight: $0.isRight ? 1 : 0) })
    writer.add(
      Section.confidences.rawValue,
      model.methodConfidences.sorted { $0.key < $1.key }
        .map { Confidence(method: UInt64($0.key.rawValue), value: $0.value) })
    writer.add(Section.coefficients.rawValue, kernelCoefficients)
    return writer.makeBytes()
  }

  /// Reads what `write(to:)` wrote, every section checked.
  ///
  /// - Throws: `StorageError` if it is not there, damaged or of another version.
  package init(contentsOf path: String) throws {
    try self.init(MappedBytes(mapping: path), path: path)
  }

  /// Reads what `makeBytes()` gave, every section checked.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - path: the name to use in errors.
  /// - Throws: `StorageError` if they are damaged or of another version.
  package init(_ bytes: MappedBytes, path: String) throws {
    let file = try SectionedFile(bytes, kind: Self.kind, path: path)
    try file.verify()
    func array<Element>(_ section: Section) throws -> [Element]
    where Element: BitwiseCopyable & Sendable {
      Array(try file.array(section.rawValue, of: Element.self))
    }
    let headers: [Header] = try array(.header)
    let held: [Held] = try array(.heldOut)
    let confidences: [Confidence] = try array(.confidences)
    var model = NormalizationModel(
      ranking: ConditionalLogit(weights: try array(.ranking)),
      calibration: LogisticRegression(weights: try array(.calibration)),
      heldOut: held.map { .init(probability: $0.probability, isRight: $0.isRight != 0) })
    for confidence in confidences {
      let method = UInt8(exactly: confidence.method).flatMap { MatchMethod(rawValue: $0) }
      if let method { model.methodConfidences[method] = confidence.value }
    }
    kernelCoefficients = try array(.coefficients)
    // Sound bytes may hold numbers that are none; NaN passes no comparison.
    guard let header = headers.first, model.ranking.weights.count == Feature.count,
      model.calibration.weights.count == NormalizationModel.calibrationPrior.count,
      (model.ranking.weights + model.calibration.weights).allSatisfy({ $0.magnitude <= 1e9 }),
      model.heldOut.allSatisfy({ (0...1).contains($0.probability) }),
      model.methodConfidences.values.allSatisfy({ (0...1).contains($0) }),
      kernelCoefficients.allSatisfy({ $0.magnitude <= 1e9 })
    else { throw StorageError.damaged(path: path, reason: "the tables do not fit together") }
    fingerprint = header.fingerprint
    self.model = model
  }
}

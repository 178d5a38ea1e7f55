import CPostings
import MappedStorage
import System

/// Word vectors that a workspace was given, mapped from the file that `VectorModelFile` made of them.
package final class VectorModel: Sendable {
  /// How many numbers a vector has.
  let dimensions: Int

  /// What tells this model from any other one.
  let checksum: UInt64

  /// What was installed once stays good when segments change, and when few characters are cut otherwise.
  static let userVersion: UInt64 = 1

  private let starts: TermDictionary
  private let parts: TermDictionary
  private let vectors: GuardedArray<Int8>
  private let scales: GuardedArray<Float>
  private let path: String

  /// Opens a model.
  ///
  /// - Throws: `VectorModelError` if the file is damaged or of another version.
  package init(path: String) throws {
    do {
      let file = try SectionedFile(
        try MappedBytes(mapping: path), kind: VectorModelFile.kind, path: path)
      typealias Section = VectorModelFile.Section
      let shape = try GuardedArray<UInt64>(file, section: Section.shape, path: path)
      starts = try TermDictionary(
        file, arena: Section.starts, offsets: Section.starts + 1, samples: Section.starts + 2,
        path: path)
      parts = try TermDictionary(
        file, arena: Section.parts, offsets: Section.parts + 1, samples: Section.parts + 2,
        path: path)
      vectors = try GuardedArray(file, section: Section.vectors, path: path)
      scales = try GuardedArray(file, section: Section.scales, path: path)
      guard file.userVersion == Self.userVersion,
        let dimensions = Int(exactly: try shape[0]),
        VectorModelFile.dimensionCounts.contains(dimensions),
        scales.count == starts.count + parts.count, vectors.count == scales.count * dimensions
      else { throw shape.damage }
      self.dimensions = dimensions
      checksum = file.checksum
      self.path = path
    } catch { throw Self.damage(path) }
  }

  private static func damage(_ path: String) -> VectorModelError {
    VectorModelError(
      path: path, reason: "the word vectors are damaged, or of another version",
      remedy: "parlance vectors install makes them again, parlance vectors remove does without")
  }

  /// The pieces that a folded word is cut into: the longest known ones from its beginning on; letters in none
  /// are left out.
  ///
  /// - Throws: `VectorModelError`.
  func pieces(of word: [UInt8]) throws -> [UInt32] {
    var pieces: [UInt32] = []
    var place = 0
    do {
      while place < word.count {
        if place == 0, let (ordinal, length) = try longest(word[...], in: starts) {
          pieces.append(UInt32(ordinal))
          place = length
        } else if let (ordinal, length) = try longest(word[place...], in: parts) {
          pieces.append(UInt32(starts.count + ordinal))
          place += length
        } else {
          place += 1
        }
      }
    } catch { throw Self.damage(path) }
    return pieces
  }

  /// The longest piece that bytes begin with.
  private func longest(
    _ bytes: ArraySlice<UInt8>, in table: TermDictionary
  ) throws -> (ordinal: Int, length: Int)? {
    var length = min(bytes.count, WordPieces.longestPiece)
    while length > 0 {
      if let ordinal = try table.ordinal(of: Array(bytes.prefix(length))) {
        return (ordinal, length)
      }
      length -= 1
    }
    return nil
  }

  /// Adds the vector of a piece to sums.
  ///
  /// - Throws: `VectorModelError`.
  func add(_ piece: UInt32, to sums: inout [Float]) throws {
    do {
      let start = Int(piece) * dimensions
      let range = start..<start + dimensions
      try vectors.verify(range)
      let all = vectors.unverified
      let scale = try scales[Int(piece)]
      guard scale.isFinite else { throw scales.damage }
      MeaningVector.add(all.span.extracting(range), scale: scale, to: &sums)
    } catch { throw Self.damage(path) }
  }

  /// The meaning of folded words together.
  ///
  /// - Returns: `nil` if none of them is known.
  /// - Throws: `VectorModelError`.
  func meaning(of words: [String]) throws -> MeaningVector? {
    var sums = [Float](repeating: 0, count: dimensions)
    for word in words {
      for piece in try pieces(of: Array(word.utf8)) { try add(piece, to: &sums) }
    }
    return sums.allSatisfy { $0 == 0 } ? nil : MeaningVector(directionOf: sums)
  }
}

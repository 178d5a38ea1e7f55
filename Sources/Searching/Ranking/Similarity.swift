import CPostings
import Glibc
import MappedStorage

/// BM25 over weighted frequencies (BM25F with one length): Robertson, Zaragoza and Taylor, 2004.
///
/// The score of a posting is `weight * f / (f + K)` with `K = k1 * (1 - b + b * length / average)`;
/// the constants are those that the evaluation of two collections, and no other data, settled.
@safe final class Similarity: Sendable {
  /// How soon more occurrences stop to matter.
  static let k1 = RankingNumbers["k1"]

  /// How much the length of a document counts.
  static let b = RankingNumbers["b"]

  /// `f / (f + K)` for `f` below 16 in rows of 256 length bytes, then `K` for each length byte.
  private nonisolated(unsafe) let table: UnsafeMutablePointer<Float>
  private static let rows = 16

  /// The number of documents of the collection.
  let documentCount: Int

  init(documentCount: Int, weightedLength: Int) {
    self.documentCount = documentCount
    // Without documents there is no mean, and nothing that it would be used for.
    let average = documentCount > 0 ? Float(weightedLength) / Float(documentCount) : 1
    unsafe table = UnsafeMutablePointer<Float>.allocate(capacity: (Self.rows + 1) * 256)
    for byte in 0..<256 {
      let length = Float(LengthNorm.length(of: UInt8(byte)))
      let k = Self.k1 * (1 - Self.b + Self.b * length / max(average, 1))
      unsafe (table + Self.rows * 256 + byte).initialize(to: k)
      for frequency in 0..<Self.rows {
        let value = Float(frequency) / (Float(frequency) + k)
        unsafe (table + frequency * 256 + byte).initialize(to: value)
      }
    }
  }

  deinit { unsafe table.deallocate() }

  /// How much a term that `documentFrequency` documents have tells documents apart.
  func inverseDocumentFrequency(_ documentFrequency: Int) -> Float {
    let count = Double(documentCount)
    // Deleted documents stay in the postings until segments are merged, and may outnumber those that count.
    let having = min(Double(documentFrequency), count)
    return Float(log(1 + (count - having + 0.5) / (having + 0.5)))
  }

  /// `f / (f + K)` for any frequency.
  func saturation(_ frequency: Float, norm: UInt8) -> Float {
    let k = unsafe table[Self.rows * 256 + Int(norm)]
    return frequency / (frequency + k)
  }

  /// Turns the frequencies of a list into scores.
  ///
  /// - Parameters:
  ///   - list: documents of one segment with frequencies.
  ///   - weight: what a saturated frequency is multiplied by.
  ///   - norms: the length bytes of all documents of the segment.
  func score(_ list: inout ScoredList, weight: Float, norms: MappedArray<UInt8>) {
    precondition(list.documents.last.map { Int($0) < norms.count } ?? true)
    guard let address = unsafe norms.unsafeBuffer.baseAddress else { return }
    var parameters = unsafe parameters(norms: address)
    unsafe parlance_score_frequencies(
      list.documents, &list.scores, UInt32(list.count), &parameters, weight)
  }

  /// The tables for the C loops.
  func parameters(norms: UnsafePointer<UInt8>) -> parlance_similarity {
    unsafe parlance_similarity(
      norms: norms, saturations: table, lengths: table + Self.rows * 256)
  }
}

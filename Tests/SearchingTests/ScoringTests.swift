import Testing

@testable import Searching

/// The numbers that order hits.
struct ScoringTests {
  @Test func `the saturation of a frequency is that of BM25, from tables and beyond them`() {
    let similarity = Similarity(documentCount: 100, weightedLength: 2_000)
    for byte in [UInt8(0), 1, 20, 39, 60, 200] {
      let length = Float(LengthNorm.length(of: byte))
      let k = Similarity.k1 * (1 - Similarity.b + Similarity.b * length / 20)
      for frequency in [Float(0), 1, 2, 15, 16, 1_000] {
        let found = similarity.saturation(frequency, norm: byte)
        #expect(abs(found - frequency / (frequency + k)) < 0.0001)
      }
    }
  }

  @Test func `rare terms tell more, and no term less than nothing`() {
    let similarity = Similarity(documentCount: 100, weightedLength: 2_000)
    let weights = [1, 2, 10, 50, 99, 100, 200].map(similarity.inverseDocumentFrequency)
    #expect(weights == weights.sorted(by: >))
    #expect(weights.allSatisfy { $0 > 0 })
  }

  @Test func `lengths are kept to an eighth, and in their order`() {
    var last: UInt8 = 0
    for length in [0, 1, 39, 40, 41, 55, 56, 100, 1_000, 50_000, 1_000_000] {
      let byte = LengthNorm.byte(of: length)
      #expect(byte >= last)
      last = byte
      let kept = LengthNorm.length(of: byte)
      #expect(kept <= length && Double(length - kept) <= Double(length) / 8, "\(length)")
    }
  }

  @Test func `feedback takes what several of the best hits have, the better hit counting more`() {
    let texts = [
      StemCounts(counts: [(0, 2), (1, 1), (2, 5)], length: 10),
      StemCounts(counts: [(0, 1), (1, 4)], length: 10),
    ]
    let names = ["vault", "archive", "alone"]
    let weights = RelevanceModel.weights(
      of: texts, scores: [2, 1], stem: { names[Int($0)] }, rarity: { _ in 1 })
    // A word of one hit alone is left out, and the better hit counts sixteen times.
    #expect(weights.map(\.stem) == ["vault", "archive"])
    #expect(abs(weights.reduce(0) { $0 + $1.weight } - 1) < 0.0001)
    #expect(weights[0].weight > weights[1].weight)
    #expect(
      RelevanceModel.weights(of: texts, scores: [0, 0], stem: { _ in "" }, rarity: { _ in 1 })
        .isEmpty)
  }
}

import Testing

@testable import Searching

/// How much a word counts by how often it stands, in how long a document, and in how many.
struct SimilarityTests {
  private static let similarity = Similarity(documentCount: 1_000, weightedLength: 100_000)

  @Test func `more occurrences count more, each one less than the one before`() {
    for norm in [UInt8(0), 40, 120, 255] {
      let values = (0...40).map { Self.similarity.saturation(Float($0), norm: norm) }
      #expect(values[0] == 0)
      for (before, next) in zip(values, values.dropFirst()) { #expect(before < next) }
      let gains = zip(values, values.dropFirst()).map { $1 - $0 }
      // As far as the digits of a single-precision number tell.
      for (before, next) in zip(gains, gains.dropFirst()) { #expect(before >= next * 0.999) }
      #expect(values.allSatisfy { $0 < 1 })
    }
  }

  @Test func `the longer the document, the less a word in it counts`() {
    let values = (0...UInt8.max).map { Self.similarity.saturation(3, norm: $0) }
    for (shorter, longer) in zip(values, values.dropFirst()) { #expect(shorter >= longer) }
    #expect(values[0] > values[255])
  }

  @Test func `of a document of the mean length the formula is that of the books`() {
    // The byte whose length is nearest to 100 words, the mean here.
    let norm = (0...UInt8.max).min {
      abs(Double(LengthNorm.length(of: $0)) - 100) < abs(Double(LengthNorm.length(of: $1)) - 100)
    }
    let length = Float(LengthNorm.length(of: norm ?? 0))
    for frequency in [Float(1), 2, 15, 16, 200] {
      let k = Similarity.k1 * (1 - Similarity.b + Similarity.b * length / 100)
      let value = Self.similarity.saturation(frequency, norm: norm ?? 0)
      #expect(abs(value - frequency / (frequency + k)) < 1e-6)
    }
  }

  @Test func `the rarer a word, the more it tells, and never less than nothing`() {
    let counts = [0, 1, 2, 10, 500, 999, 1_000]
    let values = counts.map(Self.similarity.inverseDocumentFrequency)
    for (rarer, more) in zip(values, values.dropFirst()) { #expect(rarer > more) }
    #expect(values.allSatisfy { $0 > 0 })
    // Of deleted documents that are still in the postings there may be more than documents.
    #expect(Self.similarity.inverseDocumentFrequency(5_000) == values.last)
  }

  @Test func `an index without words or documents divides by nothing`() {
    for similarity in [
      Similarity(documentCount: 0, weightedLength: 0),
      Similarity(documentCount: 3, weightedLength: 0),
    ] {
      #expect(similarity.saturation(1, norm: 255).isFinite)
      #expect(similarity.inverseDocumentFrequency(0).isFinite)
    }
  }
}

import Testing

@testable import Matching

/// The labels that are left out to learn from.
struct ModelTrainingTests {
  /// Two labels of each of some concepts.
  private static func index(concepts: Int) -> SimilarityIndex {
    SimilarityIndex(
      (0..<2 * concepts).map { number in
        IndexedLabel(
          text: "\(number.isMultiple(of: 2) ? "Report" : "Record") \(number / 2)",
          concept: Int32(number / 2), language: nil, isCaseSensitive: false,
          isPreferred: number.isMultiple(of: 2))
      }, conceptCount: concepts, notes: [])
  }

  /// Every fifth label falls to the same fold if the fold is told by the number of the label.
  @Test(arguments: [(10, 20), (50, 20), (48, 20), (75, 30), (30, 7)])
  func `labels fall to all folds alike, whatever share of them is taken`(concepts: Int, limit: Int)
  {
    let samples = ModelTraining.samples(
      of: Self.index(concepts: concepts), kernel: nil, limit: limit)
    #expect(samples.count <= limit && samples.count > limit / 2)
    let counts = (0..<ModelTraining.folds).map { fold in samples.count { $0.fold == fold } }
    #expect(counts.reduce(0, +) == samples.count)
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(counts)")
  }

  @Test func `a label left out is not its own candidate, its concept is by its other label`() {
    for sample in ModelTraining.samples(of: Self.index(concepts: 4), kernel: nil) {
      let own = sample.candidates.filter { $0.concept == sample.concept }
      #expect(own.allSatisfy { $0.method != .exact })
    }
  }

  @Test func `candidates share what speaks for them, the more of it the fewer there are`() {
    func candidates(_ cosines: [Double]) -> [Double] {
      var found = cosines.map { cosine in
        var candidate = Candidate(
          concept: 0, features: [Double](repeating: 0, count: Feature.count), label: -1,
          method: .similarity)
        candidate[.gramCosine] = cosine
        return candidate
      }
      Candidate.compare(&found)
      return found.map { $0[.gramShare] }
    }
    #expect(candidates([0.5]) == [1])
    #expect(candidates([0.5, 0.25, 0.25]) == [0.5, 0.25, 0.25])
    #expect(candidates([0, 0]) == [0, 0])
    // What speaks against one speaks for no other; next to nothing is not all there is.
    #expect(candidates([0.5, -0.5]) == [1, 0])
    #expect(candidates([0.0125]) == [0.25])
    #expect(candidates([]).isEmpty)
  }

  /// A label of two concepts, as a vocabulary settles it or leaves it open.
  @Test(arguments: [
    (meaning: Int32?.none, isConditional: false, count: 4),
    (meaning: 0, isConditional: false, count: 2), (meaning: nil, isConditional: true, count: 2),
  ])
  func `a label whose meaning the vocabulary itself decides is not left out`(
    meaning: Int32?, isConditional: Bool, count: Int
  ) {
    let labels = [("Harbor Content", 0), ("Docstore", 0), ("Docstore", 1), ("Store", 1)].map {
      IndexedLabel(
        text: $0, concept: Int32($1), language: nil, isCaseSensitive: false,
        isPreferred: false, meaning: $1 == 1 ? meaning : nil, isConditional: isConditional)
    }
    let samples = ModelTraining.samples(
      of: SimilarityIndex(labels, conceptCount: 2, notes: []), kernel: nil)
    #expect(samples.count == count)
    #expect(samples.contains { $0.isClaimedTwice } == (count == 4))
  }

  @Test func `what has no other label is not left out`() {
    let labels = [("Report", 0), ("Record", 0), ("Map", 1)].map { text, concept in
      IndexedLabel(
        text: text, concept: Int32(concept), language: nil, isCaseSensitive: false,
        isPreferred: true)
    }
    let index = SimilarityIndex(labels, conceptCount: 2, notes: [])
    #expect(ModelTraining.samples(of: index, kernel: nil).map { $0.concept } == [0, 0])
  }
}

/// What the labels of each concept are like as a whole: of one kind, or a bit of everything.
struct ConceptProfiles: Sendable {
  /// Whether a concept is a catch-all: its preferred label says "other" or "miscellaneous".
  let isCatchAll: [Bool]

  /// For each label how far it is from the nearest other label of its concept, from 0 to 1.
  private let distances: [Float]
  private let distanceSums: [Float]
  private let counts: [Float]
  private let meanDistance: Float

  /// How many labels of the mean distance count beforehand.
  private static let pseudoCount = Float(NormalizationNumbers["pseudo-count"])

  /// Profiles of the concepts of labels.
  ///
  /// - Parameters:
  ///   - labels: the labels.
  ///   - vectors: their words, each of length 1, in the order of terms.
  ///   - conceptCount: the number of concepts.
  init(
    _ labels: [IndexedLabel], _ vectors: [[(term: Int32, weight: Float)]], conceptCount: Int
  ) {
    var members = [[Int]](repeating: [], count: conceptCount)
    var isCatchAll = [Bool](repeating: false, count: conceptCount)
    for (number, label) in labels.enumerated() {
      members[Int(label.concept)].append(number)
      if label.isPreferred, Self.saysOther(label.text) { isCatchAll[Int(label.concept)] = true }
    }
    var distances = [Float](repeating: 1, count: labels.count)
    for group in members {
      for (position, first) in group.enumerated() {
        for second in group[(position + 1)...] {
          // Rounding may bring a cosine above 1.
          let distance = max(0, 1 - Self.cosine(vectors[first], vectors[second]))
          distances[first] = min(distances[first], distance)
          distances[second] = min(distances[second], distance)
        }
      }
    }
    var sums = [Float](repeating: 0, count: conceptCount)
    for (number, label) in labels.enumerated() { sums[Int(label.concept)] += distances[number] }
    self.isCatchAll = isCatchAll
    self.distances = distances
    distanceSums = sums
    counts = members.map { Float($0.count) }
    // `novelty` divides by it, and labels that are all the same have none.
    meanDistance = max(sums.reduce(0, +) / Float(max(labels.count, 1)), 0.01)
  }

  /// How readily a concept takes labels unlike those it has, beside the mean of all concepts, as a
  /// logarithm; `label` is one of its labels to leave out, or negative.
  func novelty(of concept: Int32, without label: Int32 = -1) -> Double {
    var sum = distanceSums[Int(concept)] + Self.pseudoCount * meanDistance
    var count = counts[Int(concept)] + Self.pseudoCount
    if label >= 0 {
      sum -= distances[Int(label)]
      count -= 1
    }
    return Double(Float.log(max(sum / count / meanDistance, 0.05)))
  }

  private static func saysOther(_ label: String) -> Bool {
    let others = Synonyms.documents.notions(of: "other", stems: [])
    return LabelForm(label).tokens.contains { token in
      Synonyms.documents.notions(of: token, stems: []).contains { others.contains($0) }
    }
  }

  /// The cosine of two sorted vectors of length 1.
  private static func cosine(
    _ first: [(term: Int32, weight: Float)], _ second: [(term: Int32, weight: Float)]
  ) -> Float {
    var sum: Float = 0
    var (left, right) = (0, 0)
    while left < first.count, right < second.count {
      if first[left].term == second[right].term {
        sum += first[left].weight * second[right].weight
        left += 1
        right += 1
      } else if first[left].term < second[right].term {
        left += 1
      } else {
        right += 1
      }
    }
    return sum
  }
}

/// Relevance feedback from the best hits without anybody's judgment: RM3.
///
/// After Abdul-Jaleel et al., UMass at TREC 2004. What is found stays the same; only the order changes.
struct RelevanceModel {
  /// How many of the best hits are read.
  static let documents = 10

  /// How many words are taken from them.
  static let terms = 20

  /// The weight of the query as it was written.
  static let originalWeight = RankingNumbers["original-query"]

  /// Below this number of words a query says too little to be sure that its best hits are right.
  static let fewestWords = 4

  /// In how many of the hits a word must occur.
  static let fewestHits = 2

  /// The weights of stems in the best hits, adding up to 1.
  ///
  /// Of the stems that several hits have, those are taken that are frequent in the hits and rare
  /// elsewhere; their weight is their frequency in the hits alone.
  ///
  /// - Parameters:
  ///   - texts: how often each stem occurs in each hit.
  ///   - scores: the scores of the hits.
  ///   - stem: the stem of a number.
  ///   - rarity: the inverse document frequency of a stem.
  /// - Returns: at most `terms` stems, the most telling first.
  /// - Throws: what `rarity` throws.
  static func weights(
    of texts: [StemCounts], scores: [Float], stem: (Int32) -> String,
    rarity: (String) throws -> Float
  ) rethrows -> [(stem: String, weight: Float)] {
    // The better a hit, the surer that it is right.
    let shares = scores.map { score in
      let square = score * score
      return square * square
    }
    let sum = shares.reduce(0, +)
    guard sum > 0 else { return [] }
    var weights: [(weight: Float, hits: Int)] = []
    for (text, share) in zip(texts, shares) {
      let length = Float(max(text.length, 1))
      for entry in text.counts {
        let number = Int(entry.stem)
        if number >= weights.count {
          let missing = number + 1 - weights.count
          weights.append(contentsOf: repeatElement((weight: 0, hits: 0), count: missing))
        }
        weights[number].weight += share / sum * Float(entry.count) / length
        weights[number].hits += 1
      }
    }
    let shared = try weights.indices.filter { weights[$0].hits >= fewestHits }.map { number in
      let stem = stem(Int32(number))
      let weight = weights[number].weight
      return (stem: stem, weight: weight, key: weight * (try rarity(stem)))
    }
    let best = shared.sorted { ($1.key, $0.stem) < ($0.key, $1.stem) }.prefix(terms)
    let total = best.reduce(0) { $0 + $1.weight }
    return best.map { ($0.stem, $0.weight / total) }
  }
}

import Glibc

/// Relevance feedback from the best hits without anybody's judgment: RM3.
///
/// After Abdul-Jaleel et al., UMass at TREC 2004. Where something is counted, what is found stays the same,
/// and only the order changes.
struct RelevanceModel {
  /// How many of the best hits are read.
  static let documents = 10

  /// How many words are taken from them.
  static let terms = 20

  /// The weight of the query as it was written.
  static let originalWeight = RankingNumbers["original-query"]

  /// How much surer a better hit is to be right: the power of its score by which its words count.
  private static let power = RankingNumbers["feedback-power"]

  /// Below this number of words a query says too little to be sure that its best hits are right; a ranking
  /// takes what they say all the same.
  static let fewestWords = 4

  /// As if a shorter query had so many words, the words of the best hits count beside it.
  static let leastScale = RankingNumbers["feedback-words"]

  /// In how many of the hits a word must occur, where there are as many.
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
    guard let best = scores.max(), best > 0 else { return [] }
    let shares = scores.map { pow(max($0, 0) / best, power) }
    let sum = shares.reduce(0, +)
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
    let shared = try weights.indices.filter { weights[$0].hits >= min(fewestHits, texts.count) }.map
    { number in
      let stem = stem(Int32(number))
      let weight = weights[number].weight
      return (stem: stem, weight: weight, key: weight * (try rarity(stem)))
    }
    let telling = shared.sorted { ($1.key, $0.stem) < ($0.key, $1.stem) }.prefix(terms)
    let total = telling.reduce(0) { $0 + $1.weight }
    return telling.map { ($0.stem, $0.weight / total) }
  }
}

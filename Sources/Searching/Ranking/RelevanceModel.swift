import TextAnalysis

/// Relevance feedback from the best hits without anybody's judgment: RM3.
///
/// After Abdul-Jaleel et al., UMass at TREC 2004. What is found stays the same; only the order changes.
struct RelevanceModel {
  /// How many of the best hits are read.
  static let documents = 10

  /// How many words are taken from them.
  static let terms = 20

  /// The weight of the query as it was written.
  static let originalWeight: Float = 0.7

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
  ///   - texts: the hits as the numbers of their stems.
  ///   - scores: the scores of the hits.
  ///   - rarity: the inverse document frequency of a stem.
  /// - Returns: at most `terms` stems, the most telling first.
  /// - Throws: what `rarity` throws.
  static func weights(
    of texts: [[String: Int]], scores: [Float], rarity: (String) throws -> Float
  ) rethrows -> [(stem: String, weight: Float)] {
    let sum = scores.reduce(0, +)
    guard sum > 0 else { return [] }
    var weights: [String: (weight: Float, hits: Int)] = [:]
    for (text, score) in zip(texts, scores) {
      let length = Float(text.values.reduce(0, +))
      for (stem, count) in text {
        let before = weights[stem] ?? (0, 0)
        weights[stem] = (
          before.weight + score / sum * Float(count) / max(length, 1), before.hits + 1
        )
      }
    }
    let shared = try weights.filter { $0.value.hits >= fewestHits }.map { stem, entry in
      (stem: stem, weight: entry.weight, key: entry.weight * (try rarity(stem)))
    }
    let best = shared.sorted { ($1.key, $0.stem) < ($0.key, $1.stem) }.prefix(terms)
    let total = best.reduce(0) { $0 + $1.weight }
    return best.map { ($0.stem, $0.weight / total) }
  }
}

extension SearchIndex {
  /// The stems of a document with their numbers, stop words and bare numbers left out.
  func stemCounts(
    of hit: CollectedHit, stemmers: inout [String: Stemmer], stopWords: (String) -> Bool
  ) throws -> [String: Int] {
    let segment = segments[hit.segment]
    let stored = try segment.stored.text(of: Int(hit.document))
    let title = try segment.names(of: Int(hit.document)).title
    if stemmers[stored.language] == nil, let language = Language(tag: stored.language) {
      stemmers[stored.language] = Stemmer(language)
    }
    let stemmer = stemmers[stored.language]
    var counts: [String: Int] = [:]
    func add(_ text: String, times: Int) {
      for token in Analyzer.tokens(
        of: text.utf8.count > 50_000 ? String(text.prefix(50_000)) : text)
      {
        guard token.text.utf8.count > 1, !stopWords(token.text),
          !token.text.utf8.allSatisfy({ $0 &- 0x30 < 10 })
        else { continue }
        counts[stemmer?.stem(token.text) ?? token.text, default: 0] += times
      }
    }
    add(title, times: Int(SegmentFormat.titleWeight))
    for heading in stored.headings { add(heading, times: Int(SegmentFormat.headingWeight)) }
    add(stored.text, times: 1)
    return counts
  }
}

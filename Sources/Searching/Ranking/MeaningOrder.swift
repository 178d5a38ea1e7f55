/// Adds to the scores of the best hits how near they are in meaning, by the word vectors of the index.
///
/// What is found and counted stays the same. A sum of scores, not of ranks: how much better the best hit is than
/// the others is not lost.
struct MeaningOrder {
  private let index: SearchIndex
  private let meaning: MeaningVector

  /// What a cosine of 1 adds, of the best score.
  static let weight = RankingNumbers["meaning"]

  /// What hits gained or lost.
  private(set) var moves: [VersionOrder.Move] = []

  /// An order by nearness to a meaning.
  init(_ index: SearchIndex, _ meaning: MeaningVector) {
    self.index = index
    self.meaning = meaning
  }

  /// Scores hits anew, and puts them in order.
  ///
  /// - Throws: `IndexError`.
  mutating func apply(to hits: [CollectedHit]) throws -> [CollectedHit] {
    let best = hits.reduce(Float(0)) { max($0, $1.score) }
    guard best > 0 else { return hits }
    var hits = hits
    for place in hits.indices {
      let hit = hits[place]
      guard let vectors = index.segments[hit.segment].vectors else { continue }
      let change = Self.weight * best * (try vectors.cosine(of: Int(hit.document), meaning))
      hits[place].score += change
      moves.append(
        VersionOrder.Move(hit: hits[place], change: change, kind: .meaning, name: "word vectors"))
    }
    return hits.sorted(by: CollectedHit.precedes)
  }
}

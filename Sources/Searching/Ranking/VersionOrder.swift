import Knowledge
import TextAnalysis

/// Puts what is set aside behind what is in use, and the newest of a series before the others.
struct VersionOrder {
  private let index: SearchIndex
  private let asksForNewest: Bool

  /// What a copy, a draft or something old counts of its score.
  static let asideBoost = RankingNumbers["set-aside"]

  /// From which part of the best score on hits are equals where the newest is asked for.
  private static let shareOfEquals = RankingNumbers["share-of-equals"]

  /// An order; the newest first if `asksForNewest`.
  init(_ index: SearchIndex, asksForNewest: Bool) {
    self.index = index
    self.asksForNewest = asksForNewest
  }

  /// Whether the paths of any documents tell of copies and versions, or the newest is asked for.
  var isTelling: Bool {
    asksForNewest || index.segments.contains { $0.versions.isTelling }
  }

  /// Whether words ask for a certain version, so that which one comes first is settled by them.
  static func nameVersion(_ words: [String]) -> Bool {
    words.contains { word in
      let digits = word.drop { $0.isLetter }
      let isNumber = !digits.isEmpty && digits.allSatisfy { $0.isNumber || $0 == "." }
      // A year such as 2009, or a number such as `v3`.
      return settling.contains(word) || isNumber && (digits.count == 4 || word.hasPrefix("v"))
    }
  }

  private static let settling = FileNameWords.lists.folded("certain-version")

  /// What a hit gained or lost by being what it is among versions.
  struct Move {
    /// The hit with the score that it has by that.
    var hit: CollectedHit
    var change: Float
    var kind = ScorePart.Kind.version
    var name: String
  }

  /// What was moved by the last `apply`.
  private(set) var moves: [Move] = []

  /// A hit with what decides between versions.
  private struct Candidate {
    var hit: CollectedHit
    var version: DocumentVersion
    var date: Int32

    /// Whether it is a later version of the same thing.
    func succeeds(_ other: Candidate) -> Bool {
      if version.isAside != other.version.isAside { return other.version.isAside }
      if date != other.date { return date > other.date }
      return version.number > other.version.number
    }
  }

  /// How many of the best hits are looked at, however many are asked for: so the first page is the
  /// beginning of all.
  static let candidates = 256

  /// Scores the best hits by what they are among others, and puts them in order; the rest stay behind.
  mutating func apply(to hits: [CollectedHit]) throws -> [CollectedHit] {
    var candidates = try hits.prefix(Self.candidates).map { hit in
      let segment = index.segments[hit.segment]
      return Candidate(
        hit: hit, version: try segment.versions.version(of: Int(hit.document)),
        date: try segment.dates[Int(hit.document)])
    }
    for place in candidates.indices where candidates[place].version.isAside {
      let score = candidates[place].hit.score
      candidates[place].hit.score = score * Self.asideBoost
      moves.append(
        Move(
          hit: candidates[place].hit, change: candidates[place].hit.score - score,
          name: "set aside"))
    }
    raiseNewest(of: &candidates)
    let ordered =
      asksForNewest
      ? byDate(candidates) : candidates.map(\.hit).sorted(by: CollectedHit.precedes)
    return ordered + hits.dropFirst(Self.candidates)
  }

  /// Puts the newest of each series before the others of it.
  private mutating func raiseNewest(of candidates: inout [Candidate]) {
    // Places by series, since there are few; a dictionary costs more than the search.
    let series = candidates.map(\.version.series)
    let places = series.indices.filter { series[$0] != 0 }
      .sorted { (series[$0], $0) < (series[$1], $1) }
    var start = 0
    while start < places.count {
      var end = start
      while end < places.count, series[places[end]] == series[places[start]] { end += 1 }
      let members = places[start..<end]
      start = end
      let best = members.reduce(Float(0)) { max($0, candidates[$1].hit.score) }
      let newest = members.dropFirst().reduce(members[members.startIndex]) {
        candidates[$1].succeeds(candidates[$0]) ? $1 : $0
      }
      guard candidates[newest].hit.score < best else { continue }
      let change = best.nextUp - candidates[newest].hit.score
      // Just above the best of its series, so that hits of other series keep their places.
      candidates[newest].hit.score = best.nextUp
      moves.append(
        Move(hit: candidates[newest].hit, change: change, name: "newest of its series"))
    }
  }

  /// The hits that are about as good as the best, the newest first, then the others.
  private func byDate(_ candidates: [Candidate]) -> [CollectedHit] {
    let least = (candidates.map(\.hit.score).max() ?? 0) * Self.shareOfEquals
    let ordered = candidates.sorted { left, right in
      let isLeftEqual = left.hit.score >= least
      if isLeftEqual != (right.hit.score >= least) { return isLeftEqual }
      if isLeftEqual, left.succeeds(right) != right.succeeds(left) { return left.succeeds(right) }
      return CollectedHit.precedes(left.hit, right.hit)
    }
    return ordered.map(\.hit)
  }
}

import Knowledge
import TextAnalysis

/// Puts what is set aside behind what is in use, and the newest of a series before the others.
struct VersionOrder {
  /// Which of the documents that are about equally good a query asks for.
  enum Age {
    case newest
    case oldest
  }

  private let index: SearchIndex
  private let asked: Age?
  private let names: [[String]]

  /// What a copy, a draft or something old counts of its score.
  static let asideBoost = RankingNumbers["set-aside"]

  /// From which part of the best score on hits are equals where the newest is asked for.
  private static let shareOfEquals = RankingNumbers["share-of-equals"]

  /// An order; by age where the newest or the oldest is asked for.
  ///
  /// - Parameters:
  ///   - index: the index.
  ///   - asked: the age that is asked for, if any.
  ///   - names: names that are asked for, as folded words: those that would set a document aside do not.
  init(_ index: SearchIndex, asked: Age?, names: [[String]] = []) {
    self.index = index
    self.asked = asked
    self.names = names.filter { $0.contains(where: DocumentVersion.setsAside) }
  }

  /// Whether the paths of any documents tell of copies and versions, or an age is asked for.
  var isTelling: Bool {
    asked != nil || index.segments.contains { $0.versions.isTelling }
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
      Candidate(
        hit: hit, version: try version(of: hit),
        date: try index.segments[hit.segment].dates[Int(hit.document)])
    }
    if asked == .oldest { return byDate(candidates) + hits.dropFirst(Self.candidates) }
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
      asked == .newest
      ? byDate(candidates) : candidates.map(\.hit).sorted(by: CollectedHit.precedes)
    return ordered + hits.dropFirst(Self.candidates)
  }

  /// What the path of a hit tells, the names that are asked for left alone.
  private func version(of hit: CollectedHit) throws -> DocumentVersion {
    let segment = index.segments[hit.segment]
    let version = try segment.versions.version(of: Int(hit.document))
    guard version.isAside, !names.isEmpty else { return version }
    let path = try segment.names(of: Int(hit.document)).path
    let named = DocumentVersion(path: path) { names }
    return named.isAside ? version : named
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
      raise(Self.oldestFirst(places[start..<end], candidates), of: &candidates)
      start = end
    }
  }

  /// Gives the last of some candidates the highest score of them, and of equals the later one the higher score.
  private mutating func raise(_ members: [Int], of candidates: inout [Candidate]) {
    guard let newest = members.last, members.count > 1 else { return }
    let score = candidates[newest].hit.score
    candidates[newest].hit.score = members.reduce(score) { max($0, candidates[$1].hit.score) }
    let rising = members.indices.sorted { left, right in
      (candidates[members[left]].hit.score, left) < (candidates[members[right]].hit.score, right)
    }
    var highest = -Float.infinity
    for place in rising.map({ members[$0] }) {
      // Just above, so that hits of other series keep their places.
      if candidates[place].hit.score <= highest { candidates[place].hit.score = highest.nextUp }
      highest = candidates[place].hit.score
    }
    guard candidates[newest].hit.score > score else { return }
    moves.append(
      Move(
        hit: candidates[newest].hit, change: candidates[newest].hit.score - score,
        name: "newest of its series"))
  }

  /// Places of candidates, the newest last; of equals the first one behind the others.
  private static func oldestFirst(_ places: ArraySlice<Int>, _ candidates: [Candidate]) -> [Int] {
    places.sorted { left, right in
      if candidates[right].succeeds(candidates[left]) { return true }
      return !candidates[left].succeeds(candidates[right]) && left > right
    }
  }

  /// The hits that are about as good as the best, the newest or the oldest first, then the others.
  private func byDate(_ candidates: [Candidate]) -> [CollectedHit] {
    let least = (candidates.map(\.hit.score).max() ?? 0) * Self.shareOfEquals
    let ordered = candidates.sorted { left, right in
      let isLeftEqual = left.hit.score >= least
      if isLeftEqual != (right.hit.score >= least) { return isLeftEqual }
      if isLeftEqual {
        if asked == .oldest, (left.date == 0) != (right.date == 0) { return right.date == 0 }
        let isLeftNewer = left.succeeds(right)
        if isLeftNewer != right.succeeds(left) { return isLeftNewer == (asked == .newest) }
      }
      return CollectedHit.precedes(left.hit, right.hit)
    }
    return ordered.map(\.hit)
  }
}

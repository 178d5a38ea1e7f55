import Model
import TextAnalysis

/// Hits whose texts are the same or nearly so, as one.
struct CopyGroups {
  private let index: SearchIndex
  private let texts: StoredTexts
  private let keepsOrder: Bool
  private var known: [CollectedHit: [TokenKey]] = [:]

  /// A hit with its copies.
  struct Group {
    var hit: CollectedHit
    var copies: [CollectedHit] = []
    fileprivate var sketch: UInt64 = 0

    /// A hit by itself.
    init(hit: CollectedHit) { self.hit = hit }
  }

  /// What part of the runs of three words of both texts both must have.
  static let leastShare = Double(RankingNumbers["share-of-copies"])

  /// Texts beyond are compared by so many of their first words.
  private static let mostWords = 20_000

  /// Groups of hits; led by the best if their order is to stay.
  init(_ index: SearchIndex, _ texts: StoredTexts, keepsOrder: Bool) {
    self.index = index
    self.keepsOrder = keepsOrder
    self.texts = texts
  }

  /// The first hits in their order, each with those of all that are its copies.
  ///
  /// - Parameters:
  ///   - hits: hits, the best first.
  ///   - limit: how many to give.
  /// - Returns: the hits; of copies the newest that is not set aside stands for all, where the first of
  ///   them stood.
  /// - Throws: `IndexError`.
  mutating func collapsed(_ hits: [CollectedHit], limit: Int) throws -> [Group] {
    var groups: [Group] = []
    var places: [UInt64: [Int]] = [:]
    for hit in hits {
      let sketch = try index.segments[hit.segment].versions.sketch(of: Int(hit.document))
      if sketch != 0 {
        let equal = places[sketch] ?? []
        let near = groups.indices.filter {
          groups[$0].sketch != sketch
            && TextSketch.equalSamples(groups[$0].sketch, sketch) >= TextSketch.fewestEqual
        }
        if let place = try (equal + near).first(where: { try areCopies(groups[$0].hit, hit) }) {
          groups[place].copies.append(hit)
          continue
        }
      }
      guard groups.count < limit else { continue }
      if sketch != 0 { places[sketch, default: []].append(groups.count) }
      var group = Group(hit: hit)
      group.sketch = sketch
      groups.append(group)
    }
    return try groups.map(led)
  }

  /// The group led by the newest of its hits that are not set aside.
  private func led(_ group: Group) throws -> Group {
    guard !keepsOrder, !group.copies.isEmpty else { return group }
    var all = [group.hit] + group.copies
    var best = 0
    for place in all.indices.dropFirst() where try leads(all[place], all[best]) { best = place }
    var group = group
    group.hit = all.remove(at: best)
    group.copies = all
    return group
  }

  private func leads(_ left: CollectedHit, _ right: CollectedHit) throws -> Bool {
    let isAside = try isAside(left)
    if try isAside != self.isAside(right) { return !isAside }
    return try date(of: left) > date(of: right)
  }

  private func isAside(_ hit: CollectedHit) throws -> Bool {
    try index.segments[hit.segment].versions.version(of: Int(hit.document)).isAside
  }

  private func date(of hit: CollectedHit) throws -> Int32 {
    try index.segments[hit.segment].dates[Int(hit.document)]
  }

  private mutating func areCopies(_ left: CollectedHit, _ right: CollectedHit) throws -> Bool {
    let first = try words(of: left)
    let second = try words(of: right)
    return first == second || Self.areNearlyEqual(first, second)
  }

  private mutating func words(of hit: CollectedHit) throws -> [TokenKey] {
    if let words = known[hit] { return words }
    let words = Self.words(of: try texts.text(of: hit).text)
    known[hit] = words
    return words
  }

  private static func words(of text: String) -> [TokenKey] {
    Array(Analyzer.tokens(of: text).prefix(mostWords).map(\.key))
  }

  /// Whether texts are the same but for a little.
  ///
  /// A conversion loses or gains numbers, as of pages and lists; where each text has numbers that the other
  /// lacks, as two invoices have, they are two documents.
  static func areNearlyEqual(_ left: [TokenKey], _ right: [TokenKey]) -> Bool {
    let leftRuns = runs(left)
    let rightRuns = runs(right)
    let common = leftRuns.intersection(rightRuns).count
    let all = leftRuns.count + rightRuns.count - common
    guard all > 0, Double(common) >= leastShare * Double(all) else { return false }
    let leftWords = Set(left)
    let rightWords = Set(right)
    return !leftWords.subtracting(rightWords).contains(where: hasDigit)
      || !rightWords.subtracting(leftWords).contains(where: hasDigit)
  }

  private struct Run: Hashable {
    var first: TokenKey
    var second: TokenKey
    var third: TokenKey
  }

  private static func runs(_ words: [TokenKey]) -> Set<Run> {
    var runs: Set<Run> = []
    for place in words.indices.dropFirst(2) {
      runs.insert(Run(first: words[place - 2], second: words[place - 1], third: words[place]))
    }
    return runs
  }

  /// Whether a word of up to 16 bytes has a digit.
  private static func hasDigit(_ key: TokenKey) -> Bool {
    guard let length = key.length else { return false }
    return (0..<length).contains { place in
      let half = place < 8 ? key.low : key.high
      return UInt8(truncatingIfNeeded: half >> UInt64(8 * (place % 8))) &- 0x30 < 10
    }
  }
}

import System

/// Hits whose texts are the same or nearly so, as one.
struct CopyGroups {
  private let index: SearchIndex
  private let texts: StoredTexts
  private let keepsOrder: Bool

  /// A hit with its copies.
  struct Group {
    var hit: CollectedHit
    var copies: [CollectedHit] = []
    fileprivate var sketch: UInt64 = 0
    fileprivate var text: CopyText?

    /// A hit by itself.
    init(hit: CollectedHit) { self.hit = hit }
  }

  /// How many of the hits before are compared with one: copies have about the same score, so they stand
  /// near one another.
  static let nearestGroups = 1024

  /// How many of these are read, should so many be alike.
  static let mostCompared = 32

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
  func collapsed(_ hits: [CollectedHit], limit: Int) throws -> [Group] {
    var groups: [Group] = []
    for hit in hits {
      try Deadline.check()
      var group = Group(hit: hit)
      group.sketch = try index.segments[hit.segment].versions.sketch(of: Int(hit.document))
      if try join(&group, to: &groups) { continue }
      // No group is begun beyond the page, but hits further down may be copies of those on it.
      guard groups.count < limit else { continue }
      groups.append(group)
    }
    return try groups.map(led)
  }

  /// Puts a hit into the first group whose copy it is, equal sketches before others.
  ///
  /// - Parameters:
  ///   - group: the hit by itself, whose text is kept if it had to be read.
  ///   - groups: the groups before it.
  /// - Returns: whether there is one.
  /// - Throws: `IndexError`.
  private func join(_ group: inout Group, to groups: inout [Group]) throws -> Bool {
    guard group.sketch != 0 else { return false }
    var equal: [Int] = []
    var near: [Int] = []
    for place in groups.indices.suffix(Self.nearestGroups) {
      let sketch = groups[place].sketch
      if sketch == group.sketch {
        equal.append(place)
      } else if sketch != 0,
        TextSketch.equalSamples(sketch, group.sketch) >= TextSketch.fewestEqual
      {
        near.append(place)
      }
    }
    for place in (equal + near).prefix(Self.mostCompared) {
      let text = try group.text ?? CopyText(texts.text(of: group.hit).text)
      group.text = text
      let other = try groups[place].text ?? CopyText(texts.text(of: groups[place].hit).text)
      groups[place].text = other
      if text.isCopy(of: other) {
        groups[place].copies.append(group.hit)
        return true
      }
    }
    return false
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
    let (version, other) = (try version(of: left), try version(of: right))
    if version.isAside != other.isAside { return other.isAside }
    let (date, otherDate) = (try date(of: left), try date(of: right))
    return date != otherDate ? date > otherDate : version.number > other.number
  }

  private func version(of hit: CollectedHit) throws -> DocumentVersion {
    try index.segments[hit.segment].versions.version(of: Int(hit.document))
  }

  private func date(of hit: CollectedHit) throws -> Int32 {
    try index.segments[hit.segment].dates[Int(hit.document)]
  }
}

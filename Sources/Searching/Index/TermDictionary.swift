import MappedStorage
internal import System

/// Sorted byte strings with ordinals: exact look-up, ranges by prefix, walks within an edit distance.
struct TermDictionary: Sendable {
  private let arena: GuardedArray<UInt8>
  private let offsets: GuardedArray<UInt32>
  /// The keys of the first term and every `sampleDistance`th one after it.
  private let samples: GuardedArray<UInt64>

  init(
    _ file: SectionedFile, arena: UInt32, offsets: UInt32, samples: UInt32, path: String
  ) throws {
    self.samples = try GuardedArray(file, section: samples, path: path)
    self.arena = try GuardedArray(file, section: arena, path: path)
    self.offsets = try GuardedArray(file, section: offsets, path: path)
    guard self.offsets.count > 0,
      self.samples.count == TermSamples.count(terms: self.offsets.count - 1)
    else { throw self.arena.damage }
  }

  /// The number of terms.
  var count: Int { offsets.count - 1 }

  /// The place of a term's bytes, which are verified.
  func range(of ordinal: Int) throws -> Range<Int> {
    // Both ends are verified at once.
    try offsets.verify(ordinal..<ordinal + 2)
    let ends = offsets.unverified
    let start = Int(ends[ordinal])
    let end = Int(ends[ordinal + 1])
    guard start <= end else { throw arena.damage }
    try arena.verify(start..<end)
    return start..<end
  }

  /// The bytes of a term.
  func bytes(of ordinal: Int) throws -> [UInt8] {
    let range = try range(of: ordinal)
    return arena.unverified.span.extracting(range).array
  }

  /// The text of a term.
  func string(of ordinal: Int) throws -> String {
    arena.unverified.string(try range(of: ordinal))
  }

  /// The ordinal of a term.
  ///
  /// - Complexity: O(log terms).
  func ordinal(of term: [UInt8]) throws -> Int? {
    let found = try lowerBound(term, in: try sampledRange(of: term))
    guard found < count else { return nil }
    return try order(found, beside: term) == 0 ? found : nil
  }

  /// The ordinals of the terms that begin with `prefix`.
  ///
  /// - Complexity: O(log terms).
  func range(ofPrefix prefix: [UInt8]) throws -> Range<Int> {
    let start = try lowerBound(prefix, in: 0..<count)
    let end = try (start..<count).partitioningIndex { try !starts($0, with: prefix) }
    return start..<end
  }

  /// The ordinals between which a term belongs, by the samples: far fewer places to look at than a
  /// search among all terms, and side by side.
  private func sampledRange(of term: [UInt8]) throws -> Range<Int> {
    let key = TermSamples.key(term)
    let samples = try samples.verified()
    return TermSamples.range(of: key, in: samples, terms: count)
  }

  /// The first ordinal in `range` whose term is not less than `term`.
  func lowerBound(_ term: [UInt8], in range: Range<Int>) throws -> Int {
    try range.partitioningIndex { try order($0, beside: term) >= 0 }
  }

  /// The first ordinal in `range` whose term is not less than `term`, mostly near its beginning.
  func lowerBound(_ term: Span<UInt8>, in range: Range<Int>) throws -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    var step = 1
    while low + step <= high {
      if try order(low + step - 1, beside: term) >= 0 {
        high = low + step - 1
        break
      }
      low += step
      step *= 2
    }
    return try (low..<high).partitioningIndex { try order($0, beside: term) >= 0 }
  }

  /// The bytes of all terms, of which those may be read whose place `range(of:)` has told.
  var verifiedBytes: MappedArray<UInt8> { arena.unverified }

  /// The bytes of all terms, all of them verified.
  func allBytes() throws -> MappedArray<UInt8> { try arena.verified() }

  /// The ordinal of the term that a byte belongs to.
  ///
  /// - Complexity: O(log terms).
  func ordinal(at offset: Int) throws -> Int {
    let offsets = try offsets.verified()
    guard count > 0 else { throw arena.damage }
    return (1..<count).partitioningIndex { Int(offsets[$0]) > offset } - 1
  }

  /// Where a term stands beside other bytes: negative before, 0 equal.
  func order(_ ordinal: Int, beside term: Span<UInt8>) throws -> Int {
    arena.unverified.order(try range(of: ordinal), beside: term)
  }

  private func order(_ ordinal: Int, beside term: [UInt8]) throws -> Int {
    try order(ordinal, beside: term.span)
  }

  private func starts(_ ordinal: Int, with prefix: [UInt8]) throws -> Bool {
    arena.unverified.starts(try range(of: ordinal), with: prefix.span)
  }
}

// MARK: - Edit distance

extension TermDictionary {
  /// A term near another one.
  struct Neighbor: Equatable {
    var ordinal: Int
    var distance: Int
  }

  /// The terms within `limit` edits of `word`: insertions, deletions, replacements and swaps of
  /// neighboring letters, counted in Unicode scalars.
  ///
  /// The first scalar must agree if `keepingFirst`. Subtrees of the dictionary are left as soon as no
  /// term in them can be near enough.
  ///
  /// - Complexity: O(visited prefixes × log terms × length).
  func neighbors(of word: String, limit: Int, keepingFirst: Bool = false) throws -> [Neighbor] {
    let scalars = Array(word.unicodeScalars)
    var found: [Neighbor] = []
    let row = (0...scalars.count).map { $0 }
    var walk = EditWalk(word: scalars, limit: limit)
    var range = 0..<count
    var depth = 0
    // The first letter is seldom wrong, and keeping it leaves out most of the dictionary.
    if keepingFirst, let first = scalars.first {
      let prefix = Array(String(Character(first)).utf8)
      range = try self.range(ofPrefix: prefix)
      let next = walk.step(row, previous: nil, scalar: first, before: nil)
      depth = prefix.count
      try visit(range, depth, next, row, first, &walk, &found)
    } else {
      try visit(range, depth, row, nil, nil, &walk, &found)
    }
    return found
  }

  private func visit(
    _ range: Range<Int>, _ depth: Int, _ row: [Int], _ previous: [Int]?, _ last: Unicode.Scalar?,
    _ walk: inout EditWalk, _ found: inout [Neighbor]
  ) throws {
    var start = range.lowerBound
    if start < range.upperBound, try self.range(of: start).count == depth {
      if let distance = row.last, distance <= walk.limit {
        found.append(Neighbor(ordinal: start, distance: distance))
      }
      start += 1
    }
    while start < range.upperBound {
      let term = try bytes(of: start)
      guard let scalar = Self.scalar(term.dropFirst(depth)) else {
        start += 1
        continue
      }
      let length = UTF8.width(scalar)
      let prefix = Array(term.prefix(depth + length))
      let end = try upperBound(ofPrefix: prefix, in: start..<range.upperBound)
      let next = walk.step(row, previous: previous, scalar: scalar, before: last)
      if walk.mayReach(next, row) {
        try visit(start..<end, depth + length, next, row, scalar, &walk, &found)
      }
      start = end
    }
  }

  /// The end of the terms with a prefix, found by doubling steps since groups are mostly small.
  private func upperBound(ofPrefix prefix: [UInt8], in range: Range<Int>) throws -> Int {
    var low = range.lowerBound
    var step = 1
    while low + step < range.upperBound, try starts(low + step, with: prefix) {
      low += step
      step *= 2
    }
    let high = min(low + step, range.upperBound)
    return try (min(low + 1, high)..<high).partitioningIndex { try !starts($0, with: prefix) }
  }

  private static func scalar(_ bytes: some Collection<UInt8>) -> Unicode.Scalar? {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
    return nil
  }
}

/// The rows of a table of optimal string alignment distances.
struct EditWalk {
  let word: [Unicode.Scalar]
  let limit: Int

  /// The row after one more scalar, by the row before, the one before that and the scalar before.
  mutating func step(
    _ row: [Int], previous: [Int]?, scalar: Unicode.Scalar, before: Unicode.Scalar?
  ) -> [Int] {
    var next = [row[0] + 1]
    next.reserveCapacity(row.count)
    for index in word.indices {
      var best = min(row[index + 1] + 1, next[index] + 1)
      best = min(best, row[index] + (word[index] == scalar ? 0 : 1))
      if let previous, let before, index > 0, word[index] == before, word[index - 1] == scalar {
        best = min(best, previous[index - 1] + 1)
      }
      next.append(best)
    }
    return next
  }

  /// Whether any longer term can be near enough.
  func mayReach(_ row: [Int], _ previous: [Int]) -> Bool {
    // A swap may still take the row before last one cheaper.
    row.contains { $0 <= limit } || previous.contains { $0 < limit }
  }
}

import CPostings

/// Finds words that stand near one another, by their positions.
struct PhraseMatcher {
  /// The words, each as the postings of one term.
  let terms: [PlannedTerm]

  /// How many words may stand between two neighbors; 0 for a phrase.
  let slop: Int

  /// Whether the words must come in this order.
  let isOrdered: Bool

  /// How many documents have their positions read together.
  private static let batchSize = 1024

  /// The documents of a segment, with how often the words stand so, counted like words of the text:
  /// not more than three times the occurrences, and not more than the rarest word's frequency.
  ///
  /// - Parameters:
  ///   - segment: the segment.
  ///   - number: its number.
  ///   - candidates: the only documents to look at, ascending; `nil` for all.
  /// - Returns: the documents, ascending.
  /// - Throws: `IndexError`.
  func list(
    in segment: Segment, number: Int, among candidates: [UInt32]? = nil
  ) throws -> ScoredList {
    try Self.lists([self], in: segment, number: number, among: candidates)[0]
  }

  /// The lists of several matchers that have the same words; positions are read once.
  static func lists(
    _ matchers: [PhraseMatcher], in segment: Segment, number: Int, among candidates: [UInt32]? = nil
  ) throws -> [ScoredList] {
    var lists = matchers.map { _ in ScoredList() }
    guard let common = try CommonPostings(matchers[0].terms, segment, number, among: candidates)
    else { return lists }
    var positions = PositionTable(wordCount: common.words.count)
    var counts = [UInt32](repeating: 0, count: min(batchSize, common.documents.count))
    for start in stride(from: 0, to: common.documents.count, by: batchSize) {
      let range = start..<min(start + batchSize, common.documents.count)
      try positions.read(common, range)
      for (index, matcher) in matchers.enumerated() {
        positions.count(slop: matcher.slop, isOrdered: matcher.isOrdered, into: &counts)
        for place in range where counts[place - start] > 0 {
          let occurrences = Float(counts[place - start]) * Float(SegmentFormat.titleWeight)
          lists[index].documents.append(common.documents[place])
          lists[index].scores.append(min(occurrences, Float(common.frequencies[place])))
        }
      }
    }
    return lists
  }
}

/// The documents that have all words, with the place of their posting for each word.
private struct CommonPostings {
  private(set) var documents: [UInt32]
  /// The lowest frequency of a word in each document.
  private(set) var frequencies: [UInt32] = []
  /// For each word, what reads its positions, and the numbers of its postings.
  private(set) var words: [(reader: PositionsReader, postings: [UInt32])] = []

  /// `nil` if a word does not occur in the segment.
  init?(
    _ terms: [PlannedTerm], _ segment: Segment, _ number: Int, among candidates: [UInt32]?
  ) throws {
    var cursors: [PostingsCursor] = []
    for term in terms {
      guard let ordinal = term.ordinals[number] else { return nil }
      cursors.append(
        try PostingsCursor(
          segment.postings(term.field), ordinal: ordinal, documentCount: segment.count))
    }
    let order = cursors.indices.sorted {
      cursors[$0].documentFrequency < cursors[$1].documentFrequency
    }
    var found: [PostingMatches] = []
    documents = candidates ?? []
    for word in order {
      if found.isEmpty, candidates == nil {
        let all = try cursors[word].allPostings()
        documents = all.documents
        found.append(PostingMatches(allWith: all.frequencies))
        continue
      }
      let matches = try cursors[word].matches(among: documents)
      if matches.count < documents.count {
        let kept = matches.places[..<matches.count]
        for earlier in found.indices { found[earlier].keep(kept) }
        documents = kept.map { documents[Int($0)] }
      }
      found.append(matches)
    }
    frequencies = [UInt32](repeating: .max, count: documents.count)
    for matches in found {
      for place in documents.indices {
        frequencies[place] = min(frequencies[place], matches.frequencies[place])
      }
    }
    words = try cursors.indices.map { word in
      let place = order.firstIndex(of: word) ?? 0
      return (try cursors[word].positions(), found[place].postings)
    }
  }
}

/// The positions of words in a batch of documents, in the layout that the C loops expect.
private struct PositionTable {
  private let wordCount: Int
  private var documentCount = 0
  private var positions = PositionBuffer()
  private var bounds: [UInt32] = []
  private var heads: [UInt32]

  init(wordCount: Int) {
    self.wordCount = wordCount
    heads = [UInt32](repeating: 0, count: wordCount)
  }

  /// Reads the positions in some of the documents.
  mutating func read(_ common: CommonPostings, _ range: Range<Int>) throws {
    documentCount = range.count
    positions.removeAll()
    bounds.removeAll(keepingCapacity: true)
    for (reader, postings) in common.words {
      for place in range {
        bounds.append(UInt32(positions.count))
        try reader.append(of: Int(postings[place]), to: &positions)
      }
      bounds.append(UInt32(positions.count))
    }
  }

  /// Counts how often the words stand so in each document.
  mutating func count(slop: Int, isOrdered: Bool, into counts: inout [UInt32]) {
    if isOrdered, slop == 0 {
      unsafe parlance_count_phrases(
        positions.storage, bounds, UInt32(wordCount), UInt32(documentCount), &heads, &counts)
    } else {
      unsafe parlance_count_near(
        positions.storage, bounds, UInt32(wordCount), UInt32(documentCount), UInt32(slop + 1),
        isOrdered ? 1 : 0, &counts)
    }
  }
}

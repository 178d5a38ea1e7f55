import CPostings
import System

/// Finds words that stand near one another, by their positions.
struct PhraseMatcher {
  /// The words.
  let words: [PhraseWord]

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
    guard let first = matchers.first,
      let common = try CommonPostings(first.words, segment, number, among: candidates)
    else { return lists }
    var positions = PositionTable(wordCount: common.words.count)
    var counts = [UInt32](repeating: 0, count: min(batchSize, common.documents.count))
    for start in stride(from: 0, to: common.documents.count, by: batchSize) {
      try Deadline.check()
      let range = start..<min(start + batchSize, common.documents.count)
      try positions.read(common, range)
      for (index, matcher) in matchers.enumerated() {
        positions.count(slop: matcher.slop, isOrdered: matcher.isOrdered, into: &counts)
        for place in range where counts[place - start] > 0 {
          // Positions do not tell a title from text: each counts as in the title, and the
          // frequency, which was weighted, bounds the sum.
          let occurrences = Float(counts[place - start]) * Float(SegmentFormat.titleWeight)
          lists[index].documents.append(common.documents[place])
          lists[index].scores.append(min(occurrences, Float(common.frequencies[place])))
        }
      }
    }
    return lists
  }
}

/// A word of a phrase: any of some terms of the text.
struct PhraseWord {
  /// For each segment, the ordinals of the terms that occur there.
  let ordinals: [[UInt32]]

  /// The terms of a word, the stems that it may have.
  init(_ terms: [PlannedTerm]) {
    let segments = terms.first?.ordinals.indices ?? 0..<0
    ordinals = segments.map { segment in
      terms.compactMap { $0.ordinals[segment].map { UInt32($0) } }
    }
  }

  /// The terms of a group, those of words with a beginning.
  init(_ group: TermGroup) { ordinals = group.ordinals }
}

/// The documents that have all words, with the places of their postings for each word.
private struct CommonPostings {
  private(set) var documents: [UInt32]
  /// The lowest frequency of a word in each document.
  private(set) var frequencies: [UInt32] = []
  /// The words in their order.
  private(set) var words: [PostingUnion] = []

  /// `nil` if a word does not occur in the segment.
  init?(
    _ words: [PhraseWord], _ segment: Segment, _ number: Int, among candidates: [UInt32]?
  ) throws {
    var cursors: [[PostingsCursor]] = []
    for word in words {
      guard let ordinals = word.ordinals.element(at: number), !ordinals.isEmpty else { return nil }
      cursors.append(
        try ordinals.map {
          try PostingsCursor(
            segment.postings(.text), ordinal: Int($0), documentCount: segment.count)
        })
    }
    let sizes = cursors.map { $0.reduce(0) { $0 + $1.documentFrequency } }
    // The rarest word first leaves the fewest documents to look at for the others.
    let order = cursors.indices.sorted { sizes[$0] < sizes[$1] }
    var found: [Int: PostingUnion] = [:]
    documents = candidates ?? []
    for word in order {
      var union: PostingUnion
      if found.isEmpty, candidates == nil, cursors[word].count == 1 {
        let all = try PostingUnion.all(of: cursors[word][0])
        documents = all.documents
        union = all.union
      } else {
        if found.isEmpty, candidates == nil {
          documents = try PostingUnion.documents(of: cursors[word], segment.count)
          // A cursor goes forward only.
          cursors[word] = try cursors[word].map { try $0.rewound() }
        }
        union = try PostingUnion(cursors[word], among: documents)
      }
      let kept = documents.indices.filter { union.frequencies[$0] > 0 }
      if kept.count < documents.count {
        for earlier in Array(found.keys) { found[earlier]?.keep(kept) }
        union.keep(kept)
        documents = kept.map { documents[$0] }
      }
      found[word] = union
    }
    self.words = cursors.indices.compactMap { found[$0] }
    frequencies = documents.indices.map { place in
      self.words.reduce(UInt32.max) { min($0, $1.frequencies[place]) }
    }
  }
}

/// The postings of any of some terms in a list of documents.
private struct PostingUnion {
  /// The sum of the frequencies in each document; 0 where no term occurs.
  private(set) var frequencies: [UInt32]
  /// For each term, what reads its positions, and the number of its posting for each document.
  private(set) var terms: [(reader: PositionsReader, postings: [UInt32])] = []

  /// The number of a posting that a document has not.
  static let none = UInt32.max

  /// Finds the postings of terms in ascending documents.
  init(_ cursors: [PostingsCursor], among documents: [UInt32]) throws {
    frequencies = [UInt32](repeating: 0, count: documents.count)
    for cursor in cursors {
      try Deadline.check()
      let matches = try cursor.matches(among: documents)
      guard matches.count > 0 else { continue }
      var postings = [UInt32](repeating: Self.none, count: documents.count)
      for match in 0..<matches.count {
        let place = Int(matches.places[match])
        postings[place] = matches.postings[match]
        frequencies[place] = frequencies[place].addingClamped(matches.frequencies[match])
      }
      terms.append((try cursor.positions(), postings))
    }
  }

  /// Keeps only the documents at some places, which ascend.
  mutating func keep(_ kept: [Int]) {
    frequencies = kept.map { frequencies[$0] }
    for term in terms.indices {
      terms[term].postings = kept.map { terms[term].postings[$0] }
    }
  }

  /// All postings of a term, with their documents, which need not be looked for.
  static func all(
    of cursor: PostingsCursor
  ) throws -> (union: PostingUnion, documents: [UInt32]) {
    let (documents, frequencies) = try cursor.allPostings()
    let postings = documents.indices.map { UInt32($0) }
    return (PostingUnion(frequencies, try cursor.positions(), postings), documents)
  }

  private init(_ frequencies: [UInt32], _ reader: PositionsReader, _ postings: [UInt32]) {
    self.frequencies = frequencies
    terms = [(reader, postings)]
  }

  /// The documents with any of several terms, ascending.
  static func documents(of cursors: [PostingsCursor], _ count: Int) throws -> [UInt32] {
    var isFound = [UInt64](repeating: 0, count: (count + 63) / 64)
    var mostFound = 0
    for cursor in cursors {
      mostFound += cursor.documentFrequency
      for document in try cursor.allPostings().documents {
        isFound[Int(document >> 6)] |= 1 << UInt64(document & 63)
      }
    }
    let bits = isFound
    return unsafe [UInt32](unsafeUninitializedCapacity: mostFound) { buffer, found in
      if let address = buffer.baseAddress {
        found = Int(unsafe parlance_list_bits(bits, UInt32(bits.count), 0, address))
      }
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
    for word in common.words {
      for place in range {
        let start = positions.count
        bounds.append(UInt32(start))
        var lists = 0
        for (reader, postings) in word.terms where postings[place] != PostingUnion.none {
          try reader.append(of: Int(postings[place]), to: &positions)
          lists += 1
        }
        // A list ascends; several behind one another do not.
        if lists > 1 { positions.sort(from: start) }
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

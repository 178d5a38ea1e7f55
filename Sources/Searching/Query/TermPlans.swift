import MappedStorage
import TextAnalysis

/// Makes plans for words, phrases, prefixes and values of an index.
struct TermPlans {
  let index: SearchIndex
  let analyzer: WordAnalyzer

  /// What finds longer words with a word of the query as a part; `nil` to look for words alone.
  var compounds: CompoundWords?

  /// What a word counts as a part of longer ones.
  static let partBoost = RankingNumbers["part-of-word"]

  /// What a score is multiplied by, as in BM25.
  static let scale = Similarity.k1 + 1

  /// The weight of a term or group that so many documents have.
  func weight(_ documentFrequency: Int) -> Float {
    index.similarity.inverseDocumentFrequency(documentFrequency) * Self.scale
  }

  /// The documents with one of the stems of a word.
  func word(_ word: String, in field: IndexField = .text, boost: Float = 1) throws -> [Plan] {
    try terms(try analyzer.stems(word), in: field, boost: boost)
  }

  /// Terms that count as one: their weight is that of all of them together.
  func terms(
    _ stems: some Sequence<String>, in field: IndexField, boost: Float
  ) throws -> [Plan] {
    try planned(stems, in: field, boost: boost).map { .term($0) }
  }

  /// Terms that count as one, with their weight.
  func planned(
    _ stems: some Sequence<String>, in field: IndexField, boost: Float
  ) throws -> [PlannedTerm] {
    weighed(try stems.map { try index.term($0, in: field) }, boost: boost)
  }

  /// Those of some terms that occur, with the weight of all of them together.
  func weighed(_ terms: [PlannedTerm], boost: Float) -> [PlannedTerm] {
    let weight = self.weight(terms.reduce(0) { $0 + $1.documentFrequency }) * boost
    return terms.filter { $0.documentFrequency > 0 }.map { term in
      var term = term
      term.weight = weight
      return term
    }
  }

  /// The documents in which folded words follow each other, or stand with at most `slop` words
  /// between two neighbors.
  func phrase(
    _ words: [String], slop: Int = 0, isOrdered: Bool = true, boost: Float = 1
  ) throws -> Plan {
    if words.count == 1 { return .any(try word(words[0], boost: boost)) }
    let lists = try phraseFrequencies(words, slop: slop, isOrdered: isOrdered)
    return .list(try scored(lists, weight: try weight(ofWords: words) * boost))
  }

  /// The documents in which folded words follow each other, the last one a word that begins so; `nil`
  /// if no word does.
  func phrase(_ words: [String], thenPrefix prefix: String) throws -> Plan? {
    guard let group = try self.prefix(prefix) else { return nil }
    guard !words.isEmpty else { return .terms(group) }
    let matcher = PhraseMatcher(
      words: try words.map { try phraseWord($0) } + [PhraseWord(group)], slop: 0, isOrdered: true)
    return .list(
      try scored(
        try index.segments.enumerated().map { try matcher.list(in: $1, number: $0) },
        weight: try weight(ofWords: words) + group.weight))
  }

  private func phraseWord(_ word: String) throws -> PhraseWord {
    PhraseWord(try analyzer.stems(word).map { try index.term($0, in: .text) })
  }

  /// The weight of words that stand together: the sum of theirs.
  func weight(ofWords words: [String]) throws -> Float {
    try words.reduce(Float(0)) { sum, word in
      let frequency = try analyzer.stems(word).reduce(0) { sum, stem in
        sum + (try index.term(stem, in: .text).documentFrequency)
      }
      return sum + self.weight(frequency)
    }
  }

  /// For each segment, the documents that have a phrase and how often.
  func phraseFrequencies(
    _ words: [String], slop: Int = 0, isOrdered: Bool = true
  ) throws -> [ScoredList] {
    let matcher = try matcher(words, slop: slop, isOrdered: isOrdered)
    return try index.segments.enumerated().map { number, segment in
      segment.seen(try matcher.list(in: segment, number: number))
    }
  }

  /// What finds words that stand together, each in any of its stems.
  func matcher(_ words: [String], slop: Int, isOrdered: Bool) throws -> PhraseMatcher {
    PhraseMatcher(
      words: try words.map { try phraseWord($0) }, slop: slop, isOrdered: isOrdered)
  }

  /// The documents with longer words that have a word as a part; `nil` if there are none.
  ///
  /// They count as one word, however many there are, and less than the word itself. Documents in languages
  /// that put no words together do not count, though they may have the longer word, too.
  func compounds(with word: String) throws -> CompoundPlan? {
    guard let compounds, try compounds.occurs(word) else { return nil }
    var texts: Set<String> = []
    var lists: [ScoredList] = []
    for (number, ordinals) in try compounds.stems(with: word).enumerated() {
      let terms = index.segments[number].postings(.text).terms
      texts.formUnion(try ordinals.map { try terms.string(of: Int($0)) })
    }
    // The stems of one segment may occur in others, in words of other languages.
    let planned = try texts.sorted().map { try index.term($0, in: .text) }
    for number in index.segments.indices {
      lists.append(
        ScoredList.merged(
          try planned.map { try compounds.documents(with: $0, segment: number) }))
    }
    guard lists.contains(where: { $0.count > 0 }) else { return nil }
    let weight = self.weight(lists.reduce(0) { $0 + $1.count }) * Self.partBoost
    return CompoundPlan(plan: .list(try scored(lists, weight: weight)), stems: texts)
  }

  /// For each segment, the documents with a word and its frequency.
  func wordFrequencies(_ word: String) throws -> [ScoredList] {
    let terms = try analyzer.stems(word).map { try index.term($0, in: .text) }
    return try index.segments.indices.map { number in
      ScoredList.merged(try terms.map { try frequencies($0, number) })
    }
  }

  /// The documents of a segment that have a term, with its frequency.
  func frequencies(_ term: PlannedTerm, _ number: Int) throws -> ScoredList {
    var list = ScoredList()
    guard let ordinal = term.ordinals[number] else { return list }
    let segment = index.segments[number]
    let cursor = try PostingsCursor(
      segment.postings(term.field), ordinal: ordinal, documentCount: segment.count)
    let (documents, frequencies) = try cursor.allPostings()
    list.documents = documents
    list.scores = frequencies.map { Float($0) }
    return segment.seen(list)
  }

  /// Turns frequencies into scores.
  func scored(_ lists: [ScoredList], weight: Float) throws -> [ScoredList] {
    try lists.enumerated().map { number, list in
      let norms = try index.segments[number].norms.verified()
      var list = list
      index.similarity.score(&list, weight: weight, norms: norms)
      return list
    }
  }

  /// The terms of the words that begin so; `nil` if there are none.
  func prefix(_ prefix: String) throws -> TermGroup? {
    let words = analyzer.words(prefix)
    guard let last = words.last, words.count == 1 else { return nil }
    let stems = try PrefixStems(
      analyzer.spellings(last).map { Array($0.utf8) }, index.segments)
    guard stems.documentFrequency > 0 else { return nil }
    return TermGroup(
      field: .text, ordinals: stems.ordinals, weight: weight(stems.documentFrequency))
  }

  /// The different terms of a group.
  func texts(of group: TermGroup) throws -> Set<String> {
    var texts: Set<String> = []
    for (segment, ordinals) in zip(index.segments, group.ordinals) {
      let terms = segment.postings(group.field).terms
      for ordinal in ordinals { texts.insert(try terms.string(of: Int(ordinal))) }
    }
    return texts
  }

  /// Whether a word occurs anywhere: in this or another form of the same stem, or within longer words
  /// where these are looked for.
  func occurs(_ word: String) throws -> Bool {
    if try occursAlone(word) { return true }
    return try compounds?.occurs(word) ?? false
  }

  /// Whether a word occurs anywhere, in this or another form of the same stem.
  func occursAlone(_ word: String) throws -> Bool {
    try analyzer.stems(word).contains { try index.term($0, in: .text).documentFrequency > 0 }
  }

  /// Words within one edit from four letters on, two from eight, the nearest and most frequent first.
  func neighbors(of word: String, limit: Int = 3) throws -> [String] {
    let length = word.unicodeScalars.count
    // A number with another digit is another number, not a mistyped one.
    guard length >= 4, word.unicodeScalars.allSatisfy({ !("0"..."9").contains($0) }) else {
      return []
    }
    var counts: [String: (distance: Int, count: Int)] = [:]
    for segment in index.segments {
      let found = try segment.surfaces.terms.neighbors(
        of: word, limit: length >= 8 ? 2 : 1, keepingFirst: length < 8)
      for neighbor in found {
        let text = try segment.surfaces.terms.string(of: neighbor.ordinal)
        // A word that only documents out of sight have must not be suggested.
        guard let count = try segment.seenCount(ofSurface: neighbor.ordinal, text) else { continue }
        counts[text] = (neighbor.distance, (counts[text]?.count ?? 0) + count)
      }
    }
    let nearest = counts.values.map(\.distance).min() ?? 0
    return counts.filter { $0.value.distance == nearest }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .prefix(limit).map(\.key)
  }
}

/// Documents with longer words that have a word as a part.
struct CompoundPlan {
  var plan: Plan

  /// The stems of the longer words.
  var stems: Set<String>
}

extension ScoredList {
  /// So many lists are merged two at a time, which for few takes less than to sort them all.
  private static let fewLists = 4

  /// The documents of both, the numbers of each added up.
  private func union(_ other: ScoredList) -> ScoredList {
    var result = ScoredList()
    result.documents.reserveCapacity(count + other.count)
    result.scores.reserveCapacity(count + other.count)
    var place = 0
    var otherPlace = 0
    while place < count, otherPlace < other.count {
      let document = documents[place]
      let otherDocument = other.documents[otherPlace]
      result.documents.append(min(document, otherDocument))
      result.scores.append(
        document == otherDocument
          ? scores[place] + other.scores[otherPlace]
          : document < otherDocument ? scores[place] : other.scores[otherPlace])
      if document <= otherDocument { place += 1 }
      if otherDocument <= document { otherPlace += 1 }
    }
    result.documents += documents[place...]
    result.scores += scores[place...]
    result.documents += other.documents[otherPlace...]
    result.scores += other.scores[otherPlace...]
    return result
  }

  /// The documents of several lists, the numbers of each added up.
  static func merged(_ lists: [ScoredList]) -> ScoredList {
    let lists = lists.filter { $0.count > 0 }
    if lists.count <= 1 { return lists.first ?? ScoredList() }
    // Two at a time in their order, in which scores are added.
    if lists.count <= fewLists { return lists.dropFirst().reduce(lists[0]) { $0.union($1) } }
    var keys: [UInt64] = []
    var scores: [Float] = []
    for list in lists {
      for (document, score) in zip(list.documents, list.scores) {
        // Equal documents stay in the order of the lists, so that sums do not depend on the sort.
        keys.append(UInt64(document) << 32 | UInt64(scores.count))
        scores.append(score)
      }
    }
    keys.sort()
    var result = ScoredList()
    for key in keys {
      let document = UInt32(key >> 32)
      let score = scores[Int(key & 0xFFFF_FFFF)]
      if result.documents.last == document {
        result.scores[result.count - 1] += score
      } else {
        result.documents.append(document)
        result.scores.append(score)
      }
    }
    return result
  }
}

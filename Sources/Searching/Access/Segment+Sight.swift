import MappedStorage
import TextAnalysis

/// What of a segment there is for somebody who may not read all of its documents.
///
/// Of a segment that is not trimmed everything counts as it is stored, deleted documents included.
extension Segment {
  /// The number of documents that count.
  var seenCount: Int { isTrimmed ? liveCount : count }

  /// The sum of their lengths.
  func seenLength() throws -> Int {
    guard isTrimmed else { return weightedLength }
    let norms = try norms.verified()
    return (0..<count).reduce(0) { sum, document in
      isLive(document) ? sum + LengthNorm.length(of: norms[document]) : sum
    }
  }

  /// In how many of them a term occurs.
  ///
  /// - Complexity: O(documents with the term) if the segment is trimmed.
  func seenFrequency(_ ordinal: Int, in field: IndexField) throws -> Int {
    let postings = postings(field)
    guard isTrimmed else { return try postings.documentFrequency(ordinal) }
    let cursor = try PostingsCursor(postings, ordinal: ordinal, documentCount: count)
    return try cursor.allPostings().0.count { isLive(Int($0)) }
  }

  /// The documents of a list that count.
  func seen(_ list: ScoredList) -> ScoredList {
    guard isTrimmed else { return list }
    var result = ScoredList()
    for (document, score) in zip(list.documents, list.scores) where isLive(Int(document)) {
      result.documents.append(document)
      result.scores.append(score)
    }
    return result
  }

  /// The numbers of the values of a facet that any of them has.
  func seenValues(of column: FacetColumn) throws -> [Int] {
    guard isTrimmed else { return Array(0..<column.valueCount) }
    var isSeen = [Bool](repeating: false, count: column.setCount)
    for document in 0..<count where isLive(document) {
      isSeen[try column.set(of: document)] = true
    }
    var values: Set<Int> = []
    for set in isSeen.indices where isSeen[set] {
      values.formUnion(try column.members(ofSet: set))
    }
    return values.sorted()
  }

  /// Whether any of them has a value of a facet.
  func hasSeenValues(of column: FacetColumn) throws -> Bool {
    guard isTrimmed else { return true }
    return try (0..<count).contains { try isLive($0) && column.set(of: $0) != 0 }
  }

  /// How many documents are looked at for a word that is to be suggested.
  private static let suggestionSample = 64

  /// How often a surface form occurs; `nil` if it was not found in any document that counts.
  ///
  /// Postings know stems alone: whether a reader may know of the form, only text tells that they read.
  func seenCount(ofSurface surface: Int, _ text: String) throws -> Int? {
    let record = try surfaces.record(surface, stems: postings(.text).terms.count)
    guard isTrimmed else { return Int(record.count) }
    let cursor = try PostingsCursor(
      postings(.text), ordinal: Int(record.stem), documentCount: count)
    let documents = try cursor.allPostings().0.filter { isLive(Int($0)) }
    for document in documents.prefix(Self.suggestionSample) {
      let number = Int(document)
      let stored = try stored.text(of: number, in: stored.block(stored.block(of: number)))
      let pieces = [try names(of: number).title, stored.text] + stored.headings
      if pieces.contains(where: { piece in
        Analyzer.tokens(of: piece).contains { $0.text == text }
      }) {
        return documents.count
      }
    }
    return nil
  }
}

extension SearchIndex {
  /// How often a search is made again because the kernel refuses what the index allows.
  private static let mostRounds = 8

  /// Answers a search.
  ///
  /// The documents that are shown are looked up once more: those that the kernel refuses the reader by
  /// now are left out, as if they were not indexed.
  ///
  /// - Throws: `QuerySyntaxError`, `FacetFilterError`, `UnknownDocument`, or `IndexError` if bytes of
  ///   the index are not what was written.
  package func search(_ request: SearchRequest) throws -> SearchResults {
    var results = try answer(request)
    guard let reader, !reader.isRoot else { return results }
    var index = self
    // What moves up in the place of refused documents may be refused, too.
    for _ in 0..<Self.mostRounds {
      let refused = Set(results.hits.map(\.id).filter(reader.isRefused))
      if refused.isEmpty { return results }
      index = try index.without(refused)
      results = try index.answer(request)
    }
    // After so many rounds the page is shorter rather than to name what is refused.
    results.hits.removeAll { reader.isRefused($0.id) }
    return results
  }

  private func without(_ identifiers: Set<String>) throws -> SearchIndex {
    let segments = try segments.map { segment in
      let gone = try segment.documents(ids: identifiers)
      guard gone.contains(where: { $0 != 0 }) else { return segment }
      let live = segment.live ?? LiveDocuments.all(segment.count)
      return Segment(segment, seeing: zip(live, gone).map { $0 & ~$1 })
    }
    return try SearchIndex(
      segments, vocabulary: vocabulary, finder: finder, vectors: vectors, reader: reader)
  }
}

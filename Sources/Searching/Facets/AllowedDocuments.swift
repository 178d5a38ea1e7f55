import CPostings
import MappedStorage

/// The documents of a segment that have certain values in a column.
struct AllowedDocuments: Sendable {
  private let column: FacetColumn
  private let bytes: MappedArray<UInt8>
  /// For each set of values 1 if it is allowed.
  private let allowed: [UInt8]
  /// The documents, ascending.
  let documents: [UInt32]

  /// Where so many times as many documents have a term, the few are looked for among its postings.
  private static let selectivity = 8

  /// The documents of which any value is allowed.
  ///
  /// - Complexity: O(documents of the segment), some tens of microseconds for a million.
  /// - Throws: `IndexError`.
  init(_ column: FacetColumn, where isAllowed: (String) -> Bool) throws {
    self.column = column
    bytes = try column.verifiedColumn()
    let values = try (0..<column.valueCount).map { isAllowed(try column.value($0)) }
    allowed = try (0..<column.setCount).map { set in
      try column.members(ofSet: set).contains { values[$0] } ? 1 : 0
    }
    let allowed = allowed
    documents =
      column.width == 1
      ? Self.documents(in: bytes, ofSets: allowed.indices.filter { allowed[$0] == 1 })
      : try column.sets().enumerated().filter { allowed[$1] == 1 }.map { UInt32($0.offset) }
  }

  private static func documents(
    in bytes: MappedArray<UInt8>, ofSets sets: [Int]
  ) -> [UInt32] {
    // Each set is looked for by itself: nearly all documents have another one.
    var documents: [UInt32] = []
    guard let base = unsafe bytes.unsafeBuffer.baseAddress else { return documents }
    for set in sets {
      var next = 0
      while true {
        next = unsafe parlance_next_part(base, next, bytes.count, [UInt8(set)], 1)
        guard next < bytes.count else { break }
        documents.append(UInt32(next))
        next += 1
      }
    }
    if sets.count > 1 { documents.sort() }
    return documents
  }

  /// Those of the documents that have a term, with its frequency.
  func documents(of cursor: PostingsCursor) throws -> ScoredList {
    var result = ScoredList()
    if documents.count < cursor.documentFrequency / Self.selectivity {
      let matches = try cursor.matches(among: documents)
      for place in 0..<matches.count {
        result.documents.append(documents[Int(matches.places[place])])
        result.scores.append(Float(matches.frequencies[place]))
      }
      return result
    }
    let (found, frequencies) = try cursor.allPostings()
    result.documents = found
    result.scores = frequencies.map { Float($0) }
    keep(&result.documents, &result.scores)
    return result
  }

  /// Leaves those of some documents of the segment, ascending, with their scores.
  private func keep(_ documents: inout [UInt32], _ scores: inout [Float]) {
    guard let last = documents.last else { return }
    precondition((Int(last) + 1) * column.width <= bytes.count, "the column is of the same segment")
    var counters = [UInt32](repeating: 0, count: column.setCount)
    let count = Int(
      unsafe parlance_count_and_keep(
        &documents, &scores, UInt32(documents.count),
        UnsafeRawPointer(bytes.unsafeBuffer.baseAddress), UInt32(column.width), allowed, &counters,
        0))
    documents.removeLast(documents.count - count)
    scores.removeLast(scores.count - count)
  }
}

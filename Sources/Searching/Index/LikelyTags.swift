import MappedStorage

/// What documents probably are, which nobody decided: proposals that wait, in a column that is no facet.
///
/// A type is accepted where it is sure, which is seldom. Of those that are not, half are right: not enough to be counted
/// or filtered by, but more than the words of a query tell.
enum LikelyTags {
  /// The name of the column of a segment that holds the concepts; no facet can have it.
  static let column = "\u{1}likely"

  /// The documents that are likely to be of one of some concepts, without those that have a value already.
  ///
  /// - Parameters:
  ///   - uris: the URIs of the concepts.
  ///   - facet: the key of the facet that they are values of.
  ///   - segment: the segment.
  /// - Returns: the documents, ascending.
  /// - Throws: `IndexError`.
  static func documents(
    of uris: Set<String>, facet: String, in segment: Segment
  ) throws -> [UInt32] {
    guard let column = segment.likely else { return [] }
    let found = try AllowedDocuments(column) { uris.contains($0) }.documents
    let decided = segment.facets.first { $0.key == facet }
    return try found.filter { document in
      try segment.isLive(Int(document)) && decided?.set(of: Int(document)) ?? 0 == 0
    }
  }
}

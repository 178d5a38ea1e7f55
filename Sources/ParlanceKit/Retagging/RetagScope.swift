import Cataloging
import Documents

/// Which documents of a share a retag is about.
package struct RetagScope: Sendable {
  /// The earliest time of a file's last change, in nanoseconds since 1970; `nil` for any.
  package var since: Int64?

  /// The paths within the share; `nil` for all.
  package var paths: Set<String>?

  /// Tags that documents must have: of each facet, one of these concepts; no concepts at all mean
  /// that a document has no tag of the facet.
  package var facets: [String: Set<String>] = [:]

  /// All documents.
  package init() {}

  /// Whether every document takes part.
  var isWhole: Bool { since == nil && paths == nil && facets.isEmpty }

  /// Whether a file takes part, as far as its path and time can tell.
  func includes(path: @autoclosure () -> String, modified: Int64?) -> Bool {
    if let since, let modified, modified < since { return false }
    if let paths { return paths.contains(path()) }
    return true
  }

  /// The documents that have the tags asked for; `nil` if none are asked for.
  func tagged(in catalog: Catalog) throws -> ((Int64) -> Bool)? {
    guard !facets.isEmpty else { return nil }
    var having: [Set<Int64>] = []
    var lacking: [Set<Int64>] = []
    for (facet, concepts) in facets {
      let documents = try catalog.documents(
        withTagsOf: facet, among: concepts.isEmpty ? nil : concepts)
      if concepts.isEmpty { lacking.append(documents) } else { having.append(documents) }
    }
    return { [having, lacking] document in
      having.allSatisfy { $0.contains(document) } && !lacking.contains { $0.contains(document) }
    }
  }
}

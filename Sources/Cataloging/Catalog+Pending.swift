import GRDB

/// An assignment that awaits a person's word, with its document.
package struct PendingAssignment: Hashable, Sendable {
  /// The number of the share.
  package let share: Int64

  /// The number of the document.
  package let document: Int64

  /// Its path within the share.
  package let path: String

  /// The assignment.
  package let assignment: StoredAssignment
}

extension Catalog {
  /// What awaits a person's word in documents that are in their shares, the surest first.
  ///
  /// - Parameters:
  ///   - facet: the key of the facet that it is about; `nil` for any.
  ///   - limit: the most to give.
  /// - Returns: the assignments.
  /// - Throws: `CatalogError`.
  package func pendingAssignments(
    ofFacet facet: String? = nil, limit: Int = .max
  ) throws -> [PendingAssignment] {
    try read { database in
      var result: [PendingAssignment] = []
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT d.share, d.id, d.path, a.concept, a.facet, a.score, a.origin, a.evidence
          FROM assignment a JOIN document d ON d.id = a.document
          WHERE a.origin = 'pending' AND d.missingSince IS NULL AND (?1 IS NULL OR a.facet = ?1)
          ORDER BY a.score DESC, d.share, d.path, a.facet, a.concept
          """, arguments: [facet])
      while result.count < limit, let row = try rows.next() {
        result.append(
          PendingAssignment(
            share: try row.decode(atIndex: 0), document: try row.decode(atIndex: 1),
            path: try row.decode(atIndex: 2),
            assignment: try Self.assignment(row, from: 3)))
      }
      return result
    }
  }
}

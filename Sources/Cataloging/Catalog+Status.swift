import GRDB

/// How far the tagging of a share is.
package struct ShareStatus: Sendable, Hashable {
  /// The share.
  package var share: CatalogShare

  /// All documents known.
  package var documents: Int

  /// Documents with at least one tag.
  package var tagged: Int

  /// Documents with something that awaits a person.
  package var pending: Int

  /// Documents that could not be read.
  package var unreadable: Int

  /// Documents read and not yet looked at since they or the decisions on them changed.
  package var untagged: Int

  /// Documents that were not in the share at the last look; no other number counts them.
  package var missing: Int
}

extension Catalog {
  /// The status of every share, in the order in which they were first seen.
  package func status() throws -> [ShareStatus] {
    let shares = try shares()
    return try read { database in
      try shares.map { share in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT count(*),
              count(CASE WHEN EXISTS (SELECT 1 FROM assignment
                WHERE document = id AND origin <> 'pending') THEN 1 END),
              count(CASE WHEN EXISTS (SELECT 1 FROM assignment
                WHERE document = id AND origin = 'pending') THEN 1 END),
              count(refusal),
              count(CASE WHEN refusal IS NULL AND taggedWith = 0 THEN 1 END)
            FROM document WHERE share = ? AND missingSince IS NULL
            """, arguments: [share.id])
        let missing = try Int.fetchOne(
          database,
          sql: "SELECT count(*) FROM document WHERE share = ? AND missingSince IS NOT NULL",
          arguments: [share.id])
        return ShareStatus(
          share: share, documents: row?[0] ?? 0, tagged: row?[1] ?? 0, pending: row?[2] ?? 0,
          unreadable: row?[3] ?? 0, untagged: row?[4] ?? 0, missing: missing ?? 0)
      }
    }
  }
}

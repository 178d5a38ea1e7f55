import GRDB

/// What somebody who used a document said of it.
package struct StoredFeedback: Hashable, Sendable {
  /// What was said.
  package enum Kind: String, Sendable, CaseIterable {
    /// It helped.
    case helped = "helped"
    /// It is out of date.
    case outdated = "outdated"
    /// A tag of it is wrong.
    case wrongTag = "wrong-tag"
  }

  /// The number, from 1; 0 before it is recorded.
  package var number: Int64 = 0

  /// The number of the document in the catalog.
  package var document: Int64

  /// What was said.
  package var kind: Kind

  /// The key of the facet of a wrong tag; empty otherwise.
  package var facet = ""

  /// The URI of a wrong tag; empty otherwise.
  package var concept = ""

  /// What else was said; may be empty.
  package var remark = ""

  /// The account that said it.
  package var account: String

  /// When, ISO 8601 in UTC.
  package var time: String

  /// The account that dealt with it; empty while it is open.
  package var settledBy = ""

  /// When it was dealt with; empty while it is open.
  package var settledAt = ""

  /// Feedback that is open.
  package init(document: Int64, kind: Kind, account: String, time: String) {
    self.document = document
    self.kind = kind
    self.account = account
    self.time = time
  }
}

extension Catalog {
  /// Keeps feedback; what the same account said before of the same, and is open, it replaces.
  ///
  /// - Parameter feedback: the feedback; its number is given here.
  /// - Returns: the number; the feedback is on the disk when this returns.
  /// - Throws: `CatalogError`.
  package func keep(_ feedback: StoredFeedback) throws -> Int64 {
    try writeDurably { database in
      try database.execute(
        sql: """
          DELETE FROM feedback WHERE document = ? AND kind = ? AND facet = ? AND concept = ?
            AND account = ? AND settledBy = ''
          """,
        arguments: [
          feedback.document, feedback.kind.rawValue, feedback.facet, feedback.concept,
          feedback.account,
        ])
      try database.execute(
        sql: """
          INSERT INTO feedback (document, kind, facet, concept, remark, account, time)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          feedback.document, feedback.kind.rawValue, feedback.facet, feedback.concept,
          feedback.remark, feedback.account, feedback.time,
        ])
      return database.lastInsertedRowID
    }
  }

  /// Marks feedback as dealt with.
  ///
  /// - Returns: whether it was open.
  /// - Throws: `CatalogError`.
  package func settle(feedback number: Int64, by account: String, at time: String) throws -> Bool {
    try writeDurably { database in
      try database.execute(
        sql: """
          UPDATE feedback SET settledBy = ?, settledAt = ? WHERE number = ? AND settledBy = ''
          """, arguments: [account, time, number])
      return database.changesCount > 0
    }
  }

  /// The feedback on documents that are in their shares, the oldest first.
  ///
  /// - Parameters:
  ///   - isOpen: whether what was dealt with is left out.
  ///   - number: the number of the feedback; `nil` for all.
  ///   - document: the number of the document; `nil` for all.
  ///   - isWanted: says of a share's number and a path whether the document is of interest.
  /// - Returns: the feedback with the number of the share and the path of its document.
  /// - Throws: `CatalogError`.
  package func feedback(
    isOpen: Bool, number: Int64? = nil, on document: Int64? = nil,
    where isWanted: (_ share: Int64, _ path: String) -> Bool = { _, _ in true }
  ) throws -> [(share: Int64, path: String, feedback: StoredFeedback)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT d.share, d.path, f.* FROM feedback f JOIN document d ON d.id = f.document
          WHERE d.missingSince IS NULL AND (NOT ?1 OR f.settledBy = '')
            AND (?2 IS NULL OR f.document = ?2) AND (?3 IS NULL OR f.number = ?3)
          ORDER BY f.number
          """, arguments: [isOpen, document, number]
      ).compactMap { row in
        let (share, path): (Int64, String) = try (row.decode(atIndex: 0), row.decode(atIndex: 1))
        return isWanted(share, path) ? (share, path, try feedback(row)) : nil
      }
    }
  }

  private func feedback(_ row: Row) throws -> StoredFeedback {
    guard let kind = StoredFeedback.Kind(rawValue: try row.decode(forColumn: "kind")) else {
      throw CatalogError.unusable(path: path, reason: "feedback is damaged")
    }
    var feedback = try StoredFeedback(
      document: row.decode(forColumn: "document"), kind: kind,
      account: row.decode(forColumn: "account"), time: row.decode(forColumn: "time"))
    feedback.number = try row.decode(forColumn: "number")
    feedback.facet = try row.decode(forColumn: "facet")
    feedback.concept = try row.decode(forColumn: "concept")
    feedback.remark = try row.decode(forColumn: "remark")
    feedback.settledBy = try row.decode(forColumn: "settledBy")
    feedback.settledAt = try row.decode(forColumn: "settledAt")
    return feedback
  }
}

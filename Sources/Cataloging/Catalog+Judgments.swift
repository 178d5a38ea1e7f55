import GRDB

/// What a person said of one concept for one document: who, when, and the run that put it in place.
package struct StoredJudgment: Hashable, Sendable {
  /// What was said.
  package enum Verdict: String, Sendable, CaseIterable {
    /// The document has the concept.
    case accepted = "accepted"
    /// It does not have it, now or later.
    case rejected = "rejected"
    /// It is another concept of the facet.
    case replaced = "replaced"
  }

  /// The number, from 1, higher than that of every earlier one; 0 before it is recorded.
  package var number: Int64 = 0

  /// The number of the document in the catalog.
  package var document: Int64

  /// The key of the facet.
  package var facet: String

  /// The URI of the concept.
  package var concept: String

  /// What was said.
  package var verdict: Verdict

  /// The URI of the concept that it is instead; empty unless it was replaced.
  package var other = ""

  /// The account that said it.
  package var account: String

  /// When, ISO 8601 in UTC.
  package var time: String

  /// The run that put it in place; `nil` if no tag changed.
  package var run: Int64?

  /// The account that took it back; empty while it is in force.
  package var undoneBy = ""

  /// A judgment in force.
  package init(
    document: Int64, facet: String, concept: String, verdict: Verdict, other: String = "",
    account: String, time: String, run: Int64? = nil
  ) {
    self.document = document
    self.facet = facet
    self.concept = concept
    self.verdict = verdict
    self.other = other
    self.account = account
    self.time = time
    self.run = run
  }
}

extension Catalog {
  /// Records a judgment, and settles what people reported of the concept on that document.
  ///
  /// - Parameter judgment: the judgment; its number is given here.
  /// - Returns: the number; the judgment is on the disk, with all before it, when this returns.
  /// - Throws: `CatalogError`.
  package func record(_ judgment: StoredJudgment) throws -> Int64 {
    try writeDurably { database in
      try database.execute(
        sql: """
          INSERT INTO judgment (document, facet, concept, verdict, other, account, time, run)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          judgment.document, judgment.facet, judgment.concept, judgment.verdict.rawValue,
          judgment.other, judgment.account, judgment.time, judgment.run,
        ])
      let number = database.lastInsertedRowID
      try database.execute(
        sql: """
          UPDATE feedback SET settledBy = ?, settledAt = ?, judgment = ?
          WHERE document = ? AND facet = ? AND concept = ? AND settledBy = ''
          """,
        arguments: [
          judgment.account, judgment.time, number, judgment.document, judgment.facet,
          judgment.concept,
        ])
      return number
    }
  }

  /// Marks a judgment as taken back; reports that it settled are open again.
  ///
  /// - Throws: `CatalogError`.
  package func takeBack(judgment number: Int64, by account: String) throws {
    try writeDurably { database in
      try database.execute(
        sql: "UPDATE judgment SET undoneBy = ? WHERE number = ?", arguments: [account, number])
      try database.execute(
        sql: """
          UPDATE feedback SET settledBy = '', settledAt = '', judgment = NULL WHERE judgment = ?
          """, arguments: [number])
    }
  }

  /// The latest judgments, the latest first.
  ///
  /// - Parameter limit: the most to give.
  /// - Returns: the judgments.
  /// - Throws: `CatalogError`.
  package func judgments(limit: Int) throws -> [StoredJudgment] {
    try judgments("1 ORDER BY number DESC LIMIT ?", [limit])
  }

  /// The judgments on a facet of a document after one of a number, the latest first.
  ///
  /// - Throws: `CatalogError`.
  package func judgments(
    on document: Int64, facet: String, after number: Int64 = 0
  ) throws -> [StoredJudgment] {
    try judgments(
      "document = ? AND facet = ? AND number > ? ORDER BY number DESC", [document, facet, number])
  }

  /// The judgment of a number; `nil` if there is none.
  ///
  /// - Throws: `CatalogError`.
  package func judgment(_ number: Int64) throws -> StoredJudgment? {
    try judgments("number = ?", [number]).first
  }

  /// The documents that were judged, each with the number of the latest judgment on it, the latest first.
  ///
  /// - Throws: `CatalogError`.
  package func latestJudgments() throws -> [(document: Int64, last: Int64)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT document, max(number) FROM judgment GROUP BY document ORDER BY 2 DESC"
      ).map { try ($0.decode(atIndex: 0), $0.decode(atIndex: 1)) }
    }
  }

  private func judgments(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [StoredJudgment] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM judgment WHERE \(condition)", arguments: arguments
      ).map { row in
        guard
          let verdict = StoredJudgment.Verdict(rawValue: try row.decode(forColumn: "verdict"))
        else { throw CatalogError.unusable(path: path, reason: "a judgment is damaged") }
        var judgment = try StoredJudgment(
          document: row.decode(forColumn: "document"), facet: row.decode(forColumn: "facet"),
          concept: row.decode(forColumn: "concept"), verdict: verdict,
          other: row.decode(forColumn: "other"), account: row.decode(forColumn: "account"),
          time: row.decode(forColumn: "time"), run: row.decode(forColumn: "run"))
        judgment.number = try row.decode(forColumn: "number")
        judgment.undoneBy = try row.decode(forColumn: "undoneBy")
        return judgment
      }
    }
  }
}

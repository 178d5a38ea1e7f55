import GRDB
import Model

extension Catalog {
  /// The assignments of a document, sorted by facet and concept.
  package func assignments(of document: Int64) throws -> [StoredAssignment] {
    try read { try Self.assignments(of: document, $0) }
  }

  /// The documents that have a tag of a facet.
  ///
  /// - Parameters:
  ///   - facet: the facet's key.
  ///   - concepts: the concepts of which a document has one; `nil` for any.
  /// - Returns: the numbers of the documents, of all shares.
  /// - Throws: `CatalogError`.
  package func documents(
    withTagsOf facet: String, among concepts: Set<String>?
  ) throws -> Set<Int64> {
    try read { database in
      var result: Set<Int64> = []
      // Told apart here: there may be more concepts than a statement takes values.
      let rows = try Row.fetchCursor(
        database, sql: "SELECT document, concept, origin FROM assignment WHERE facet = ?",
        arguments: [facet])
      while let row = try rows.next() {
        let (document, concept, origin): (Int64, String, String) = try (
          row.decode(atIndex: 0), row.decode(atIndex: 1), row.decode(atIndex: 2)
        )
        let isTag = origin != StoredAssignment.Origin.pending.rawValue
        if isTag, concepts?.contains(concept) ?? true { result.insert(document) }
      }
      return result
    }
  }

  /// The number of documents that each concept is assigned to.
  package func documentCounts() throws -> [String: Int] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT concept, count(*) FROM assignment
          WHERE document NOT IN (\(Self.missingDocuments)) GROUP BY concept
          """)
      return try Dictionary(
        rows.map { (try $0.decode(atIndex: 0) as String, try $0.decode(atIndex: 1) as Int) },
        uniquingKeysWith: { $1 })
    }
  }

  /// The number of documents that any of the concepts is assigned to, each counted once.
  ///
  /// - Complexity: O(assignments of the concepts), by the index of concepts.
  package func documentCount(ofAny concepts: [String]) throws -> Int {
    guard !concepts.isEmpty else { return 0 }
    let marks = Array(repeating: "?", count: min(concepts.count, Self.variableLimit))
    return try read { database in
      guard concepts.count > Self.variableLimit else {
        return try Int.fetchOne(
          database,
          sql: """
            SELECT count(DISTINCT document) FROM assignment
            WHERE concept IN (\(marks.joined(separator: ",")))
              AND document NOT IN (\(Self.missingDocuments))
            """, arguments: StatementArguments(concepts)) ?? 0
      }
      var documents: Set<Int64> = []
      for concept in concepts {
        documents.formUnion(
          try Int64.fetchAll(
            database,
            sql: """
              SELECT document FROM assignment
              WHERE concept = ? AND document NOT IN (\(Self.missingDocuments))
              """, arguments: [concept]))
      }
      return documents.count
    }
  }

  /// What is not in its share does not count as a document.
  private static let missingDocuments = "SELECT id FROM document WHERE missingSince IS NOT NULL"

  /// Fewer than the 999 values that every SQLite takes in one statement.
  private static let variableLimit = 900

  /// The decisions that people took on a document.
  package func decisions(on document: Int64) throws -> [StoredDecision] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT concept, facet, isAccepted FROM decision WHERE document = ? ORDER BY 2, 1",
        arguments: [document]
      ).map {
        StoredDecision(
          concept: try $0.decode(atIndex: 0), facet: try $0.decode(atIndex: 1),
          isAccepted: try $0.decode(atIndex: 2))
      }
    }
  }

  /// What people rejected, by the document of a share.
  package func rejections(in share: CatalogShare) throws -> [Int64: [StoredDecision]] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT document, concept, facet FROM decision
          JOIN document ON document.id = decision.document
          WHERE share = ? AND NOT isAccepted ORDER BY document, facet, concept
          """, arguments: [share.id])
      var result: [Int64: [StoredDecision]] = [:]
      for row in rows {
        result[try row.decode(atIndex: 0), default: []].append(
          StoredDecision(
            concept: try row.decode(atIndex: 1), facet: try row.decode(atIndex: 2),
            isAccepted: false))
      }
      return result
    }
  }

  /// The documents of all shares on which people or source systems said something, in the order in
  /// which they were first seen.
  package func judgedDocuments() throws -> [Int64] {
    try read { database in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT document FROM assignment WHERE origin IN ('person', 'source')
          UNION SELECT document FROM decision ORDER BY 1
          """)
    }
  }

  /// Records a person's decision; it replaces an earlier one on the same concept.
  package func record(_ decision: StoredDecision, on document: Int64) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)",
        arguments: [document, decision.facet, decision.concept, decision.isAccepted])
      try database.execute(
        sql: "UPDATE document SET taggedWith = 0 WHERE id = ?", arguments: [document])
    }
  }

  /// Withdraws decisions of people, as if they had never been taken; the document is to be tagged anew.
  ///
  /// - Throws: `CatalogError`.
  package func withdraw(_ decisions: [StoredDecision], on document: Int64) throws {
    try write { database in
      for decision in decisions {
        try database.execute(
          sql: "DELETE FROM decision WHERE document = ? AND facet = ? AND concept = ?",
          arguments: [document, decision.facet, decision.concept])
      }
      try database.execute(
        sql: "UPDATE document SET taggedWith = 0 WHERE id = ?", arguments: [document])
    }
  }

  static func assignments(of document: Int64, _ database: Database) throws -> [StoredAssignment] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT concept, facet, score, origin, evidence FROM assignment
        WHERE document = ? ORDER BY facet, concept
        """, arguments: [document]
    ).map { try assignment($0, from: 0) }
  }

  /// Replaces all assignments of a document.
  static func replaceAssignments(
    of document: Int64, with assignments: [StoredAssignment], _ database: Database
  ) throws {
    try database.execute(
      sql: "DELETE FROM assignment WHERE document = ?", arguments: [document])
    for assignment in assignments {
      try database.execute(
        sql: "INSERT OR REPLACE INTO assignment VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          document, assignment.facet, assignment.concept, assignment.score,
          assignment.origin.rawValue, assignment.evidence.jsonText,
        ])
    }
  }

  static func assignment(_ row: Row, from column: Int) throws -> StoredAssignment {
    let name: String = try row.decode(atIndex: column + 3)
    // Not taken for the machine's: what a person gave would be overridden then.
    guard let origin = StoredAssignment.Origin(rawValue: name) else {
      throw damage("a tag has the unknown origin \"\(name)\"")
    }
    guard let evidence = [Evidence](jsonText: try row.decode(atIndex: column + 4)) else {
      throw damage("the evidence of a tag is damaged")
    }
    return try StoredAssignment(
      concept: row.decode(atIndex: column), facet: row.decode(atIndex: column + 1),
      score: row.decode(atIndex: column + 2),
      origin: origin, evidence: evidence)
  }
}

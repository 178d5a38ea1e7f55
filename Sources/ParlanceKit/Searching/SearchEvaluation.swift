internal import Searching

/// How good rankings are, by people's judgments of a collection of its own, apart from any workspace.
package struct SearchEvaluation {
  /// JSON Lines with the documents.
  package var documents: String
  /// Lines of identifier, tab and query.
  package var queries: String
  /// Lines of query, unused, document and grade.
  package var judgments: String
  /// Whether to look for further words in the best hits.
  package var expandsQueries: Bool

  /// An evaluation of the rankings of a collection's documents for its queries.
  package init(
    documents: String, queries: String, judgments: String, expandsQueries: Bool
  ) {
    self.documents = documents
    self.queries = queries
    self.judgments = judgments
    self.expandsQueries = expandsQueries
  }

  /// What it came to.
  package struct Report: Equatable, Sendable {
    /// How many documents the collection has.
    package let documents: Int
    /// How many lines are not documents.
    package let refused: Int
    let scores: RankingScores

    /// The fields of its record.
    package static let columns = [
      Column("documents", isNumber: true), Column("queries", isNumber: true),
      Column("ndcg_10", heading: "nDCG@10", isNumber: true, decimals: 4),
      Column("map", heading: "MAP", isNumber: true, decimals: 4),
      Column("recall_100", heading: "recall@100", isNumber: true, decimals: 4),
    ]

    /// The record.
    package var record: [JSONValue] {
      [
        .integer(documents), .integer(scores.queries), .number(scores.gain),
        .number(scores.averagePrecision), .number(scores.recall),
      ]
    }
  }

  /// Indexes the documents, answers every query as a sentence and scores the rankings.
  ///
  /// - Parameters:
  ///   - folder: an empty folder for the index.
  ///   - observer: is told how indexing goes on.
  ///   - check: called before each query; what it throws ends the evaluation.
  /// - Returns: the scores.
  /// - Throws: `LocatedError` for a line of queries or judgments that is none; `InputError`, `IndexError`, what
  ///   the observer and `check` throw.
  package func report(
    in folder: String, observer: ExportObserver, check: () throws -> Void
  ) throws -> Report {
    let judgments = try readJudgments()
    var writer = try IndexWriter(folder: folder)
    let indexed = try writer.add(export: documents, observer: observer)
    try writer.commit()
    let index = try SearchIndex(folder: folder)
    var rankings: [String: [String]] = [:]
    for line in try QueryLine.all(of: queries) {
      try check()
      var request = SearchRequest(SearchRequest.plainWords(line.query))
      // As many as TREC looks at: recall and MAP count what comes late, too.
      request.limit = 1000
      request.countsFacets = false
      request.wantsSnippets = false
      request.expandsQuery = expandsQueries
      request.ranksWider = expandsQueries
      rankings[line.id] = try index.search(request).hits.map(\.id)
    }
    return Report(
      documents: indexed.documents, refused: indexed.refused, scores: judgments.score(rankings))
  }

  private func readJudgments() throws -> RelevanceJudgments {
    do {
      return try RelevanceJudgments(qrels: try InputLines(path: judgments))
    } catch let error as JudgmentError {
      throw LocatedError(
        path: judgments, line: error.line,
        message: "a line has a query, an unused field, a document and a grade")
    }
  }
}

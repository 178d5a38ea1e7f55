import ArgumentParser
import ParlanceKit
import Searching
import System

/// `parlance evaluate search`: how good rankings are, by people's judgments.
struct EvaluateSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Rank the documents of a collection for its queries, and score the rankings.",
    discussion: """
      Indexes the documents anew, apart from any workspace, answers every query as a sentence, and
      prints nDCG@10 (the grade is the gain), mean average precision and recall@100, as trec_eval
      computes them, over all queries that have a relevant document.

      EXAMPLES
        parlance evaluate search --docs docs.jsonl --queries queries.tsv --qrels qrels.tsv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(name: .long, help: "JSON Lines with id, title and text.", completion: .file())
  var docs: String

  @Option(name: .long, help: "Lines of identifier, tab and query.", completion: .file())
  var queries: String

  @Option(name: .long, help: "Lines of query, unused, document and grade.", completion: .file())
  var qrels: String

  @Flag(name: .long, help: "Score without looking for further words in the best hits.")
  var plain = false

  func run() throws {
    let judgments: RelevanceJudgments
    do {
      judgments = try RelevanceJudgments(qrels: try InputLines(path: qrels))
    } catch let error as JudgmentError {
      throw LocatedError(
        path: qrels, line: error.line,
        message: "a line has a query, an unused field, a document and a grade")
    }
    var refused = 0
    let (count, scores) = try withTemporaryFolder { folder in
      var writer = try IndexWriter(folder: folder)
      let count = try IndexCommand.index(docs, into: &writer, refused: &refused)
      try writer.commit()
      return (count, judgments.score(try rankings(in: try SearchIndex(folder: folder))))
    }
    let columns = [
      Column("documents", isNumber: true), Column("queries", isNumber: true),
      Column("ndcg_10", heading: "nDCG@10", isNumber: true, decimals: 4),
      Column("map", heading: "MAP", isNumber: true, decimals: 4),
      Column("recall_100", heading: "recall@100", isNumber: true, decimals: 4),
    ]
    var printer = try RecordPrinter(output, columns: columns)
    printer.print([
      .integer(count), .integer(scores.queries), .number(scores.gain),
      .number(scores.averagePrecision), .number(scores.recall),
    ])
    printer.finish()
    if refused > 0 { throw ExitStatus.partly }
  }

  private func rankings(in index: SearchIndex) throws -> [String: [String]] {
    var rankings: [String: [String]] = [:]
    let lines = try InputLines(path: queries)
    while let bytes = try lines.next() {
      try Interruption.check()
      let line = String(decoding: bytes, as: UTF8.self)
      if line.isEmpty { continue }
      guard let tab = line.firstIndex(of: "\t") else {
        throw LocatedError(
          path: queries, line: lines.count, message: "a line has an identifier, a tab and a query")
      }
      var request = SearchRequest(
        SearchRequest.plainWords(String(line[line.index(after: tab)...])))
      request.limit = 1000
      request.countsFacets = false
      request.wantsSnippets = false
      request.expandsQuery = !plain
      rankings[String(line[..<tab])] = try index.search(request).hits.map(\.id)
    }
    return rankings
  }
}

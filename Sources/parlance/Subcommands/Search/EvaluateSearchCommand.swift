import ArgumentParser
import ParlanceKit

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
    let evaluation = SearchEvaluation(
      documents: docs, queries: queries, judgments: qrels, expandsQueries: !plain)
    let report = try withTemporaryFolder { folder in
      try evaluation.report(
        in: folder, observer: .atTerminal, check: Interruption.check)
    }
    var printer = try RecordPrinter(output, columns: SearchEvaluation.Report.columns)
    printer.print(report.record)
    printer.finish()
    if report.refused > 0 { throw ExitStatus.partly }
  }
}

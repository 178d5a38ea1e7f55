import ArgumentParser
import Cataloging
import JSONCoding
import Model
import ParlanceKit
import Tagging

/// `parlance why`: what a document's tags come from.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say for each tag of a document where it comes from.",
    discussion: """
      For a tag of the machine each piece of evidence is given with its weight; they add up to the
      log-odds of the score. What waits for a person has a question mark. Why a document does not
      have a concept is answered by parlance retag SHARE --why LABEL.

      EXAMPLES
        parlance why share/sales/offer.docx
        parlance why share/sales/offer.docx --format jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The document, a file of a share.", completion: .file())
  var path: String

  func run() throws {
    let workspace = try global.existingWorkspace()
    let document = try workspace.document(at: path)
    if let refusal = document.entry.refusal {
      throw DocumentPathError.unreadable(path: path, reason: refusal)
    }
    let report = RetagReport(vocabulary: try workspace.vocabulary(), isExplained: true)
    if output.format == .table {
      report.show(document.assignments, document.decisions)
    } else {
      try print(document, report)
    }
    if document.assignments.isEmpty, document.decisions.isEmpty {
      if output.format == .table { Diagnostics.note("It has no tags.") }
      throw ExitStatus.nothing
    }
  }

  private func print(_ document: KnownDocument, _ report: RetagReport) throws {
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("facet"), Column("concept"), Column("label"), Column("score", isNumber: true),
        Column("origin"), Column("evidence"),
      ])
    for assignment in document.assignments {
      printer.print([
        .string(assignment.facet), .string(assignment.concept),
        .string(report.name(assignment.concept)), .number(assignment.score),
        .string(assignment.origin.rawValue), assignment.evidence.json,
      ])
    }
    for decision in document.decisions where !decision.isAccepted {
      printer.print([
        .string(decision.facet), .string(decision.concept),
        .string(report.name(decision.concept)), .number(0), "rejected", [],
      ])
    }
    printer.finish(envelope: JSONObject(), listName: "tags")
  }
}

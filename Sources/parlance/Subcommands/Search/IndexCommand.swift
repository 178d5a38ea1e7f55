import ArgumentParser
import ParlanceKit

/// `parlance index`: documents of a JSON Lines export into the search index.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Index the documents of a JSON Lines export.",
    discussion: """
      Each line is an object with "id" and "text", and if there are any "title", "path", "headings",
      "date", "language", "tags" (URIs or labels) and "facets" ({"type": ["Brochure"]}). A document
      with an identifier that is indexed already replaces it. A line that is not a document, or is longer
      than 64 MiB, is reported and left out.

      EXAMPLES
        parlance index export.jsonl
        zcat export.jsonl.gz | parlance index -
        parlance index --replace export.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "Files of JSON Lines; - for standard input.", completion: .file())
  var files: [String]

  @Flag(name: .long, help: "Forget everything that was indexed before.")
  var replace = false

  func run() throws {
    let workspace = try global.workspaceToCreate()
    var printer = try RecordPrinter(output, columns: IndexedExport.columns)
    ProgressLine.shared.begin()
    let indexed = try workspace.searchIndex.index(
      exports: files, replacing: replace, observer: .atTerminal)
    ProgressLine.shared.hide()
    for export in indexed { printer.print(export.record) }
    printer.finish(listName: "files")
    if indexed.contains(where: { $0.refused > 0 }) { throw ExitStatus.partly }
  }
}

extension ExportObserver {
  /// Reports lines that are not documents, and shows how far it is.
  static var atTerminal: ExportObserver {
    ExportObserver(
      refused: { Diagnostics.report($0) },
      progress: { count in
        try Interruption.check()
        ProgressLine.shared.update("indexing", done: count, total: nil)
      })
  }
}

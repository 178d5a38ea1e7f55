import ArgumentParser
import ParlanceKit
import Searching
import System

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
    let vocabulary = try workspace.vocabularyIfImported()
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("file"), Column("documents", isNumber: true), Column("refused", isNumber: true),
      ])
    var refused = [Int](repeating: 0, count: files.count)
    ProgressLine.shared.begin()
    let counts = try workspace.indexExports(
      files.map { $0 == "-" ? nil : $0 }, vocabulary: vocabulary, replacing: replace
    ) { writer, index in
      try Self.index(files[index], into: &writer, refused: &refused[index])
    }
    ProgressLine.shared.hide()
    for index in files.indices {
      printer.print([
        .string(files[index]), .integer(counts[index]), .integer(refused[index]),
      ])
    }
    printer.finish(listName: "files")
    if refused.contains(where: { $0 > 0 }) { throw ExitStatus.partly }
  }

  /// Adds the documents of a file to a writer; lines that are none are reported and counted.
  static func index(
    _ file: String, into writer: inout IndexWriter, refused: inout Int
  ) throws -> Int {
    var count = 0
    var batch = ExportBatch(file: file == "-" ? "standard input" : file)
    func finish() throws {
      for result in batch.read() {
        switch result {
        case .success(let document):
          try writer.add(document)
          count += 1
        case .failure(let error):
          refused += 1
          Diagnostics.report(error)
        }
      }
      try Interruption.check()
      ProgressLine.shared.update("indexing", done: count, total: nil)
    }
    let lines = try InputLines(path: file)
    while true {
      do throws(InputError) {
        guard let line = try lines.next() else { break }
        batch.add(line[...], number: lines.count)
      } catch {
        guard case .lineTooLong = error.code else { throw error }
        try finish()
        refused += 1
        Diagnostics.report(error)
        try lines.skipLine()
      }
      if batch.isFull { try finish() }
    }
    try finish()
    return count
  }
}

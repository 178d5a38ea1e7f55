import ArgumentParser
import ParlanceKit

/// Options of commands that match labels.
struct NormalizationOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only concepts of this scheme: its facet key, URI or title; may be repeated.",
      valueName: "scheme"))
  var scheme: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The column, or JSON member, that holds the labels.",
      discussion: "Otherwise \"label\", or the first column.", valueName: "name"))
  var column: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The column with the number of occurrences.", valueName: "name"))
  var countColumn: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Other columns that help, separated by commas: folder, file name, product, date.",
      discussion: """
        One named like a date decides which names were in use; one named like a folder lets the \
        majority of the folder decide.
        """.unwrapped, valueName: "names"))
  var contextColumns: String?

  @Option(
    name: .long, help: ArgumentHelp("The language of the labels, such as de.", valueName: "tag"))
  var language: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The share of accepted labels that must be right.", valueName: "share"))
  var precision = 0.95

  func validate() throws {
    guard precision > 0.5, precision < 1 else {
      throw ValidationError("--precision is a share above 0.5 and below 1, such as 0.95")
    }
  }

  /// The normalizer of the workspace or bundle with these options.
  func makeNormalizer(_ source: any TaggingSource, explains: Bool) throws -> LabelNormalizer {
    try LabelNormalizer(source, schemes: scheme, precision: precision, explains: explains)
  }

  /// What the columns of the input mean.
  var columns: LabelColumns {
    var columns = LabelColumns()
    columns.count = countColumn
    columns.language = language
    columns.context = (contextColumns ?? "").split(separator: ",").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    return columns
  }
}

/// `parlance normalize`: free-text labels to concepts.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Map free-text labels to concepts: accepted, for review, or unknown.",
    discussion: """
      Reads CSV, TSV, JSON Lines or one label a line, and prints one line for each, in order, as they
      come; with a column of folders in --context-columns it reads all of them first. What is
      accepted is right in at least --precision of the cases, as measured on the vocabulary's own
      labels; what is not sure enough goes to review, and a label that several concepts claim always.

      EXAMPLES
        parlance normalize Samples/labels.csv --column label --scheme type
        parlance normalize labels.csv --column label --count-column count --summary
        parlance normalize labels.csv --context-columns folder,date --format tsv > decisions.tsv
        parlance normalize labels.csv --clusters
        parlance normalize labels.csv --bundle enterprise.bundle --format jsonl
        echo "Flyer_final_v3.docx" | parlance normalize - --explain
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var options: NormalizationOptions
  @OptionGroup var bundle: BundleOptions

  @Argument(help: "The file with the labels; - is standard input.", completion: .file())
  var file = "-"

  @Flag(name: .long, help: "Print how many labels and occurrences each outcome covers.")
  var summary = false

  @Flag(name: .long, help: "Print clusters of unknown labels, each with a proposed concept.")
  var clusters = false

  @Flag(name: .long, help: "Say what speaks for each match.")
  var explain = false

  func validate() throws {
    if summary, clusters { throw ValidationError("--summary and --clusters exclude each other") }
  }

  func run() throws {
    let source = try bundle.source(global)
    let reader = try LabelReader(path: file, column: options.column)
    let normalizer = try options.makeNormalizer(source, explains: explain)
    let columns = options.columns
    // The majority of a folder is known when all of its labels are.
    let size = columns.needsAllLabels ? Int.max : Self.batchSize
    var report = NormalizationReport(
      summary ? .summary : clusters ? .clusters : .matches, of: normalizer, input: columns,
      explains: explain, form: output.format.reportForm)
    var printer = try RecordPrinter(output, columns: report.columns)
    var check = LabelColumns.ColumnCheck(columns)
    var isFirst = true
    while true {
      var records: [LabelInput.Record] = []
      while records.count < size, let record = try reader.next() {
        check.see(record)
        records.append(record)
        if records.count % Self.batchSize == 0 { try Interruption.check() }
      }
      let isLast = records.count < size
      // An empty file lacks no column.
      if isLast, !(isFirst && records.isEmpty) { try check.verify() }
      let counts = try records.map { try columns.occurrences($0, in: reader.name) }
      let matches = normalizer.matches(records, columns)
      try Interruption.check()
      for record in report.add(records, matches, counts) { printer.print(record) }
      isFirst = false
      if isLast { break }
    }
    for record in report.closing { printer.print(record) }
    printer.finish()
  }

  /// The labels that are held at a time, unless the majority of folders counts.
  private static let batchSize = 16_384
}

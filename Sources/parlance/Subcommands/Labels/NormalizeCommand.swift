import ArgumentParser
import Glibc
import JSONCoding
import Matching
import Model
import ParlanceKit
import System
import Taxonomy

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

  /// The normalizer of the workspace with these options.
  func makeNormalizer(_ workspace: Workspace, explains: Bool) throws -> Normalizer {
    let vocabulary = try workspace.vocabulary()
    let schemes = try scheme.compactMap { try VocabularyInput.scheme($0, in: vocabulary) }
    return try workspace.normalizer(
      schemes: schemes.isEmpty ? nil : Set(schemes),
      settings: NormalizerSettings(precision: precision, explains: explains))
  }

  /// The names of the columns that help, as the input spells them.
  var contextNames: [String] {
    (contextColumns ?? "").split(separator: ",").map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  /// Whether what a label means may depend on labels that come later: the majority of its folder.
  var needsAllLabels: Bool { contextNames.contains(where: Self.isFolder) }

  /// The records as requests.
  ///
  /// - Throws: `ValidationError` if a context column is in no record.
  func requests(_ records: [LabelInput.Record]) throws -> [LabelRequest] {
    var check = ColumnCheck(self)
    for record in records { check.see(record) }
    if !records.isEmpty { try check.verify() }
    return unchecked(records)
  }

  /// The records as requests, whatever columns they lack.
  func unchecked(_ records: [LabelInput.Record]) -> [LabelRequest] {
    let names = contextNames
    return records.map { request($0, names) }
  }

  /// A record as a request.
  private func request(_ record: LabelInput.Record, _ names: [String]) -> LabelRequest {
    var request = LabelRequest(record.label)
    request.context.language = language
    for name in names {
      guard let value = record.fields[name], !value.isEmpty else { continue }
      if Self.isDate(name), let date = CalendarDate(value) {
        request.context.date = date
      } else {
        request.context.words.append(value)
        if Self.isFolder(name) { request.folder = value }
      }
    }
    return request
  }

  /// Looks for the columns named by options while records come in.
  struct ColumnCheck {
    private var missing: [String]

    /// A check that has seen nothing.
    init(_ options: NormalizationOptions) {
      missing = options.contextNames + [options.countColumn].compactMap(\.self)
    }

    /// Looks at a record.
    mutating func see(_ record: LabelInput.Record) {
      if !missing.isEmpty { missing.removeAll { record.fields[$0] != nil } }
    }

    /// - Throws: `ValidationError` if a column was in no record.
    func verify() throws {
      if let name = missing.first { throw ValidationError("no column \"\(name)\"") }
    }
  }

  private static func isDate(_ name: String) -> Bool {
    ["date", "datum", "year", "modified", "created", "time"].contains {
      name.lowercased().contains($0)
    }
  }

  private static func isFolder(_ name: String) -> Bool {
    ["folder", "path", "directory", "ordner", "site", "library"].contains {
      name.lowercased().contains($0)
    }
  }

  /// The occurrences that a record stands for: 1 if it does not say.
  ///
  /// - Throws: `LocatedError` if it says something that is not a count.
  func count(_ record: LabelInput.Record, in path: String) throws -> Int {
    guard let countColumn, let text = record.fields[countColumn] else { return 1 }
    let digits = text.split(separator: " ").joined(separator: " ")
    if digits.isEmpty { return 1 }
    // Spreadsheets write whole numbers with decimals, too.
    if let count = Int(digits) ?? Double(digits).flatMap({ Int(exactly: $0) }), count >= 0 {
      return count
    }
    throw LocatedError(
      path: path, line: record.line,
      message: "\"\(text)\" is not a count: a whole number from 0 to \(Int.max)")
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
        echo "Flyer_final_v3.docx" | parlance normalize - --explain
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var options: NormalizationOptions

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
    let workspace = try global.existingWorkspace()
    let reader = try LabelReader(path: file, column: options.column)
    let normalizer = try options.makeNormalizer(workspace, explains: explain)
    let processors = Processors.count
    let size = options.needsAllLabels ? Int.max : Self.batchSize
    var output = try NormalizationOutput(self, normalizer.vocabulary)
    var check = NormalizationOptions.ColumnCheck(options)
    var isFirst = true
    while true {
      var records: [LabelInput.Record] = []
      while records.count < size, let record = try reader.next() {
        check.see(record)
        records.append(record)
        if records.count % Self.batchSize == 0 { try Interruption.check() }
      }
      let isLast = records.count < size
      if isLast, !(isFirst && records.isEmpty) { try check.verify() }
      let counts = try records.map { try options.count($0, in: reader.name) }
      let matches = normalizer.matches(options.unchecked(records), concurrency: processors)
      try Interruption.check()
      output.add(records, matches, counts, normalizer)
      isFirst = false
      if isLast { break }
    }
    try output.finish()
  }

  /// The labels that are held at a time, unless the majority of folders counts.
  private static let batchSize = 16_384
}

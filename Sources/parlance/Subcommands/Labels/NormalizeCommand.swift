import ArgumentParser
import Glibc
import JSONCoding
import Matching
import ParlanceKit
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

  /// The records as requests.
  ///
  /// - Throws: `ValidationError` if a context column is in no record.
  func requests(_ records: [LabelInput.Record]) throws -> [LabelRequest] {
    let names = (contextColumns ?? "").split(separator: ",").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    for name in names + [countColumn].compactMap(\.self) where !records.isEmpty {
      guard records.contains(where: { $0.fields[name] != nil }) else {
        throw ValidationError("no column \"\(name)\"")
      }
    }
    return records.map { record in
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

  /// The occurrences that a record stands for.
  func count(_ record: LabelInput.Record) -> Int {
    guard let countColumn, let text = record.fields[countColumn] else { return 1 }
    return max(Int(text) ?? 1, 0)
  }
}

/// `parlance normalize`: free-text labels to concepts.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Map free-text labels to concepts: accepted, for review, or unknown.",
    discussion: """
      Reads CSV, TSV, JSON Lines or one label a line, and prints one line for each, in order. What is
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
    let records = try LabelInput(path: file, column: options.column).records
    let requests = try options.requests(records)
    let normalizer = try options.makeNormalizer(workspace, explains: explain)
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let matches = normalizer.matches(requests, concurrency: processors)
    let counts = records.map { options.count($0) }
    if summary {
      try printSummary(matches, counts)
    } else if clusters {
      try printClusters(records, matches, counts, normalizer)
    } else {
      try printMatches(records, matches, counts, normalizer.vocabulary)
    }
  }
}

// MARK: - Output

extension NormalizeCommand {
  private func printMatches(
    _ records: [LabelInput.Record], _ matches: [LabelMatch], _ counts: [Int],
    _ vocabulary: Vocabulary
  ) throws {
    var score = Column("score", isNumber: true)
    score.decimals = 4
    var columns = [
      Column("label"), Column("outcome"), Column.outsideTables("concept"),
      Column("preferred_label", heading: "concept"), score, Column("method"),
      Column("runner_up", heading: "runner-up"),
    ]
    if options.countColumn != nil { columns.append(Column("count", isNumber: true)) }
    if explain { columns.append(Column("explanation")) }
    var printer = try RecordPrinter(output, columns: columns)
    let language = options.language ?? "en"
    for ((record, match), count) in zip(zip(records, matches), counts) {
      func name(_ concept: ConceptOrdinal?) -> JSONValue {
        concept.map { .string(vocabulary.preferredLabel(of: $0, language: language)) } ?? empty
      }
      var values: [JSONValue] = [
        .string(label(record.label)), .string(match.outcome.rawValue),
        match.concept.map { .string(vocabulary.uri(of: $0)) } ?? empty, name(match.concept),
        .number(match.score), match.method.map { .string($0.name) } ?? empty,
        runnerUp(match, vocabulary, name),
      ]
      if options.countColumn != nil { values.append(.integer(count)) }
      if explain { values.append(.string(Self.explanation(match))) }
      printer.print(values)
    }
    printer.finish()
  }

  /// The runner-up: its URI for programs, its name for people.
  private func runnerUp(
    _ match: LabelMatch, _ vocabulary: Vocabulary, _ name: (ConceptOrdinal?) -> JSONValue
  ) -> JSONValue {
    guard let runnerUp = match.runnerUp else { return empty }
    return output.format == .table ? name(runnerUp) : .string(vocabulary.uri(of: runnerUp))
  }

  /// A value that is absent: nothing in lines of text, `null` in JSON.
  private var empty: JSONValue {
    output.format == .json || output.format == .jsonl ? .null : .string("")
  }

  /// The label; in lines of text on one line.
  private func label(_ label: String) -> String {
    guard output.format == .tsv || output.format == .csv else { return label }
    return String(label.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private static func explanation(_ match: LabelMatch) -> String {
    let reasons = match.candidates.first?.reasons ?? []
    return (reasons + [match.remark].filter { !$0.isEmpty }).joined(separator: "; ")
  }

  private func printSummary(_ matches: [LabelMatch], _ counts: [Int]) throws {
    var share = Column("share", isNumber: true)
    share.decimals = 3
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("outcome"), Column("labels", isNumber: true),
        Column("occurrences", isNumber: true), share,
      ])
    let all = counts.reduce(0, +)
    for outcome in LabelMatch.Outcome.allCases {
      let members = matches.indices.filter { matches[$0].outcome == outcome }
      let occurrences = members.reduce(0) { $0 + counts[$1] }
      printer.print([
        .string(outcome.rawValue), .integer(members.count), .integer(occurrences),
        .number(all == 0 ? 0 : Double(occurrences) / Double(all)),
      ])
    }
    printer.finish()
  }

  private func printClusters(
    _ records: [LabelInput.Record], _ matches: [LabelMatch], _ counts: [Int],
    _ normalizer: Normalizer
  ) throws {
    var occurrences: [String: Int] = [:]
    for ((record, match), count) in zip(zip(records, matches), counts)
    where match.outcome == .unknown && !record.label.isEmpty
      && !normalizer.namesNoConcept(record.label)
    {
      occurrences[record.label, default: 0] += count
    }
    let labels = occurrences.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (label: $0.key, count: $0.value) }
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("proposed_concept", heading: "proposed concept"), Column("labels"),
        Column("occurrences", isNumber: true),
      ])
    for cluster in LabelClustering.clusters(labels) {
      let members = cluster.labels.map(\.label)
      printer.print([
        .string(cluster.name),
        output.format == .json || output.format == .jsonl
          ? .array(members.map(JSONValue.string)) : .string(members.joined(separator: " | ")),
        .integer(cluster.count),
      ])
    }
    printer.finish()
  }
}

import JSONCoding
import Matching
import System
import Taxonomy

/// Prints what labels were taken to mean, as they come: matches, a summary, or clusters.
struct NormalizationOutput {
  private let command: NormalizeCommand
  private let vocabulary: Vocabulary
  private var printer: RecordPrinter
  private var outcomes: [LabelMatch.Outcome: (labels: Int, occurrences: Int)] = [:]
  private var unknown: [String: Int] = [:]

  /// An output of what a command asks for.
  ///
  /// - Throws: `ValidationError` if the list has no such format.
  init(_ command: NormalizeCommand, _ vocabulary: Vocabulary) throws {
    self.command = command
    self.vocabulary = vocabulary
    printer = try RecordPrinter(command.output, columns: Self.columns(command))
  }

  private static func columns(_ command: NormalizeCommand) -> [Column] {
    if command.summary {
      return [
        Column("outcome"), Column("labels", isNumber: true),
        Column("occurrences", isNumber: true), Column("share", isNumber: true, decimals: 3),
      ]
    }
    if command.clusters {
      return [
        Column("proposed_concept", heading: "proposed concept"), Column("labels"),
        Column("occurrences", isNumber: true),
      ]
    }
    var columns = [
      Column("label"), Column("outcome"), Column.outsideTables("concept"),
      Column("preferred_label", heading: "concept"),
      Column("score", isNumber: true, decimals: 4), Column("method"),
      Column("runner_up", heading: "runner-up"),
    ]
    if command.options.countColumn != nil { columns.append(Column("count", isNumber: true)) }
    if command.explain { columns.append(Column("explanation")) }
    return columns
  }

  /// Takes labels with what they mean and how often each occurs.
  mutating func add(
    _ records: [LabelInput.Record], _ matches: [LabelMatch], _ counts: [Int],
    _ normalizer: Normalizer
  ) {
    for ((record, match), count) in zip(zip(records, matches), counts) {
      if command.summary {
        let known = outcomes[match.outcome] ?? (0, 0)
        outcomes[match.outcome] = (known.labels + 1, known.occurrences.addingClamped(count))
      } else if command.clusters {
        guard match.outcome == .unknown, !record.label.isEmpty,
          !normalizer.namesNoConcept(record.label)
        else { continue }
        unknown[record.label] = (unknown[record.label] ?? 0).addingClamped(count)
      } else {
        printer.print(values(record, match, count))
      }
    }
  }

  /// Prints what is told at the end.
  mutating func finish() throws {
    if command.summary { addSummary() }
    if command.clusters { addClusters() }
    printer.finish()
  }

  // MARK: Matches

  private func values(
    _ record: LabelInput.Record, _ match: LabelMatch, _ count: Int
  ) -> [JSONValue] {
    var values: [JSONValue] = [
      .string(label(record.label)), .string(match.outcome.rawValue),
      match.concept.map { .string(vocabulary.uri(of: $0)) } ?? empty, name(match.concept),
      .number(match.score), match.method.map { .string($0.name) } ?? empty, runnerUp(match),
    ]
    if command.options.countColumn != nil { values.append(.integer(count)) }
    if command.explain { values.append(.string(Self.explanation(match))) }
    return values
  }

  private func name(_ concept: ConceptOrdinal?) -> JSONValue {
    let language = command.options.language ?? "en"
    return concept.map { .string(vocabulary.preferredLabel(of: $0, language: language)) } ?? empty
  }

  /// The runner-up: its URI for programs, its name for people.
  private func runnerUp(_ match: LabelMatch) -> JSONValue {
    guard let runnerUp = match.runnerUp else { return empty }
    return command.output.format == .table
      ? name(runnerUp) : .string(vocabulary.uri(of: runnerUp))
  }

  /// A value that is absent: nothing in lines of text, `null` in JSON.
  private var empty: JSONValue { isJSON ? .null : .string("") }

  private var isJSON: Bool { command.output.format == .json || command.output.format == .jsonl }

  /// The label; in lines of text on one line.
  private func label(_ label: String) -> String {
    guard command.output.format == .tsv || command.output.format == .csv else { return label }
    return String(label.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private static func explanation(_ match: LabelMatch) -> String {
    let reasons = match.candidates.first?.reasons ?? []
    return (reasons + [match.remark].filter { !$0.isEmpty }).joined(separator: "; ")
  }

  // MARK: Sums

  private mutating func addSummary() {
    let all = outcomes.values.reduce(0) { $0.addingClamped($1.occurrences) }
    for outcome in LabelMatch.Outcome.allCases {
      let (labels, occurrences) = outcomes[outcome] ?? (0, 0)
      printer.print([
        .string(outcome.rawValue), .integer(labels), .integer(occurrences),
        .number(all == 0 ? 0 : Double(occurrences) / Double(all)),
      ])
    }
  }

  private mutating func addClusters() {
    let labels = unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (label: $0.key, count: $0.value) }
    for cluster in LabelClustering.clusters(labels) {
      let members = cluster.labels.map(\.label)
      printer.print([
        .string(cluster.name),
        isJSON
          ? .array(members.map(JSONValue.string)) : .string(members.joined(separator: " | ")),
        .integer(cluster.count),
      ])
    }
  }
}

internal import JSONCoding
package import Matching
internal import System
internal import Taxonomy

/// The records that tell what labels were taken to mean: the matches, a summary, or clusters of what is unknown.
package struct NormalizationReport {
  /// What is told.
  package enum Subject: Sendable {
    /// Each label with its match.
    case matches
    /// How many labels and occurrences each outcome covers.
    case summary
    /// Clusters of the unknown labels, each with a proposed concept.
    case clusters
  }

  private let normalizer: LabelNormalizer
  private let subject: Subject
  private let input: LabelColumns
  private let explains: Bool
  private let form: ReportForm
  private var outcomes: [LabelMatch.Outcome: Covered] = [:]
  private var unknown: [String: Int] = [:]

  /// A report about nothing yet.
  ///
  /// - Parameters:
  ///   - subject: what is told.
  ///   - normalizer: what matches the labels.
  ///   - input: what the columns of the input mean.
  ///   - explains: whether each match says what spoke for it.
  ///   - form: for whom the values are made.
  package init(
    _ subject: Subject, of normalizer: LabelNormalizer, input: LabelColumns, explains: Bool,
    form: ReportForm
  ) {
    self.subject = subject
    self.normalizer = normalizer
    self.input = input
    self.explains = explains
    self.form = form
  }

  /// The fields of the records.
  package var columns: [Column] {
    switch subject {
    case .summary:
      return [
        Column("outcome"), Column("labels", isNumber: true),
        Column("occurrences", isNumber: true), Column("share", isNumber: true, decimals: 3),
      ]
    case .clusters:
      return [
        Column("proposed_concept", heading: "proposed concept"), Column("labels"),
        Column("occurrences", isNumber: true),
      ]
    case .matches:
      var columns = [
        Column("label"), Column("outcome"), Column.outsideTables("concept"),
        Column("preferred_label", heading: "concept"),
        Column("score", isNumber: true, decimals: 4), Column("method"),
        Column("runner_up", heading: "runner-up"),
      ]
      if input.count != nil { columns.append(Column("count", isNumber: true)) }
      if explains { columns.append(Column("explanation")) }
      // A line of text has but one place for them.
      if form == .json { columns.append(Column("concepts")) }
      return columns
    }
  }

  /// Takes labels with what they mean and how often each occurs.
  ///
  /// - Returns: the records that can be told at once.
  package mutating func add(
    _ records: [LabelInput.Record], _ matches: [LabelMatch], _ counts: [Int]
  ) -> [[JSONValue]] {
    var told: [[JSONValue]] = []
    for ((record, match), count) in zip(zip(records, matches), counts) {
      switch subject {
      case .matches: told.append(values(record, match, count))
      case .summary:
        outcomes[match.outcome, default: Covered()].add(count)
      case .clusters:
        guard match.outcome == .unknown, !record.label.isEmpty,
          !normalizer.normalizer.namesNoConcept(record.label)
        else { continue }
        unknown[record.label] = (unknown[record.label] ?? 0).addingClamped(count)
      }
    }
    return told
  }

  /// The records that are told when all labels are known.
  package var closing: [[JSONValue]] {
    switch subject {
    case .matches: []
    case .summary: summary
    case .clusters: clusters
    }
  }
}

// MARK: - Matches

extension NormalizationReport {
  private func values(
    _ record: LabelInput.Record, _ match: LabelMatch, _ count: Int
  ) -> [JSONValue] {
    let uri = { (concept: ConceptOrdinal) in
      JSONValue.string(normalizer.vocabulary.uri(of: concept))
    }
    var values: [JSONValue] = [
      .string(label(record.label)), .string(match.outcome.rawValue),
      match.concepts.isEmpty
        ? empty
        : .string(
          match.concepts.map { normalizer.vocabulary.uri(of: $0) }.joined(separator: " ")),
      names(match.concepts),
      .number(match.score), match.method.map { .string($0.name) } ?? empty,
      form == .table ? name(match.runnerUp) : match.runnerUp.map(uri) ?? empty,
    ]
    if input.count != nil { values.append(.integer(count)) }
    if explains { values.append(.string(Self.explanation(match))) }
    if form == .json { values.append(.array(match.concepts.map(uri))) }
    return values
  }

  /// The names of concepts that are meant together.
  private func names(_ concepts: [ConceptOrdinal]) -> JSONValue {
    let language = input.language ?? "en"
    guard !concepts.isEmpty else { return empty }
    return .string(
      concepts.map { normalizer.vocabulary.preferredLabel(of: $0, language: language) }
        .joined(separator: " + "))
  }

  private func name(_ concept: ConceptOrdinal?) -> JSONValue {
    let language = input.language ?? "en"
    return concept.map {
      .string(normalizer.vocabulary.preferredLabel(of: $0, language: language))
    } ?? empty
  }

  /// A value that is absent: nothing in lines of text, `null` in JSON.
  private var empty: JSONValue { form == .json ? .null : .string("") }

  /// The label; in lines of text on one line.
  private func label(_ label: String) -> String {
    guard form == .lines else { return label }
    return String(label.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private static func explanation(_ match: LabelMatch) -> String {
    let reasons = match.candidates.first?.reasons ?? []
    return (reasons + [match.remark].filter { !$0.isEmpty }).joined(separator: "; ")
  }
}

// MARK: - Sums

/// How many labels and occurrences an outcome covers.
private struct Covered {
  var labels = 0
  /// The largest number if there are more.
  var occurrences = 0
  /// The occurrences, be they more than the largest number: what shares are made of.
  var weight = 0.0

  mutating func add(_ count: Int) {
    labels += 1
    occurrences = occurrences.addingClamped(count)
    weight += Double(count)
  }
}

extension NormalizationReport {
  private var summary: [[JSONValue]] {
    let all = outcomes.values.reduce(0) { $0 + $1.weight }
    return LabelMatch.Outcome.allCases.map { outcome in
      let covered = outcomes[outcome] ?? Covered()
      return [
        .string(outcome.rawValue), .integer(covered.labels), .integer(covered.occurrences),
        .number(all == 0 ? 0 : covered.weight / all),
      ]
    }
  }

  private var clusters: [[JSONValue]] {
    let labels = unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (label: $0.key, count: $0.value) }
    return LabelClustering.clusters(labels).map { cluster in
      let members = cluster.labels.map(\.label)
      return [
        .string(cluster.name),
        form == .json
          ? .array(members.map(JSONValue.string)) : .string(members.joined(separator: " | ")),
        .integer(cluster.count),
      ]
    }
  }
}

internal import JSONCoding
internal import Taxonomy

/// Findings about a vocabulary, as they are told.
package struct FindingList: Sendable {
  /// A finding.
  package struct Item: Sendable {
    let finding: VocabularyFinding

    /// `error`, `warning` or `note`.
    package var severity: String { finding.severity.rawValue }

    /// The rule that it breaks.
    package var rule: String { finding.rule }

    /// What is the matter.
    package var message: String { finding.message }

    /// What to do about it; may be empty.
    package var remedy: String { finding.remedy }

    /// The place as `path:line:column`; empty if it has none.
    package var place: String {
      var place = finding.path
      if finding.line > 0 { place += ":\(finding.line)" }
      if finding.line > 0, finding.column > 0 { place += ":\(finding.column)" }
      return place
    }
  }

  /// The findings in the order in which they were made.
  package let items: [Item]

  init(_ findings: [VocabularyFinding]) { items = findings.map(Item.init) }

  /// Whether any is an error.
  package var hasErrors: Bool { items.contains { $0.finding.severity == .error } }

  /// The findings, errors first, each severity in the order of the source.
  package var bySeverity: [Item] {
    VocabularyFinding.Severity.allCases.flatMap { severity in
      items.filter { $0.finding.severity == severity }
    }
  }

  /// The number of findings of each severity that there are, the worst first.
  package var counts: [(severity: String, count: Int)] {
    VocabularyFinding.Severity.allCases.compactMap { severity in
      let count = items.count { $0.finding.severity == severity }
      return count == 0 ? nil : (severity.rawValue, count)
    }
  }

  /// How many findings each rule has, the worst rules first, then those with the most findings.
  package var countsByRule: [(rule: String, severity: String, count: Int)] {
    var counts: [String: (severity: VocabularyFinding.Severity, count: Int)] = [:]
    for item in items {
      counts[item.rule, default: (item.finding.severity, 0)].count += 1
    }
    let order = VocabularyFinding.Severity.allCases
    return order.flatMap { severity in
      counts.filter { $0.value.severity == severity }
        .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        .map { ($0.key, severity.rawValue, $0.value.count) }
    }
  }

  /// The fields of the records.
  package static let columns = [
    Column("rule"), Column("severity"), Column("path"), Column("line", isNumber: true),
    Column("column", isNumber: true), Column("concept"), Column("message"), Column("remedy"),
  ]

  /// A record for each finding.
  package var records: [[JSONValue]] {
    items.map { item in
      let finding = item.finding
      return [
        .string(finding.rule), .string(finding.severity.rawValue), .string(finding.path),
        .integer(finding.line), .integer(finding.column),
        finding.concept.map(JSONValue.string) ?? .null, .string(finding.message),
        .string(finding.remedy),
      ]
    }
  }
}

extension FindingList.Item {
  /// Whether it only tells something.
  package var isNote: Bool { finding.severity == .note }

  /// Whether it makes the vocabulary wrong.
  package var isError: Bool { finding.severity == .error }
}

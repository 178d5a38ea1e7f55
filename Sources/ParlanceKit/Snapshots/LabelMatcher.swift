package import JSONCoding

/// Says what labels mean, as `parlance normalize --format jsonl` tells it; several threads may ask at once.
package struct LabelMatcher: Sendable {
  private let normalizer: LabelNormalizer
  private let matching: LabelMatching
  private let language: String?

  /// What matches in a way.
  init(_ normalizer: LabelNormalizer, _ matching: LabelMatching, language: String?) {
    self.normalizer = normalizer
    self.matching = matching
    self.language = language
  }

  /// What labels mean.
  ///
  /// - Parameters:
  ///   - questions: the labels.
  ///   - together: whether those of one folder tell something of each other.
  /// - Returns: an object for each, in order.
  package func matches(
    _ questions: [WorkspaceSnapshot.TypedLabel], together: Bool = true
  ) -> [JSONValue] {
    var columns = LabelColumns()
    columns.language = language
    columns.context = Set(questions.flatMap(\.fields.keys)).sorted()
    let records = questions.enumerated().map { number, question in
      LabelInput.Record(label: question.label, fields: question.fields, line: number + 1)
    }
    var report = NormalizationReport(
      .matches, of: normalizer, input: columns, explains: matching.explains, form: .json)
    let matches = normalizer.matches(records, columns, together: together)
    return report.add(records, matches, records.map { _ in 1 }).map { values in
      .object(JSONObject(zip(report.columns, values).map { .init(name: $0.name, value: $1) }))
    }
  }
}

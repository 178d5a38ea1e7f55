package import JSONCoding
internal import Matching
internal import Taxonomy

extension WorkspaceSnapshot {
  /// The concepts that labels may mean, with what a list to choose from has to show.
  ///
  /// - Parameters:
  ///   - questions: the labels.
  ///   - matching: the way of matching.
  ///   - limit: the largest number of candidates of a label.
  /// - Returns: for each label its `outcome` and its `candidates`: `uri`, `name`, `schemes` (`key`, `title`), `score`
  ///   from 0 to 1, `method`, and a `note` on the name that was met, if that is not the one in use.
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  package func candidates(
    _ questions: [TypedLabel], _ matching: LabelMatching, limit: Int
  ) throws -> [JSONValue] {
    let normalizer = try normalizer(matching)
    let vocabulary = normalizer.vocabulary
    let view = ConceptView(vocabulary: vocabulary, documentCounts: [:])
    var columns = LabelColumns()
    columns.context = Set(questions.flatMap(\.fields.keys)).sorted()
    let records = questions.map { LabelInput.Record(label: $0.label, fields: $0.fields) }
    return normalizer.matches(records, columns).map { match in
      [
        "outcome": .string(match.outcome.rawValue),
        "candidates": .array(
          match.candidates.prefix(limit).map { candidate in
            let name = vocabulary.preferredLabel(of: candidate.concept)
            let met = candidate.label.map { label in
              let text = vocabulary.text(of: label)
              return text == name ? "" : "\(text): \(view.reason(label))"
            }
            return [
              "uri": .string(vocabulary.uri(of: candidate.concept)), "name": .string(name),
              "schemes": .array(
                vocabulary.schemes(of: candidate.concept).map {
                  [
                    "id": .string(vocabulary.key(of: $0)),
                    "name": .string(vocabulary.scheme($0).title()),
                  ]
                }),
              "score": .number(candidate.score), "method": .string(candidate.method.name),
              "note": .string(met ?? ""),
            ]
          }),
      ]
    }
  }
}

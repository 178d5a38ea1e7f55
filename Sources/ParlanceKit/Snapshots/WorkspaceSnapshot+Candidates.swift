package import JSONCoding
internal import Matching
internal import Model
internal import Taxonomy

extension WorkspaceSnapshot {
  /// The concepts that labels may mean, with what a list to choose from has to show.
  ///
  /// - Parameters:
  ///   - questions: the labels.
  ///   - matching: the way of matching.
  ///   - language: the language of the labels, if known.
  ///   - limit: the largest number of candidates of a label.
  /// - Returns: for each label its `outcome` and its `candidates`: `uri`, `name`, `schemes` (`id`, `name`), `score`
  ///   from 0 to 1, `method`, and a `note` on the name that was met, if that is not the one in use.
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  package func candidates(
    _ questions: [TypedLabel], _ matching: LabelMatching, language: String? = nil, limit: Int
  ) throws -> [JSONValue] {
    let normalizer = try normalizer(matching)
    let vocabulary = normalizer.vocabulary
    let view = ConceptView(vocabulary: vocabulary, documentCounts: [:])
    var columns = LabelColumns()
    columns.language = language
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
            return Self.candidate(
              candidate.concept, in: vocabulary, score: candidate.score,
              method: candidate.method.name, note: met ?? "")
          }),
      ]
    }
  }

  /// A concept that is asked for by its URI, as a candidate that is sure.
  ///
  /// - Parameter uri: the URI.
  /// - Returns: the candidate as `candidates` gives it; `nil` if no concept has the URI.
  /// - Throws: `WorkspaceError.noVocabulary`.
  package func candidate(uri: String) throws -> JSONValue? {
    let vocabulary = try vocabulary()
    return vocabulary.concept(uri: uri).map {
      Self.candidate($0, in: vocabulary, score: 1, method: "uri", note: "")
    }
  }

  private static func candidate(
    _ concept: ConceptOrdinal, in vocabulary: Vocabulary, score: Double, method: String,
    note: String
  ) -> JSONValue {
    [
      "uri": .string(vocabulary.uri(of: concept)),
      "name": .string(vocabulary.preferredLabel(of: concept)),
      "schemes": .array(
        vocabulary.schemes(of: concept).map {
          [
            "id": .string(vocabulary.key(of: $0)),
            "name": .string(vocabulary.scheme($0).title()),
          ]
        }),
      "score": .number(score), "method": .string(method), "note": .string(note),
    ]
  }
}

package import JSONCoding
internal import Searching
internal import Taxonomy

/// How many documents there are for each pair of values of two facets: what there is of which type for which product,
/// and what there is nothing of.
///
/// A document counts for what it is tagged with and for what is broader. Values are those that documents have, and those
/// at the top of the vocabulary's scheme that none has, so that what nothing was written about is seen.
package struct CoverageMatrix: Sendable {
  /// A value of a facet, a row or a column.
  package struct Value: Sendable, Hashable {
    /// Its name.
    package let label: String
    /// The URI of its concept; `nil` for a value that is none.
    package let concept: String?
    /// How many of the values stand above it.
    package let depth: Int
    /// How many documents have it.
    package let count: Int

    fileprivate var name: String { concept ?? label }

    fileprivate var json: JSONObject {
      JSONObject([
        .init(name: "value", value: .string(label)),
        .init(name: "concept", value: concept.map { .string($0) } ?? .null),
        .init(name: "count", value: .integer(count)),
        .init(name: "depth", value: .integer(depth)),
      ])
    }
  }

  /// The keys of the facets.
  package let keys: (rows: String, columns: String)

  /// The values of the rows, what is narrower behind what is broader.
  package let rows: [Value]

  /// The values of the columns.
  package let columns: [Value]

  /// How many values of the columns were left out.
  package let furtherColumns: Int

  /// For each row the number of documents in each column; none is a gap.
  package let counts: [[Int]]

  /// The number of documents.
  package let total: Int

  /// The number of pairs without a document.
  package var gaps: Int { counts.reduce(0) { $0 + $1.count { $0 == 0 } } }

  /// Counts documents.
  ///
  /// - Parameters:
  ///   - session: the index, with the documents that may be counted.
  ///   - rows: the key of the facet whose values are rows.
  ///   - columns: the key of the facet whose values are columns.
  ///   - vocabulary: the vocabulary, for the values that no document has.
  ///   - filters: what documents must be.
  ///   - documents: the identifiers of the only documents that count; `nil` for all.
  ///   - limit: the largest number of columns; each takes a search.
  /// - Throws: `FacetFilterError`, `EngineError.unknownFacet`, `IndexError`.
  init(
    _ session: SearchSession, rows: String, columns: String, vocabulary: Vocabulary?,
    filters: [SearchService.Filter] = [], among documents: Set<String>? = nil,
    columnLimit limit: Int = .max
  ) throws {
    var request = SearchService.Request("")
    request.limit = 0
    request.wantsPassages = false
    request.filters = filters
    func answer(_ request: SearchService.Request) throws -> SearchService.Answer {
      var prepared = try session.prepare(request)
      if let documents { prepared.request.restriction = documents }
      return try prepared.answer()
    }
    let all = try answer(request)
    let values = try (
      Self.values(rows, of: all, vocabulary), Self.values(columns, of: all, vocabulary)
    )
    let shown = Array(values.1.prefix(limit))
    let counted = try shown.map { column -> [String: Int] in
      guard column.count > 0 else { return [:] }
      var narrowed = request
      narrowed.filters.append(SearchService.Filter(key: columns, value: column.name))
      let found = try answer(narrowed).facet(rows)?.counts ?? []
      return Dictionary(found.map { ($0.value.concept ?? $0.value.label, $0.count) }) {
        first, _ in first
      }
    }
    keys = (rows, columns)
    self.rows = values.0
    self.columns = shown
    furtherColumns = values.1.count - shown.count
    counts = values.0.map { row in counted.map { $0[row.name] ?? 0 } }
    total = all.total
  }

  /// The values of a facet in their tree, then those that no document has, by name.
  private static func values(
    _ key: String, of answer: SearchService.Answer, _ vocabulary: Vocabulary?
  ) throws -> [Value] {
    guard let facet = answer.facet(key) else {
      throw EngineError.unknownFacet(key, known: answer.facets.map(\.key))
    }
    let found = facet.tree().map {
      Value(
        label: $0.count.label, concept: $0.count.concept, depth: $0.level, count: $0.count.count)
    }
    guard let vocabulary, let scheme = vocabulary.scheme(named: key) else { return found }
    let known = Set(found.map(\.name))
    let missing = vocabulary.concepts.filter { concept in
      !vocabulary.isDeprecated(concept) && vocabulary.broader(of: concept).isEmpty
        && vocabulary.schemes(of: concept).contains(scheme)
        && !known.contains(vocabulary.uri(of: concept))
    }.map {
      Value(
        label: vocabulary.preferredLabel(of: $0), concept: vocabulary.uri(of: $0), depth: 0,
        count: 0)
    }
    return found + missing.sorted { ($0.label, $0.name) < ($1.label, $1.name) }
  }

  /// The matrix as programs read it: `rows`, each with `value`, `concept`, `depth`, `count` and its `cells` in the
  /// order of `columns`.
  package var json: JSONValue {
    let lines = zip(rows, counts).map { row, counts -> JSONValue in
      var object = row.json
      object["cells"] = .array(counts.map { .integer($0) })
      return .object(object)
    }
    return [
      "total": .integer(total), "row_facet": .string(keys.rows),
      "column_facet": .string(keys.columns), "columns": .array(columns.map { .object($0.json) }),
      "rows": .array(lines), "more_columns": .integer(furtherColumns),
    ]
  }
}

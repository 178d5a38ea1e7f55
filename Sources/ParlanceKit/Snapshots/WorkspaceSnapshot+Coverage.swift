package import JSONCoding

extension WorkspaceSnapshot {
  /// More columns take a search each, and nobody reads them.
  private static let mostColumns = 60

  /// How many documents there are for each pair of values of two facets: what there is of which type for
  /// which stage, and what there is nothing of.
  ///
  /// - Parameters:
  ///   - rows: the key of the facet whose values are rows.
  ///   - columns: the key of the facet whose values are columns.
  ///   - filters: what documents must be, as `key=value`.
  ///   - account: whose documents are counted.
  /// - Returns: `rows`, each with `value`, `concept`, `depth`, `count` and its `cells` in the order of
  ///   `columns`; values of no document are left out.
  /// - Throws: `FacetFilterError`, `RequestError`, `EngineError.unknownFacet`, `IndexError`.
  package func coverage(
    rows: String, columns: String, filters: [String], for account: ReaderAccount
  ) throws -> JSONValue {
    let session = try session(for: account)
    var request = SearchService.Request("")
    request.limit = 0
    request.wantsPassages = false
    request.filters = try SearchService.Request.filters(filters)
    let all = try session.search(request)
    let shownColumns = try Self.facet(columns, of: all).tree()
    let shown = shownColumns.prefix(Self.mostColumns)
    let counts = try shown.map { branch -> [String: Int] in
      var narrowed = request
      narrowed.filters.append(
        SearchService.Filter(key: columns, value: Self.name(branch.count.value)))
      let found = try Self.facet(rows, of: try session.search(narrowed)).counts
      return Dictionary(found.map { (Self.name($0.value), $0.count) }) { first, _ in first }
    }
    let lines = try Self.facet(rows, of: all).tree().map { branch in
      Self.json(
        branch,
        cells: .array(counts.map { .integer($0[Self.name(branch.count.value)] ?? 0) }))
    }
    return [
      "total": .integer(all.total), "row_facet": .string(rows), "column_facet": .string(columns),
      "columns": .array(shown.map { Self.json($0) }), "rows": .array(lines),
      "more_columns": .integer(shownColumns.count - shown.count),
    ]
  }

  private static func facet(
    _ key: String, of answer: SearchService.Answer
  ) throws -> SearchService.Facet {
    guard let facet = answer.facet(key) else {
      throw EngineError.unknownFacet(key, known: answer.facets.map(\.key))
    }
    return facet
  }

  private static func name(_ value: SearchService.Value) -> String { value.concept ?? value.label }

  private static func json(
    _ branch: SearchService.FacetBranch, cells: JSONValue? = nil
  ) -> JSONValue {
    var object = JSONObject([
      .init(name: "value", value: .string(branch.count.label)),
      .init(name: "concept", value: branch.count.concept.map { .string($0) } ?? .null),
      .init(name: "count", value: .integer(branch.count.count)),
      .init(name: "depth", value: .integer(branch.level)),
    ])
    object["cells"] = cells
    return .object(object)
  }
}

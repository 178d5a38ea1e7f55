package import JSONCoding

extension WorkspaceSnapshot {
  /// More columns take a search each, and nobody reads them.
  private static let mostColumns = 60

  /// How many documents there are for each pair of values of two facets.
  ///
  /// - Parameters:
  ///   - rows: the key of the facet whose values are rows.
  ///   - columns: the key of the facet whose values are columns.
  ///   - filters: what documents must be, as `key=value`.
  ///   - account: whose documents are counted.
  /// - Returns: `CoverageMatrix.json`.
  /// - Throws: `FacetFilterError`, `RequestError`, `EngineError.unknownFacet`, `IndexError`.
  package func coverage(
    rows: String, columns: String, filters: [String], for account: ReaderAccount
  ) throws -> JSONValue {
    try CoverageMatrix(
      try session(for: account), rows: rows, columns: columns, vocabulary: vocabularyIfImported,
      filters: try SearchService.Request.filters(filters), columnLimit: Self.mostColumns
    ).json
  }
}

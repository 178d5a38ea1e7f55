package import JSONCoding
internal import Searching

extension WorkspaceSnapshot {
  /// What can be left out of a query, each part with the query without it.
  ///
  /// - Parameter answer: the answer to a search, whose query it is.
  /// - Returns: of each part its `text`, its `kind` (`words`, `phrase`, `near`, `all` or `field`, then with `field`), the
  ///   `value` looked for, whether it is `excluded`, and `rest`: the query without it, byte for byte, `null` if what is
  ///   left could not be understood.
  package func parts(ofQueryOf answer: JSONValue) -> [JSONValue] {
    let readings = (answer["understood"]?.array ?? []).filter { $0["concepts"] != nil }
    let pieces = QueryPieces.pieces(
      of: answer["query"]?.string ?? "",
      facets: (answer["facets"]?.object?.members ?? []).map(\.name),
      saved: savedQueries, labels: readings.compactMap { $0["surface"]?.string })
    return pieces.map { piece in
      var field: JSONValue = .null
      if case .field(let name) = piece.kind { field = .string(name) }
      return [
        "text": .string(piece.text), "kind": .string(Self.name(piece.kind)), "field": field,
        "value": .string(piece.value), "excluded": .bool(piece.isExcluded),
        "rest": piece.rest.map { .string($0) } ?? .null,
      ]
    }
  }

  private static func name(_ kind: QueryPiece.Kind) -> String {
    switch kind {
    case .words: "words"
    case .phrase: "phrase"
    case .near: "near"
    case .everything: "all"
    case .field: "field"
    }
  }
}

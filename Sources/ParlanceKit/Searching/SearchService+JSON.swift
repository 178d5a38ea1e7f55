extension SearchService.Answer {
  /// The whole answer as `search --format json` prints it.
  package func json(for request: SearchService.Request) -> JSONObject {
    let fields = HitField.fields(of: request, form: .json)
    var object = envelope
    object["hits"] = .array(hits.map { .object($0.json(fields)) })
    return object
  }

  /// What a JSON answer holds around its hits.
  package var envelope: JSONObject {
    var envelope = JSONObject([
      .init(name: "query", value: .string(query)),
      .init(name: "understood", value: understood.json),
      .init(name: "total", value: .integer(total)),
      .init(
        name: "facets",
        value: .object(
          JSONObject(facets.map { .init(name: $0.key, value: .array($0.counts.map(\.json))) }))),
      .init(
        name: "missing",
        value: .object(
          JSONObject(facets.map { .init(name: $0.key, value: .integer($0.missing)) }))),
      .init(name: "took_ms", value: .number(milliseconds)),
      .init(name: "suggestions", value: .array(suggestions.map { .string($0) })),
      .init(name: "relaxations", value: .array(relaxations.map(\.json))),
    ])
    if let histogram { envelope["histogram"] = histogram.json }
    if let partial { envelope["partial"] = .string(partial) }
    return envelope
  }

  /// How long the search took, to the microsecond.
  private var milliseconds: Double {
    let (seconds, attoseconds) = took.components
    return ((Double(seconds) * 1000 + Double(attoseconds) / 1e15) * 1000).rounded() / 1000
  }
}

extension SearchService.Value {
  /// The label and the URI.
  package var json: JSONValue { .object(JSONObject(members)) }

  fileprivate var members: [JSONObject.Member] {
    [
      .init(name: "value", value: .string(label)),
      .init(name: "concept", value: concept.map { .string($0) } ?? .null),
    ]
  }
}

extension SearchService.FacetCount {
  fileprivate var json: JSONValue {
    .object(
      JSONObject(
        value.members + [
          .init(name: "count", value: .integer(count)),
          .init(name: "depth", value: .integer(depth)),
          .init(name: "broader", value: .array(broader.map { .string($0) })),
        ]))
  }
}

extension SearchService.Histogram {
  fileprivate var json: JSONValue {
    [
      "periods": .array(
        entries.map { ["period": .string($0.period), "count": .integer($0.count)] }),
      "undated": .integer(undated),
    ]
  }
}

extension SearchService.Relaxation {
  fileprivate var json: JSONValue { ["without": .string(name), "count": .integer(count)] }

  private var name: String {
    switch change {
    case .facet(let key): "facet:\(key)"
    case .allFacets: "facets"
    case .dates: "dates"
    case .anyWord: "any-word"
    case .anywhere: "title"
    case .anyFolder: "path"
    case .related(let facet, let label): "related:\(facet)=\(label)"
    }
  }
}

extension SearchService.Understanding {
  /// What the query was taken for: readings, then corrections, then notices.
  fileprivate var json: JSONValue {
    .array(
      readings.map { reading in
        [
          "surface": .string(reading.surface),
          "facet": .string(reading.facet),
          "concepts": .array(reading.concepts.map(\.json)),
          "note": .string(reading.note),
          "related": .array(reading.related.map(\.json)),
        ]
      }
        + corrections.map { correction in
          [
            "surface": .string(correction.word),
            "corrected": .array(correction.replacements.map { .string($0) }),
          ]
        }
        + notices.map { notice in
          [
            "surface": .string(notice.surface),
            "notice": .string(notice.kind.rawValue),
            "note": .string(notice.message),
          ]
        })
  }
}

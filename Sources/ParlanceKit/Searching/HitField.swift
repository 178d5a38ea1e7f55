/// A field of the record of a hit, in the order in which fields are written.
package enum HitField: String, CaseIterable, Sendable {
  /// The place among the hits, from 1.
  case rank = "rank"
  /// The score.
  case score = "score"
  /// What identifies the document.
  case id = "id"
  /// The path.
  case path = "path"
  /// The title.
  case title = "title"
  /// The date.
  case date = "date"
  /// The labels by facet; with URIs in JSON.
  case tags = "tags"
  /// The passage.
  case snippet = "snippet"
  /// Where in the passage hits stand; in JSON only.
  case highlights = "highlights"
  /// Documents with the same text; in JSON only, if they are not hits of their own.
  case copies = "copies"
  /// The parts of the score; in JSON only, if they were asked for.
  case explanation = "explanation"

  /// The fields of what answers a request, in a form.
  package static func fields(
    of request: SearchService.Request, form: ReportForm
  ) -> [HitField] {
    guard form == .json else { return oneLine }
    return allCases.filter {
      switch $0 {
      case .copies: request.collapsesCopies
      case .explanation: request.wantsExplanations
      default: true
      }
    }
  }

  /// The fields that one line of text can hold.
  package static let oneLine: [HitField] = [
    .rank, .score, .id, .path, .title, .date, .tags, .snippet,
  ]

  /// How it is printed.
  package var column: Column { Column(rawValue, decimals: self == .score ? 4 : 2) }

  /// Its value in a form.
  package func value(of hit: SearchService.Hit, form: ReportForm) -> JSONValue {
    switch self {
    case .rank: .integer(hit.rank)
    case .score: .number(hit.score)
    case .id: .string(hit.id)
    case .path: Self.path(hit.path)
    case .title: .string(hit.title)
    case .date: hit.date.map { .string($0) } ?? .null
    case .tags: form == .json ? Self.taggedValues(hit) : Self.taggedLabels(hit)
    case .snippet: .string(hit.passage.text)
    case .highlights:
      .array(
        hit.passage.highlights.map {
          .array([.integer($0.lowerBound), .integer($0.upperBound)])
        })
    case .copies:
      .array(hit.copies.map { ["id": .string($0.id), "path": Self.path($0.path)] })
    case .explanation:
      .array(hit.explanation.map { ["part": .string($0.title), "score": .number($0.score)] })
    }
  }

  private static func path(_ path: String) -> JSONValue { path.isEmpty ? .null : .string(path) }

  private static func taggedValues(_ hit: SearchService.Hit) -> JSONValue {
    .object(
      JSONObject(hit.tags.map { .init(name: $0.facet, value: .array($0.values.map(\.json))) }))
  }

  private static func taggedLabels(_ hit: SearchService.Hit) -> JSONValue {
    .string(
      hit.tags.map { "\($0.facet)=\($0.values.map(\.label).joined(separator: ", "))" }
        .joined(separator: "; "))
  }
}

extension SearchService.Hit {
  /// The hit as an object of fields.
  package func json(_ fields: [HitField]) -> JSONObject {
    JSONObject(fields.map { .init(name: $0.rawValue, value: $0.value(of: self, form: .json)) })
  }
}

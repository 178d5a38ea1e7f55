import ParlanceKit
import Searching

/// A field of the record that is printed of a hit.
enum HitField: String, CaseIterable {
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

  /// The fields of a form, in their order.
  static func fields(isJSON: Bool) -> [HitField] { isJSON ? allCases : textFields }

  /// The fields that one line of text can hold.
  static let textFields = allCases.filter { $0 != .highlights }

  /// How it is printed.
  var column: Column { Column(rawValue, decimals: self == .score ? 4 : 2) }

  /// Its value.
  func value(of hit: SearchHit, isJSON: Bool) -> JSONValue {
    switch self {
    case .rank: .integer(hit.rank)
    case .score: .number(hit.score)
    case .id: .string(hit.id)
    case .path: hit.path.isEmpty ? .null : .string(hit.path)
    case .title: .string(hit.title)
    case .date: hit.date.map { .string($0.description) } ?? .null
    case .tags: isJSON ? Self.taggedValues(hit) : Self.taggedLabels(hit)
    case .snippet: .string(hit.snippet.text)
    case .highlights:
      .array(
        hit.snippet.highlights.map {
          .array([.integer($0.lowerBound), .integer($0.upperBound)])
        })
    }
  }

  private static func taggedValues(_ hit: SearchHit) -> JSONValue {
    .object(
      JSONObject(
        hit.tags.map { .init(name: $0.key, value: .array($0.values.map(SearchReport.value))) }))
  }

  private static func taggedLabels(_ hit: SearchHit) -> JSONValue {
    .string(
      hit.tags.map { "\($0.key)=\($0.values.map(\.label).joined(separator: ", "))" }
        .joined(separator: "; "))
  }
}

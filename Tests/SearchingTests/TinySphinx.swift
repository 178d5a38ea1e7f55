import JSONCoding
import Taxonomy

@testable import Searching

/// An index of Sphinx of a few lines, which looks at every row: what the statements mean that are asked of one.
final class TinySphinx: SphinxService {
  private let rows: [SphinxRow]
  private var found = 0

  /// What the engine says of the last answer.
  var meta: [String: String] = [:]
  /// The numbers of the parts that are told to be there.
  var parts: [UInt64] = [SphinxCode.number(.head, "part")]
  /// What becomes of each row before it is told.
  var edit: (SphinxFields) -> SphinxFields = { $0 }
  /// The statements so far.
  private(set) var statements: [String] = []

  /// What an index holds, published.
  init(_ source: SearchIndex) throws {
    let release = "docs-1"
    let export = RemoteExport(source)
    var rows: [SphinxRow] = []
    try export.forEachWord { rows.append(.word($0, $1, $2, in: release)) }
    var numbers: Set<UInt64> = []
    try export.forEach { document in
      guard let made = SphinxRow.document(document, from: "here", in: release) else { return }
      rows += made.values.filter { numbers.insert($0.number).inserted } + [made.row]
    }
    self.rows = rows
    var head = SphinxHead(number: SphinxCode.number(.head, "part"))
    head.current = release
    head.releases[release] =
      RemoteCollection(
        index: release, vocabulary: source.vocabulary?.fingerprint ?? 0,
        languages: export.languages, facets: export.facetKeys
      ).told
    self.head = head
  }

  private let head: SphinxHead

  func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields] {
    let text = String(decoding: statement, as: UTF8.self)
    if text == "SHOW META" {
      let total = ["Variable_name": "total_found", "Value": String(found)]
      return [total] + meta.map { ["Variable_name": $0.key, "Value": $0.value] }
    }
    statements.append(text)
    let form =
      /SELECT (.*?) FROM (\w+) WHERE (?:MATCH\('(.*?)'\))?(.*?)(?:GROUP BY (\w+))? ?(?:ORDER BY .*?)? LIMIT (\d+),(\d+) OPTION cutoff=0,max_matches=(\d+),.*/
    guard let parts = try form.wholeMatch(in: text), parts.2 == "docs" else {
      throw RemoteFailure.refused("unknown local index '\(text)' in search request")
    }
    var told = head
    told.parts = self.parts
    let match = try parts.3.map { try TinyMatch($0 == "_m" ? "(_m)" : String($0)) }
    let all = ([told.row] + rows).filter { row in
      let fields = [
        "stems": row.stems.split(separator: " ").map(String.init),
        "stems_title": row.titleStems.split(separator: " ").map(String.init), "keys": row.keys,
      ]
      return match?.matches(fields) ?? true
    }
    let kept = try all.filter { try passes($0, String(parts.4)) }
    let limit = Int(parts.7) ?? 0
    guard let column = parts.5 else {
      found = kept.count
      return kept.dropFirst(Int(parts.6) ?? 0).prefix(limit).map { edit(Self.fields($0)) }
    }
    var counts: [UInt64: Int] = [:]
    for row in kept {
      for value in values(of: row, String(column), String(parts.1)) {
        counts[value, default: 0] += 1
      }
    }
    found = counts.count
    return counts.prefix(limit).map { edit(["g": String($0.key), "c": String($0.value)]) }
  }

  private func passes(_ row: SphinxRow, _ conditions: String) throws -> Bool {
    conditions.matches(of: /(access|id) IN \(([\d,]*)\)/).allSatisfy { condition in
      let value = condition.1 == "access" ? row.access : row.number
      return condition.2.split(separator: ",").contains { UInt64($0) == value }
    }
  }

  private func values(of row: SphinxRow, _ column: String, _ expression: String) -> Set<UInt64> {
    switch column {
    case "facets": return Set(row.facets)
    case "access": return [row.access]
    default:
      let divisor = expression.firstMatch(of: /IDIV\(date,(\d+)\)/).flatMap { Int($0.1) } ?? 1
      return [UInt64(row.date / divisor)]
    }
  }

  private static func fields(_ row: SphinxRow) -> SphinxFields {
    var writer = JSONWriter()
    writer.value(row.data)
    return [
      "id": String(row.number), "data": writer.text, "text": SphinxText.stored(row.text),
      "w": "1000",
    ]
  }
}

internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The most hits of a table, and those that it has unless told otherwise.
  private static let (mostRows, usualRows) = (1_000, 200)

  /// A search as a table (CSV) with a column for each facet, which a spreadsheet or a wiki may fetch again and again.
  ///
  /// A table takes the fields of a search page, and `limit`. No cell of it is a formula.
  func sheet(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let state = SearchState(request.query)
    var question = try Self.question(FormFields(state.fields))
    question.limit = try Self.number(
      request.query, "limit", 0...Self.mostRows, usual: Self.usualRows)
    question.countsFacets = false
    let answer = try keeper.current().found(question, for: account)
    let hits = answer["hits"]?.array ?? []
    let facets = Set(hits.flatMap { ($0["tags"]?.object?.members ?? []).map(\.name) }).sorted()
    let base = base(of: request)
    var writer = DelimitedTextWriter(lineBreaks: .blanks)
    writer.record(["title", "date", "path", "address"] + facets)
    for hit in hits {
      let id = hit["id"]?.string ?? ""
      let path = hit["path"]?.string ?? ""
      let fields = ["title", "date"].map { hit[$0]?.string ?? "" } + [path.isEmpty ? id : path]
      let values = facets.map { facet in
        (hit["tags"]?[facet]?.array ?? []).compactMap { $0["value"]?.string }
          .joined(separator: "; ")
      }
      writer.record(fields + [base + Layout.document(id)] + values)
    }
    var response = ServiceResponse(type: "text/csv; charset=utf-8", writer.bytes)
    response.headers["Content-Disposition"] = "attachment; filename=\"search.csv\""
    return response
  }
}

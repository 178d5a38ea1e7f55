internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The entries of a feed.
  private static let feedLength = 50

  /// The newest documents of a search as an Atom feed (RFC 4287), for a reader that asks again and again.
  ///
  /// A feed takes the fields of a search page. Documents are in it by their dates, the newest first; those
  /// without one are not news.
  func feed(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let state = SearchState(request.query)
    var question = try Self.question(FormFields(state.fields))
    // A reader of feeds wants what is new, not what fits best.
    question.order = .date
    question.limit = Self.feedLength
    question.countsFacets = false
    let answer = try keeper.current().found(question, for: account)
    let base = base(of: request)
    let hits = (answer["hits"]?.array ?? []).filter { $0["date"]?.string != nil }
    let updated = hits.first?["date"]?.string.map(Self.moment) ?? "1970-01-01T00:00:00Z"
    let query = state["q"] ?? ""
    let entries = hits.map { hit -> HTML in
      let id = hit["id"]?.string ?? ""
      let title = hit["title"]?.string ?? ""
      let address = base + Layout.document(id)
      return HTML(
        "entry", [],
        [
          HTML("id", [], address),
          HTML("title", [], title.isEmpty ? SearchView.name(ofPath: id) : title),
          HTML("updated", [], Self.moment(hit["date"]?.string ?? "")),
          HTML("link", [("href", address)]).closed,
          HTML("summary", [], hit["snippet"]?.string ?? ""),
        ])
    }
    let feed = HTML(
      "feed", [("xmlns", "http://www.w3.org/2005/Atom")],
      [
        HTML("id", [], base + state.address),
        HTML("title", [], query.isEmpty ? "Documents" : query),
        HTML("updated", [], updated), HTML("author", [], [HTML("name", [], "Parlance")]),
        HTML("link", [("href", base + state.address)]).closed,
        HTML(
          "link", [("rel", "self"), ("href", base + "/feed.atom?" + FormFields(state.fields).text)]
        )
        .closed,
      ] + entries)
    return ServiceResponse(
      type: "application/atom+xml",
      Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + feed.bytes)
  }

  /// A date as Atom has it: at its beginning.
  static func moment(_ date: String) -> String {
    let parts = date.split(separator: "-").map(String.init)
    let whole = parts + ["01", "01"].dropFirst(max(0, parts.count - 1))
    return whole.prefix(3).joined(separator: "-") + "T00:00:00Z"
  }
}

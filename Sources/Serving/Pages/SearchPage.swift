internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The page of a search.
  func searchPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    if request.wantsJSON { return try searchAnswer(request, account) }
    let state = SearchState(request.query)
    try state.checkLength()
    var question = try Self.question(FormFields(state.fields))
    question.limit = state.pageLength
    question.offset = (state.page - 1) * state.pageLength
    let snapshot = keeper.current()
    let answer = try snapshot.found(question, for: account)
    note(question, answer)
    let ids = (answer["hits"]?.array ?? []).compactMap { $0["id"]?.string }
    let view = SearchView(
      state: state, answer: answer, parts: snapshot.parts(ofQueryOf: answer),
      standings: try snapshot.standings(of: ids, for: account),
      servesFiles: settings.servesFiles, thumbnails: thumbnails)
    let query = state["q"] ?? ""
    return Layout(service: self).page(
      query.isEmpty ? "Documents" : query, query: query,
      keeping: state.fields.filter { ["facet", "since", "sort", "view"].contains($0.name) },
      view.content)
  }
}

/// What stands on the page of a search.
struct SearchView {
  let state: SearchState
  let answer: JSONValue
  let parts: [JSONValue]
  let standings: [String: JSONValue]
  let servesFiles: Bool
  let thumbnails: Thumbnails

  var isList: Bool { state.isList }

  var total: Int { answer["total"]?.integer ?? 0 }

  var hits: [JSONValue] { answer["hits"]?.array ?? [] }

  /// The page but for its frame.
  var content: [HTML] {
    let title = (state["q"] ?? "").isEmpty ? "All documents" : "Results for “\(state["q"] ?? "")”"
    return [
      HTML("h1", [("class", "hidden")], title),
      HTML(
        "div", [("class", "columns")],
        [
          HTML(
            "section", [("class", "results"), ("aria-label", "Results")],
            [
              UnderstoodView(state: state, answer: answer, parts: parts).content, count, toRail,
              sorting,
            ]
              + (total == 0 ? nothingFound : [cards, paging, subscription])),
          HTML(
            "aside",
            [("id", "narrow"), ("class", "rail"), ("aria-label", "Narrow the results")],
            FacetRail(state: state, answer: answer).content),
        ]),
    ]
  }

  private var count: HTML {
    let place = state.page > 1 ? ", page \(state.page)" : ""
    let partial = answer["partial"]?.string.map { "; this is not the whole answer: \($0)" } ?? ""
    return HTML(
      "p", [("class", "count"), ("role", "status")],
      "\(total) \(total == 1 ? "document" : "documents")\(place)\(partial)")
  }

  /// Where the window is narrow, filters stand below all results.
  private var toRail: HTML {
    total > 1
      ? HTML("p", [("class", "to-rail")], [.link("#narrow", "Narrow the results")]) : .nothing
  }

  private var sorting: HTML {
    guard total > 1 else { return .nothing }
    let current = state["sort"] ?? "relevance"
    let links = SearchService.Request.orders.map { order in
      order == current
        ? HTML("strong", [("aria-current", "true")], order)
        : HTML.link(state.with("sort", order == "relevance" ? nil : order).address, order)
    }
    let views = [("cards", !isList, nil), ("list", isList, "list")].map { name, isShown, value in
      isShown
        ? HTML("strong", [("aria-current", "true")], name)
        : HTML.link(state.with("view", value).address, name)
    }
    return HTML(
      "p", [("class", "sorting")],
      [.text("Sort by ")] + Self.joined(links, " · ") + [.text(" – as ")]
        + Self.joined(views, " · "))
  }

  /// Pieces with text between them.
  static func joined(_ pieces: [HTML], _ separator: String) -> [HTML] {
    pieces.enumerated().flatMap { $0 == 0 ? [$1] : [.text(separator), $1] }
  }

  /// The last part of a path.
  static func name(ofPath path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

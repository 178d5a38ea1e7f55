internal import JSONCoding
internal import ParlanceKit

/// What there is, what is missing, what is there twice, and how good the tags are.
extension Service {
  /// The pages of insight.
  enum InsightTab: String, CaseIterable {
    case figures = "/insight"
    case coverage = "/coverage"
    case unused = "/insight/unused"
    case duplicates = "/insight/duplicates"
    case searches = "/insight/searches"

    var title: String {
      switch self {
      case .figures: "Figures"
      case .coverage: "Coverage"
      case .unused: "Unused concepts"
      case .duplicates: "Duplicates"
      case .searches: "Searches in vain"
      }
    }
  }

  /// The paths below `/insight`.
  static let insightRoutes: [RoutePattern] = [
    RoutePattern("insight", get("insight") { try $0.insightPage($1, $2) }),
    RoutePattern("insight/unused", get("insight") { try $0.unusedPage($1, $2) }),
    RoutePattern("insight/duplicates", get("insight") { try $0.duplicatesPage($1, $2) }),
    RoutePattern("insight/searches", get("insight") { try $0.searchesPage($1, $2) }),
  ]

  /// The tabs of insight; what was searched for is shown to who decides, if it is kept.
  func insightTabs(_ current: InsightTab, _ account: ReaderAccount) -> HTML {
    HTML(
      "nav", [("class", "tabs"), ("aria-label", "Insight")],
      InsightTab.allCases.filter { $0 != .searches || maySeeSearches(account) }.map { tab in
        HTML(
          "a",
          [("href", tab.rawValue), ("aria-current", tab == current ? "page" : nil)], tab.title)
      })
  }

  private func maySeeSearches(_ account: ReaderAccount) -> Bool {
    settings.searches != nil && mayDecide(account)
  }

  private func page(
    _ tab: InsightTab, _ account: ReaderAccount, _ content: [HTML]
  ) -> ServiceResponse {
    Layout(service: self).page(
      tab.title, [HTML("h1", [], "Insight"), insightTabs(tab, account)] + content)
  }

  /// The figures, as a page and for programs.
  func insight(for account: ReaderAccount) throws -> JSONValue {
    guard case .object(var object) = try keeper.current().coverageFigures(for: account) else {
      return .null
    }
    object["waiting"] = try review.questions(for: account, facet: nil, limit: 0)["total"]
    object["feedback"] = .integer(
      try review.openFeedback(for: account)["feedback"]?.array?.count ?? 0)
    object["months"] = try review.quality(for: account)["months"]
    return .object(object)
  }

  private func insightPage(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    let figures = try insight(for: account)
    return request.wantsJSON
      ? Self.json(figures)
      : page(.figures, account, InsightView(figures: figures).content)
  }

  private func unusedPage(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    let snapshot = keeper.current()
    let schemes = try snapshot.schemeNames().compactMap { $0["id"]?.string }
    let lists = try schemes.map { key -> (String, [JSONValue]) in
      let concepts = try snapshot.concepts(ofScheme: key, for: account)["concepts"]?.array ?? []
      return (
        key,
        concepts.filter {
          $0["documents"]?.integer == 0 && $0["deprecated"]?.bool != true
        }
      )
    }
    if request.wantsJSON {
      return Self.json(
        .object(JSONObject(lists.map { .init(name: $0.0, value: .array($0.1)) })))
    }
    return page(
      .unused, account,
      lists.flatMap { key, concepts in
        [
          HTML("h2", [("id", key)], "\(key): \(concepts.count)"),
          HTML(
            "ul", [("class", "tree")],
            concepts.map { concept in
              HTML(
                "li", [("class", "level\(min(concept["depth"]?.integer ?? 0, 6))")],
                [
                  .link(
                    Layout.concept(concept["uri"]?.string ?? ""), concept["name"]?.string ?? "")
                ])
            }),
        ]
      })
  }

  private func duplicatesPage(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    let found = try keeper.current().duplicates(for: account)
    return request.wantsJSON
      ? Self.json(found) : page(.duplicates, account, DuplicatesView(found: found).content)
  }

  private func searchesPage(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    guard let searches = settings.searches else {
      throw RequestError("This server does not keep what was searched for (--log-searches would).")
    }
    try checkDeciding(account)
    let entries = searches.json
    if request.wantsJSON { return Self.json(["searches": .array(entries)]) }
    let rows = entries.map { entry -> HTML in
      let query = entry["query"]?.string ?? ""
      return HTML(
        "tr", [],
        [
          HTML(
            "th", [("scope", "row")],
            [.link(Layout.search(FormFields([.init(name: "q", value: query)])), query)]),
          HTML("td", [("class", "number")], "\(entry["count"]?.integer ?? 0)"),
          HTML("td", [], entry["last"]?.string ?? ""),
        ])
    }
    return page(
      .searches, account,
      [
        HTML(
          "p", [],
          "What was searched for and not found, by whomever: a name that the vocabulary lacks, or a "
            + "document that there is not."),
        searches.failure.map { HTML("p", [("class", "note")], "Not kept: \($0)") } ?? .nothing,
        rows.isEmpty
          ? HTML("p", [("role", "status")], "Nothing was searched for in vain.")
          : Layout.wide(
            "Searches", [InsightView.head(["Search", "Times", "Last"])] + rows),
      ])
  }

  /// Counts a search without a hit, if that is asked for.
  func note(_ question: SearchService.Request, _ answer: JSONValue) {
    // With filters, or on a further page, finding nothing says nothing about the words.
    guard let searches = settings.searches, answer["total"]?.integer == 0, question.offset == 0,
      question.filters.isEmpty
    else { return }
    searches.add(question.query)
  }
}

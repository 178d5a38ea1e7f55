internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The page of a search.
  func searchPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    if request.wantsJSON { return try searchAnswer(request, account) }
    let state = SearchState(request.query)
    var question = try Self.question(FormFields(state.fields))
    question.limit = state.pageLength
    question.offset = (state.page - 1) * state.pageLength
    let snapshot = keeper.current()
    let answer = try snapshot.found(question, for: account)
    note(question, answer)
    let ids = (answer["hits"]?.array ?? []).compactMap { $0["id"]?.string }
    let view = SearchView(
      state: state, answer: answer, standings: try snapshot.standings(of: ids, for: account),
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
            [understanding, chips, count, toRail, sorting]
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
    return HTML(
      "p", [("class", "count"), ("role", "status")],
      "\(total) \(total == 1 ? "document" : "documents")\(place)")
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

  // MARK: What was understood

  /// Since when what is called what, and what else words were taken for.
  private var understanding: HTML {
    let notes = (answer["understood"]?.array ?? []).compactMap(understood)
    guard !notes.isEmpty else { return .nothing }
    let isByConcept = (answer["understood"]?.array ?? []).contains {
      $0["concepts"]?.array?.isEmpty == false || $0["corrected"]?.strings?.isEmpty == false
    }
    let literal =
      isByConcept && state["literal"] == nil
      ? HTML(
        "p", [],
        [.link(state.with("literal", "true").address, "Search for the words alone")]) : .nothing
    return HTML(
      "div", [("class", "understood"), ("role", "status")], [HTML("ul", [], notes), literal])
  }

  private func understood(_ value: JSONValue) -> HTML? {
    let surface = value["surface"]?.string ?? ""
    if let corrected = value["corrected"]?.strings {
      return HTML("li", [], "“\(surface)” was taken for \(corrected.joined(separator: ", "))")
    }
    guard let concepts = value["concepts"]?.array else {
      return value["note"]?.string.map { HTML("li", [], $0) }
    }
    let links = concepts.map { concept -> HTML in
      let label = concept["value"]?.string ?? ""
      return concept["concept"]?.string.map { HTML.link(Layout.concept($0), label) } ?? .text(label)
    }
    let note = value["note"]?.string ?? ""
    return HTML(
      "li", [],
      [.text("“\(surface)”: \(value["facet"]?.string ?? "") ")] + Self.joined(links, ", ")
        + [note.isEmpty ? .nothing : HTML("span", [("class", "note")], " (\(note))")])
  }

  /// Filters in force, each with what takes it back.
  private var chips: HTML {
    var links = state.filters.map { filter -> HTML in
      chip(Self.label(ofFilter: filter, in: answer), state.removing { $0 == filter })
    }
    if let since = state["since"] { links.append(chip("since \(since)", state.with("since", nil))) }
    if let like = state["like"] {
      links.append(chip("like \(Self.name(ofPath: like))", state.with("like", nil)))
    }
    if state["literal"] != nil {
      links.append(chip("the words alone", state.with("literal", nil)))
    }
    guard !links.isEmpty else { return .nothing }
    return HTML(
      "ul", [("class", "chips"), ("aria-label", "Filters in force")],
      links.map { HTML("li", [], [$0]) })
  }

  private func chip(_ text: String, _ state: SearchState) -> HTML {
    HTML(
      "a", [("href", state.address), ("class", "chip"), ("title", "Take this filter back")],
      [
        .text(text), HTML("span", [("aria-hidden", "true")], " ×"),
        HTML("span", [("class", "hidden")], " (take back)"),
      ])
  }

  /// A filter in words: the label instead of the URI.
  static func label(ofFilter filter: String, in answer: JSONValue) -> String {
    let parts = filter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return filter }
    let isExcluded = parts[0].hasSuffix("!")
    let key = String(isExcluded ? parts[0].dropLast() : parts[0])
    if parts[1].isEmpty { return isExcluded ? "any \(key)" : "no \(key)" }
    let entry = (answer["facets"]?[key]?.array ?? []).first {
      $0["concept"]?.string == String(parts[1])
    }
    let tail = parts[1].split(separator: "/").last.map(String.init) ?? String(parts[1])
    let value = entry?["value"]?.string ?? (parts[1].contains("://") ? tail : String(parts[1]))
    return "\(key): \(isExcluded ? "not " : "")\(value)"
  }

  /// The last part of a path.
  static func name(ofPath path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

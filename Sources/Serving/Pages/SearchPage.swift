internal import JSONCoding
internal import ParlanceKit

/// The state of a search as its address tells it; every link of the page is another state.
struct SearchState: Sendable {
  /// The fields of the address that mean something.
  private(set) var fields: [FormFields.Field] = []

  /// The hits on a page.
  static let pageLength = 10

  private static let known: Set<String> = [
    "q", "facet", "since", "sort", "page", "literal", "copies", "explain", "like",
  ]

  /// Reads an address; what is empty or unknown is left out.
  init(_ query: FormFields) {
    fields = query.fields.filter { Self.known.contains($0.name) && !$0.value.isEmpty }
  }

  /// The value of a field.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The filters on facets.
  var filters: [String] { fields.filter { $0.name == "facet" }.map(\.value) }

  /// The number of the page, from 1.
  var page: Int { min(max(1, self["page"].flatMap { Int($0) } ?? 1), 100_000) }

  /// The state with another value of a field, on its first page; without the field for `nil`.
  func with(_ name: String, _ value: String?) -> SearchState {
    var state = self
    state.fields.removeAll { $0.name == name || $0.name == "page" }
    if let value { state.fields.append(.init(name: name, value: value)) }
    return state
  }

  /// The state with one more filter.
  func adding(_ filter: String) -> SearchState {
    var state = with("page", nil)
    state.fields.append(.init(name: "facet", value: filter))
    return state
  }

  /// The state without some filters.
  func removing(_ isRemoved: (String) -> Bool) -> SearchState {
    var state = with("page", nil)
    state.fields.removeAll { $0.name == "facet" && isRemoved($0.value) }
    return state
  }

  /// The address of the page.
  var address: String { Layout.search(FormFields(fields)) }
}

extension Service {
  /// The page of a search.
  func searchPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    if request.wantsJSON { return try searchAnswer(request, account) }
    let state = SearchState(request.query)
    var question = try Self.question(FormFields(state.fields))
    question.limit = SearchState.pageLength
    question.offset = (state.page - 1) * SearchState.pageLength
    let answer = try keeper.current().found(question, for: account)
    note(question, answer)
    let view = SearchView(
      state: state, answer: answer, servesFiles: settings.servesFiles, thumbnails: thumbnails)
    let query = state["q"] ?? ""
    return Layout(service: self).page(
      query.isEmpty ? "Documents" : query, query: query,
      keeping: state.fields.filter { ["facet", "since", "sort"].contains($0.name) }, view.content)
  }
}

/// What stands on the page of a search.
struct SearchView {
  let state: SearchState
  let answer: JSONValue
  let servesFiles: Bool
  let thumbnails: Thumbnails

  private var total: Int { answer["total"]?.integer ?? 0 }

  private var hits: [JSONValue] { answer["hits"]?.array ?? [] }

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
    return HTML("p", [("class", "sorting")], [.text("Sort by ")] + Self.joined(links, " · "))
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

// MARK: - Nothing found, and pages

extension SearchView {
  private var nothingFound: [HTML] {
    let words = (answer["suggestions"]?.strings ?? []).map { suggestion in
      HTML("li", [], [.text("Try "), .link(state.with("q", suggestion).address, suggestion)])
    }
    let drops = (answer["relaxations"]?.array ?? []).map { relaxation -> HTML in
      let count = relaxation["count"]?.integer ?? 0
      let (words, next) = relaxed(relaxation["without"]?.string ?? "")
      let found = " (\(count) \(count == 1 ? "document" : "documents"))"
      return HTML(
        "li", [],
        [next.map { .link($0.address, words) } ?? .text(words), .text(found)])
    }
    return [
      HTML("p", [], "Nothing was found."),
      HTML(
        "ul", [("class", "rescue")],
        words + drops + [
          HTML("li", [], [.link("/search", "All documents")]),
          HTML("li", [], [.link("/vocabulary", "The names of the vocabulary")]),
        ]),
    ]
  }

  /// What giving something up is called, and the state without it, if it is one of the page.
  private func relaxed(_ change: String) -> (words: String, state: SearchState?) {
    if change.hasPrefix("facet:") {
      let key = String(change.dropFirst(6))
      let isOf: (String) -> Bool = { $0.hasPrefix("\(key)=") || $0.hasPrefix("\(key)!=") }
      return ("without the filter on \(key)", state.removing(isOf))
    }
    if change.hasPrefix("related:"), let equals = change.firstIndex(of: "=") {
      let label = String(change[change.index(after: equals)...])
      return ("the related \(label)", state.with("q", label))
    }
    switch change {
    case "facets": return ("without any filter", state.removing { _ in true })
    case "dates": return ("of any date", state.with("since", nil))
    case "any-word": return ("with any of the words", nil)
    case "title": return ("with the words anywhere", nil)
    case "path": return ("in any folder", nil)
    default: return (change, nil)
    }
  }

  private var paging: HTML {
    // Copies are one hit, but documents of the total, so that it does not tell how many pages there are.
    let isMore =
      hits.count == SearchState.pageLength && state.page * SearchState.pageLength < total
    guard isMore || state.page > 1 else { return .nothing }
    func link(_ page: Int, _ text: String, _ relation: String) -> HTML {
      HTML(
        "a",
        [("href", state.with("page", page == 1 ? nil : "\(page)").address), ("rel", relation)],
        text)
    }
    return HTML(
      "nav", [("class", "paging"), ("aria-label", "Pages of results")],
      [
        state.page > 1 ? link(state.page - 1, "← Previous", "prev") : .nothing,
        isMore ? link(state.page + 1, "Next →", "next") : .nothing,
      ])
  }

  /// The search as a feed.
  private var subscription: HTML {
    let fields = FormFields(state.fields.filter { $0.name != "page" })
    return HTML(
      "p", [("class", "note")], [.link("/feed.atom?\(fields.text)", "Feed of this search")])
  }

  private var cards: HTML {
    HTML(
      "ol",
      [("class", "cards"), ("start", "\((state.page - 1) * SearchState.pageLength + 1)")],
      hits.map {
        HitCard(hit: $0, state: state, servesFiles: servesFiles, thumbnails: thumbnails).content
      })
  }
}

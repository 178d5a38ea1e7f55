internal import JSONCoding

extension SearchView {
  var nothingFound: [HTML] {
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
    case "any-word": return ("with any of the words", anyWord)
    case "title": return ("with the words anywhere", nil)
    case "path": return ("in any folder", nil)
    default: return (change, nil)
    }
  }

  /// The search for any of the words, if they are nothing but words, phrases and `AND`.
  private var anyWord: SearchState? {
    let words = (state["q"] ?? "").filter { $0 != "\"" }.split(separator: " ")
      .filter { $0 != "AND" }
    // Without its operators another query would be asked than was written.
    let isPlain = words.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber } }
    guard isPlain, words.count > 1 else { return nil }
    return state.with("q", words.joined(separator: " "))
  }

  var paging: HTML {
    // Copies are one hit, but documents of the total, so that it does not tell how many pages there are.
    let isMore =
      hits.count == state.pageLength && state.page * state.pageLength < total
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

  /// The search as a feed, and as a table.
  var subscription: HTML {
    let query = state.search.text
    return HTML(
      "p", [("class", "note")],
      [
        .link("/feed.atom?\(query)", "Feed of this search"), .text(" · "),
        .link("/search.csv?\(query)", "Table (CSV)"),
      ])
  }

  var cards: HTML {
    HTML(
      "ol",
      [
        ("class", isList ? "cards list" : "cards"),
        ("start", "\((state.page - 1) * state.pageLength + 1)"),
      ],
      hits.map { hit in
        let card = HitCard(
          hit: hit, state: state, servesFiles: servesFiles, thumbnails: thumbnails,
          standing: standings[hit["id"]?.string ?? ""])
        return isList ? card.line : card.content
      })
  }
}

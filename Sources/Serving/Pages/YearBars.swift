internal import JSONCoding

/// A filter on a year, or on the years from one to another.
struct YearFilter {
  /// The first year; `nil` for any.
  let first: Int?
  /// The last year; `nil` for any.
  let last: Int?

  /// Reads `year=2009`, `year=2009..2011`, `year=2009..` or `year=..2011`; `nil` for another filter.
  init?(_ filter: String) {
    guard filter.hasPrefix("year=") else { return nil }
    let value = filter.dropFirst(5)
    let ends: [Substring]
    if let dots = value.firstRange(of: "..") {
      ends = [value[..<dots.lowerBound], value[dots.upperBound...]]
    } else {
      ends = [value, value]
    }
    let years = ends.map { Int($0) }
    guard ends != ["", ""], zip(ends, years).allSatisfy({ $0.isEmpty || $1 != nil }) else {
      return nil
    }
    (first, last) = (years[0], years[1])
  }

  /// The filter on the years from one to another, as a field of an address holds it.
  static func text(_ first: String, _ last: String) -> String {
    first == last ? "year=\(first)" : "year=\(first)..\(last)"
  }

  /// Whether a year passes.
  func contains(_ year: Int) -> Bool { (first ?? .min) <= year && year <= (last ?? .max) }

  /// Whether there is just one year.
  var isOne: Bool { first == last }

  /// The years in words.
  var words: String {
    switch (first, last) {
    case (let first?, let last?): first == last ? "\(first)" : "\(first)–\(last)"
    case (let first?, nil): "from \(first)"
    case (nil, let last?): "to \(last)"
    case (nil, nil): "any"
    }
  }
}

/// Documents by year as bars: one is a year, a second one the range between both; or the ends are typed.
struct YearBars {
  let state: SearchState
  /// The values of the facet, whose counts ignore what is chosen in it.
  let entries: [JSONValue]

  private static let barHeight = 48

  /// Earlier years are asked for by the form below.
  private static let most = 40

  private var filters: [YearFilter] { state.filters.compactMap { YearFilter($0) } }

  var content: HTML {
    let counts = entries.compactMap { entry -> (year: Int, count: Int)? in
      guard let year = entry["value"]?.string.flatMap({ Int($0) }) else { return nil }
      return (year, entry["count"]?.integer ?? 0)
    }.sorted { $0.year < $1.year }
    let highest = max(1, counts.map(\.count).max() ?? 1)
    let filters = self.filters
    let bars = counts.suffix(Self.most).map { year, count in
      // A year with one document beside one with thousands would have a bar that nobody sees.
      bar(year, count, height: max(2, count * Self.barHeight / highest), filters)
    }
    return HTML(
      "section", [("class", "facet")],
      [
        HTML("h2", [], "year"), HTML("ul", [("class", "years"), ("data-brush", "")], bars),
        form(counts.map(\.year), filters),
      ])
  }

  /// The state that a click on a bar leads to, and what that is.
  ///
  /// With one year chosen, another one is the end of a range; the year itself, or any within a range, begins anew.
  private func choice(_ year: Int, _ filters: [YearFilter]) -> (state: SearchState, words: String) {
    let rest = state.removing { YearFilter($0) != nil }
    guard filters.count == 1, filters[0].isOne, let chosen = filters[0].first else {
      return (rest.adding("year=\(year)"), "")
    }
    if chosen == year { return (rest, "; any year") }
    let (first, last) = (min(chosen, year), max(chosen, year))
    return (rest.adding(YearFilter.text("\(first)", "\(last)")), "; \(first) to \(last)")
  }

  private func bar(_ year: Int, _ count: Int, height: Int, _ filters: [YearFilter]) -> HTML {
    let isSelected = filters.contains { $0.contains(year) }
    let (next, choice) = choice(year, filters)
    let words = "\(year): \(count) \(count == 1 ? "document" : "documents")\(choice)"
    return HTML(
      "li", [],
      [
        HTML(
          "a",
          [
            ("href", next.address), ("aria-current", isSelected ? "true" : nil), ("title", words),
            ("aria-label", words), ("data-year", "\(year)"),
          ],
          [
            HTML(
              "svg",
              [
                ("width", "14"), ("height", "\(Self.barHeight)"), ("aria-hidden", "true"),
                ("class", "bar"),
              ],
              [
                HTML(
                  "rect",
                  [
                    ("y", "\(Self.barHeight - height)"), ("width", "14"), ("height", "\(height)"),
                  ])
              ]),
            HTML("span", [("class", "year")], "\(year % 100 < 10 ? "0" : "")\(year % 100)"),
          ])
      ])
  }

  /// The years between two that are typed.
  private func form(_ years: [Int], _ filters: [YearFilter]) -> HTML {
    guard years.count > 1, let first = years.first, let last = years.last else { return .nothing }
    let chosen = filters.count == 1 ? filters.first : nil
    let kept = state.removing { YearFilter($0) != nil }.fields.map(\.hidden)
    func box(_ name: String, _ year: Int?, _ hint: Int) -> [HTML] {
      [
        HTML("label", [("for", "years-\(name)")], name),
        HTML(
          "input",
          [
            ("id", "years-\(name)"), ("name", name), ("type", "number"), ("min", "1"),
            ("max", "9999"), ("value", year.map { "\($0)" } ?? ""), ("placeholder", "\(hint)"),
          ]),
      ]
    }
    return HTML(
      "form",
      [
        ("class", "between"), ("action", "/search"), ("method", "get"),
        ("aria-label", "Years from and to"),
      ],
      kept + box("from", chosen?.first, first) + box("to", chosen?.last, last)
        + [HTML("button", [("type", "submit")], "Show")])
  }
}

internal import JSONCoding

/// The facets beside a search: each a tree whose counts ignore what is selected in it.
struct FacetRail {
  let state: SearchState
  let answer: JSONValue

  /// So many values of a facet are open to view; the others are one click away.
  private static let shown = 8

  /// Fewer values than that are looked over at once.
  private static let toFind = 12

  /// More values than that are nothing to read through; the search narrows them.
  private static let most = 400

  /// What the addresses of all values may have together, in bytes.
  ///
  /// Each value's link has the whole search: one of 100 bytes leaves 400 values to each of six facets, one of 2,000 a
  /// twentieth of that.
  private static let mostBytes = 262_144

  private func most(_ facets: Int) -> Int {
    max(Self.shown, min(Self.most, Self.mostBytes / max(1, facets * state.address.utf8.count)))
  }

  var content: [HTML] {
    let facets = answer["facets"]?.object?.members ?? []
    let filled = facets.filter { !($0.value.array ?? []).isEmpty }
    let most = most(filled.count)
    return filled.map { facet in
      facet.name == "year"
        ? YearBars(state: state, entries: facet.value.array ?? []).content
        : self.facet(facet.name, facet.value.array ?? [], most: most)
    }
  }

  private func filter(_ key: String, _ entry: JSONValue) -> String {
    "\(key)=\(entry["concept"]?.string ?? entry["value"]?.string ?? "")"
  }

  private func facet(_ key: String, _ entries: [JSONValue], most: Int) -> HTML {
    let find = ValueFinding(state, key)
    let places = FacetHierarchy(entries).places
    let behind = find.listed(places.dropFirst(Self.shown), of: entries, most: most - Self.shown)
    let selected = Set(state.filters)
    func item(_ place: FacetHierarchy.Place, isHidden: Bool) -> HTML {
      let entry = entries[place.index]
      return self.item(
        key, entry, level: place.level, isSelected: selected.contains(filter(key, entry)),
        isHidden: isHidden)
    }
    let further = max(0, places.count - Self.shown) - behind.count
    let rest = behind.map { item($0, isHidden: !find.finds(entries[$0.index])) } + none(key, find)
    let unlisted =
      further > 0
      ? [HTML("li", [("class", "note")], "\(further) not listed: narrow the search first")] : []
    return HTML(
      "section", [("class", "facet")],
      [
        HTML("h2", [], key),
        HTML("ul", [], places.prefix(Self.shown).map { item($0, isHidden: false) }),
        rest.isEmpty
          ? .nothing
          : HTML(
            "details", [("open", find.text.isEmpty ? nil : "")],
            [
              HTML("summary", [], "\(rest.count + further) more"),
              rest.count + further < Self.toFind && find.text.isEmpty ? .nothing : find.form,
              HTML("ul", [], rest + unlisted),
            ]),
      ])
  }

  /// The documents without a value, if there are any.
  private func none(_ key: String, _ find: ValueFinding) -> [HTML] {
    let entry: JSONValue = ["value": "(none)", "count": answer["missing"]?[key] ?? 0]
    guard entry["count"]?.integer ?? 0 > 0 else { return [] }
    let filter = "\(key)="
    return [
      item(
        key, entry, level: 0, isSelected: state.filters.contains(filter),
        isHidden: !find.finds(entry), as: filter)
    ]
  }

  private func item(
    _ key: String, _ entry: JSONValue, level: Int, isSelected: Bool, isHidden: Bool,
    as given: String? = nil
  ) -> HTML {
    let filter = given ?? self.filter(key, entry)
    let next = isSelected ? state.removing { $0 == filter } : state.adding(filter)
    return HTML(
      "li",
      [("class", level > 0 ? "level\(min(level, 6))" : nil), ("hidden", isHidden ? "" : nil)],
      [
        HTML(
          "a", [("href", next.address), ("aria-current", isSelected ? "true" : nil)],
          entry["value"]?.string ?? ""),
        HTML("span", [("class", "number")], "\(entry["count"]?.integer ?? 0)"),
      ])
  }
}

/// The values of a long facet that are looked for by a part of their name.
///
/// The text is a field of the page's address. All values that have room are in the page, those that it does not find
/// hidden, so that a script finds as the server does.
struct ValueFinding {
  let state: SearchState
  let key: String

  /// What is looked for; empty if nothing is.
  let text: String

  /// The most characters of it.
  private static let longest = 100

  /// What an address looks for in a facet.
  init(_ state: SearchState, _ key: String) {
    self.state = state
    self.key = key
    text = (state[SearchState.finding(key)] ?? "").trimmed
  }

  /// Whether a value is found.
  func finds(_ entry: JSONValue) -> Bool {
    text.isEmpty || (entry["value"]?.string ?? "").lowercased().contains(text.lowercased())
  }

  /// The values that are in the page: those that are found before others, in their order.
  func listed(
    _ places: ArraySlice<FacetHierarchy.Place>, of entries: [JSONValue], most: Int
  ) -> [FacetHierarchy.Place] {
    guard places.count > most, !text.isEmpty else { return Array(places.prefix(max(0, most))) }
    var room = max(0, most - places.count { finds(entries[$0.index]) })
    let kept = places.filter { place in
      if finds(entries[place.index]) { return true }
      room -= 1
      return room >= 0
    }
    return Array(kept.prefix(most))
  }

  /// The box, which without scripts asks the server.
  var form: HTML {
    let name = SearchState.finding(key)
    let words = "Find a value of \(key)"
    return HTML(
      "form",
      [
        ("class", "find"), ("data-find", ""), ("action", "/search"), ("method", "get"),
        ("aria-label", words),
      ],
      state.fields.filter { $0.name != name }.map(\.hidden) + [
        HTML(
          "input",
          [
            ("type", "search"), ("name", name), ("value", text), ("placeholder", "Find a value"),
            ("aria-label", words), ("maxlength", "\(Self.longest)"),
          ]), HTML("button", [("type", "submit")], "Find"),
      ])
  }
}

/// Values of a facet in the order of their hierarchy: what is narrower follows what is broader.
struct FacetHierarchy {
  /// A value's place in the list, and how many stand above it.
  struct Place {
    var index: Int
    var level: Int
  }

  private(set) var places: [Place] = []

  /// Orders the values of a facet as an answer holds them: by frequency, each with its `broader` ones.
  init(_ entries: [JSONValue]) {
    var known: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let concept = entry["concept"]?.string { known[concept] = index }
    }
    var children: [Int: [Int]] = [:]
    var roots: [Int] = []
    for (index, entry) in entries.enumerated() {
      let parent = (entry["broader"]?.strings ?? []).lazy.compactMap { known[$0] }
        .first { $0 != index }
      if let parent { children[parent, default: []].append(index) } else { roots.append(index) }
    }
    var isTaken = [Bool](repeating: false, count: entries.count)
    // What is left after the roots hangs in a circle.
    for root in roots + Array(entries.indices) where !isTaken[root] {
      var pending = [Place(index: root, level: 0)]
      while let place = pending.popLast() {
        guard !isTaken[place.index] else { continue }
        isTaken[place.index] = true
        places.append(place)
        pending += (children[place.index] ?? []).reversed().map {
          Place(index: $0, level: place.level + 1)
        }
      }
    }
  }
}

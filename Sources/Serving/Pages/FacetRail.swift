internal import JSONCoding

/// The facets beside a search: each a tree whose counts ignore what is selected in it.
struct FacetRail {
  let state: SearchState
  let answer: JSONValue

  /// So many values of a facet are open to view; the others are one click away.
  private static let shown = 8

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
    let tree = FacetHierarchy(entries).places.prefix(most)
    let selected = Set(state.filters)
    let items = tree.map { place -> HTML in
      let entry = entries[place.index]
      return item(key, entry, level: place.level, isSelected: selected.contains(filter(key, entry)))
    }
    let missing = answer["missing"]?[key]?.integer ?? 0
    let none =
      missing > 0
      ? [
        item(
          key, ["value": "(none)", "count": .integer(missing)], level: 0,
          isSelected: selected.contains("\(key)="), as: "\(key)=")
      ] : []
    let further = entries.count - tree.count
    let unlisted =
      further > 0
      ? [HTML("li", [("class", "note")], "\(further) not listed: narrow the search first")] : []
    let rest = items.dropFirst(Self.shown) + none + unlisted
    return HTML(
      "section", [("class", "facet")],
      [
        HTML("h2", [], key), HTML("ul", [], Array(items.prefix(Self.shown))),
        rest.isEmpty
          ? .nothing
          : HTML(
            "details", [("data-filter", "")],
            [
              HTML("summary", [], "\(rest.count - unlisted.count + max(0, further)) more"),
              HTML("ul", [], Array(rest)),
            ]),
      ])
  }

  private func item(
    _ key: String, _ entry: JSONValue, level: Int, isSelected: Bool, as given: String? = nil
  ) -> HTML {
    let filter = given ?? self.filter(key, entry)
    let next = isSelected ? state.removing { $0 == filter } : state.adding(filter)
    return HTML(
      "li", [("class", level > 0 ? "level\(min(level, 6))" : nil)],
      [
        HTML(
          "a", [("href", next.address), ("aria-current", isSelected ? "true" : nil)],
          entry["value"]?.string ?? ""),
        HTML("span", [("class", "number")], "\(entry["count"]?.integer ?? 0)"),
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

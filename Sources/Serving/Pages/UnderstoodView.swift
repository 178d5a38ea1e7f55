internal import JSONCoding

/// What a search was taken for: each part of the query and each filter as a chip with what takes it away.
struct UnderstoodView {
  let state: SearchState
  let answer: JSONValue
  /// The parts of the query, as `WorkspaceSnapshot.parts` tells them.
  let parts: [JSONValue]

  private var understood: [JSONValue] { answer["understood"]?.array ?? [] }

  /// The parts that can be taken away by their chips.
  ///
  /// Each link has all the others: of a query of nothing but words of one letter a page would have a thousand of them.
  private static let mostTaken = 40

  var content: HTML {
    let chips =
      parts.enumerated().map { chip($1, isTaken: $0 < Self.mostTaken) } + filters
    let notes = self.notes
    guard !chips.isEmpty || !notes.isEmpty else { return .nothing }
    return HTML(
      "div", [("class", "understood"), ("role", "status")],
      [
        chips.isEmpty
          ? .nothing
          : HTML(
            "ul", [("class", "chips"), ("aria-label", "Understood, each to be taken away")], chips),
        notes.isEmpty ? .nothing : HTML("ul", [("class", "notes")], notes), wordsAlone,
      ])
  }

  private func chip(_ content: [HTML], _ words: String, _ state: SearchState?) -> HTML {
    let removal = state.map { state in
      HTML(
        "a",
        [
          ("href", state.address), ("class", "take"), ("title", "Without \(words)"),
          ("aria-label", "Without \(words)"),
        ], "×")
    }
    return HTML(
      "li", [("class", "chip")], [HTML("span", [], content), removal ?? .nothing])
  }

  // MARK: Parts of the query

  private func chip(_ part: JSONValue, isTaken: Bool) -> HTML {
    let text = part["text"]?.string ?? ""
    let isExcluded = part["excluded"]?.bool == true
    let content = isExcluded ? [.text("not "), .text(text)] : meaning(of: part, text)
    let rest = isTaken ? part["rest"]?.string : nil
    return chip(
      content, text, rest.map { state.with("q", $0.trimmed.isEmpty ? nil : $0) })
  }

  /// A part, and what it was taken for.
  private func meaning(of part: JSONValue, _ text: String) -> [HTML] {
    if let field = part["field"]?.string {
      let value = (part["value"]?.string ?? "").replacing("..", with: "–")
      return [.text(value.isEmpty ? "no \(field)" : "\(field): \(value)")]
    }
    let value = part["value"]?.string ?? text
    let entries = understood.filter { Self.names($0, value) }
    if let corrected = entries.lazy.compactMap({ $0["corrected"]?.strings }).first {
      return [.text("“\(text)” was taken for \(corrected.joined(separator: ", "))")]
    }
    let readings = entries.filter { $0["concepts"] != nil }
    return readings.isEmpty
      ? [.text(text)]
      : [.text("“\(text)”: ")] + SearchView.joined(readings.map(Self.reading), " or ")
  }

  /// Whether an entry is about a part of the query.
  private static func names(_ entry: JSONValue, _ value: String) -> Bool {
    guard let surface = entry["surface"]?.string, entry["notice"] == nil else { return false }
    return surface == value || surface == value.trimmingSigns
  }

  /// Concepts of a facet that words were taken for, and how that was concluded.
  private static func reading(_ value: JSONValue) -> HTML {
    let links = (value["concepts"]?.array ?? []).map { concept -> HTML in
      let label = concept["value"]?.string ?? ""
      return concept["concept"]?.string.map { HTML.link(Layout.concept($0), label) } ?? .text(label)
    }
    let note = value["note"]?.string ?? ""
    return HTML(
      [.text("\(value["facet"]?.string ?? "") ")] + SearchView.joined(links, ", ")
        + [note.isEmpty ? .nothing : HTML("span", [("class", "note")], " (\(note))")])
  }

  // MARK: Beside the parts

  /// What is to be told of no part alone: notices, and what spelling brought to light.
  private var notes: [HTML] {
    let told = parts.map { $0["value"]?.string ?? "" }
    return understood.compactMap { entry in
      guard !told.contains(where: { Self.names(entry, $0) }) else { return nil }
      let surface = entry["surface"]?.string ?? ""
      if let corrected = entry["corrected"]?.strings {
        return HTML("li", [], "“\(surface)” was taken for \(corrected.joined(separator: ", "))")
      }
      if entry["concepts"] != nil {
        return HTML("li", [], [.text("“\(surface)”: "), Self.reading(entry)])
      }
      return entry["note"]?.string.map { HTML("li", [], $0) }
    }
  }

  private var wordsAlone: HTML {
    let isByConcept = understood.contains {
      $0["concepts"]?.array?.isEmpty == false || $0["corrected"]?.strings?.isEmpty == false
    }
    guard isByConcept, state["literal"] == nil else { return .nothing }
    return HTML(
      "p", [], [.link(state.with("literal", "true").address, "Search for the words alone")])
  }

  // MARK: Filters

  /// Filters in force, each with what takes it back.
  private var filters: [HTML] {
    var chips = state.filters.map { filter -> HTML in
      let words = Self.label(ofFilter: filter, in: answer)
      return chip([.text(words)], words, state.removing { $0 == filter })
    }
    func add(_ words: String, _ field: String) {
      chips.append(chip([.text(words)], words, state.with(field, nil)))
    }
    if let since = state["since"] { add("since \(since)", "since") }
    if let like = state["like"] { add("like \(SearchView.name(ofPath: like))", "like") }
    if state["literal"] != nil { add("the words alone", "literal") }
    return chips
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
    let shown = YearFilter(filter).map { $0.words } ?? value
    return "\(key): \(isExcluded ? "not " : "")\(shown)"
  }
}

extension String {
  /// The text from its first letter or digit to its last.
  fileprivate var trimmingSigns: String {
    func isSign(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }
    return String(drop(while: isSign).reversed().drop(while: isSign).reversed())
  }
}

internal import JSONCoding
internal import ParlanceKit

/// A hit as a card that can be scanned: what kind of thing it is, its title, what it is about, when.
struct HitCard {
  let hit: JSONValue
  let state: SearchState
  let servesFiles: Bool
  let thumbnails: Thumbnails
  let standing: JSONValue?

  private var id: String { hit["id"]?.string ?? "" }

  /// The values of facets that are shown first, and apart.
  private static let badge = "type"

  var content: HTML {
    let name = SearchView.name(ofPath: hit["path"]?.string ?? id)
    let title = hit["title"]?.string ?? ""
    return HTML(
      "li", [("class", "card")],
      [
        picture,
        HTML(
          "p", [("class", "badges")],
          values(Self.badge).map { HTML("span", [("class", "badge")], $0) } + [
            HTML("span", [("class", "date")], hit["date"]?.string ?? ""),
            VersionView(id: id, standing: standing).badge,
          ]),
        HTML("h2", [], [.link(Layout.document(id), title.isEmpty ? name : title)]),
        HTML("p", [("class", "tags")], tags), HTML("p", [("class", "snippet")], [snippet]),
        HTML("p", [("class", "path")], [.text(hit["path"]?.string ?? id), copies]), actions,
        explanation,
      ])
  }

  /// A hit as a line of a list: its title, what kind of thing it is, when, and where.
  var line: HTML {
    let name = SearchView.name(ofPath: hit["path"]?.string ?? id)
    let title = hit["title"]?.string ?? ""
    return HTML(
      "li", [("class", "card")],
      [
        HTML("h2", [], [.link(Layout.document(id), title.isEmpty ? name : title)]),
        HTML(
          "p", [("class", "badges")],
          values(Self.badge).map { HTML("span", [("class", "badge")], $0) } + [
            HTML("span", [("class", "date")], hit["date"]?.string ?? ""),
            VersionView(id: id, standing: standing).badge,
            HTML("span", [("class", "path")], hit["path"]?.string ?? id),
          ]),
      ])
  }

  /// The most letters that the ending of a file has.
  private static let longestEnding = 5

  /// What kind of file it is, where there is no picture of it; the path says the same.
  private var icon: HTML {
    let name = SearchView.name(ofPath: hit["path"]?.string ?? id)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let ending = parts.last,
      (1...Self.longestEnding).contains(ending.utf8.count),
      ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return .nothing }
    return HTML(
      "span", [("class", "picture icon"), ("aria-hidden", "true")], ending.lowercased())
  }

  /// The first page, where there is a picture of it; it says nothing that the title does not.
  private var picture: HTML {
    guard thumbnails.picture(ofDocument: id) != nil else { return icon }
    return HTML(
      "img",
      [
        ("class", "picture"), ("src", "/thumbnail?id=\(FormFields.field(id))"), ("alt", ""),
        // A list of thirty would ask for all its pictures before the first is looked at.
        ("loading", "lazy"),
      ])
  }

  private func values(_ facet: String) -> [String] {
    (hit["tags"]?[facet]?.array ?? []).compactMap { $0["value"]?.string }
  }

  /// The values of other facets; each narrows the search.
  private var tags: [HTML] {
    let links = (hit["tags"]?.object?.members ?? []).filter { $0.name != Self.badge }.flatMap {
      facet in
      (facet.value.array ?? []).map { value -> HTML in
        let label = value["value"]?.string ?? ""
        let filter = "\(facet.name)=\(value["concept"]?.string ?? label)"
        return HTML(
          "a",
          [
            ("href", state.adding(filter).address), ("class", "tag"),
            ("title", "Only \(facet.name) \(label)"),
          ], label)
      }
    }
    return SearchView.joined(links, " ")
  }

  private var snippet: HTML {
    let ranges = (hit["highlights"]?.array ?? []).compactMap { pair -> Range<Int>? in
      guard let bounds = pair.array, bounds.count == 2, let low = bounds[0].integer,
        let high = bounds[1].integer, low >= 0, low < high
      else { return nil }
      return low..<high
    }
    return HTML.text(hit["snippet"]?.string ?? "", marking: ranges) { HTML("mark", [], $1) }
  }

  private var copies: HTML {
    let count = hit["copies"]?.array?.count ?? 0
    guard count > 0 else { return .nothing }
    return HTML(
      "a", [("href", state.with("copies", "true").address), ("class", "note")],
      "+\(count) \(count == 1 ? "copy" : "copies")")
  }

  private var actions: HTML {
    var links = [
      HTML.link(
        state.with("explain", state["explain"] == nil ? "true" : nil).address,
        state["explain"] == nil ? "Why this hit" : "Without reasons"),
      HTML.link(Layout.search(FormFields([.init(name: "like", value: id)])), "More like this"),
    ]
    if servesFiles {
      links.append(.file(id, "Download"))
    }
    return HTML("p", [("class", "actions")], SearchView.joined(links, " · "))
  }

  /// What each part of the query added to the score, as `--explain` tells it.
  private var explanation: HTML {
    guard let parts = hit["explanation"]?.array, !parts.isEmpty else { return .nothing }
    return HTML(
      "table", [("class", "explanation")],
      [HTML("caption", [], "Why this hit: score \(Self.decimal(hit["score"]?.double ?? 0))")]
        + parts.map { part in
          HTML(
            "tr", [],
            [
              HTML("th", [("scope", "row")], part["part"]?.string ?? ""),
              HTML("td", [], Self.decimal(part["score"]?.double ?? 0)),
            ])
        })
  }

  static func decimal(_ number: Double) -> String { FixedPoint.string(number, decimals: 2) }
}

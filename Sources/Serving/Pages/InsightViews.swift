internal import JSONCoding
internal import ParlanceKit

/// The figures of a workspace, each with the search or list behind it.
struct InsightView {
  let figures: JSONValue

  /// The headings of a table.
  static func head(_ names: [String]) -> HTML {
    HTML("tr", [], names.map { HTML("th", [("scope", "col")], $0) })
  }

  var content: [HTML] {
    [
      HTML(
        "ul", [],
        [
          item("/search", figures["documents"], "documents that you may read"),
          item("/review", figures["waiting"], "tags that wait for a word"),
          item("/review/feedback", figures["feedback"], "reports that nobody dealt with"),
        ]), HTML("h2", [], "Facets"), facets, HTML("h2", [], "What people said of tags"), months,
    ]
  }

  private func item(_ address: String, _ number: JSONValue?, _ words: String) -> HTML {
    HTML("li", [], [.link(address, "\(number?.integer ?? 0) \(words)")])
  }

  private func number(_ value: JSONValue?, _ address: String) -> HTML {
    HTML("td", [("class", "number")], [.link(address, "\(value?.integer ?? 0)")])
  }

  private var facets: HTML {
    let rows = (figures["facets"]?.array ?? []).map { facet -> HTML in
      let key = facet["key"]?.string ?? ""
      func search(_ filter: String) -> String {
        Layout.search(FormFields([.init(name: "facet", value: filter)]))
      }
      return HTML(
        "tr", [],
        [
          HTML("th", [("scope", "row")], facet["title"]?.string ?? key),
          number(facet["tagged"], search("\(key)!=")), number(facet["untagged"], search("\(key)=")),
          number(facet["concepts"], "/vocabulary/\(FormFields.encoded(key))"),
          number(facet["unused"], "/insight/unused#\(key)"),
        ])
    }
    return Layout.wide(
      "Facets", [Self.head(["Facet", "Tagged", "Untagged", "Concepts", "Unused"])] + rows)
  }

  /// The share of tags that people let stand, month by month.
  private var months: HTML {
    let months = figures["months"]?.array ?? []
    guard !months.isEmpty else { return HTML("p", [], "Nothing was decided here yet.") }
    let rows = months.map { month -> HTML in
      let counts = ["accepted", "rejected", "replaced"].map { month[$0]?.integer ?? 0 }
      let all = max(1, counts.reduce(0, +))
      return HTML(
        "tr", [],
        [HTML("th", [("scope", "row")], month["month"]?.string ?? "")]
          + counts.map { number(.integer($0), "/review/decided") }
          + [
            HTML(
              "td", [("class", "number")],
              "\(Int((100 * Double(counts[0]) / Double(all)).rounded())) %")
          ])
    }
    return Layout.wide(
      "Decisions by month",
      [Self.head(["Month", "Accepted", "Rejected", "Replaced", "Let stand"])] + rows)
  }
}

/// Documents that are there several times, the one to keep first.
struct DuplicatesView {
  let found: JSONValue

  /// The groups on a page.
  private static let most = 100

  var content: [HTML] {
    guard let groups = found["groups"]?.array else {
      return [
        HTML(
          "p", [],
          "More than \(WorkspaceSnapshot.mostCompared) documents are not compared while you wait: "
            + "parlance report duplicates SHARE does it.")
      ]
    }
    let copies = found["copies"]?.integer ?? 0
    let versions = found["versions"]?.integer ?? 0
    let rest = groups.count - Self.most
    return [
      HTML(
        "p", [("role", "status")],
        "\(copies) \(copies == 1 ? "copy" : "copies") and \(versions) older "
          + "\(versions == 1 ? "version" : "versions"). The first of each group is the one to keep."
      ),
      HTML("ol", [("class", "cards")], groups.prefix(Self.most).map(group)),
      rest > 0 ? HTML("p", [], "… and \(rest) more groups") : .nothing,
    ]
  }

  private func group(_ group: JSONValue) -> HTML {
    let documents = group["documents"]?.array ?? []
    let first = documents.first?["id"]?.string ?? ""
    return HTML(
      "li", [("class", "card")],
      [
        HTML(
          "p", [("class", "badges")],
          [HTML("span", [("class", "badge")], group["kind"]?.string ?? "")]),
        HTML(
          "ul", [],
          documents.map { document in
            let id = document["id"]?.string ?? ""
            let date = document["date"]?.string
            return HTML(
              "li", [],
              [
                .link(Layout.document(id), document["path"]?.string ?? id),
                .text(date.map { " (\($0))" } ?? ""),
              ])
          }),
        HTML(
          "p", [("class", "actions")],
          [
            .link(
              Layout.search(FormFields([.init(name: "like", value: first)])), "What is like them")
          ]),
      ])
  }
}

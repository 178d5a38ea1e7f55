internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The page of what there is for each pair of values of two facets; each number is the search that lists it.
  func coveragePage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let snapshot = keeper.current()
    let schemes = try snapshot.schemes(for: account)["schemes"]?.array ?? []
    let keys = schemes.compactMap { $0["key"]?.string }
    let rows = request.query["rows"] ?? keys.first ?? ""
    let columns = request.query["columns"] ?? keys.first { $0 != rows } ?? rows
    let coverage = try snapshot.coverage(rows: rows, columns: columns, filters: [], for: account)
    if request.wantsJSON { return Self.json(coverage) }
    let view = CoverageView(coverage: coverage, rows: rows, columns: columns, facets: keys)
    return Layout(service: self).page(
      "Coverage", [HTML("h1", [], "Insight"), insightTabs(.coverage, account)] + view.content)
  }
}

/// What stands on the page of coverage.
struct CoverageView {
  let coverage: JSONValue
  let rows: String
  let columns: String
  let facets: [String]

  var content: [HTML] {
    [
      HTML("h2", [], "Coverage"), form,
      HTML(
        "p", [],
        "\(coverage["total"]?.integer ?? 0) documents, \(gaps) gaps: a dot stands where there is none."
      ), further,
      table,
    ]
  }

  /// That there are more columns than are shown, whose gaps are not counted.
  private var further: HTML {
    let count = coverage["more_columns"]?.integer ?? 0
    if count == 0 { return .nothing }
    return HTML(
      "p", [("class", "note")],
      "\(count) more values of \(columns) are not shown, nor their gaps counted; parlance report has them all."
    )
  }

  /// How many pairs no document has.
  private var gaps: Int {
    (coverage["rows"]?.array ?? []).reduce(0) { sum, row in
      sum + (row["cells"]?.array ?? []).count { $0.integer == 0 }
    }
  }

  private var form: HTML {
    func choice(_ name: String, _ current: String, _ label: String) -> [HTML] {
      [
        HTML("label", [("for", name)], label),
        HTML(
          "select", [("id", name), ("name", name)],
          facets.map { facet in
            HTML(
              "option", [("value", facet), ("selected", facet == current ? "" : nil)], facet)
          }),
      ]
    }
    return HTML(
      "form", [("action", "/coverage"), ("method", "get"), ("class", "ask")],
      choice("rows", rows, "Rows") + choice("columns", columns, "Columns") + [
        HTML("button", [("type", "submit")], "Show")
      ])
  }

  private func filter(_ facet: String, _ entry: JSONValue) -> FormFields.Field {
    .init(
      name: "facet",
      value: "\(facet)=\(entry["concept"]?.string ?? entry["value"]?.string ?? "")")
  }

  private var table: HTML {
    let heads = coverage["columns"]?.array ?? []
    let header = HTML(
      "tr", [],
      [HTML("th", [("scope", "col")], "\(rows) / \(columns)")]
        + heads.map { HTML("th", [("scope", "col")], $0["value"]?.string ?? "") })
    let lines = (coverage["rows"]?.array ?? []).map { row -> HTML in
      let cells = zip(heads, row["cells"]?.array ?? []).map { head, cell -> HTML in
        let count = cell.integer ?? 0
        guard count > 0 else { return HTML("td", [("class", "none")], "·") }
        let search = FormFields([filter(rows, row), filter(columns, head)])
        return HTML("td", [("class", "number")], [.link(Layout.search(search), "\(count)")])
      }
      return HTML(
        "tr", [],
        [
          HTML(
            "th",
            [("scope", "row"), ("class", "level\(min(row["depth"]?.integer ?? 0, 6))")],
            [
              .link(
                Layout.search(FormFields([filter(rows, row)])), row["value"]?.string ?? "")
            ])
        ] + cells)
    }
    return Layout.wide(
      "Documents by \(rows) and \(columns)", [header] + lines, class: "coverage")
  }
}

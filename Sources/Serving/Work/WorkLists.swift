internal import JSONCoding
internal import ParlanceKit

/// The pages of what people said of documents, and of what was decided.
extension Service {
  /// The page of the feedback that nobody dealt with.
  func feedbackPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let open = try review.openFeedback(for: account)
    if request.wantsJSON { return Self.json(open) }
    let rows = (open["feedback"]?.array ?? []).map { feedbackRow($0, account) }
    let list =
      rows.isEmpty
      ? HTML("p", [("role", "status")], "No feedback to deal with.")
      : HTML("ol", [("class", "cards")], rows)
    return Layout(service: self).page(
      "Feedback", [HTML("h1", [], "Review"), tabs(.feedback, account), list])
  }

  /// Feedback of a kind in words.
  static func words(ofFeedback entry: JSONValue) -> String {
    switch entry["kind"]?.string {
    case "helped": "It helped"
    case "outdated": "It is out of date"
    default: "It is not \(entry["label"]?.string ?? "")"
    }
  }

  private func feedbackRow(_ entry: JSONValue, _ account: ReaderAccount) -> HTML {
    let document = entry["document"]?.string ?? ""
    let remark = entry["remark"]?.string ?? ""
    let number = "\(entry["number"]?.integer ?? 0)"
    var answers: [HTML] = []
    if mayDecide(account) {
      if let facet = entry["facet"]?.string, let concept = entry["concept"]?.string {
        let fields = [("document", document), ("facet", facet), ("concept", concept)]
        answers.append(
          writingForm(
            "/review/decide", account, fields + [("from", "document")],
            [
              HTML(
                "button", [("type", "submit"), ("name", "verdict"), ("value", "reject")],
                "Take the tag away"),
              HTML(
                "button", [("type", "submit"), ("name", "verdict"), ("value", "accept")],
                "The tag is right"),
            ]))
      }
      answers.append(
        writingForm(
          "/review/settle", account, [("number", number)],
          [HTML("button", [("type", "submit")], "Dealt with")]))
    }
    return HTML(
      "li", [("class", "card")],
      [
        HTML(
          "h2", [],
          [
            .link(Layout.document(document), SearchView.name(ofPath: document)),
            .text(": \(Self.words(ofFeedback: entry))"),
          ]),
        remark.isEmpty ? .nothing : HTML("p", [], "“\(remark)”"),
        HTML(
          "p", [("class", "note")],
          "\(entry["account"]?.string ?? ""), \(entry["time"]?.string ?? "") · \(document)"),
        HTML("div", [("class", "answers")], answers),
      ])
  }

  /// The page of the latest decisions.
  func decidedPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let latest = try review.latest(for: account, limit: Self.decisionsOnAPage)
    if request.wantsJSON { return Self.json(latest) }
    let rows = (latest["decisions"]?.array ?? []).map { decision -> HTML in
      let document = decision["document"]?.string ?? ""
      let undoneBy = decision["undone_by"]?.string
      let number = "\(decision["decision"]?.integer ?? 0)"
      let undo =
        undoneBy == nil && mayDecide(account)
        ? writingForm(
          "/review/undo", account, [("number", number), ("from", "review")],
          [HTML("button", [("type", "submit")], "Take it back")]) : .nothing
      return HTML(
        "tr", [],
        [
          HTML("td", [], decision["time"]?.string ?? ""),
          HTML("td", [], decision["account"]?.string ?? ""),
          HTML("td", [], [.link(Layout.document(document), Self.words(decision))]),
          HTML("td", [], [undoneBy.map { HTML.text("taken back by \($0)") } ?? undo]),
        ])
    }
    let table =
      rows.isEmpty
      ? HTML("p", [], "Nothing was decided here yet.")
      : Layout.wide(
        "Decisions",
        [
          HTML(
            "tr", [],
            ["When", "Who", "What", "Taken back"].map { HTML("th", [("scope", "col")], $0) })
        ] + rows)
    return Layout(service: self).page(
      "Decided", [HTML("h1", [], "Review"), tabs(.decided, account), table])
  }

  private static let decisionsOnAPage = 100
}

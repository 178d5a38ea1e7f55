internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The decisions on the page of labels.
  private static let labelDecisionsOnAPage = 20

  /// The page of the labels that wait for a person's decision.
  func labelReviewPage(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let snapshot = keeper.current()
    let waiting = try labels.waiting(in: snapshot, limit: Self.questionsOnAPage)
    if request.wantsJSON { return Self.json(waiting) }
    let schemes = try snapshot.schemes(for: account)["schemes"]?.array ?? []
    let keys = schemes.compactMap { $0["key"]?.string }
    let view = LabelReviewView(
      service: self, account: account, waiting: waiting,
      latest: try labels.latest(limit: Self.labelDecisionsOnAPage), schemes: keys,
      names: try names(ofFacets: Set(keys), account))
    return Layout(service: self).page(
      "Labels",
      [
        HTML("h1", [], "Review"), tabs(.labels, account),
        try labelNotice(request, account), view.content,
      ])
  }

  /// What was just done.
  private func labelNotice(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> HTML {
    func number(_ name: String) -> Int? { request.query[name].flatMap { Int($0) } }
    var words: String?
    var undo = HTML.nothing
    if let added = number("added") {
      words =
        "\(added) \(added == 1 ? "label waits" : "labels wait") now; "
        + "\(number("known") ?? 0) are names of the vocabulary already or sure enough."
    } else if let written = number("written") {
      words =
        "\(written) \(written == 1 ? "label" : "labels") written into the vocabulary, "
        + "\(number("remembered") ?? 0) remembered as naming no concept, "
        + "\(number("refused") ?? 0) refused."
    } else if let done = number("done"), let decision = try labels.decision(Int64(done)),
      LabelReviewView.isOpen(decision)
    {
      words = decision["words"]?.string
      undo = writingForm(
        "/review/labels/undo", account, [("number", "\(done)")],
        [
          HTML(
            "button", [("type", "submit"), ("data-key", "u")],
            [.text("Take it back "), HTML("kbd", [], "u")])
        ])
    }
    guard let words else { return .nothing }
    return HTML(
      "div", [("class", "understood"), ("role", "status")], [HTML("p", [], words), undo])
  }
}

/// The labels that wait, each question a card with its answers; what was decided; a box for more.
struct LabelReviewView {
  let service: Service
  let account: ReaderAccount
  let waiting: JSONValue
  let latest: JSONValue
  let schemes: [String]
  let names: [String: [String]]

  /// Whether a decision can be taken back.
  static func isOpen(_ decision: JSONValue) -> Bool {
    decision["undone_by"] == nil && decision["carried_out"] == nil
  }

  var content: HTML {
    let total = waiting["total"]?.integer ?? 0
    let cards = (waiting["questions"]?.array ?? []).enumerated().map {
      LabelCard(view: self, number: $0, question: $1).content
    }
    let lists = names.sorted { $0.key < $1.key }.map { HTML.names(ofFacet: $0.key, $0.value) }
    return HTML(
      [
        add,
        HTML(
          "p", [("class", "count"), ("role", "status")],
          total == 0
            ? "No label waits for a decision."
            : "\(total) \(total == 1 ? "question" : "questions"), the most frequent labels first"),
        cards.isEmpty
          ? .nothing
          : .keys([
            ("Enter, 1–5", "accept"), ("o", "another"), ("n", "new"), ("v", "never"), ("s", "skip"),
            ("u", "take back"),
          ]), cards.isEmpty ? .nothing : HTML("ol", [("class", "cards")], cards), decided,
      ] + lists)
  }

  /// A box in which labels are typed or pasted.
  private var add: HTML {
    HTML(
      "details", [("class", "add")],
      [
        HTML("summary", [], "Add labels"),
        service.writingForm(
          "/review/labels/add", account, [],
          [
            HTML("label", [("for", "labels")], "Labels, one a line; repeated ones count"),
            HTML(
              "textarea",
              [("id", "labels"), ("name", "labels"), ("rows", "6"), ("required", "")], ""),
            HTML("label", [("for", "add-scheme")], "They name concepts of "),
            choice("add-scheme", "scheme", "", isOptional: true),
            HTML("button", [("type", "submit")], "Have them wait"),
          ]),
      ])
  }

  /// A choice among the schemes.
  func choice(_ id: String, _ name: String, _ current: String, isOptional: Bool) -> HTML {
    HTML(
      "select", [("id", id), ("name", name)],
      (isOptional ? [HTML("option", [("value", "")], "all schemes")] : [])
        + schemes.map { key in
          HTML("option", [("value", key), ("selected", key == current ? "" : nil)], key)
        })
  }

  // MARK: What was decided

  private var decided: HTML {
    let decisions = latest["decisions"]?.array ?? []
    guard !decisions.isEmpty else { return .nothing }
    let open = waiting["decided"]?.integer ?? 0
    return HTML([
      HTML("h2", [("id", "decided")], "Decided"),
      open == 0
        ? .nothing
        : service.writingForm(
          "/review/labels/write", account, [],
          [
            HTML(
              "span", [],
              open == 1
                ? "One decision is not in the vocabulary yet."
                : "\(open) decisions are not in the vocabulary yet."),
            HTML("button", [("type", "submit")], "Write them into it"),
          ], class: "ask"),
      HTML(
        "ul", [("class", "cards")],
        decisions.map { decision in
          HTML(
            "li", [("class", "answers")],
            [
              HTML("span", [], decision["words"]?.string ?? ""),
              Self.isOpen(decision) ? undo(decision) : .nothing,
            ])
        }),
    ])
  }

  private func undo(_ decision: JSONValue) -> HTML {
    let number = "\(decision["decision"]?.integer ?? 0)"
    return service.writingForm(
      "/review/labels/undo", account, [("number", number)],
      [
        HTML(
          "button", [("type", "submit")],
          [.text("Take it back"), HTML("span", [("class", "hidden")], ": decision \(number)")])
      ])
  }
}

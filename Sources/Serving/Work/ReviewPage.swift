internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The questions on a page.
  static let questionsOnAPage = 20

  /// The page of the tags that wait for a person's word.
  func reviewPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let facet = request.query["facet"].flatMap { $0.isEmpty ? nil : $0 }
    let waiting = try review.questions(for: account, facet: facet, limit: Self.questionsOnAPage)
    if request.wantsJSON { return Self.json(waiting) }
    let schemes = try keeper.current().schemes(for: account)["schemes"]?.array ?? []
    let said = try notice(request, account)
    let view = ReviewView(
      service: self, account: account, waiting: waiting, facet: facet,
      facets: schemes.compactMap { $0["key"]?.string },
      names: try names(
        ofFacets: Set((waiting["questions"]?.array ?? []).compactMap { $0["facet"]?.string }),
        account))
    return Layout(service: self).page(
      "Review",
      [HTML("h1", [], "Review"), tabs(.tags, account), said] + view.content)
  }

  /// Facets with more concepts are not proposed from as a list.
  private static let mostNames = 500

  /// The names of the concepts in use of the facets that are asked about.
  func names(
    ofFacets keys: Set<String>, _ account: ReaderAccount
  ) throws -> [String: [String]] {
    let snapshot = keeper.current()
    var names: [String: [String]] = [:]
    for key in keys {
      let concepts = try snapshot.concepts(ofScheme: key, for: account)["concepts"]?.array ?? []
      let found = concepts.filter { $0["deprecated"]?.bool != true }
        .compactMap { $0["name"]?.string }
      if found.count <= Self.mostNames { names[key] = found }
    }
    return names
  }

  /// The pages of the work on documents.
  enum WorkTab: String, CaseIterable {
    case tags = "/review"
    case labels = "/review/labels"
    case feedback = "/review/feedback"
    case decided = "/review/decided"

    var title: String {
      switch self {
      case .tags: "Tags"
      case .labels: "Labels"
      case .feedback: "Feedback"
      case .decided: "Decided"
      }
    }
  }

  /// The pages of the work; labels are shown to who decides alone.
  func tabs(_ current: WorkTab, _ account: ReaderAccount) -> HTML {
    HTML(
      "nav", [("class", "tabs"), ("aria-label", "Work")],
      WorkTab.allCases.filter { $0 != .labels || mayDecide(account) }.map { tab in
        HTML(
          "a",
          [("href", tab.rawValue), ("aria-current", tab == current ? "page" : nil)], tab.title)
      })
  }

  /// What was just decided, with what takes it back.
  func notice(
    _ request: ServiceRequest, _ account: ReaderAccount, from page: String = "review"
  ) throws -> HTML {
    guard let number = request.query["done"].flatMap({ Int64($0) }),
      let decision = try review.decision(number, for: account), decision["undone_by"] == .null
    else { return .nothing }
    let undo =
      mayDecide(account)
      ? writingForm(
        "/review/undo", account,
        [
          ("number", "\(number)"), ("from", page),
          ("document", decision["document"]?.string ?? ""),
        ],
        [
          HTML(
            "button", [("type", "submit"), ("data-key", "u")],
            [.text("Take it back "), HTML("kbd", [], "u")])
        ]) : .nothing
    return HTML(
      "div", [("class", "understood"), ("role", "status")],
      [HTML("p", [], [.text(Self.words(decision))]), undo])
  }

  /// A decision in words: what it says of which document.
  static func words(_ decision: JSONValue) -> String {
    let label = decision["label"]?.string ?? ""
    let other = decision["other_label"]?.string ?? ""
    let name = SearchView.name(ofPath: decision["document"]?.string ?? "")
    return switch decision["verdict"]?.string {
    case "accepted": "\(name) is \(label)."
    case "rejected": "\(name) is not \(label)."
    default: "\(name) is \(other), not \(label)."
    }
  }
}

/// The tags that wait for a word, each a card with its answers.
struct ReviewView {
  let service: Service
  let account: ReaderAccount
  let waiting: JSONValue
  let facet: String?
  let facets: [String]
  let names: [String: [String]]

  private var questions: [JSONValue] { waiting["questions"]?.array ?? [] }

  var content: [HTML] {
    let total = waiting["total"]?.integer ?? 0
    guard total > 0 else {
      return [filter, HTML("p", [("role", "status")], "Nothing waits for a word.")]
    }
    return [
      filter,
      HTML(
        "p", [("class", "count"), ("role", "status")],
        "\(total) \(total == 1 ? "tag waits" : "tags wait"), first what teaches most"), keys,
      HTML("ol", [("class", "cards")], questions.enumerated().map { card($0, $1) }),
    ] + names.sorted { $0.key < $1.key }.map { list($0.key, $0.value) }
  }

  private var keys: HTML {
    guard service.mayDecide(account) else { return .nothing }
    return .keys([
      ("a", "accept"), ("n", "never"), ("e", "another"), ("s", "skip"), ("b", "back"),
      ("u", "take back"),
    ])
  }

  private var filter: HTML {
    HTML(
      "form", [("action", "/review"), ("method", "get"), ("class", "ask")],
      [
        HTML("label", [("for", "facet")], "Facet"),
        HTML(
          "select", [("id", "facet"), ("name", "facet")],
          [HTML("option", [("value", "")], "all")]
            + facets.map { key in
              HTML("option", [("value", key), ("selected", key == facet ? "" : nil)], key)
            }), HTML("button", [("type", "submit")], "Show"),
      ])
  }

  private func list(_ facet: String, _ names: [String]) -> HTML {
    .names(ofFacet: facet, names)
  }

  private func card(_ number: Int, _ question: JSONValue) -> HTML {
    let document = question["document"]?.string ?? ""
    let label = question["label"]?.string ?? ""
    // A card is decided at a glance; the page of the document, a click away, has the rest.
    let evidence = (question["evidence"]?.array ?? []).prefix(5).map { item in
      HTML("li", [], DocumentView.words(item))
    }
    return HTML(
      "li",
      [
        ("class", "card"), ("id", "at-\(number)"), ("tabindex", "-1"), ("data-question", ""),
        ("aria-label", "\(SearchView.name(ofPath: document)): \(label)?"),
      ],
      [
        HTML(
          "p", [("class", "badges")],
          [
            HTML("span", [("class", "badge")], question["facet"]?.string ?? ""),
            HTML(
              "span", [("class", "note")],
              "likely to \(Int((100 * (question["score"]?.double ?? 0)).rounded())) of 100"),
          ]),
        HTML(
          "h2", [],
          [
            .link(Layout.document(document), SearchView.name(ofPath: document)), .text(": "),
            .link(Layout.concept(question["concept"]?.string ?? ""), label), .text("?"),
          ]), HTML("p", [("class", "path")], question["path"]?.string ?? ""),
        evidence.isEmpty
          ? HTML("p", [("class", "note")], "No evidence is recorded for it.")
          : HTML("ul", [("class", "note")], evidence),
        service.mayDecide(account) ? answers(number, question) : .nothing,
      ])
  }

  private func answers(_ number: Int, _ question: JSONValue) -> HTML {
    let facet = question["facet"]?.string ?? ""
    func button(_ verdict: String, _ key: String, _ text: String) -> HTML {
      HTML(
        "button",
        [("type", "submit"), ("name", "verdict"), ("value", verdict), ("data-key", key)],
        [.text("\(text) "), HTML("kbd", [], key)])
    }
    let fields = [
      ("document", question["document"]?.string ?? ""), ("facet", facet),
      ("concept", question["concept"]?.string ?? ""),
      ("seen", "\(waiting["seen"]?.integer ?? 0)"), ("pending", "true"), ("from", "review"),
      ("only", self.facet ?? ""), ("at", "\(number)"),
    ]
    return HTML(
      "div", [("class", "answers")],
      [
        service.writingForm(
          "/review/decide", account, fields,
          [button("accept", "a", "Accept"), button("reject", "n", "Never")]),
        service.writingForm(
          "/review/decide", account, fields,
          [
            HTML("label", [("for", "other-\(number)"), ("class", "hidden")], "Another \(facet)"),
            HTML(
              "input",
              [
                ("id", "other-\(number)"), ("name", "other"), ("required", ""),
                ("placeholder", "another \(facet)"), ("maxlength", "500"),
                ("autocomplete", "off"), ("data-key", "e"),
                ("list", names[facet] == nil ? nil : "names-\(facet)"),
              ]),
            HTML(
              "button", [("type", "submit"), ("name", "verdict"), ("value", "instead")],
              "It is this"),
          ]),
      ])
  }
}

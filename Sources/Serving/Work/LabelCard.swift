internal import JSONCoding
internal import ParlanceKit

/// Labels that are alike as a card: what they may mean and why, and a key for each answer.
struct LabelCard {
  let view: LabelReviewView
  let number: Int
  let question: JSONValue

  private var labels: [String] { question["labels"]?.strings ?? [] }
  private var scheme: String { question["scheme"]?.string ?? "" }

  /// The labels that are shown beside the first.
  private static let mostShown = 6

  var content: HTML {
    let others = labels.dropFirst()
    let more = others.count - Self.mostShown
    let remark = question["remark"]?.string ?? ""
    return HTML(
      "li",
      [
        ("class", "card"), ("id", "at-\(number)"), ("tabindex", "-1"), ("data-question", ""),
        ("aria-label", "\(labels.first ?? "")?"),
      ],
      [
        HTML(
          "p", [("class", "badges")],
          [
            scheme.isEmpty ? .nothing : HTML("span", [("class", "badge")], scheme),
            HTML("span", [("class", "note")], "×\(question["count"]?.integer ?? 0)"),
          ]), HTML("h2", [], labels.first ?? ""),
        others.isEmpty
          ? .nothing
          : HTML(
            "p", [("class", "note")],
            "also: \(others.prefix(Self.mostShown).joined(separator: " · "))"
              + (more > 0 ? " · +\(more)" : "")),
        remark.isEmpty ? .nothing : HTML("p", [("class", "note")], remark), candidates, answers,
      ])
  }

  private var fields: [(String, String)] {
    labels.map { ("label", $0) } + [("scheme", scheme), ("at", "\(number)")]
  }

  private func form(_ content: [HTML]) -> HTML {
    view.service.writingForm("/review/labels/decide", view.account, fields, content)
  }

  private var candidates: HTML {
    let found = question["candidates"]?.array ?? []
    guard !found.isEmpty else {
      return HTML("p", [("class", "note")], "Nothing in the vocabulary is like it.")
    }
    return form([
      HTML(
        "ol", [("class", "cards")],
        found.enumerated().map { place, candidate in
          let reasons = (candidate["reasons"]?.strings ?? []).joined(separator: "; ")
          return HTML(
            "li", [("class", "answers")],
            [
              HTML(
                "button",
                [
                  ("type", "submit"), ("name", "pick"),
                  ("value", candidate["concept"]?.string ?? ""), ("data-key", "\(place + 1)"),
                ],
                [HTML("kbd", [], "\(place + 1)"), .text(" \(candidate["label"]?.string ?? "")")]),
              HTML(
                "span", [("class", "note")],
                "\(candidate["facet"]?.string ?? ""), "
                  + "\(HitCard.decimal(candidate["score"]?.double ?? 0)): \(reasons)"),
            ])
        })
    ])
  }

  private var answers: HTML {
    func box(_ name: String, _ key: String, _ value: String?, _ label: String) -> [HTML] {
      [
        HTML("label", [("for", "\(name)-\(number)"), ("class", "hidden")], label),
        HTML(
          "input",
          [
            ("id", "\(name)-\(number)"), ("name", name), ("required", ""), ("value", value),
            ("placeholder", label), ("maxlength", "500"), ("autocomplete", "off"),
            ("data-key", key),
            ("list", name == "other" && view.names[scheme] != nil ? "names-\(scheme)" : nil),
          ]),
      ]
    }
    let proposed = question["proposed_name"]?.string ?? ""
    let choice =
      scheme.isEmpty
      ? [
        HTML("label", [("for", "in-\(number)"), ("class", "hidden")], "Its scheme"),
        view.choice("in-\(number)", "in", "", isOptional: false),
      ] : [HTML("input", [("type", "hidden"), ("name", "in"), ("value", scheme)])]
    return HTML(
      "div", [("class", "answers")],
      [
        form(
          box("other", "o", nil, "another concept") + [
            HTML("button", [("type", "submit")], "It is this")
          ]),
        form(
          box("name", "n", proposed, "name of a new concept") + choice + [
            HTML("button", [("type", "submit")], "New concept")
          ]),
        form([
          HTML(
            "button", [("type", "submit"), ("data-key", "v")],
            [.text("No concept "), HTML("kbd", [], "v")])
        ]),
      ])
  }
}

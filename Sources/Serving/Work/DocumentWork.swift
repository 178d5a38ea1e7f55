internal import JSONCoding
internal import ParlanceKit

/// What can be said of a document on its page: whether it helped, and which tags are right.
struct DocumentWork {
  let service: Service
  let account: ReaderAccount

  /// The identifier of the document.
  let document: String

  /// The number of the latest decision when the page was made.
  let seen: Int64

  /// The keys of the facets.
  let facets: [String]

  /// What somebody is told who said something.
  static func thanks(for kind: String) -> HTML {
    guard DocumentFeedback.kinds.contains(kind) else { return .nothing }
    return HTML(
      "p", [("class", "understood"), ("role", "status")],
      "Thank you. Those who look after the documents see it.")
  }

  // MARK: Feedback

  /// Whether the document was of use.
  var feedback: HTML {
    func button(_ kind: String, _ text: String) -> HTML {
      HTML("button", [("type", "submit"), ("name", "kind"), ("value", kind)], text)
    }
    return service.writingForm(
      "/feedback", account, [("document", document)],
      [
        button("helped", "This helped"), button("outdated", "It is out of date"),
        HTML("label", [("for", "remark"), ("class", "hidden")], "Remark"),
        HTML(
          "input",
          [
            ("id", "remark"), ("name", "remark"), ("placeholder", "a remark, if you like"),
            ("maxlength", "\(DocumentReview.longestRemark)"), ("autocomplete", "off"),
          ]),
      ], class: "ask")
  }

  // MARK: Tags

  /// What can be said of a tag: that it is wrong, by everybody; what it is instead, by those who decide.
  func correction(of tag: JSONValue) -> HTML {
    let concept = tag["concept"]?.string ?? ""
    let label = tag["label"]?.string ?? concept
    let origin = tag["origin"]?.string ?? ""
    guard service.mayDecide(account) else {
      return origin == "rejected"
        ? .nothing
        : service.writingForm(
          "/feedback", account, [("document", document), ("concept", concept)],
          [
            HTML(
              "button", [("type", "submit"), ("name", "kind"), ("value", "wrong-tag")],
              [.text("Wrong"), HTML("span", [("class", "hidden")], ": \(label)")])
          ])
    }
    let facet = tag["facet"]?.string ?? ""
    func button(_ verdict: String, _ text: String) -> HTML {
      HTML(
        "button", [("type", "submit"), ("name", "verdict"), ("value", verdict)],
        [.text(text), HTML("span", [("class", "hidden")], ": \(label)")])
    }
    let isSettled = origin == "person"
    return HTML(
      "div", [("class", "answers")],
      [
        decision(
          facet, concept,
          (isSettled ? [] : [button("accept", "Right")])
            + (origin == "rejected" ? [] : [button("reject", "Wrong")]))
      ])
  }

  /// A tag that the document lacks.
  var adding: HTML {
    guard service.mayDecide(account) else { return .nothing }
    return service.writingForm(
      "/review/decide", account,
      [
        ("document", document), ("seen", "\(seen)"), ("from", "document"), ("verdict", "accept"),
      ],
      [
        HTML("label", [("for", "add-facet")], "Add a tag:"),
        HTML(
          "select", [("id", "add-facet"), ("name", "facet")],
          facets.map { HTML("option", [("value", $0)], $0) }),
        HTML("label", [("for", "add-concept"), ("class", "hidden")], "Name of the concept"),
        HTML(
          "input",
          [
            ("id", "add-concept"), ("name", "concept"), ("required", ""), ("maxlength", "500"),
            ("placeholder", "any of its names"), ("autocomplete", "off"),
          ]), HTML("button", [("type", "submit")], "Add"),
      ], class: "ask")
  }

  private func decision(_ facet: String, _ concept: String, _ content: [HTML]) -> HTML {
    service.writingForm(
      "/review/decide", account,
      [
        ("document", document), ("facet", facet), ("concept", concept), ("seen", "\(seen)"),
        ("from", "document"),
      ], content)
  }
}

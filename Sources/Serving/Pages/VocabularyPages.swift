internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The page of the vocabulary: its schemes, and what a name means.
  func vocabularyPage(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    let snapshot = keeper.current()
    let label = (request.query["label"] ?? "").trimmed
    if !label.isEmpty {
      let date = request.query["as_of"]?.trimmed
      let meaning = try snapshot.meaning(
        of: label, asOf: date?.isEmpty == false ? date : nil, for: account)
      if request.wantsJSON { return Self.json(meaning) }
      return Layout(service: self).page(
        label, MeaningView(meaning: meaning, label: label, date: date ?? "").content)
    }
    let schemes = try snapshot.schemes(for: account)
    if request.wantsJSON { return Self.json(schemes) }
    let rows = (schemes["schemes"]?.array ?? []).map { scheme in
      HTML(
        "tr", [],
        [
          HTML(
            "th", [("scope", "row")],
            [
              .link(
                "/vocabulary/\(FormFields.encoded(scheme["key"]?.string ?? ""))",
                scheme["title"]?.string ?? "")
            ]),
          HTML("td", [("class", "number")], "\(scheme["concepts"]?.integer ?? 0)"),
          HTML("td", [("class", "number")], "\(scheme["documents"]?.integer ?? 0)"),
        ])
    }
    return Layout(service: self).page(
      "Vocabulary",
      [
        HTML("h1", [], "Vocabulary"), MeaningView.form(label: "", date: ""),
        HTML("p", [], [.link("/releases", "Releases, and what each changed")]),
        HTML(
          "table", [],
          [
            HTML(
              "tr", [],
              ["Scheme", "Concepts", "Documents"].map { HTML("th", [("scope", "col")], $0) })
          ] + rows),
      ])
  }

  /// The page of a scheme: its concepts as a tree.
  func schemePage(
    _ name: String, _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    switch request.query["order"] ?? "tree" {
    case "names": return try namesPage(name, request)
    case "tree": break
    case let other: throw RequestError("order is tree or names, not '\(other)'")
    }
    let scheme = try keeper.current().concepts(ofScheme: name, for: account)
    if request.wantsJSON { return Self.json(scheme) }
    let concepts = scheme["concepts"]?.array ?? []
    let page = try Self.number(request.query, "page", 1...100_000, usual: 1)
    let shown = concepts.dropFirst((page - 1) * Self.conceptsOnAPage).prefix(Self.conceptsOnAPage)
    let key = scheme["key"]?.string ?? ""
    let address = "/vocabulary/\(FormFields.encoded(key))"
    let items = shown.map { concept -> HTML in
      let isDeprecated = concept["deprecated"]?.bool ?? false
      let uri = concept["uri"]?.string ?? ""
      let documents = concept["documents"]?.integer ?? 0
      let filter = FormFields([.init(name: "facet", value: "\(key)=\(uri)")])
      let successors = (concept["current"]?.array ?? []).compactMap { $0["name"]?.string }
      return HTML(
        "li", [("class", "level\(min(concept["depth"]?.integer ?? 0, 6))")],
        [
          .link(
            Layout.concept(uri), concept["name"]?.string ?? "", isDeprecated ? "deprecated" : nil),
          isDeprecated
            ? HTML(
              "span", [("class", "note")],
              successors.isEmpty
                ? "not in use any more" : "now \(successors.joined(separator: ", "))")
            : .nothing,
          documents > 0
            ? HTML(
              "a", [("href", Layout.search(filter)), ("class", "number")],
              "\(documents) \(documents == 1 ? "document" : "documents")") : .nothing,
        ])
    }
    let title = scheme["title"]?.string ?? name
    return Layout(service: self).page(
      title,
      [
        HTML("h1", [], title),
        HTML(
          "p", [],
          [
            .link("/vocabulary", "All schemes"), .text(" · "),
            .link("\(address)?order=names", "All names, by the alphabet"),
          ]),
        HTML("ul", [("class", "tree")], items),
        Self.pager(
          "\(address)?page=", page, of: concepts.count, onAPage: Self.conceptsOnAPage,
          "Pages of concepts"),
      ])
  }

  private static let conceptsOnAPage = 1000

  /// The page of a concept.
  func conceptPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let uri = request.query["uri"] ?? ""
    let meaning = try keeper.current().meaning(of: uri, asOf: nil, for: account)
    guard let concept = meaning["concept"] else {
      let fault = AnswerFault.notFound("Unknown concept <\(uri)>.")
      return request.wantsJSON ? Self.problem(404, fault.message) : errorPage(404, fault.message)
    }
    if request.wantsJSON { return Self.json(concept) }
    let name = concept["name"]?.string ?? uri
    let facets = try documentsByFacet(of: concept, account)
    return Layout(service: self).page(
      name, [HTML("h1", [], name)] + ConceptView(concept: concept).content + facets)
  }
}

extension Service {
  /// How many values of each facet the page of a concept shows.
  private static let valuesOfAFacet = 5

  /// What else the documents of a concept are tagged with, the most frequent values of each other facet.
  private func documentsByFacet(
    of concept: JSONValue, _ account: ReaderAccount
  ) throws -> [HTML] {
    guard concept["documents"]?.integer ?? 0 > 0, let uri = concept["uri"]?.string,
      let key = concept["schemes"]?.strings?.first
    else { return [] }
    let own = "\(key)=\(uri)"
    var question = try SearchService.Request(query: "", facets: [own])
    question.limit = 0
    let answer = try keeper.current().found(question, for: account)
    let facets = (answer["facets"]?.object?.members ?? []).filter { $0.name != key }
    let rows = facets.flatMap { facet -> [HTML] in
      let values = (facet.value.array ?? []).prefix(Self.valuesOfAFacet).map { value -> HTML in
        let label = value["value"]?.string ?? ""
        let filter = "\(facet.name)=\(value["concept"]?.string ?? label)"
        let fields = [own, filter].map { FormFields.Field(name: "facet", value: $0) }
        return HTML([
          .link(Layout.search(FormFields(fields)), label),
          HTML("span", [("class", "number")], " \(value["count"]?.integer ?? 0)"),
        ])
      }
      return values.isEmpty
        ? [] : [HTML("dt", [], facet.name), HTML("dd", [], SearchView.joined(values, " · "))]
    }
    return rows.isEmpty
      ? [] : [HTML("h2", [], "Its documents"), HTML("dl", [("class", "facts")], rows)]
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

/// What a name means, for a person.
struct MeaningView {
  let meaning: JSONValue
  let label: String
  let date: String

  var content: [HTML] {
    [HTML("h1", [], "What “\(label)” means"), Self.form(label: label, date: date)] + answer
  }

  /// The form that asks.
  static func form(label: String, date: String) -> HTML {
    HTML(
      "form", [("action", "/vocabulary"), ("method", "get"), ("class", "ask")],
      [
        HTML("label", [("for", "label")], "What does this name mean?"),
        HTML(
          "input",
          [
            ("id", "label"), ("name", "label"), ("value", label), ("autocomplete", "off"),
            ("maxlength", "500"), ("required", ""),
          ]),
        HTML("label", [("for", "as_of")], "in"),
        HTML(
          "input",
          [
            ("id", "as_of"), ("name", "as_of"), ("value", date), ("size", "10"),
            ("placeholder", "2008-05"), ("maxlength", "10"),
          ]),
        HTML("button", [("type", "submit")], "Look it up"),
      ])
  }

  private var answer: [HTML] {
    switch meaning["outcome"]?.string {
    case "match":
      guard let concept = meaning["concept"] else { return [] }
      let others = (meaning["others"]?.array ?? []).map(candidate)
      return [
        HTML(
          "p", [],
          [
            .text("It means "),
            .link(Layout.concept(concept["uri"]?.string ?? ""), concept["name"]?.string ?? ""),
            .text(" (\(reasons(meaning)))."),
            meaning["in_use"]?.bool == false ? .text(" It was not in use then.") : .nothing,
          ]),
        others.isEmpty ? .nothing : HTML("ul", [], others),
      ] + ConceptView(concept: concept).content
    case "ambiguous":
      let candidates = meaning["candidates"]?.array ?? []
      return [
        HTML("p", [], "It may mean one of \(candidates.count):"),
        HTML("ul", [], candidates.map(candidate)),
      ]
    default:
      let nearest = (meaning["nearest"]?.array ?? []).map { near in
        HTML(
          "li", [],
          [
            .link(Layout.concept(near["uri"]?.string ?? ""), near["label"]?.string ?? ""),
            near["label"] == near["name"]
              ? .nothing : .text(" (\(near["name"]?.string ?? ""))"),
          ])
      }
      return [
        HTML("p", [], "It is not a name of the vocabulary."),
        nearest.isEmpty ? .nothing : HTML("p", [], "Nearest to it:"), HTML("ul", [], nearest),
      ]
    }
  }

  private func reasons(_ value: JSONValue) -> String {
    let why = (value["why"]?.array ?? []).compactMap { $0["reason"]?.string }
    return why.isEmpty ? "by its identifier" : why.joined(separator: "; ")
  }

  private func candidate(_ value: JSONValue) -> HTML {
    HTML(
      "li", [],
      [
        .link(
          Layout.concept(value["concept"]?["uri"]?.string ?? ""),
          value["concept"]?["name"]?.string ?? ""),
        .text(" (\(reasons(value)))"),
      ])
  }
}

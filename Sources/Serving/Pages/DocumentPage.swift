internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// The bytes of text on a page of a document.
  private static let textLength = 20_000

  /// The page of a document: its tags and what led to each, its text with these places marked, what is like it.
  func documentPage(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let asked = request.query["id"] ?? ""
    var part = TextPart()
    part.start = try Self.number(request.query, "from", 0...Int(Int32.max), usual: 0)
    part.length = Self.textLength
    let snapshot = keeper.current()
    guard let document = try snapshot.document(named: asked, part, for: account) else {
      throw MissingDocument(name: asked)
    }
    let id = document["id"]?.string ?? asked
    if request.wantsJSON { return Self.json(document) }
    // Of one that the search engine alone has, the page says what the engine stores.
    let isHeld = try snapshot.holds(id, for: account)
    let work =
      try isHeld && !settings.isReadOnly && review.canJudge(id, for: account)
      ? DocumentWork(
        service: self, account: account, document: id, seen: try review.lastDecision(for: account),
        facets: try snapshot.schemeNames().compactMap { $0["id"]?.string }) : nil
    let standing = try snapshot.standings(of: [id], for: account)[id]
    let view = DocumentView(
      document: document, version: VersionView(id: id, standing: standing),
      copies: isHeld ? try snapshot.copies(of: id, for: account) : [],
      history: HistoryView(changes: try snapshot.history(of: id)),
      like: isHeld ? try neighbors(of: id, snapshot, account) : [],
      servesFiles: isHeld && settings.servesFiles, work: work)
    let said = try notice(request, account, from: "document")
    let thanks = request.query["thanks"].map { DocumentWork.thanks(for: $0) } ?? .nothing
    return Layout(service: self).page(view.title, [said, thanks] + view.content)
  }

  private func neighbors(
    of id: String, _ snapshot: WorkspaceSnapshot, _ account: ReaderAccount
  ) throws -> [JSONValue] {
    var question = SearchService.Request("")
    question.like = id
    question.limit = 5
    question.countsFacets = false
    return try snapshot.found(question, for: account)["hits"]?.array ?? []
  }
}

/// What stands on the page of a document.
struct DocumentView {
  let document: JSONValue
  let version: VersionView
  let copies: [JSONValue]
  let history: HistoryView
  let like: [JSONValue]
  let servesFiles: Bool

  /// What can be said of the document; `nil` if nothing can.
  let work: DocumentWork?

  private var id: String { document["id"]?.string ?? "" }

  /// The title, or the name of the file.
  var title: String {
    let title = document["title"]?.string ?? ""
    return title.isEmpty ? SearchView.name(ofPath: id) : title
  }

  /// The page but for its frame.
  var content: [HTML] {
    [
      HTML("h1", [], title),
      HTML(
        "dl", [("class", "facts")],
        fact("Path", document["path"]?.string) + fact("Date", document["date"]?.string)
          + fact("Language", document["language"]?.string)
          + [HTML("dt", [], "Version"), HTML("dd", [], version.fact)]),
      servesFiles
        ? HTML("p", [], [.file(id, "Download the file")])
        : .nothing,
      work?.feedback ?? .nothing, HTML("h2", [], "Tags"), tags, work?.adding ?? .nothing,
      history.content, version.lists(copies), HTML("h2", [("id", "text")], "Text"), text, neighbors,
    ]
  }

  private func fact(_ name: String, _ value: String?) -> [HTML] {
    guard let value, !value.isEmpty else { return [] }
    return [HTML("dt", [], name), HTML("dd", [], value)]
  }

  // MARK: Tags

  private var assignments: [JSONValue] { document["assignments"]?.array ?? [] }

  private var tags: HTML {
    if assignments.isEmpty { return plainTags }
    return Layout.wide(
      "Tags",
      [
        HTML(
          "tr", [],
          (["Facet", "Concept", "Score", "From", "Why"] + (work == nil ? [] : ["Right?"])).map {
            HTML("th", [("scope", "col")], $0)
          })
      ]
        + assignments.map { tag in
          let uri = tag["concept"]?.string ?? ""
          return HTML(
            "tr", [],
            [
              HTML("td", [], tag["facet"]?.string ?? ""),
              HTML("td", [], [.link(Layout.concept(uri), tag["label"]?.string ?? uri)]),
              HTML("td", [("class", "number")], HitCard.decimal(tag["score"]?.double ?? 0)),
              HTML("td", [], Self.origin(tag["origin"]?.string ?? "")),
              HTML("td", [], [why(tag)]),
              work.map { HTML("td", [], [$0.correction(of: tag)]) } ?? .nothing,
            ])
        })
  }

  /// The tags of a document that came in an export, of which nothing more is known.
  private var plainTags: HTML {
    let facets = document["tags"]?.object?.members ?? []
    if facets.isEmpty { return HTML("p", [], "It has no tags.") }
    return HTML(
      "dl", [("class", "facts")],
      facets.flatMap { facet -> [HTML] in
        let links = (facet.value.array ?? []).map { value -> HTML in
          let label = value["value"]?.string ?? ""
          return value["concept"]?.string.map { .link(Layout.concept($0), label) } ?? .text(label)
        }
        return [
          HTML("dt", [], facet.name), HTML("dd", [], SearchView.joined(links, ", ")),
        ]
      })
  }

  private static func origin(_ origin: String) -> String {
    switch origin {
    case "machine": "Parlance"
    case "person": "a person"
    case "source": "the document"
    case "pending": "for review"
    case "rejected": "a person: not this"
    default: origin
    }
  }

  private func why(_ tag: JSONValue) -> HTML {
    let evidence = tag["evidence"]?.array ?? []
    guard !evidence.isEmpty else { return .nothing }
    // Of a long document there may be hundreds; `parlance why` shows them all.
    let items = evidence.prefix(12).map { item -> HTML in
      HTML(
        "li", [],
        [
          .text(Self.words(item)),
          HTML("span", [("class", "number")], " \(Self.signed(item["weight"]?.double ?? 0))"),
        ])
    }
    let words = evidence.lazy.compactMap { $0["surface"]?.string }.first { !$0.isEmpty }
    return HTML(
      "details", [],
      [HTML("summary", [], words.map { "“\($0)” …" } ?? "evidence"), HTML("ul", [], items)])
  }

  /// A piece of evidence in words: what stands where, and by which rule it counts.
  static func words(_ evidence: JSONValue) -> String {
    let surface = evidence["surface"]?.string ?? ""
    return [
      surface.isEmpty ? "" : "“\(surface)”", evidence["rule"]?.string ?? "",
      evidence["note"]?.string ?? "", "in \(evidence["field"]?.string ?? "")",
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func signed(_ number: Double) -> String {
    (number >= 0 ? "+" : "") + HitCard.decimal(number)
  }

  // MARK: Text

  /// The places of the text that led to tags, with the concept of each.
  private var marks: [(range: Range<Int>, concept: String, label: String)] {
    let start = document["from"]?.integer ?? 0
    let shown = Array((document["text"]?.string ?? "").utf8)
    let places = assignments.flatMap { tag in
      (tag["evidence"]?.array ?? []).compactMap {
        item -> (range: Range<Int>, concept: String, label: String)? in
        guard item["field"]?.string == "text", let low = item["start"]?.integer,
          let high = item["end"]?.integer, low >= start, low < high, high - start <= shown.count,
          // Only if the same words still stand there.
          shown[(low - start)..<(high - start)].elementsEqual((item["surface"]?.string ?? "").utf8)
        else { return nil }
        return (
          (low - start)..<(high - start), tag["concept"]?.string ?? "", tag["label"]?.string ?? ""
        )
      }
    }
    return places.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private var text: HTML {
    let marks = marks
    let text = document["text"]?.string ?? ""
    guard !text.isEmpty else { return HTML("p", [], "It has no text.") }
    let marked = HTML.text(text, marking: marks.map(\.range)) { number, words in
      HTML(
        "a",
        [
          ("href", Layout.concept(marks[number].concept)), ("class", "mention"),
          ("title", marks[number].label),
        ], words)
    }
    let length = document["length"]?.integer ?? 0
    let next = document["next"]?.integer.map { next in
      HTML(
        "p", [],
        [
          .link("\(Layout.document(id))&from=\(next)#text", "Further text"),
          .text(" (\(next) of \(length) bytes so far)"),
        ])
    }
    return HTML([
      HTML(
        "div",
        [
          ("class", "text"), ("tabindex", "0"), ("role", "region"),
          ("aria-label", "Text of the document"),
        ], [marked]), next ?? .nothing,
    ])
  }

  private var neighbors: HTML {
    guard !like.isEmpty else { return .nothing }
    return HTML([
      HTML("h2", [], "More like this"),
      HTML(
        "ul", [],
        like.map { hit in
          let title = hit["title"]?.string ?? ""
          let name = SearchView.name(ofPath: hit["path"]?.string ?? hit["id"]?.string ?? "")
          return HTML(
            "li", [],
            [
              .link(Layout.document(hit["id"]?.string ?? ""), title.isEmpty ? name : title),
              HTML("span", [("class", "date")], " \(hit["date"]?.string ?? "")"),
            ])
        }),
      HTML(
        "p", [],
        [.link(Layout.search(FormFields([.init(name: "like", value: id)])), "All that are like it")]
      ),
    ])
  }
}

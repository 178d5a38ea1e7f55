import Foundation
import JSONCoding
import ParlanceKit
import RandomNumbers
import Testing

@testable import Serving

/// What pages are made of: the address of a search, trees of facets, cards, versions, names in time.
struct PagePartsTests {
  // MARK: The address of a search

  private static func state(_ query: String) -> SearchState { SearchState(FormFields(query)) }

  @Test(arguments: [
    ("", "/search"), ("q=", "/search"), ("x=1&y=2", "/search"), ("q=a+b", "/search?q=a+b"),
    ("q=a&unknown=b&facet=type%3DFlyer", "/search?q=a&facet=type%3DFlyer"),
    ("facet=a&facet=b&page=3", "/search?facet=a&facet=b&page=3"),
  ])
  func `an address keeps the fields that mean something`(query: String, address: String) {
    #expect(Self.state(query).address == address)
  }

  @Test(arguments: [
    ("", 1), ("page=0", 1), ("page=-7", 1), ("page=x", 1), ("page=2", 2), ("page=100001", 100_000),
    ("page=9223372036854775807", 100_000), ("page=99999999999999999999", 1),
  ])
  func `a page has a number from 1 whatever is asked for`(query: String, page: Int) {
    #expect(Self.state(query).page == page)
  }

  @Test(arguments: 1...3) func `any change of a search leads to its first page`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let query = (0..<numbers.next(below: 6)).map { _ in
        "\(["q", "facet", "page", "sort", "view", "other"][numbers.next(below: 6)])=\(numbers.next(below: 4))"
      }.joined(separator: "&")
      let state = Self.state(query)
      let changes = [
        state.with("sort", "date"), state.with("q", nil), state.adding("type=9"),
        state.removing { $0 == "1" },
      ]
      #expect(changes.allSatisfy { $0["page"] == nil })
      #expect(changes[0]["sort"] == "date" && changes[1]["q"] == nil)
      #expect(changes[2].filters == state.filters + ["type=9"])
      #expect(changes[3].filters == state.filters.filter { $0 != "1" })
      #expect(
        state.adding("z=1").removing { $0 == "z=1" }.address == state.with("page", nil).address)
      // An address leads to the state that it was made of.
      for state in changes + [state] {
        let fields = state.address.split(separator: "?").dropFirst().first.map(String.init) ?? ""
        #expect(Self.state(fields).fields == state.fields)
      }
    }
  }

  // MARK: Facets as trees

  /// Entries of a facet by their broader ones.
  private func entries(_ broader: [[Int]]) -> [JSONValue] {
    broader.enumerated().map { number, parents in
      [
        "value": .string("v\(number)"), "concept": .string("urn:\(number)"),
        "broader": .array(parents.map { .string("urn:\($0)") }),
      ]
    }
  }

  private func places(_ broader: [[Int]]) -> [String] {
    FacetHierarchy(entries(broader)).places.map { "\($0.index)@\($0.level)" }
  }

  @Test func `what is narrower follows what is broader, in the order of the answer`() {
    #expect(places([]).isEmpty)
    #expect(places([[], [], []]) == ["0@0", "1@0", "2@0"])
    #expect(places([[2], [0], []]) == ["2@0", "0@1", "1@2"])
    #expect(places([[], [0], [], [0], [1]]) == ["0@0", "1@1", "4@2", "3@1", "2@0"])
    // What is broader and not among the values is left out; the first that is counts.
    #expect(places([[9], [9, 0], [0, 1]]) == ["0@0", "1@1", "2@1"])
  }

  @Test func `a circle, and what is broader than itself, are shown all the same`() {
    #expect(places([[0]]) == ["0@0"])
    #expect(places([[1], [0]]) == ["0@0", "1@1"])
    #expect(places([[], [2], [1], [2]]) == ["0@0", "1@0", "2@1", "3@2"])
  }

  @Test(arguments: 1...5) func `each value stands once, below its first broader one`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let count = numbers.next(below: 12)
      let broader = (0..<count).map { _ in
        (0..<numbers.next(below: 3)).map { _ in numbers.next(below: count + 2) }
      }
      let places = FacetHierarchy(entries(broader)).places
      #expect(places.map { $0.index }.sorted() == Array(0..<count))
      var path: [Int] = []
      for place in places {
        path = Array(path.prefix(place.level))
        #expect(path.count == place.level)
        if let parent = path.last {
          #expect(broader[place.index].first { $0 < count && $0 != place.index } == parent)
        }
        path.append(place.index)
      }
    }
  }

  // MARK: Versions

  private func version(_ id: String, _ date: String? = nil) -> JSONValue {
    ["id": .string(id), "path": .string("p/\(id)"), "date": date.map { .string($0) } ?? .null]
  }

  @Test func `a document tells how it stands among its versions`() {
    let both: JSONValue = ["current": false, "versions": [version("new", "2011"), version("old")]]
    let alone = VersionView(id: "a", standing: nil)
    #expect(alone.badge == .nothing)
    #expect(HTML(alone.fact).markup == "the only one that is known")
    let newest = VersionView(
      id: "new", standing: ["current": true, "versions": both["versions"] ?? []])
    #expect(newest.badge.markup == "<span class=\"badge\">newest version</span>")
    #expect(HTML(newest.fact).markup == "the newest of 2")
    let older = VersionView(id: "old", standing: both)
    #expect(older.badge.markup == "<span class=\"badge past\">older version</span>")
    #expect(
      HTML(older.fact).markup
        == "an older one; the newest is <a href=\"/document?id=new\">p/new</a>"
        + "<span class=\"date\"> 2011</span>")
    #expect(
      older.lists([]).markup
        == "<h2 id=\"versions\">Other versions</h2><ul><li><a href=\"/document?id=new\">p/new</a>"
        + "<span class=\"date\"> 2011</span></li></ul>")
    let aside = VersionView(id: "x", standing: ["current": false, "versions": [version("x")]])
    #expect(aside.badge.markup == "<span class=\"badge past\">set aside</span>")
    #expect(HTML(aside.fact).markup.hasPrefix("set aside: its path says"))
    #expect(aside.lists([version("<b>")]).markup.contains("?id=%3Cb%3E\">p/&lt;b&gt;</a>"))
  }

  @Test func `what was changed of tags is a table, of which very many lines are cut`() {
    #expect(HistoryView(changes: []).content == .nothing)
    let change: JSONValue = [
      "started": "2026-11-29T10:11:12Z", "facet": "type", "old": [], "new": ["<A>", "B"],
      "command": "retag", "account": "ada", "run": 7,
    ]
    let text = HistoryView(changes: Array(repeating: change, count: 102)).content.markup
    #expect(text.components(separatedBy: "<tr>").count == 102)
    #expect(text.contains("<td>2026-11-29T10:11</td><td>type</td><td>–</td><td>&lt;A&gt;, B</td>"))
    #expect(text.contains("<td>retag</td><td>ada</td><td class=\"number\">7</td>"))
  }

  // MARK: Cards

  private func card(_ hit: JSONValue, _ query: String = "q=a", servesFiles: Bool = false) -> HitCard
  {
    HitCard(
      hit: hit, state: Self.state(query), servesFiles: servesFiles, thumbnails: Thumbnails(),
      standing: nil)
  }

  @Test func `a card names the document, marks what was met, and narrows by its tags`() {
    let hit: JSONValue = [
      "id": "a/b&c.md", "path": "a/b&c.md", "title": "", "date": "2010",
      "snippet": "1 < harbor & more",
      "highlights": [[4, 10], [40, 50], [3, 1], [1, 2, 3], "x"],
      "tags": [
        "type": [["value": "Flyer", "concept": "urn:f"]],
        "product": [["value": "<X>", "concept": "urn:x"], ["value": "plain"]],
      ], "copies": ["c"],
    ]
    let text = card(hit).content.markup
    #expect(text.contains("<h2><a href=\"/document?id=a/b%26c.md\">b&amp;c.md</a></h2>"))
    #expect(text.contains("<span class=\"badge\">Flyer</span>"))
    #expect(text.contains("1 &lt; <mark>harbor</mark> &amp; more</p>"))
    #expect(text.contains("href=\"/search?q=a&amp;facet=product%3Durn:x\""))
    #expect(text.contains("title=\"Only product &lt;X&gt;\">&lt;X&gt;</a>"))
    #expect(text.contains("facet=product%3Dplain"))
    #expect(!text.contains("facet=type"))
    #expect(text.contains("copies=true\" class=\"note\">+1 copy</a>"))
    #expect(text.contains("/search?like=a/b%26c.md"))
    #expect(!text.contains("/file?") && !text.contains("<img") && !text.contains("<table"))
    #expect(card(hit, servesFiles: true).content.markup.contains("/file?id=a/b%26c.md"))
    #expect(text.contains("<span class=\"picture icon\" aria-hidden=\"true\">md</span>"))
    let line = card(hit).line.markup
    #expect(line.contains("b&amp;c.md</a></h2>") && !line.contains("<mark>"))
  }

  @Test(arguments: [
    ("a/b.PDF", "pdf"), ("x.tar.7z", "7z"), ("a.b/c", ""), ("Makefile", ""), ("a.", ""),
    ("a.<b>", ""), ("a.éx", ""), ("a.verylong", ""), (".env", "env"),
  ])
  func `a card without a picture has the kind of the file`(path: String, kind: String) {
    let text = card(["id": "x", "path": .string(path)]).content.markup
    #expect(text.contains("picture icon") == !kind.isEmpty)
    #expect(text.contains("aria-hidden=\"true\">\(kind)</span>") == !kind.isEmpty)
  }

  @Test func `why a hit is one is asked for, told in figures, and put away`() {
    let hit: JSONValue = [
      "id": "a", "title": "T", "score": 1.005,
      "explanation": [
        ["part": "word <harbor>", "score": 0.75], ["part": "title", "score": 0.25],
      ],
    ]
    #expect(card(hit).content.markup.contains("q=a&amp;explain=true\">Why this hit</a>"))
    let text = card(hit, "q=a&explain=true").content.markup
    #expect(text.contains("<a href=\"/search?q=a\">Without reasons</a>"))
    #expect(text.contains("<th scope=\"row\">word &lt;harbor&gt;</th><td>0.75</td>"))
  }

  // MARK: Nothing found, and pages

  private func view(_ query: String, _ answer: JSONValue) -> SearchView {
    SearchView(
      state: Self.state(query), answer: answer, parts: [], standings: [:], servesFiles: false,
      thumbnails: Thumbnails())
  }

  @Test(
    arguments: [
      ("facet:type", "without the filter on type", "/search?q=a+b&amp;facet=product%3D1"),
      ("facets", "without any filter", "/search?q=a+b"),
      (
        "any-word", "with any of the words",
        "/search?facet=type%3Dx&amp;facet=product%3D1&amp;q=a+b"
      ),
      (
        "related:product=Harbor Archive", "the related Harbor Archive",
        "/search?facet=type%3Dx&amp;facet=product%3D1&amp;q=Harbor+Archive"
      ), ("title", "with the words anywhere", nil), ("path", "in any folder", nil),
      ("<other>", "&lt;other&gt;", nil),
    ] as [(String, String, String?)])
  func `where nothing is found, each way out leads where it says`(
    change: String, words: String, address: String?
  ) {
    let answer: JSONValue = ["relaxations": [["without": .string(change), "count": 1]]]
    let text = HTML(view("q=a+b&facet=type%3Dx&facet=product%3D1", answer).nothingFound).markup
    let way = address.map { "<a href=\"\($0)\">\(words)</a>" } ?? words
    #expect(text.contains("<li>\(way) (1 document)</li>"), "\(text)")
  }

  @Test(arguments: ["q=a", "q=a:b+c", "q=%22a+b%22+OR+c%2A"])
  func `a query of more than words is not taken apart`(query: String) {
    let answer: JSONValue = ["relaxations": [["without": "any-word", "count": 2]]]
    let text = HTML(view(query, answer).nothingFound).markup
    #expect(text.contains("<li>with any of the words (2 documents)</li>"))
  }

  @Test(arguments: [
    (1, 10, 10, "", ""), (1, 10, 11, "", "next"), (2, 10, 21, "prev", "next"),
    (2, 10, 20, "prev", ""), (1, 3, 30, "", ""), (5, 0, 3, "prev", ""),
  ])
  func `there are links to the pages that there are`(
    page: Int, hits: Int, total: Int, before: String, after: String
  ) {
    let answer: JSONValue = [
      "total": .integer(total),
      "hits": .array(Array(repeating: ["id": "a"], count: hits)),
    ]
    let text = view("q=a&page=\(page)", answer).paging.markup
    #expect(text.contains("rel=\"prev\"") == (before == "prev"))
    #expect(text.contains("rel=\"next\"") == (after == "next"))
    // The first page is the one without a number.
    if page == 2 { #expect(text.contains("<a href=\"/search?q=a\" rel=\"prev\">")) }
  }

  @Test func `pages of a long list are numbered, and the one shown is marked`() {
    #expect(Service.pager("/x?page=", 1, of: 10, onAPage: 10, "Pages") == .nothing)
    #expect(
      Service.pager("/x?page=", 2, of: 11, onAPage: 10, "Pages").markup
        == "<nav class=\"paging\" aria-label=\"Pages\"><a href=\"/x?page=1\">1</a>"
        + "<a href=\"/x?page=2\" aria-current=\"page\">2</a></nav>")
  }

  // MARK: Names in time

  @Test(arguments: [
    ("2009", false, 2009.0), ("2009", true, 2010.0), ("2009-07", false, 2009.5),
    ("2009-06", true, 2009.4973), ("2009-12-31", true, 2009.9973), ("2009-12", true, 2009.9973),
  ])
  func `a date has a place on the line of time`(date: String, isEnd: Bool, year: Double) throws {
    let found = try #require(NameTimeline.year(date, isEnd: isEnd))
    #expect(abs(found - year) < 0.001)
    #expect(NameTimeline.year(nil, isEnd: isEnd) == nil)
    #expect(NameTimeline.year("x", isEnd: isEnd) == nil)
  }

  @Test func `names with dates are bars, from when until when; without dates there is no line`() {
    let name: JSONValue = ["text": "Now", "kind": "preferred"]
    let former: JSONValue = ["text": "<Then>", "role": "formerName", "until": "2009-06-30"]
    let other: JSONValue = ["text": "Else", "kind": "alternative", "role": "plain"]
    #expect(NameTimeline(labels: [name, other]).content == .nothing)
    let text = NameTimeline(labels: [name, name, former, other]).content.markup
    #expect(text.components(separatedBy: "<rect").count == 3)
    #expect(text.contains(">&lt;Then&gt;</text>") && !text.contains("Else"))
    #expect(text.contains("class=\"past\"") && text.contains("class=\"now\""))
    #expect(text.contains("class=\"year\">2009</text>"))
    let many = NameTimeline(
      labels: (0..<99).map { ["text": .string("\($0)"), "from": .string("\(1900 + $0)")] })
    #expect(many.content.markup.components(separatedBy: "<rect").count == 31)
  }

  @Test func `the page of a concept says what it is, and links what is its kin`() {
    let kin: JSONValue = [["uri": "urn:k&", "name": "<Kin>"]]
    var concept: JSONObject = JSONObject([
      .init(name: "uri", value: "urn:c"), .init(name: "schemes", value: ["type"]),
      .init(name: "documents", value: 1), .init(name: "broader", value: kin),
      .init(
        name: "labels",
        value: [
          ["text": "Vault", "language": "en", "kind": "preferred", "role": "plain"],
          ["text": "Vault", "language": "fr", "kind": "preferred", "role": "plain"],
          ["text": "Acme", "language": "", "kind": "alternative", "role": "formerName"],
        ]),
      .init(name: "matches", value: [["uri": "javascript:x", "kind": "exactMatch"]]),
      .init(name: "provenance", value: [["kind": "creator", "value": "<me>"]]),
      .init(
        name: "notes",
        value: [["kind": "definition", "text": "What", "creator": "me", "date": "2010"]]),
    ])
    func text() -> String { HTML(ConceptView(concept: .object(concept)).content).markup }
    #expect(text().contains("?facet=type%3Durn:c\">1 document tagged with it"))
    #expect(text().contains("<a href=\"/concept?uri=urn:k%26\">&lt;Kin&gt;</a>"))
    // A name of two languages is one line; an address of another vocabulary is no link.
    #expect(text().contains("<th scope=\"row\" lang=\"en\">Vault</th><td>en, fr</td>"))
    #expect(text().contains("<th scope=\"row\">Acme</th><td></td><td>former name</td>"))
    #expect(text().contains("<dd>javascript:x (exactMatch)</dd>"))
    #expect(text().contains("<dt>Creator</dt><dd>&lt;me&gt;</dd>"))
    #expect(text().contains("<dt>definition</dt><dd>What (me, 2010)</dd>"))
    #expect(!text().contains("role=\"status\""))
    concept["deprecated"] = true
    concept["deprecated_since"] = "2009"
    concept["current"] = [["uri": "urn:c", "name": "itself"], ["uri": "urn:n", "name": "New"]]
    #expect(
      text().contains(">Not in use any more since 2009. Now: <a href=\"/concept?uri=urn:n\">"))
    #expect(!text().contains("itself"))
    concept["in_use_until"] = "2030"
    concept["successors"] = [["uri": "urn:o", "name": "urn:o"], ["uri": "urn:s", "name": "Next"]]
    #expect(
      text().contains(">In use until 2030. Then: <a href=\"/concept?uri=urn:s\">Next</a></p>"))
    concept["in_use_until"] = .null
    concept["compound"] = true
    #expect(text().contains(">No concept of its own. Stands for all of: <a"))
  }

  // MARK: Figures

  @Test func `figures lead to what they count, and shares are of all that was said`() {
    let figures: JSONValue = [
      "documents": 3,
      "facets": [["key": "a/b", "title": "<T>", "tagged": 1, "untagged": 2, "unused": 4]],
      "months": [["month": "2026-01", "accepted": 2, "rejected": 1, "replaced": 0]],
    ]
    let text = HTML(InsightView(figures: figures).content).markup
    #expect(text.contains("<a href=\"/search\">3 documents that you may read</a>"))
    #expect(text.contains("<a href=\"/review\">0 tags that wait for a word</a>"))
    #expect(text.contains("<th scope=\"row\">&lt;T&gt;</th>"))
    #expect(text.contains("<a href=\"/search?facet=a/b%21%3D\">1</a>"))
    #expect(text.contains("href=\"/vocabulary/a%2Fb\">0</a>"))
    #expect(text.contains(">67 %</td>"))
    let none: JSONValue = ["months": [["month": "2026-01"]]]
    #expect(HTML(InsightView(figures: none).content).markup.contains(">0 %</td>"))
    #expect(
      HTML(InsightView(figures: [:]).content).markup.contains("Nothing was decided here yet."))
  }

  @Test func `duplicates are told in groups, the one to keep first`() {
    #expect(
      HTML(DuplicatesView(found: [:]).content).markup.contains("parlance report duplicates SHARE"))
    let group: JSONValue = [
      "kind": "copies",
      "documents": [["id": "a", "path": "x/a", "date": "2010"], ["id": "<b>"]],
    ]
    let found: JSONValue = [
      "copies": 1, "versions": 2, "groups": .array(Array(repeating: group, count: 101)),
    ]
    let text = HTML(DuplicatesView(found: found).content).markup
    #expect(text.contains(">1 copy and 2 older versions. The first of each group"))
    #expect(text.components(separatedBy: "<li class=\"card\">").count == 101)
    #expect(text.contains("<p>… and 1 more groups</p>"))
    #expect(text.contains("<a href=\"/document?id=a\">x/a</a> (2010)</li>"))
    #expect(text.contains("?id=%3Cb%3E\">&lt;b&gt;</a></li>"))
    #expect(text.contains("/search?like=a\">What is like them</a>"))
  }
}

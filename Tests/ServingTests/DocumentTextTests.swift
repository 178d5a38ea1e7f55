import Foundation
import JSONCoding
import Testing

@testable import Serving

/// The text of a document on its page: the places that led to tags, and only those that still say so.
struct DocumentTextTests {
  private static func view(
    _ text: String, from start: Int = 0, _ evidence: [(low: Int, high: Int, surface: String)],
    field: String = "text", more: [String: JSONValue] = [:]
  ) -> DocumentView {
    let pieces: [JSONValue] = evidence.map {
      [
        "field": .string(field), "start": .integer($0.low), "end": .integer($0.high),
        "surface": .string($0.surface), "rule": "label", "weight": 1.5,
      ]
    }
    var document = JSONObject([
      .init(name: "id", value: "/srv/a.txt"), .init(name: "text", value: .string(text)),
      .init(name: "from", value: .integer(start)),
      .init(name: "length", value: .integer(start + text.utf8.count)),
      .init(
        name: "assignments",
        value: [
          [
            "facet": "product", "concept": "https://id.example/x", "label": "Harbor Archive",
            "score": 0.9, "origin": "machine", "evidence": .array(pieces),
          ]
        ]),
    ])
    for (name, value) in more { document[name] = value }
    return DocumentView(
      document: .object(document), version: VersionView(id: "/srv/a.txt", standing: nil),
      copies: [], history: HistoryView(changes: []), like: [], servesFiles: false, work: nil)
  }

  /// The words that are marked in the text.
  private static func marked(_ view: DocumentView) -> [String] {
    HTML(view.content).markup.components(separatedBy: "class=\"mention\"").dropFirst().map {
      String($0.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
    }
  }

  @Test(
    arguments: [
      // The text, where it begins, the place, what stood there, what is marked.
      ("Acme Vault keeps it", 0, 0, 10, "Acme Vault", ["Acme Vault"]),
      ("keeps Acme Vault", 0, 6, 16, "Acme Vault", ["Acme Vault"]),
      // The text changed since: other words stand there now.
      ("Harbor Arc keeps it", 0, 0, 10, "Acme Vault", []),
      ("Acme Vault", 0, 0, 11, "Acme Vault!", []), ("Acme Vault", 0, 4, 4, "", []),
      ("Acme Vault", 0, 10, 4, "x", []), ("Acme Vault", 0, -1, 3, "Acme", []),
      ("", 0, 0, 1, "a", []),
      // A further part of the text: places count from its beginning.
      ("Vault keeps", 100, 100, 105, "Vault", ["Vault"]),
      ("Vault keeps", 100, 0, 5, "Vault", []), ("Vault keeps", 100, 98, 105, "e Vault", []),
      // Bytes, not characters.
      ("Ärger mit Acme", 0, 11, 15, "Acme", ["Acme"]),
      ("Ärger mit Acme", 0, 1, 6, "rger ", []),
      ("a < b & Acme", 0, 8, 12, "Acme", ["Acme"]),
    ] as [(String, Int, Int, Int, String, [String])])
  func `a place is marked while the same words stand there`(
    text: String, start: Int, low: Int, high: Int, surface: String, words: [String]
  ) {
    #expect(Self.marked(Self.view(text, from: start, [(low, high, surface)])) == words)
  }

  @Test func `places in other fields, or without a place, mark nothing`() {
    #expect(Self.marked(Self.view("Acme", [(0, 4, "Acme")], field: "title")).isEmpty)
    let placeless = Self.view("Acme", []).content
    #expect(!HTML(placeless).markup.contains("class=\"mention\""))
  }

  @Test func `places that lie in each other are marked once`() {
    let view = Self.view(
      "Acme Vault Express", [(0, 10, "Acme Vault"), (5, 10, "Vault"), (0, 4, "Acme")])
    let markup = HTML(view.content).markup.components(separatedBy: "class=\"text\"").last ?? ""
    // Whatever is marked, the text is there once and whole.
    let pieces = markup.split(separator: "<").map { $0.drop { $0 != ">" }.dropFirst() }
    #expect(pieces.joined().hasPrefix("Acme Vault Express"))
  }

  @Test func `hostile text between marks stays text`() {
    let text = "<script>x</script> Acme <b>"
    let view = Self.view(text, [(19, 23, "Acme")])
    #expect(Self.marked(view) == ["Acme"])
    let markup = HTML(view.content).markup
    #expect(markup.contains("&lt;script&gt;x&lt;/script&gt; "))
    #expect(!markup.contains("<script"))
  }

  @Test(
    arguments: [
      (.null, false), (.integer(20_000), true),
    ] as [(JSONValue, Bool)])
  func `what is further is one link away`(next: JSONValue, isLinked: Bool) {
    let view = Self.view("a", [], more: ["next": next])
    #expect(HTML(view.content).markup.contains("from=20000#text") == isLinked)
  }

  @Test(arguments: [
    ("machine", "Parlance"), ("person", "a person"), ("source", "the document"),
    ("pending", "for review"), ("rejected", "a person: not this"), ("import", "import"),
  ])
  func `where a tag comes from is said in words`(origin: String, words: String) {
    let view = Self.view(
      "a", [],
      more: ["assignments": [["facet": "type", "label": "x", "origin": .string(origin)]]])
    #expect(HTML(view.content).markup.contains("<td>\(words)</td>"))
  }

  @Test(
    arguments: [
      (["surface": "Acme", "rule": "label", "field": "title"], "“Acme”, label, in title"),
      (["rule": "folder", "note": "contracts/", "field": "path"], "folder, contracts/, in path"),
      (["surface": "", "rule": "", "note": "", "field": "text"], "in text"),
    ] as [(JSONValue, String)])
  func `evidence is told in words, without what it lacks`(evidence: JSONValue, words: String) {
    #expect(DocumentView.words(evidence) == words)
  }

  @Test func `a document without a title is called by its file, one without tags says so`() {
    let view = Self.view("a", [], more: ["title": "", "assignments": []])
    #expect(view.title == "a.txt")
    #expect(HTML(view.content).markup.contains("It has no tags."))
    let empty = Self.view("", [])
    #expect(HTML(empty.content).markup.contains("It has no text."))
  }

  @Test func `tags of an export are told by facet, each a link if its concept is known`() {
    let tags: JSONValue = [
      "type": [["value": "Brochure", "concept": "https://id.example/b"], ["value": "Flyer"]]
    ]
    let view = Self.view("a", [], more: ["assignments": [], "tags": tags])
    let markup = HTML(view.content).markup
    #expect(markup.contains("<dt>type</dt>"))
    #expect(markup.contains("/concept?uri=https://id.example/b\">Brochure</a>, Flyer"))
  }
}

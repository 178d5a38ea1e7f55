import JSONCoding
import RandomNumbers
import TestSupport
import Testing

@testable import Serving

/// The small parts of the server: markup, fields, requests, tokens, figures.
struct ServingPartsTests {
  private let letters: [Character] = [
    "a", "&", "<", ">", "\"", "'", "\t", "\n", "\0", "\u{7F}", "é", "😀", "%", "+", "=", " ", "~",
  ]

  private func text(_ numbers: inout SeededGenerator) -> String {
    String((0..<numbers.next(below: 12)).map { _ in letters[numbers.next(below: letters.count)] })
  }

  // MARK: HTML

  @Test(arguments: 1...3) func `nothing of a text can become markup`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let text = text(&numbers)
      let marks: Set<Character> = ["<", ">", "\"", "'"]
      #expect(!HTML.text(text).markup.contains(where: marks.contains))
      let element = HTML("p", [("title", text)], text).markup
      #expect(element.count { $0 == "<" } == 2 && element.count { $0 == "\"" } == 2)
      // Read back, it is what it was, but for control characters.
      let shown = String(text.map { $0 == "\0" || $0 == "\u{7F}" ? "\u{FFFD}" : $0 })
      let read = HTML.text(text).markup.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
      #expect(read == shown)
    }
  }

  @Test func `attributes without a value are left out, empty ones stay`() {
    #expect(
      HTML("a", [("href", "/x?a=1&b"), ("class", nil), ("id", "")], "t").markup
        == "<a href=\"/x?a=1&amp;b\" id=\"\">t</a>")
    #expect(HTML("br").markup == "<br>")
    #expect(HTML("img", [("alt", "")], "lost").markup == "<img alt=\"\">")
    #expect(HTML("link", [("rel", "x")]).closed.markup == "<link rel=\"x\"/>")
    #expect(HTML([.text("a"), .nothing, .text("b")]).markup == "ab")
    #expect(
      String(decoding: HTML.document(language: "en", [HTML("p", [], "x")]), as: UTF8.self)
        == "<!DOCTYPE html>\n<html lang=\"en\"><p>x</p></html>")
  }

  @Test(arguments: [
    ([], "abcdef"), ([0..<2], "[0:ab]cdef"), ([1..<3, 3..<6], "a[0:bc][1:def]"),
    ([2..<2], "abcdef"),
    ([1..<4, 2..<5], "a[0:bcd]ef"), ([4..<9], "abcdef"), ([0..<6], "[0:abcdef]"),
    ([5..<6, 0..<1], "abcde[0:f]"), ([-1..<2], "abcdef"),
  ])
  func `ranges are marked as far as they fit`(ranges: [Range<Int>], expected: String) {
    let html = HTML.text("abcdef", marking: ranges) { .text("[\($0):\($1)]") }
    #expect(html.markup == expected)
  }

  // MARK: Requests

  @Test(arguments: 1...3) func `fields come back from an address`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let fields = (0..<numbers.next(below: 4)).map { index in
        FormFields.Field(name: "n\(index)" + text(&numbers), value: text(&numbers))
      }
      let address = FormFields(fields).text
      #expect(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      #expect(FormFields(address).fields == fields)
    }
  }

  @Test(arguments: [
    ("a%20b", "a b", "a b"), ("a+b", "a b", "a+b"), ("%", "%", "%"), ("%4", "%4", "%4"),
    ("%g1", "%g1", "%g1"), ("%+1", "% 1", "%+1"), ("%C3%A9", "é", "é"), ("%c3%a9", "é", "é"),
    ("%00", "\0", "\0"), ("%C3", "\u{FFFD}", "\u{FFFD}"), ("%2541", "%41", "%41"),
  ])
  func `text is decoded once`(text: String, query: String, path: String) {
    #expect(FormFields.decoded(text[...], plusIsBlank: true) == query)
    #expect(FormFields.decoded(text[...], plusIsBlank: false) == path)
  }

  @Test func `no more fields are read than any page has`() {
    let fields = FormFields(String(repeating: "a=1&", count: 5000))
    #expect(fields.fields.count == 1000)
  }

  @Test(arguments: [
    ("/a/b", ["a", "b"], ""), ("/a//b/", ["a", "b"], ""), ("/", [], ""), ("", [], ""),
    ("/a%2Fb?q=1?2", ["a/b"], "1?2"), ("/a+b", ["a+b"], ""), ("?q=x", [], "x"),
  ])
  func `a target is a path and a query`(target: String, parts: [String], query: String) {
    let request = ServiceRequest("GET", target)
    #expect(request.pathParts == parts)
    #expect(request.query["q"] ?? "" == query)
  }

  @Test(
    arguments: [
      ("application/json", true), ("Application/JSON; charset=utf-8", true),
      ("application/json ;x", true),
      ("application/jsonx", false), ("text/plain", false), ("", false), (nil, false),
    ] as [(String?, Bool)])
  func `a body is of a type, whatever its parameters`(type: String?, isJSON: Bool) {
    let request = ServiceRequest("POST", "/", headers: type.map { [("content-type", $0)] } ?? [])
    #expect(request.hasBody(of: "application/json") == isJSON)
  }

  @Test(arguments: [
    ("application/json", true), ("text/html,application/json", false), ("*/*", false), ("", false),
  ])
  func `a browser gets pages, a program JSON`(accept: String, wantsJSON: Bool) {
    #expect(ServiceRequest("GET", "/", headers: [("accept", accept)]).wantsJSON == wantsJSON)
  }

  // MARK: Access

  @Test(arguments: [
    ("localhost", "localhost"), ("LocalHost:7311", "localhost"), ("[::1]:80", "::1"),
    ("[::1]", "::1"),
    ("", ""), (":80", ""), ("[", ""), ("a.example:x:y", "a.example"),
  ])
  func `a host has a name`(host: String, name: String) {
    #expect(AccessRules.name(ofHost: host) == name)
  }

  @Test(arguments: [
    ("http://localhost:3333", true), ("https://127.0.0.1", true), ("http://[::1]:1", true),
    ("http://evil.example", false), ("null", false), ("", false), ("localhost", false),
    ("file://localhost", false), ("http:/localhost", false),
    ("http://localhost.evil.example", false),
  ])
  func `pages of this machine may read`(origin: String, mayRead: Bool) {
    #expect(AccessRules().mayRead(origin) == mayRead)
  }

  @Test(arguments: [
    ("0123456789abcdef", true), ("0123456789abcdeF", false), ("0123456789abcde", false),
    ("", false),
    ("0123456789abcdef0123456789abcdef", false), ("0123456789abcdef ", false),
    (String(repeating: "0123456789abcdef", count: 17), false),
  ])
  func `a secret is itself and nothing else`(given: String, isSame: Bool) {
    #expect(AccessToken(account: "a", secret: "0123456789abcdef").isEqual(to: given) == isSame)
  }

  @Test func `a form is known by the token of its account`() {
    let tokens = FormTokens()
    #expect(!tokens.isGood("", of: "ann"))
    let (ann, bob) = (tokens.token(for: "ann"), tokens.token(for: "bob"))
    #expect(ann != bob && tokens.token(for: "ann") == ann)
    #expect(tokens.isGood(ann, of: "ann") && !tokens.isGood(ann, of: "bob"))
    #expect(!tokens.isGood("", of: "ann") && !tokens.isGood(ann + "x", of: "ann"))
    #expect(!FormTokens().isGood(ann, of: "ann"), "another server has given it")
    // So many accounts at a time that the first ones are forgotten.
    for number in 0..<10_000 { _ = tokens.token(for: "account \(number)") }
    #expect(!tokens.isGood(ann, of: "ann"))
    #expect(tokens.token(for: "ann") != ann)
  }

  // MARK: Figures

  @Test func `requests are counted while they are answered`() {
    let load = ServiceLoad()
    for _ in 0..<3 { load.enter() }
    load.leave()
    #expect(load.text.contains("\nparlance_requests_running 2\n"))
  }

  @Test func `times are counted in classes that include the smaller ones`() {
    let load = ServiceLoad()
    for (route, status, seconds) in [
      ("search", 200, 0.001), ("search", 200, 0.0011), ("search", 400, 0.3), ("search", 200, 99.0),
      ("tags", 200, 0.0),
    ] { load.count(route, status, seconds: seconds) }
    let lines = load.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    func bucket(_ bound: String) -> String? {
      let line = lines.first { $0.contains("route=\"search\",le=\"\(bound)\"") }
      return line?.split(separator: " ").last.map(String.init)
    }
    #expect(bucket("0.001") == "1" && bucket("0.0025") == "2" && bucket("0.25") == "2")
    #expect(bucket("1.0") == "3" && bucket("5.0") == "3" && bucket("+Inf") == "4")
    #expect(lines.contains("parlance_request_seconds_count{route=\"search\"} 4"))
    #expect(lines.contains("parlance_requests_total{route=\"search\",status=\"200\"} 3"))
    #expect(lines.contains("parlance_requests_total{route=\"search\",status=\"400\"} 1"))
    #expect(lines.contains("parlance_requests_total{route=\"tags\",status=\"200\"} 1"))
    #expect(lines.last == "parlance_requests_running 0")
  }

  @Test func `a table is extended by properties that have names of their own`() {
    let properties = ExtensionProperty.all
    #expect(Set(properties.map(\.id)).count == properties.count)
    let concept: JSONValue = [
      "labels": [
        ["text": "Vault", "kind": "preferred", "role": "plain"],
        ["text": "Safe", "kind": "alternative", "role": "plain"],
        ["text": "V", "kind": "alternative", "role": "abbreviation"],
        ["text": "Old", "kind": "alternative", "role": "formerName"],
      ],
      "broader": [["uri": "urn:b", "name": "B"]], "documents": 3, "deprecated": true,
      "notes": [["kind": "scope", "text": "S"], ["kind": "definition", "text": "D"]],
    ]
    func cells(_ id: String) -> String {
      properties.first { $0.id == id }?.values(concept).map(\.description).joined() ?? "unknown"
    }
    #expect(cells("preferred") == #"{"str":"Vault"}"# && cells("alternative") == #"{"str":"Safe"}"#)
    #expect(cells("abbreviation") == #"{"str":"V"}"# && cells("former") == #"{"str":"Old"}"#)
    #expect(cells("broader") == #"{"id":"urn:b","name":"B"}"# && cells("narrower") == "")
    #expect(cells("documents") == #"{"int":3}"# && cells("deprecated") == #"{"str":"true"}"#)
    #expect(cells("definition") == #"{"str":"D"}"#)
  }
}

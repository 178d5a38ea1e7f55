import Foundation
import JSONCoding
import ParlanceKit
import Testing

@testable import Serving

/// What a search was taken for, part by part, and what each chip leads to.
@Suite struct `What was understood of a search` {
  private func markup(
    _ query: String, _ answer: JSONValue = [:], parts: [JSONValue] = []
  ) -> String {
    UnderstoodView(state: SearchState(FormFields(query)), answer: answer, parts: parts).content
      .markup
  }

  private func count(_ piece: String, in markup: String) -> Int {
    markup.components(separatedBy: piece).count - 1
  }

  // MARK: Filters

  @Test(arguments: [
    ("type=Flyer", "type: Flyer"), ("type!=Flyer", "type: not Flyer"), ("type=", "no type"),
    ("type!=", "any type"), ("type=https://id.example/type/flyer", "type: flyer"),
    // Where the answer knows the concept it is called by its name.
    ("type=https://id.example/type/offer", "type: Offer"),
    ("type!=https://id.example/type/offer", "type: not Offer"),
    ("odd", "odd"), ("a=b=c", "a: b=c"), ("type=urn:x/y", "type: urn:x/y"), ("=x", ": x"),
    ("type=https://", "type: https:"),
  ])
  func `names a filter as people do`(filter: String, words: String) {
    let answer: JSONValue = [
      "facets": ["type": [["concept": "https://id.example/type/offer", "value": "Offer"]]]
    ]
    #expect(UnderstoodView.label(ofFilter: filter, in: answer) == words)
  }

  @Test func `takes each filter away by itself, and leaves all others`() {
    let text = markup("q=a&facet=type%3DX&facet=product%3DY&since=2010&like=p/b.md&literal=true")
    #expect(count("class=\"chip\"", in: text) == 5)
    #expect(
      text.contains(
        "href=\"/search?q=a&amp;since=2010&amp;like=p/b.md&amp;literal=true&amp;facet=product%3DY\""
      ) || text.contains("facet=product%3DY&amp;since=2010&amp;like=p/b.md&amp;literal=true\""))
    for words in ["type: X", "product: Y", "since 2010", "like b.md", "the words alone"] {
      #expect(text.contains("aria-label=\"Without \(words)\""), "\(words)")
    }
    #expect(
      !markup("q=a&literal=true").contains("literal=true"), "its chip leads to the search without")
  }

  @Test func `is nothing where nothing was asked`() {
    #expect(markup("") == "")
    #expect(markup("q=a") == "")
    #expect(markup("page=2&sort=date") == "")
  }

  // MARK: Parts

  @Test func `tells a part that is excluded, and one that is a field`() {
    let parts: [JSONValue] = [
      ["text": "-draft", "value": "draft", "excluded": true, "rest": "a"],
      ["text": "year:2009..2011", "field": "year", "value": "2009..2011", "rest": "b"],
      ["text": "type:", "field": "type", "value": "", "rest": " "],
      ["text": "<b>", "value": "<b>"],
    ]
    let text = markup("q=x", parts: parts)
    #expect(text.contains("<span>not -draft</span>"))
    #expect(text.contains("<span>year: 2009–2011</span>"))
    #expect(text.contains("<span>no type</span>"))
    #expect(text.contains("<span>&lt;b&gt;</span>") && !text.contains("<b>"))
    #expect(text.contains("href=\"/search?q=b\"") && text.contains("href=\"/search?q=a\""))
    // A rest of blanks alone is no query; what names no rest has no link.
    #expect(text.contains("href=\"/search\""))
    #expect(count("class=\"take\"", in: text) == 3)
  }

  @Test(arguments: [0, 1, 40, 41, 100]) func `takes away so many parts that a page stays small`(
    parts: Int
  ) {
    let list = (0..<parts).map { number -> JSONValue in
      ["text": .string("w\(number)"), "rest": .string("r\(number)")]
    }
    let text = markup("q=x", parts: list)
    #expect(count("class=\"chip\"", in: text) == parts)
    #expect(count("class=\"take\"", in: text) == min(parts, 40))
  }

  private static let reading: JSONValue = [
    "surface": "vault", "facet": "product", "note": "former name",
    "concepts": [["value": "Harbor <Archive>", "concept": "urn:a"], ["value": "plain"]],
  ]

  @Test(arguments: [
    ("vault", true), ("\"vault\"", true), ("(vault)", true), ("vaults", false), ("", false),
  ])
  func `joins what was concluded to the part that it is about, signs aside`(
    value: String, isJoined: Bool
  ) {
    let text = markup(
      "q=vault", ["understood": [Self.reading]],
      parts: [["text": "vault", "value": .string(value)]])
    let told =
      "“vault”: product <a href=\"/concept?uri=urn:a\">Harbor &lt;Archive&gt;</a>, plain"
      + "<span class=\"note\"> (former name)</span>"
    #expect(count(told, in: text) == 1, "once, at its part or below")
    #expect(text.contains("class=\"notes\"") == !isJoined, "\(text)")
  }

  @Test func `tells what spelling brought to light, at the part or below`() {
    let entry: JSONValue = ["surface": "valt", "corrected": ["vault", "value"]]
    let told = "“valt” was taken for vault, value"
    let at = markup("q=valt", ["understood": [entry]], parts: [["text": "valt", "value": "valt"]])
    #expect(at.contains("<span>\(told)</span>") && !at.contains("class=\"notes\""))
    let below = markup("q=x", ["understood": [entry]])
    #expect(below.contains("<li>\(told)</li>") && !below.contains("class=\"chip\""))
  }

  @Test func `tells a notice apart from the part of the same words`() {
    let notice: JSONValue = [
      "surface": "vault", "notice": "replaced", "note": "Vault is <new> now.",
    ]
    let text = markup(
      "q=vault", ["understood": [notice, ["surface": "other"]]],
      parts: [["text": "vault", "value": "vault"]])
    #expect(text.contains("<span>vault</span>"))
    #expect(text.contains("<ul class=\"notes\"><li>Vault is &lt;new&gt; now.</li></ul>"))
  }

  @Test(arguments: [
    ("", true, true), ("&literal=true", true, false), ("", false, false),
  ])
  func `offers the words alone where something else was searched for`(
    more: String, isByConcept: Bool, isOffered: Bool
  ) {
    let entry: JSONValue =
      isByConcept ? Self.reading : ["surface": "x", "note": "no concept", "concepts": []]
    let text = markup("q=vault\(more)", ["understood": [entry]])
    #expect(text.contains("Search for the words alone") == isOffered)
    if isOffered { #expect(text.contains("/search?q=vault&amp;literal=true")) }
  }

  @Test func `joins several readings of one word by or`() {
    let second: JSONValue = ["surface": "vault", "facet": "type", "concepts": [["value": "Safe"]]]
    let text = markup(
      "q=vault", ["understood": [Self.reading, second]],
      parts: [["text": "vault", "value": "vault"]])
    #expect(text.contains(" or type Safe</span>"), "\(text)")
  }
}

import Documents
import Foundation
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What is told of a score: the most telling places, what is left of them, and weights that add up.
struct EvidenceBuilderTests {
  private func tag(
    _ document: Document, _ concept: String = "urn:product/archive", limit: Int? = nil
  ) throws -> TagSuggestion {
    var settings = TaggerSettings()
    if let limit { settings.evidenceLimit = limit }
    let found = try TaggerFixture.makeTagger(settings: settings).tag(document)
    return try #require(found.first { $0.uri == concept }, "\(found.map(\.uri))")
  }

  /// A document that names a product in its title, its path, a heading, and some times in its text.
  private func document(_ count: Int) -> Document {
    Document(
      id: "1", path: "Harbor Archive/a.txt", title: "Harbor Archive 2010",
      headings: ["What Harbor Archive does"],
      text: Array(repeating: "Harbor Archive keeps.", count: count).joined(separator: " "))
  }

  @Test func `places come first, the most telling ones before others`() throws {
    let rules = try tag(document(3)).evidence.map(\.rule)
    #expect(rules == [.title, .folder, .heading, .text, .text, .text, .start])
  }

  @Test(arguments: [(9, 12, 0), (10, 12, 1), (500, 12, 491), (3, 1, 5), (3, 0, 6)])
  func `places beyond the limit are one line`(count: Int, limit: Int, further: Int) throws {
    let found = try tag(document(count), limit: limit)
    let places = found.evidence.filter { $0.field != .document }
    #expect(places.count == min(limit, count + 3))
    #expect(TaggerSettings().evidenceLimit == 12, "the documentation says so")
    let rest = found.evidence.filter { $0.rule == .further }
    #expect(rest.map(\.remark) == (further == 0 ? [] : ["\(further) further places"]))
  }

  @Test(arguments: [1, 2, 9, 10, 11, 500])
  func `the weights add up to the log-odds of the score, whatever is listed`(count: Int) throws {
    for limit in [0, 1, 12, 1000] {
      let found = try tag(document(count), limit: limit)
      let sum = found.evidence.reduce(0) { $0 + $1.weight }
      #expect(abs(SalienceScorer.probability(sum) - found.score) < 1e-6, "\(count), \(limit)")
    }
  }

  @Test(arguments: [0, -1, 1, 2, 0.5, 1e-300, 1 - 1e-16])
  func `what is left is finite though a score is certain`(score: Double) throws {
    var evidence = [TagEvidence(.habit, "often", weight: 3)]
    evidence.balance(for: score, note: "what is left")
    let rest = try #require(evidence.last)
    #expect(evidence.count == 2 && rest.rule == .start && rest.remark == "what is left")
    #expect(rest.weight.isFinite)
    let bounded = min(max(score, 1e-6), 1 - 1e-6)
    #expect(abs(SalienceScorer.probability(3 + rest.weight) - bounded) < 1e-9)
  }

  @Test func `the last line counts what else is named`() throws {
    func note(_ text: String) throws -> String {
      try #require(try tag(Document(id: "1", text: text)).evidence.last).remark
    }
    #expect(
      try note("Harbor Archive.") == "named beside 0 others of its scheme in a text of 2 words")
    #expect(
      try note("Harbor Archive, Harbor Safe.").hasPrefix("named beside 1 other of its scheme"))
    #expect(
      try note("Harbor Archive, Harbor Safe, Harbor Cluster, brochure.")
        .hasPrefix("named beside 2 others of its scheme"))
    let title = try tag(Document(id: "1", title: "Harbor Archive", text: ""))
    #expect(title.evidence.last?.remark == "named beside 0 others of its scheme")
  }

  @Test func `what is not decided says among how many meanings it is`() throws {
    let found = try TaggerFixture.makeTagger().tag(Document(id: "1", title: "HA", text: "HA."))
    let first = try #require(found.first { $0.uri.hasPrefix("urn:product") })
    #expect(first.outcome == .review)
    #expect(first.evidence.last?.remark.hasSuffix("; shared among 2 meanings") == true)
  }

  @Test func `each place has the bytes where it stands, beyond ASCII too`() throws {
    let document = Document(
      id: "1", title: "Über Harbor Archive", headings: ["Ein", "Größe: Harbor Archive"],
      text: "Ünser Harbor Archive.\nUnd wieder: HARBOR  ARCHIVE")
    for item in try tag(document).evidence {
      let place: String
      switch item.field {
      case .title: place = document.title ?? ""
      case .heading(let number): place = document.headings[number]
      case .text: place = document.text
      default:
        #expect(item.range.isEmpty && item.surface.isEmpty)
        continue
      }
      #expect(String(decoding: Array(place.utf8)[item.range], as: UTF8.self) == item.surface)
      #expect(item.surface.lowercased().hasPrefix("harbor"))
    }
  }

  @Test(arguments: [
    ("a facet", Evidence.Rule.facet, Evidence.Rule.category),
    ("a category", .category, .title), ("a title", .title, .keyword),
    ("a keyword", .keyword, .file), ("a name of a file", .file, .folder),
    ("a folder", .folder, .metadata), ("a field", .metadata, .heading),
    ("a heading", .heading, .text), ("the text", .text, .orderFree),
  ])
  func `is more telling than the next`(what: String, one: Evidence.Rule, next: Evidence.Rule) {
    #expect(EvidenceBuilder.weight(of: one) > EvidenceBuilder.weight(of: next), "\(what)")
  }
}

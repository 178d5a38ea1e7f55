import Documents
import Foundation
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// The numbers by which a candidate is judged.
struct CandidateNumberTests {
  private func candidates(_ document: Document) throws -> (CandidateTable, [String]) {
    let table = try TaggerFixture.makeTagger().candidates(of: document)
    return (table, table.candidates.map { TaggerFixture.vocabulary.uri(of: $0.concept) })
  }

  private static let text =
    (["Harbor Safe"] + Array(repeating: "word", count: 40)).joined(separator: " ")
    + " Harbor Archive " + Array(repeating: "word", count: 150).joined(separator: " ")
    + " Harbor Archive"

  @Test func `places are counted by where they stand`() throws {
    let (table, uris) = try candidates(
      Document(
        id: "1", path: "Harbor Safe/x.txt", title: "Harbor Archive",
        headings: ["Harbor Archive at work", "Harbor Archive at home"], text: Self.text))
    let archive = try #require(uris.firstIndex(of: "urn:product/archive"))
    let safe = try #require(uris.firstIndex(of: "urn:product/safe"))
    #expect(table[archive, .titleCount] == 1)
    #expect(table[archive, .pathCount] == 0)
    #expect(abs(table[archive, .headingCount] - Float(log(2.0))) < 0.001)
    #expect(abs(table[archive, .textCount] - Float(log(3.0))) < 0.001)
    #expect(table[archive, .openingCount] == 0)
    #expect(abs(table[archive, .leadCount] - Float(log(2.0))) < 0.001)
    #expect(table[safe, .pathCount] == 1)
    #expect(table[safe, .openingCount] == 1)
    #expect(table[safe, .titleCount] == 0)
  }

  @Test func `positions are shares of the text, and the opening is one place`() throws {
    let (table, uris) = try candidates(Document(id: "1", text: Self.text))
    let archive = try #require(uris.firstIndex(of: "urn:product/archive"))
    let safe = try #require(uris.firstIndex(of: "urn:product/safe"))
    // 196 words: the archive at the 42nd and the 194th, of which the first 30 are the opening.
    #expect(abs(table[archive, .firstPosition] - 12 / 196) < 0.01)
    #expect(table[archive, .lastPosition] > 0.8)
    #expect(abs(table[archive, .spread] - 152 / 196) < 0.01)
    #expect(table[archive, .coverage] == 0.1)
    #expect(table[safe, .firstPosition] == 0)
    #expect(table[safe, .spread] == 0)
  }

  @Test func `the rank is that among candidates of one scheme, equals share theirs`() throws {
    let (table, uris) = try candidates(
      Document(
        id: "1",
        text: "Harbor Archive, Harbor Archive, Harbor Safe, Harbor Cluster; Brochure, price list"))
    func rank(_ uri: String) throws -> Float {
      table[try #require(uris.firstIndex(of: uri)), .rank]
    }
    #expect(try rank("urn:product/archive") == 0)
    #expect(try rank("urn:product/safe") == 0.5)
    #expect(try rank("urn:product/cluster") == 0.5)
    #expect(try rank("urn:type/brochure") == rank("urn:type/price-list"))
  }

  @Test func `a first heading that repeats the title is no second fact`() throws {
    func headingCount(title: String) throws -> Float {
      let (table, uris) = try candidates(
        Document(id: "1", title: title, headings: ["Harbor Archive at work"], text: "Words."))
      return table[try #require(uris.firstIndex(of: "urn:product/archive")), .headingCount]
    }
    #expect(try headingCount(title: "Harbor Archive") == 0)
    #expect(try headingCount(title: "Something else") > 0)
  }

  /// A tagger for facets of which each has a concept called Library and one of its own.
  private static func tagger(facets: [String]) throws -> (Tagger, Vocabulary) {
    var builder = VocabularyBuilder()
    for facet in facets {
      let scheme = builder.entity("urn:\(facet)")
      builder.declareScheme(scheme, key: facet)
      for label in ["Library", "Only \(facet)"] {
        let concept = builder.entity("urn:\(facet)/\(label)")
        builder.declareConcept(concept)
        builder.addRelation(.scheme, from: concept, to: scheme)
        builder.addLabel(Label(label), to: concept)
      }
    }
    let vocabulary = builder.build().vocabulary
    let index = try LabelIndex.compile(vocabulary)
    return (Tagger(vocabulary: vocabulary, labelIndex: index), vocabulary)
  }

  @Test func `a name in several facets says less for each of them`() throws {
    let (tagger, vocabulary) = try Self.tagger(facets: ["product", "industry"])
    let shared = tagger.tag(Document(id: "1", title: "Library", text: "Words."))
    let own = tagger.tag(Document(id: "1", title: "Only product", text: "Words."))
    #expect(
      Set(shared.map { vocabulary.uri(of: $0.concept) }) == [
        "urn:product/Library", "urn:industry/Library",
      ])
    #expect(Set(shared.map(\.score)).count == 1)
    #expect(try #require(shared.first).score < (try #require(own.first)).score)
    let note = try #require(shared.first?.evidence.last?.note)
    #expect(note.contains("a name in 2 facets"))
  }

  @Test(arguments: 1...6)
  func `a name said once is a tag, or a question in each of its facets, never nothing`(
    count: Int
  ) throws {
    let facets = (1...count).map { "facet-\($0)" }
    let (tagger, vocabulary) = try Self.tagger(facets: facets)
    let text = "The library is open on Mondays. Whoever comes late finds it closed."
    let found = tagger.tag(Document(id: "1", text: text))
    #expect(
      Set(found.map { vocabulary.uri(of: $0.concept) }) == Set(facets.map { "urn:\($0)/Library" }))
    #expect(found.allSatisfy { $0.outcome == .review } == (count > 1))
    #expect(tagger.tag(Document(id: "2", text: "The bakery is open.")).isEmpty)
  }

  @Test func `an ambiguous name is a candidate that is not decided`() throws {
    let (table, uris) = try candidates(Document(id: "1", text: "HA is fine"))
    #expect(uris.count == 1)
    #expect(!table.candidates[0].isDecided)
    #expect(table[0, .ambiguity] == 2)
    #expect(table[0, .preferredShare] == 0)
  }
}

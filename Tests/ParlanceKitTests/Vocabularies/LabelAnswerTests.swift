import JSONCoding
import Matching
import Model
import Taxonomy
import Testing

@testable import ParlanceKit

/// What a label means is told with why, for people and for programs alike.
struct LabelAnswerTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    func concept(_ name: String, _ labels: [Label]) -> VocabularyBuilder.Entity {
      let entity = builder.entity("urn:\(name)")
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: products)
      for label in labels { builder.addLabel(label, to: entity) }
      return entity
    }
    let archive = concept(
      "archive",
      [
        Label("Harbor Archive"), Label("HA", kind: .alternative, role: .abbreviation),
        Label(
          "Acme Vault", kind: .alternative, role: .formerName,
          validity: Validity(until: CalendarDate(year: 2009, month: 6, day: 30))),
      ])
    _ = concept(
      "appliance",
      [Label("Harbor Appliance"), Label("HA", kind: .alternative, role: .abbreviation)])
    let gone = concept("gone", [Label("Pier Mail")])
    builder.deprecate(gone)
    builder.addSuccessor(archive, to: gone)
    let list = builder.entity("urn:list")
    builder.declareCollection(list, isOrdered: true)
    builder.addLabel(Label("Storage"), toCollection: list)
    builder.addMember(archive, to: list)
    return builder.build().vocabulary
  }()

  /// The answer, and the concepts whose documents were counted.
  private func answer(
    _ text: String, asOf date: String? = nil, counts: [String: Int] = [:]
  ) throws -> (answer: LabelAnswer, asked: [String]) {
    let resolver = ConceptResolver(
      Self.vocabulary, index: try LabelIndex.compile(Self.vocabulary))
    var asked: [String] = []
    let answer = try LabelAnswer(to: text, asOf: date, by: resolver) { uris in
      asked = uris
      return { counts[$0] ?? 0 }
    }
    return (answer, asked)
  }

  private func lines(_ answer: LabelAnswer) -> [String] { answer.lines.map(\.plain) }

  @Test(arguments: [
    ("Harbor Archive", "urn:archive"), ("harbor archive", "urn:archive"),
    ("Acme Vault", "urn:archive"), ("urn:archive", "urn:archive"), ("Pier Mail", "urn:gone"),
  ])
  func `one concept is told whole`(label: String, uri: String) throws {
    let (found, asked) = try answer(label)
    #expect(!found.isEmpty && asked == [uri])
    #expect(found.json["label"] == .string(label) && found.json["outcome"] == "match")
    #expect(found.json["concept"]?["uri"]?.string == uri)
    #expect(found.json["in_use"] == true && found.json["others"] == [])
    #expect(lines(found).first?.contains(uri) == true)
  }

  @Test func `several concepts are told as such, each with why`() throws {
    let (found, asked) = try answer("HA")
    #expect(Set(asked) == ["urn:archive", "urn:appliance"])
    #expect(found.json["outcome"] == "ambiguous" && found.json["concept"] == nil)
    #expect(found.json["candidates"]?.array?.count == 2)
    #expect(lines(found)[0] == "\"HA\" is ambiguous: 2 concepts bear it")
    #expect(lines(found).count == 3 && lines(found).dropFirst().allSatisfy { $0.contains("urn:") })
  }

  @Test func `what is no label is answered with what is near, and nothing is counted`() throws {
    let (found, asked) = try answer("Harbor Archve")
    #expect(asked.isEmpty && found.isEmpty)
    #expect(found.json["outcome"] == "unknown")
    #expect(lines(found)[0] == "\"Harbor Archve\" is not a label of the vocabulary")
    #expect(lines(found).dropFirst().contains { $0.contains("Harbor Archive") })
    let (none, _) = try answer("zzzzzzzz")
    #expect(lines(none) == ["\"zzzzzzzz\" is not a label of the vocabulary"])
    #expect(none.json["nearest"] == [] && none.json["collections"] == [])
  }

  @Test func `a collection has a name, too`() throws {
    let (found, _) = try answer("Storage")
    #expect(!found.isEmpty, "it is somebody's name")
    #expect(found.json["outcome"] == "unknown" && found.json["collections"]?.array?.count == 1)
    #expect(!lines(found).contains { $0.contains("is not a label") })
    #expect(lines(found).contains { $0.contains("urn:list") })
    #expect(lines(found).contains { $0.contains("Harbor Archive") })
  }

  @Test(arguments: [
    ("2009-06-30", true), ("2009-07-01", false), ("nonsense", true),
  ])
  func `a name that was out of use on the day asked about says so`(day: String, isInUse: Bool)
    throws
  {
    let (found, _) = try answer("Acme Vault", asOf: day)
    #expect(found.json["outcome"] == "match" && found.json["in_use"] == .bool(isInUse))
  }

  @Test(arguments: [0, 1, 7]) func `documents are counted where there are some`(count: Int) throws {
    let (found, _) = try answer("Harbor Archive", counts: ["urn:archive": count])
    #expect(lines(found).contains { $0.contains("documents") } == (count > 0))
  }

  @Test func `a label without a word is no label`() throws {
    for text in ["", " ", "…"] {
      let (found, asked) = try answer(text)
      #expect(found.isEmpty && asked.isEmpty)
    }
  }
}

import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// The rules of labels that the words of a document decide.
struct LabelRulesTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:product")
    builder.declareScheme(scheme, key: "product")
    func concept(_ uri: String, _ labels: [Label]) {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in labels { builder.addLabel(label, to: entity) }
    }
    concept(
      "urn:jetty",
      [
        Label("Harbor Jetty"),
        Label("jetty", kind: .alternative, requiredContext: ["tape", "back up"]),
      ])
    concept(
      "urn:quay",
      [Label("Harbor Quay"), Label("quay", kind: .alternative, excludedContext: ["ships"])])
    concept("urn:box", [Label("Harbor Box"), Label("box", kind: .alternative)])
    return builder.build().vocabulary
  }()

  private func mentions(_ document: Document) throws -> [String] {
    Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary)
    ).mentions(in: document).map { "\($0.range.lowerBound) \($0.surface)" }
  }

  @Test func `a label that asks for words nearby is found where they stand, place by place`() throws
  {
    let filler = String(repeating: "Nothing is said of it. ", count: 40)
    let text = "The jetty is old. " + filler + "Each tape goes into the jetty. " + filler
    #expect(try mentions(Document(id: "1", text: text)) == ["962 jetty"])
    #expect(try mentions(Document(id: "1", text: "A jetty to back up.")) == ["2 jetty"])
    #expect(try mentions(Document(id: "1", title: "Tapes", text: "A jetty.")) == ["2 jetty"])
    #expect(try mentions(Document(id: "1", text: "A jetty.")).isEmpty)
  }

  @Test func `a label that forbids words nearby is not found where they stand`() throws {
    #expect(try mentions(Document(id: "1", text: "The quay 20.")) == ["4 quay"])
    #expect(try mentions(Document(id: "1", text: "The quay, where ships lie.")).isEmpty)
  }

  @Test func `labels that are hardly ever right are learned as such`() throws {
    let examples = (0..<20).map { number in
      TaggingExample(
        Document(id: "\(number)", text: "A box of Harbor Jetty and Harbor Quay, \(number)."),
        concepts: ["urn:jetty", "urn:quay"])
    }
    // Of a concept that nobody assigned yet nothing is learned.
    let boxed = TaggingExample(
      Document(id: "crate", text: "Crates and cartons."), concepts: ["urn:box"])
    let tables = ConceptTables(Self.vocabulary)
    let index = try LabelIndex.compile(Self.vocabulary)
    let trainer = TaggingTrainer(tables: tables, labelIndex: index)
    #expect(trainer.train(examples).stopLabels.isEmpty)
    let model = trainer.train(examples + [boxed])
    #expect(model.stopLabels == ["box"])
    let tagger = Tagger(tables: tables, labelIndex: index, model: model)
    let document = Document(id: "x", text: "A box. A Harbor Box.")
    #expect(tagger.mentions(in: document).map(\.surface) == ["Harbor Box"])
    let box = try #require(Self.vocabulary.concept(uri: "urn:box"))
    let why = tagger.explanation(of: box, in: Document(id: "y", text: "A box."))
    #expect(why.verdict == .ruledOut)
    #expect(why.reason.contains("learned to be right hardly ever"))
  }
}

/// A name that several types share, where a document has one of them.
struct SharedTypeNameTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    for (uri, name) in [("urn:data", "Data sheet"), ("urn:time", "Time sheet")] {
      let concept = builder.entity(uri)
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name), to: concept)
      builder.addLabel(Label("Leaflet", kind: .alternative), to: concept)
    }
    return builder.build().vocabulary
  }()

  private func suggestion(_ document: Document) throws -> TagSuggestion {
    var settings = TaggerSettings()
    settings.thresholds = TaggerSettings.Thresholds(accept: 0.1, review: 0.05)
    let tagger = Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary),
      settings: settings)
    return try #require(tagger.tag(document).first)
  }

  @Test func `is not assigned unless something decides`() throws {
    let shared = try suggestion(Document(id: "1", title: "Leaflet", text: "Nothing more."))
    #expect(shared.outcome == .review)
    let uris = [shared.concept] + shared.alternatives
    #expect(Set(uris.map(Self.vocabulary.uri(of:))) == ["urn:data", "urn:time"])
    let decided = try suggestion(
      Document(id: "2", title: "Time sheet", headings: ["Leaflet"], text: "A leaflet."))
    #expect(decided.outcome == .accepted)
    #expect(Self.vocabulary.uri(of: decided.concept) == "urn:time")
  }
}

import Taxonomy
import Testing

@testable import Matching

struct NormalizerTests {
  static let types: [(String, [String])] = [
    ("brochure", ["Brochure", "Flyer", "Product brochure", "Leaflet", "Customer brochure"]),
    ("datasheet", ["Data sheet", "Product data sheet", "Fact sheet", "Spec sheet"]),
    ("pricelist", ["Price list", "Pricing", "Price sheet", "List prices"]),
    ("casestudy", ["Case study", "Success story", "Customer story", "Reference story"]),
    ("dmp", ["Data management plan", "Research data plan"]),
    ("deliverable", ["Customer deliverable", "Client deliverable"]),
    ("minutes", ["Meeting minutes", "Minutes", "Protocol"]),
  ]

  static func vocabulary() -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:test:type")
    builder.declareScheme(scheme, key: "type")
    for (identifier, labels) in types {
      let concept = builder.entity("urn:test:" + identifier)
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      for (index, label) in labels.enumerated() {
        builder.addLabel(
          Label(label, language: "en", kind: index == 0 ? .preferred : .alternative), to: concept)
      }
    }
    return builder.build().vocabulary
  }

  @Test func `labels that contradict the names lower the trust in names`() throws {
    let names = Self.types.map { LabelEvaluation.GoldLabel(label: $1[0], identifier: $0) }
    let given = Self.types.flatMap { identifier, labels in
      labels.dropFirst().map { LabelEvaluation.GoldLabel(label: $0, identifier: identifier) }
    }
    func sureness(_ gold: [LabelEvaluation.GoldLabel]) -> Double {
      let vocabulary = LabelEvaluation(gold: gold, names: names).vocabulary(of: gold)
      return Normalizer(vocabulary: vocabulary).makeSession().match("Case study").score
    }
    let contradictory =
      given + [
        LabelEvaluation.GoldLabel(label: "Brochure", identifier: "datasheet"),
        LabelEvaluation.GoldLabel(label: "Price list", identifier: "datasheet"),
      ]
    #expect(sureness(given) > 0.95)
    #expect(sureness(contradictory) < 0.9)
    let evaluation = LabelEvaluation(gold: contradictory, names: names)
    #expect(evaluation.contradictions.map(\.label) == ["Brochure", "Price list"])
    #expect(LabelEvaluation(gold: given, names: names).contradictions == [])
  }

  static let normalizer = Normalizer(vocabulary: vocabulary())

  @Test func `labels of the same kind count for a concept whatever stands beside the kind`() throws
  {
    let search = CandidateSearch(Self.normalizer.index, kernel: Self.normalizer.kernel)
    func ofKind(_ label: String) -> [Candidate] {
      search.candidates(for: label).filter { $0.kindCount > 0 }
    }
    let found = ofKind("publication-minutes (peer-reviewed)")
    #expect(found.count == 1)
    let minutes = try #require(found.first)
    let concept = Self.normalizer.concepts[Int(minutes.concept)]
    #expect(Self.normalizer.vocabulary.uri(of: concept) == "urn:test:minutes")
    let count = Double(minutes.kindCount)
    #expect(abs(minutes.features[Feature.kind.rawValue] - count / (count + 0.5)) < 1e-6)
    #expect(ofKind("International minutes of nothing").isEmpty)
  }

  @Test(
    arguments: [
      ("Brochure", "brochure", MatchMethod.exact), ("BROCHURE", "brochure", .folded),
      ("Datasheet", "datasheet", .spacing), ("data-sheet", "datasheet", .folded),
      ("Brochures", "brochure", .inflection), ("minutes, meeting", "minutes", .order),
      ("Brochure_final_v3.docx", "brochure", .decoration),
      ("Copy of Price List 2009-06-30", "pricelist", .decoration),
      ("DMP", "dmp", .abbreviation), ("Broshure", "brochure", .spelling),
      ("dataManagementPlan", "dmp", .folded), ("Prospekt", "brochure", .synonym),
      ("Brochure/Brochure", "brochure", .order),
    ] as [(String, String, MatchMethod)])
  func `names the method by which a label is met`(
    label: String, concept: String, method: MatchMethod
  ) {
    let match = Self.normalizer.makeSession().match(label)
    #expect(match.concept.map { Self.normalizer.vocabulary.uri(of: $0) } == "urn:test:" + concept)
    #expect(match.method == method)
  }

  @Test(arguments: ["cust. deliv.", "Brochure EMEA", "Pricelists 2010", "case studdy"])
  func `finds cut, decorated and misspelled labels`(label: String) {
    let expected = [
      "cust. deliv.": "deliverable", "Brochure EMEA": "brochure",
      "Pricelists 2010": "pricelist", "case studdy": "casestudy",
    ]
    let match = Self.normalizer.makeSession().match(label)
    #expect(
      match.concept.map { Self.normalizer.vocabulary.uri(of: $0) }
        == expected[label].map { "urn:test:" + $0 })
  }

  @Test(arguments: ["", "   ", "???", "xqzw kjhg", "12345"])
  func `never accepts nonsense`(label: String) {
    #expect(Self.normalizer.makeSession().match(label).outcome != .accepted)
  }

  @Test(
    arguments: ["chron's disease", "Chron disease", "chrons disease", "crohns disease"])
  func `a name with a letter in another place comes before a longer word`(label: String) throws {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:test:thing")
    builder.declareScheme(scheme, key: "thing")
    for (name, others) in [
      ("Crohn's disease", ["Regional enteritis"]), ("Chronic kidney disease", []),
      ("Celiac disease", []), ("Disease", []),
    ] {
      let concept = builder.entity("urn:test:" + name)
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name, language: "en"), to: concept)
      for other in others {
        builder.addLabel(Label(other, language: "en", kind: .alternative), to: concept)
      }
    }
    let vocabulary = builder.build().vocabulary
    let match = Normalizer(vocabulary: vocabulary).makeSession().match(label)
    #expect(match.concept.map { vocabulary.preferredLabel(of: $0) } == "Crohn's disease")
  }

  @Test(arguments: [
    ("chron", "crohn", true), ("crohn", "chron", true), ("abc", "bca", true), ("abc", "abc", false),
    ("abcd", "abdd", false), ("abcd", "badc", false), ("", "", false),
  ])
  func `knows a word with one letter moved`(first: String, second: String, isMoved: Bool) {
    let one = first.unicodeScalars.map(\.value)
    let two = second.unicodeScalars.map(\.value)
    #expect(SpellingIndex.isOneLetterMoved(one, two) == isMoved)
    #expect(SpellingIndex.isOneLetterMoved(two, one) == isMoved)
  }
}

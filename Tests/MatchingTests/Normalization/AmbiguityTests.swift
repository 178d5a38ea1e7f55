import Model
import Taxonomy
import Testing

@testable import Matching

struct AmbiguityTests {
  static func vocabulary() -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:s")
    func concept(_ uri: String, _ labels: [Label]) {
      let concept = builder.entity(uri)
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      for label in labels { builder.addLabel(label, to: concept) }
    }
    let until = Validity(until: CalendarDate("2009-06-30"))
    let from = Validity(from: CalendarDate("2009-07-01"))
    concept(
      "urn:old",
      [
        Label("Harbor Archive"),
        Label("Vault", kind: .alternative, role: .formerName, validity: until),
      ])
    concept("urn:new", [Label("Harbor Lock"), Label("Vault", kind: .alternative, validity: from)])
    concept("urn:gone", [Label("Pier Mail")])
    concept("urn:successor", [Label("Harbor Mail"), Label("Harbor Messaging", kind: .alternative)])
    builder.deprecate(builder.entity("urn:gone"))
    builder.addSuccessor(builder.entity("urn:successor"), to: builder.entity("urn:gone"))
    return builder.build().vocabulary
  }

  static let normalizer = Normalizer(vocabulary: vocabulary())

  private func match(_ label: String, _ context: LabelContext = .none) -> LabelMatch {
    Self.normalizer.makeSession().match(label, context: context)
  }

  /// Abbreviations of two products each, told by the words beside them, and names that went on with a successor.
  @Test func `a preferred name is no less sure for abbreviations that the vocabulary tells apart`()
  {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:s")
    builder.declareScheme(scheme, key: "product")
    let kinds = ["Archive", "Backup", "Capture", "Mail", "Search", "Portal", "Monitor", "Bridge"]
    for (number, kind) in kinds.enumerated() {
      let concept = builder.entity("urn:\(kind)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      let old = builder.entity("urn:old-\(kind)")
      builder.declareConcept(old)
      builder.addRelation(.scheme, from: old, to: scheme)
      builder.addLabel(Label("Harbor \(kind)"), to: concept)
      builder.addLabel(Label("Harbor \(kind) Server", kind: .alternative), to: concept)
      builder.addLabel(
        Label("Acme \(kind) Suite", kind: .alternative, role: .formerName), to: concept)
      builder.addLabel(Label("Acme \(kind) Suite"), to: old)
      builder.addLabel(
        Label(
          "H\(number / 2)", kind: .alternative, role: .abbreviation,
          requiredContext: [kind.lowercased()]), to: concept)
      builder.deprecate(old)
      builder.addSuccessor(concept, to: old)
    }
    let session = Normalizer(vocabulary: builder.build().vocabulary).makeSession()
    for kind in kinds {
      let exact = session.match("Harbor \(kind)")
      #expect(exact.outcome == .accepted && exact.candidates.first?.method == .exact)
      let folded = session.match("harbor \(kind.lowercased())")
      #expect(exact.candidates[0].score >= folded.candidates[0].score - 1e-9)
    }
  }

  @Test(arguments: ["no Harbor Mail", "not Harbor Mail", "kein Harbor Mail", "geen Harbor Mail"])
  func `a denial before a name is asked about`(label: String) {
    let match = match(label)
    #expect(uri(match) == "urn:successor" && match.outcome == .review)
    #expect(match.remark.hasSuffix("before it denies it"))
  }

  @Test func `a number is no denial, nor is a word of the name`() {
    #expect(LabelHead.denial(in: ["no", "4711", "invoice"]) == nil)
    #expect(LabelHead.denial(in: ["non"]) == nil)
    #expect(LabelHead.denial(in: ["non", "bank"]) == "non")
    var builder = VocabularyBuilder()
    let concept = builder.entity("urn:free")
    builder.declareConcept(concept)
    builder.addRelation(.scheme, from: concept, to: builder.entity("urn:s"))
    builder.addLabel(Label("Non-binding offer"), to: concept)
    let session = Normalizer(vocabulary: builder.build().vocabulary).makeSession()
    #expect(session.match("non-binding offers").remark == "")
  }

  private func uri(_ match: LabelMatch) -> String? {
    match.concept.map { Self.normalizer.vocabulary.uri(of: $0) }
  }

  @Test
  func `a name of which several labels of another concept say the same is doubted, and says why`() {
    func match(own: [String]) -> LabelMatch {
      var builder = VocabularyBuilder()
      let scheme = builder.entity("urn:s")
      builder.declareScheme(scheme, key: "type")
      for (uri, labels) in [
        ("urn:thesis", ["Thesis"] + own),
        ("urn:doctoral", ["Doctoral degree", "Dissertation", "Theses", "Tesis", "Doktorarbeit"]),
        ("urn:invoice", ["Invoice", "Bill"]), ("urn:minutes", ["Meeting minutes", "Protocol"]),
      ] {
        let concept = builder.entity(uri)
        builder.declareConcept(concept)
        builder.addRelation(.scheme, from: concept, to: scheme)
        for (place, label) in labels.enumerated() {
          builder.addLabel(Label(label, kind: place == 0 ? .preferred : .alternative), to: concept)
        }
      }
      return Normalizer(vocabulary: builder.build().vocabulary).makeSession().match("Thesis")
    }
    let doubted = match(own: [])
    #expect(doubted.outcome == .review)
    #expect(doubted.score == 0.5)
    #expect(doubted.remark == "4 labels of \"Doctoral degree\" say the same in other words")
    #expect(doubted.candidates.reduce(0) { $0 + $1.score } <= 1.000001)
    // With a second name of its own it is one of two concepts that the vocabulary tells apart.
    #expect(match(own: ["These"]).outcome == .accepted)
  }

  @Test func `a label that two concepts claim goes to review with both`() {
    let match = match("Vault")
    #expect(match.outcome == .review)
    #expect(
      Set(match.candidates.prefix(2).map { Self.normalizer.vocabulary.uri(of: $0.concept) })
        == ["urn:old", "urn:new"])
    #expect(match.score <= 0.5)
    #expect(match.remark.contains("2 concepts claim this label"))
  }

  @Test(arguments: [("2008-01-01", "urn:old"), ("2010", "urn:new")])
  func `the date decides between names of different times`(date: String, expected: String) {
    let match = match("Vault", LabelContext(date: CalendarDate(date)))
    #expect(uri(match) == expected)
    #expect(match.outcome == .accepted)
    #expect(match.remark.contains("only this concept bore the name"))
  }

  @Test func `words beside the label decide and say so`() {
    let match = match("Vault", LabelContext(words: ["sales/archive/2010"]))
    #expect(uri(match) == "urn:old")
    #expect(match.remark == "the context speaks for this concept only")
  }

  @Test func `the majority of a folder decides`() {
    let requests = ["Harbor Lock", "harbor lock", "HARBOR LOCK", "Vault"].map {
      LabelRequest($0, folder: "a")
    }
    let matches = Self.normalizer.matches(requests)
    #expect(matches.prefix(3).map(\.outcome) == [.accepted, .accepted, .accepted])
    #expect(uri(matches[3]) == "urn:new")
    #expect(matches[3].remark == "most labels of the folder mean this concept")
  }

  @Test func `a deprecated concept gives way to its successor`() {
    let match = match("Pier Mail")
    #expect(uri(match) == "urn:successor")
    #expect(match.remark == "\"Pier Mail\" was replaced by it")
  }

  @Test func `a URI is a code`() {
    #expect(uri(match("urn:successor")) == "urn:successor")
    #expect(match("urn:successor").method == .code)
  }

  @Test func `what a person decided to be no concept stays unknown`() throws {
    var decisions = NormalizationDecisions()
    decisions.add(.init(label: "Harbor Mail ", author: "me", date: "2010-01-02", reason: "test"))
    #expect(try NormalizationDecisions(decisions.bytes) == decisions)
    let normalizer = Normalizer(vocabulary: Self.vocabulary(), decisions: decisions)
    let match = normalizer.makeSession().match("Harbor Mail")
    #expect(match.outcome == .unknown)
    #expect(match.remark == "no concept: decided 2010-01-02 by me: test")
  }

  @Test func `what a person chose among namesakes holds for its schemes`() throws {
    var decisions = NormalizationDecisions()
    decisions.add(
      .init(label: " Vault", concept: "urn:new", author: "me", date: "2010-01-02", reason: ""))
    #expect(try NormalizationDecisions(decisions.bytes) == decisions)
    let normalizer = Normalizer(vocabulary: Self.vocabulary(), decisions: decisions)
    let match = normalizer.makeSession().match("Vault")
    #expect(uri(match) == "urn:new")
    #expect(match.outcome == .accepted)
    #expect(match.method == .decided)
    #expect(match.remark == "decided 2010-01-02 by me")
    let none = Normalizer(vocabulary: Self.vocabulary(), schemes: [], decisions: decisions)
    #expect(none.makeSession().match("Vault").outcome == .unknown)
  }

  @Test func `many threads give what one gives`() {
    let requests = (0..<2000).map { LabelRequest("Harbor \($0 % 700) Mail\($0 % 13)") }
    #expect(Self.normalizer.matches(requests, concurrency: 4) == Self.normalizer.matches(requests))
  }
}

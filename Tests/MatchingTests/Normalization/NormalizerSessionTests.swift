import Model
import Taxonomy
import Testing

@testable import Matching

/// What is asked before anything is compared: what people decided, names for several concepts, codes.
struct NormalizerSessionTests {
  /// Two schemes with a code in common, a concept that was split, one that ended, and a name for two together.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    let places = builder.entity("urn:place")
    builder.declareScheme(places, key: "place")
    func concept(
      _ name: String, _ labels: [Label], in scheme: VocabularyBuilder.Entity
    ) -> VocabularyBuilder.Entity {
      let entity = builder.entity("urn:\(name)")
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in labels { builder.addLabel(label, to: entity) }
      return entity
    }
    func code(_ text: String) -> Label { Label(text, kind: .alternative, role: .code) }
    let archive = concept("archive", [Label("Harbor Archive"), code("HA-1")], in: products)
    let cloud = concept("cloud", [Label("Harbor Cloud"), code("XY")], in: products)
    _ = concept("xylon", [Label("Xylon Bay"), code("XY")], in: places)
    let gone = concept("gone", [Label("Pier Mail"), code("PM-7")], in: products)
    builder.deprecate(gone)
    builder.addSuccessor(archive, to: gone)
    let split = concept("split", [Label("Pier Suite"), code("PS-9")], in: products)
    builder.deprecate(split)
    for other in [archive, cloud] { builder.addSuccessor(other, to: split) }
    let ended = concept("ended", [Label("Quay Fax"), code("QF-3")], in: products)
    builder.deprecate(ended)
    let both = concept("both", [Label("Archive and cloud")], in: products)
    builder.makeCompound(both)
    for part in [archive, cloud] { builder.addSuccessor(part, to: both) }
    return builder.build().vocabulary
  }()

  private func match(
    _ label: String, decisions: NormalizationDecisions = NormalizationDecisions(),
    settings: NormalizerSettings = NormalizerSettings(), context: LabelContext = .none
  ) -> LabelMatch {
    Normalizer(vocabulary: Self.vocabulary, settings: settings, decisions: decisions)
      .makeSession().match(label, context: context)
  }

  private func names(_ match: LabelMatch) -> [String] {
    match.candidates.map { String(Self.vocabulary.uri(of: $0.concept).dropFirst(4)) }
  }

  @Test(arguments: ["", " ", "\t\n", "\u{A0}", "\u{3000}"])
  func `a label without a word means nothing`(label: String) {
    #expect(match(label) == .unknown)
  }

  @Test(arguments: ["HA-1", " HA-1 ", "urn:archive"])
  func `a code or a URI is its concept, and sure`(label: String) {
    let found = match(label)
    #expect(names(found) == ["archive"] && found.outcome == .accepted)
    #expect(found.method == .code && found.remark.isEmpty)
    #expect(found.candidates[0].reasons.first?.contains("its URI or one of its codes") == true)
  }

  @Test func `a code of two concepts is asked about, each as likely`() {
    let found = match("XY")
    #expect(Set(names(found)) == ["cloud", "xylon"] && found.outcome == .review)
    #expect(found.candidates.allSatisfy { $0.score == 0.5 })
    #expect(found.remark == "2 concepts have this code")
  }

  @Test func `a code of a replaced concept is that of what replaced it`() {
    let found = match("PM-7")
    #expect(names(found) == ["archive"] && found.outcome == .accepted)
    #expect(found.remark == "\"Pier Mail\" was replaced by it")
    let split = match("PS-9")
    #expect(Set(names(split)) == ["archive", "cloud"] && split.outcome == .review)
  }

  @Test func `a code of a concept that ended and was not replaced is for a person`() {
    let found = match("QF-3")
    #expect(names(found) == ["ended"] && found.outcome == .review)
  }

  @Test func `a name for several concepts means all of them`() throws {
    let vocabulary = Self.vocabulary
    let resolver = ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary))
    let found = Normalizer(vocabulary: vocabulary, resolver: resolver).makeSession()
      .match("Archive and cloud")
    #expect(Set(names(found)) == ["archive", "cloud"] && found.outcome == .accepted)
    #expect(found.isTogether && found.remark == "all of them are meant")
  }

  @Test(arguments: [
    ("urn:cloud", "cloud"), ("urn:gone", "archive"), ("urn:nothing", "archive"), ("", "archive"),
  ])
  func `what a person chose holds while its concept is in use`(chosen: String, expected: String) {
    var decisions = NormalizationDecisions()
    decisions.add(
      .init(label: "Harbor Archive", concept: chosen, author: "ann", date: "2010-01-02", reason: "")
    )
    let found = match("Harbor Archive", decisions: decisions)
    #expect(names(found).first == expected)
    #expect((found.method == .decided) == (chosen == "urn:cloud"))
    #expect(found.remark.contains("ann") == (chosen == "urn:cloud"))
  }

  @Test func `that a label names nothing goes before what it is the code of`() {
    var decisions = NormalizationDecisions()
    decisions.add(.init(label: "HA-1", author: "ann", date: "2010-01-02", reason: "a paper size"))
    let found = match("HA-1 ", decisions: decisions)
    #expect(found.outcome == .unknown && found.candidates.isEmpty)
    #expect(found.remark == "no concept: decided 2010-01-02 by ann: a paper size")
    #expect(match("HA-2", decisions: decisions).outcome != .accepted)
  }

  @Test(arguments: [1, 2, 3]) func `no more candidates are named than are asked for`(limit: Int) {
    var settings = NormalizerSettings()
    settings.candidateLimit = limit
    let found = match("Harbor", settings: settings)
    #expect(found.candidates.count <= limit)
    #expect(match("Harbor Archive", settings: settings).candidates.count <= limit)
    #expect(names(match("Harbor Archive", settings: settings)).first == "archive")
  }

  @Test(arguments: [true, false]) func `reasons are given where they are asked for`(explains: Bool)
  {
    var settings = NormalizerSettings()
    settings.explains = explains
    let found = match("harbor archive", settings: settings)
    #expect(names(found).first == "archive")
    #expect(found.candidates[0].reasons.isEmpty != explains)
  }
}

import Matching
import Taxonomy
import Testing

@testable import ParlanceKit

/// What decisions about labels contradict.
struct ReviewConflictsTests {
  /// Two schemes; "Jet" is a name in both, "Gone" that of a concept out of use.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    for scheme in ["type", "product"] {
      builder.declareScheme(builder.entity("urn:\(scheme)"), key: scheme)
    }
    func concept(_ name: String, _ scheme: String, _ labels: [Label]) -> VocabularyBuilder.Entity {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: builder.entity("urn:\(scheme)"))
      for label in labels { builder.addLabel(label, to: concept) }
      return concept
    }
    _ = concept("flyer", "type", [Label("Flyer"), Label("Leaflet", kind: .alternative)])
    _ = concept("quote", "type", [Label("Quote")])
    _ = concept("jet", "type", [Label("Jet")])
    _ = concept("jetty", "product", [Label("Jetty"), Label("Jet", kind: .alternative)])
    let gone = concept("gone", "type", [Label("Gone")])
    builder.deprecate(gone)
    return builder.build().vocabulary
  }()

  private func decision(_ label: String, _ verdict: LabelDecision.Verdict) -> LabelDecision {
    LabelDecision(label: label, verdict: verdict, author: "ada", date: "2026-01-01")
  }

  private func cause(_ decisions: [(String, LabelDecision.Verdict)], of place: Int = 0) -> String? {
    let decisions = decisions.map { decision($0.0, $0.1) }
    return ReviewConflicts(decisions, Self.vocabulary).cause(decisions[place])
  }

  @Test func `a label that is nobody's may become anybody's`() {
    #expect(cause([("Zqx", .concept("urn:flyer"))]) == nil)
    #expect(cause([("Zqx", .newConcept(name: "Z", scheme: "urn:type"))]) == nil)
    #expect(cause([("Zqx", .never)]) == nil)
    #expect(cause([("Zqx", .never), ("Zqx", .never)]) == nil)
  }

  @Test func `a label of two decisions in one scheme, in whatever case, is told`() {
    let told = cause([("Zqx", .concept("urn:flyer")), ("zQX", .concept("urn:quote"))], of: 1)
    #expect(
      told == "is decided for \"Quote\" and for \"Flyer\"; keep one of the decisions")
    #expect(
      cause([("Zqx", .never), ("Zqx", .concept("urn:flyer"))])
        == "is decided for no concept and for \"Flyer\"; keep one of the decisions")
    #expect(
      cause([("Zqx", .newConcept(name: "Z", scheme: "urn:type")), ("Zqx", .concept("urn:flyer"))])
        == "is decided for a new concept \"Z\" and for \"Flyer\"; keep one of the decisions")
  }

  @Test func `a label may name a concept in each of two schemes`() {
    #expect(cause([("Zqx", .concept("urn:flyer")), ("Zqx", .concept("urn:jetty"))]) == nil)
    #expect(
      cause([
        ("Zqx", .newConcept(name: "Z", scheme: "urn:product")), ("Zqx", .concept("urn:flyer")),
      ]) == nil)
  }

  @Test func `the name of another concept of the scheme is not given away`() {
    #expect(
      cause([("quote", .concept("urn:flyer"))])
        == "is the name of the concept urn:quote, not of \"Flyer\"; rename that concept first")
    // A name that is not the preferred one, or of another scheme, may be shared.
    #expect(cause([("Leaflet", .concept("urn:quote"))]) == nil)
    #expect(cause([("Jet", .concept("urn:jetty"))]) == nil)
    #expect(cause([("Jetty", .concept("urn:flyer"))]) == nil)
    // A concept out of use has given its name up.
    #expect(cause([("Gone", .concept("urn:flyer"))]) == nil)
  }

  @Test func `the own name of a concept in use, letter for letter, is not said to name none`() {
    #expect(
      cause([("Flyer", .never)])
        == "is the name of the concept urn:flyer, not of no concept; rename or deprecate that concept first"
    )
    // Another case may be a word, another name may be given up, and so has a concept out of use.
    for label in ["flyer", "Leaflet", "Gone"] { #expect(cause([(label, .never)]) == nil) }
  }

  @Test(arguments: [
    ("", "is empty; a name has letters"), ("  ", "is empty; a name has letters"),
    ("a\u{1}b", "has the sign U+0001, which XML cannot hold; take it out"),
    ("\u{FFFF}", "has the sign U+FFFF, which XML cannot hold; take it out"),
  ])
  func `what no vocabulary can hold is refused by itself`(label: String, cause told: String) {
    #expect(cause([(label, .concept("urn:flyer"))]) == told)
    #expect(cause([("Zqx", .newConcept(name: label, scheme: "urn:type"))]) == told)
    #expect(cause([(label, .never)]) == nil)
  }

  @Test func `a label is shared if another concept in use bears it`() {
    let conflicts = ReviewConflicts(
      ["Jet", "Leaflet", "Gone"].map { decision($0, .never) }, Self.vocabulary)
    #expect(conflicts.isShared("jet", besides: "urn:jet"))
    #expect(conflicts.isShared("Leaflet", besides: "urn:quote"))
    #expect(!conflicts.isShared("Leaflet", besides: "urn:flyer"))
    #expect(!conflicts.isShared("Gone", besides: "urn:flyer"))
  }
}

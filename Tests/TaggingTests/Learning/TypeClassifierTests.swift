import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// Which type a document is of, as learned from others.
struct TypeClassifierTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    for name in ["flyer", "quote", "letter"] {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name), to: concept)
    }
    return builder.build().vocabulary
  }()

  private static let tables = ConceptTables(vocabulary)

  private static func document(_ word: String, _ number: Int) -> Document {
    Document(id: "\(number)", title: "\(word) number \(number)", text: "All about \(word).")
  }

  /// Flyers and quotes, which differ in one word.
  private static func classifier(count: Int = 20) -> TypeClassifier {
    let documents = (0..<count).map { document($0 % 2 == 0 ? "colours" : "prices", $0) }
    return TypeClassifierTrainer.train(
      documents.map { TypeFeatures($0).features }, targets: (0..<count).map { $0 % 2 },
      types: ["urn:flyer", "urn:quote"], schemeURI: "urn:type")
  }

  private func ordinal(_ name: String) throws -> ConceptOrdinal {
    try #require(Self.vocabulary.concept(uri: "urn:\(name)"))
  }

  private func verdict(_ name: String, _ score: Double, odds: Double = 1) throws -> TypeVerdict {
    TypeVerdict(concept: try ordinal(name), score: score, logOdds: odds, evidence: [])
  }

  @Test(
    arguments: [
      [0, 0, 0], [1, 2, 3], [-1000, 0, 1000], [3e38, 3e38], [-3e38, 3e38], [7],
    ] as [[Float]])
  func `probabilities add up to one, in the order of the scores`(scores: [Float]) {
    let found = TypeClassifier.softmax(scores)
    #expect(found.count == scores.count)
    #expect(abs(found.reduce(0, +) - 1) < 1e-5 && found.allSatisfy { $0.isFinite && $0 >= 0 })
    for (first, second) in zip(found.indices, found.indices.dropFirst()) {
      #expect(scores[first] >= scores[second] || found[first] <= found[second])
    }
  }

  @Test func `of no types there are no probabilities`() {
    #expect(TypeClassifier.softmax([]).isEmpty)
  }

  @Test func `what one document alone has is not learned by heart`() {
    let classifier = Self.classifier()
    let own = TypeFeatures(Document(id: "x", title: "Zeppelin", text: "Zeppelins."))
    let shared = TypeFeatures(Self.document("colours", 99))
    let alone = Set(own.features.map(\.hash)).subtracting(shared.features.map(\.hash))
    #expect(classifier.features.allSatisfy { !alone.contains($0) })
    #expect(!classifier.known(shared).isEmpty)
  }

  @Test func `features are found by their number, others are not`() throws {
    let classifier = Self.classifier()
    #expect(classifier.features == classifier.features.sorted())
    #expect(Set(classifier.features).count == classifier.features.count)
    for (place, hash) in classifier.features.enumerated() {
      #expect(classifier.index(of: hash) == place)
    }
    for hash in [0, UInt64.max, (classifier.features.first ?? 0) &+ 1]
    where !classifier.features.contains(hash) {
      #expect(classifier.index(of: hash) == nil)
    }
    #expect(classifier.weights.count == classifier.features.count * classifier.types.count)
    #expect(classifier.support == [10, 10] && classifier.documentCount == 20)
  }

  @Test func `the word that tells them apart does`() {
    let classifier = Self.classifier()
    func flyer(_ word: String) -> Float {
      classifier.probabilities(classifier.known(TypeFeatures(Self.document(word, 50))))[0]
    }
    #expect(flyer("colours") > 0.6)
    #expect(flyer("prices") < 0.4)
    #expect(abs(flyer("zeppelins") - 0.5) < 0.1, "nothing speaks for either")
  }

  @Test(arguments: [2, 20, 29, 30, 60]) func `few documents leave more to the rules`(count: Int)
    throws
  {
    let rules = [try verdict("quote", 0.9), try verdict("flyer", 0.05)]
    let found = Self.classifier(count: count).combine(
      rules, document: Self.document("colours", 99), likeness: 1, tables: Self.tables)
    let quote = try #require(found.first { $0.concept == rules[0].concept })
    let trust = Double(count) / Double(count + 20)
    #expect(quote.ruleScore == 0.9)
    #expect(quote.score >= 0.9 * (1 - trust))
    #expect(quote.score <= 0.9 * (1 - trust) + trust * (quote.learned ?? 0) + 1e-9)
    #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
    #expect(found.reduce(0) { $0 + $1.score } <= 1 + 1e-6)
  }

  @Test func `a type without an example keeps what the rules gave it, others share the rest`()
    throws
  {
    let rules = [try verdict("letter", 0.7), try verdict("quote", 0.2)]
    let found = Self.classifier(count: 60).combine(
      rules, document: Self.document("colours", 99), likeness: 1, tables: Self.tables)
    let letter = try #require(found.first)
    #expect(letter.concept == rules[0].concept && letter.score == 0.7 && letter.learned == nil)
    let rest = found.dropFirst().reduce(0) { $0 + $1.score }
    #expect(rest <= 0.3 + 1e-6)
    #expect(found.dropFirst().allSatisfy { $0.learned != nil })
  }

  @Test func `rules that are sure of what nobody taught leave nothing, never less`() throws {
    let rules = [try verdict("letter", 1), try verdict("quote", 0)]
    let found = Self.classifier(count: 60).combine(
      rules, document: Self.document("colours", 99), likeness: 1, tables: Self.tables)
    #expect(found.allSatisfy { $0.score >= 0 && $0.score.isFinite })
    #expect(found.first?.score == 1)
  }

  @Test func `in a document like no example the rules decide`() throws {
    let rules = [try verdict("quote", 0.9, odds: 4), try verdict("flyer", 0.05, odds: -2)]
    func quote(_ likeness: Double) throws -> Double {
      let found = Self.classifier(count: 60).combine(
        rules, document: Self.document("colours", 99), likeness: likeness, tables: Self.tables)
      return try #require(found.first { $0.concept == rules[0].concept }).score
    }
    #expect(try quote(0) > quote(0.5))
    #expect(try quote(0.5) > quote(1))
  }

  @Test func `what was learned is explained by the words that tell types apart`() throws {
    let found = Self.classifier(count: 60).combine(
      [], document: Self.document("colours", 99), likeness: 1, tables: Self.tables)
    let first = try #require(found.first)
    #expect(first.concept == (try ordinal("flyer")))
    #expect((1...4).contains(first.evidence.count))
    #expect(first.evidence.allSatisfy { $0.rule == .learned && $0.weight > 0.05 })
    #expect(first.evidence.allSatisfy { $0.remark == "learned from 30 documents" })
    #expect(
      first.evidence.contains { $0.surface.contains("colours") || $0.surface.contains("colour") })
  }

  @Test func `a type that the vocabulary has no more is passed over`() throws {
    var classifier = Self.classifier()
    classifier.types[0] = "urn:forgotten"
    let found = classifier.combine(
      [], document: Self.document("colours", 99), likeness: 1, tables: Self.tables)
    #expect(found.map { Self.vocabulary.uri(of: $0.concept) } == ["urn:quote"])
  }
}

import RandomNumbers
internal import Taxonomy

/// Scores a normalizer on labels whose meaning is known: the protocol of half the labels known.
package struct LabelEvaluation: Sendable {
  /// A label and the identifier of what it means.
  package struct GoldLabel: Sendable, Hashable {
    /// The label.
    package let label: String
    /// The identifier.
    package let identifier: String

    /// A label and its meaning.
    package init(label: String, identifier: String) {
      self.label = label
      self.identifier = identifier
    }
  }

  /// What was asked and answered.
  package struct Answer: Sendable {
    /// The label that was asked.
    package let label: String
    /// What it means.
    package let expected: String
    /// What it was taken for, or empty.
    package let found: String
    /// How sure the answer was.
    package let score: Double
    /// Whether it was accepted.
    package let isAccepted: Bool
    /// How it was met.
    package let method: MatchMethod?

    /// Whether it was right.
    package var isRight: Bool { expected == found }
  }

  /// Figures over a set of answers.
  package struct Figures: Sendable {
    /// The number of labels asked.
    package let count: Int
    /// The share answered rightly.
    package let accuracy: Double
    /// The share accepted.
    package let coverage: Double
    /// The share of accepted answers that are right; 1 if none is accepted.
    package let precision: Double
    /// The expected calibration error in ten bins of equal width.
    package let calibrationError: Double

    /// The figures of answers.
    package init(_ answers: [Answer]) {
      count = answers.count
      let all = Double(max(answers.count, 1))
      accuracy = Double(answers.count { $0.isRight }) / all
      let accepted = answers.filter(\.isAccepted)
      coverage = Double(accepted.count) / all
      precision =
        accepted.isEmpty ? 1 : Double(accepted.count { $0.isRight }) / Double(accepted.count)
      var error = 0.0
      for bin in 0..<10 {
        // A score of 1 goes into the last bin.
        let members = answers.filter { min(Int($0.score * 10), 9) == bin }
        guard !members.isEmpty else { continue }
        let sure = members.reduce(0) { $0 + $1.score }
        let right = Double(members.count { $0.isRight })
        error += abs(sure - right) / all
      }
      calibrationError = error
    }
  }

  /// The labels and names by identifier.
  let gold: [GoldLabel]
  let names: [GoldLabel]

  /// An evaluation of labels; `names` are the preferred labels, by identifier.
  package init(gold: [GoldLabel], names: [GoldLabel]) {
    self.gold = gold
    self.names = names
  }

  /// The labels that are letter for letter the preferred name of another concept than theirs, in their
  /// order: whichever of the two is right, the other one is wrong.
  package var contradictions: [GoldLabel] {
    let bearers = Dictionary(grouping: names, by: \.label)
      .mapValues { Set($0.map(\.identifier)) }
    return gold.filter { label in
      bearers[label.label].map { !$0.contains(label.identifier) } ?? false
    }
  }

  /// Splits the labels of each concept at random, gives one half to a vocabulary as alternative
  /// labels, and asks for the other half.
  ///
  /// A concept with a single label has it asked or known by chance.
  package func answers(seed: UInt64, settings: NormalizerSettings) -> [Answer] {
    let (known, asked) = split(seed: seed)
    let normalizer = Normalizer(vocabulary: vocabulary(of: known), settings: settings)
    return normalizer.answers(to: asked)
  }

  /// The known and the asked half of a seed.
  package func split(seed: UInt64) -> (known: [GoldLabel], asked: [GoldLabel]) {
    var groups: [String: [GoldLabel]] = [:]
    for label in gold { groups[label.identifier, default: []].append(label) }
    var random = SeededGenerator(seed: seed)
    var known: [GoldLabel] = []
    var asked: [GoldLabel] = []
    // A dictionary has another order in each run, and with it a seed another split.
    for identifier in groups.keys.sorted() {
      let shuffled = groups[identifier, default: []].shuffled(using: &random)
      var half = shuffled.count / 2
      if shuffled.count % 2 == 1, random.next() & 1 == 1 { half += 1 }
      known += shuffled[..<half]
      asked += shuffled[half...]
    }
    return (known, asked)
  }

  func vocabulary(of known: [GoldLabel]) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:parlance:evaluation")
    builder.declareScheme(scheme, key: "evaluation")
    for name in names {
      let concept = builder.entity(name.identifier)
      if !builder.isConcept(concept) {
        builder.declareConcept(concept)
        builder.addRelation(.scheme, from: concept, to: scheme)
        builder.addLabel(Label(name.label, kind: .preferred), to: concept)
      }
    }
    for label in known {
      let concept = builder.entity(label.identifier)
      if !builder.isConcept(concept) {
        builder.declareConcept(concept)
        builder.addRelation(.scheme, from: concept, to: scheme)
      }
      builder.addLabel(Label(label.label, kind: .alternative), to: concept)
    }
    return builder.build().vocabulary
  }
}

extension Normalizer {
  /// The answers to labels whose concepts' URIs are known; empty for a label that names none.
  package func answers(
    to labels: [LabelEvaluation.GoldLabel]
  ) -> [LabelEvaluation.Answer] {
    let session = makeSession()
    return labels.map { gold in
      let match = session.match(gold.label)
      return LabelEvaluation.Answer(
        label: gold.label, expected: gold.identifier,
        found: match.concept.map { vocabulary.uri(of: $0) } ?? "",
        score: match.score, isAccepted: match.outcome == .accepted, method: match.method)
    }
  }
}

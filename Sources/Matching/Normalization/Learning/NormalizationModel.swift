/// What was learned from a vocabulary's own labels: how much each feature counts, how sure the
/// outcome is, and how sure it must be for a stated precision.
struct NormalizationModel: Sendable {
  /// The weights of the features.
  var ranking: ConditionalLogit

  /// The calibration of the first candidate's probability.
  var calibration: LogisticRegression

  /// Probabilities and outcomes on labels that the model had not seen, the surest first.
  var heldOut: [Outcome]

  /// How often a label was right that only one concept claims literally, by the method by which it was met.
  var methodConfidences: [MatchMethod: Double] = [:]

  /// How sure a URI or code is.
  static let codeConfidence = 0.99

  /// How sure a label is that only one concept claims by a method of literal agreement; 0 on others.
  ///
  func methodConfidence(_ method: MatchMethod) -> Double {
    guard method <= .spacing else { return 0 }
    return methodConfidences[method] ?? MethodCount().confidence
  }

  /// Right and wrong answers by a method; 20 answers of which 98 in 100 are right count beforehand.
  struct MethodCount {
    var right = 0
    var all = 0

    var confidence: Double { (Double(right) + 19.6) / (Double(all) + 20) }
  }

  /// How sure it is that one of the concepts is meant that share a label letter for letter.
  static let sharedConfidence = MethodCount().confidence

  /// A decision on a label that the model had not seen.
  struct Outcome: Sendable, Equatable {
    let probability: Double
    let isRight: Bool
  }

  /// A candidate with the probability that it is meant.
  struct Ranked {
    let candidate: Candidate
    let probability: Double
  }

  /// The candidates by probability, the first one's calibrated.
  func ranked(_ candidates: [Candidate]) -> [Ranked] {
    guard !candidates.isEmpty else { return [] }
    let chances = ranking.probabilities(candidates.map(\.features))
    var ranked = zip(candidates, chances).map { Ranked(candidate: $0, probability: $1) }
      .sorted { ($1.probability, $0.candidate.concept) < ($0.probability, $1.candidate.concept) }
    let first = min(calibration.probability(Self.calibrationFeatures(ranked)), mostCertain)
    let rest = 1 - ranked[0].probability
    let scale = rest > 0 ? (1 - first) / rest : 0
    for position in ranked.indices {
      let probability =
        position == 0 ? first : min(ranked[position].probability * scale, first)
      ranked[position] = Ranked(
        candidate: ranked[position].candidate, probability: probability)
    }
    return ranked
  }

  /// What a model may claim at most that was right on all labels held out (Laplace's rule of
  /// succession): one that has seen hardly any is not sure of anything.
  private var mostCertain: Double {
    Double(heldOut.count + 1) / Double(heldOut.count + 2)
  }

  /// What the calibration looks at.
  static func calibrationFeatures(_ ranked: [Ranked]) -> [Double] {
    let top = ranked[0]
    let features = top.candidate.features
    let second = ranked.count > 1 ? ranked[1].probability : 0
    func feature(_ feature: Feature) -> Double { features[feature.rawValue] }
    let same = max(feature(.exact), feature(.folded), feature(.spacing))
    let near = max(feature(.inflection), feature(.order), feature(.decoration))
    return [
      1, Double.logOdds(top.probability), top.probability - second, same, near,
      feature(.gramCosine), feature(.wordCosine), feature(.conceptCoverage), feature(.kind),
      feature(.headShare),
    ]
  }

  static let calibrationPrior = [0, 1, 0, 1.0, 0.5, 0, 0, 0, 0, 0]
  static let calibrationPenalty: [Double] = [0.5, 5, 5, 5, 5, 5, 5, 5, 5, 5]

  /// The least probability at which a label may be accepted for at least `precision` of the
  /// accepted ones to be right, as far as calibrated probabilities of the labels held out tell.
  ///
  /// Their mean varies less than a count of errors does; a thousandth is added for what the
  /// calibration itself may be off. A vocabulary without labels to hold out takes `precision`.
  func threshold(precision: Double) -> Double {
    var expected = 0.0
    var threshold: Double?
    for (position, outcome) in heldOut.enumerated() {
      expected += outcome.probability
      guard expected / Double(position + 1) >= min(precision + Self.margin, 0.999) else { break }
      threshold = outcome.probability
    }
    guard let threshold, heldOut.count >= Self.fewestHeldOut else { return max(precision, 0.5) }
    return max(min(threshold, precision), 0.5)
  }

  private static let margin = NormalizationNumbers["threshold-margin"]
  /// The fewest labels held out that say something.
  static let fewestHeldOut = 20
}

/// What was learned from a vocabulary's own labels: how much each feature counts, how sure the
/// outcome is, and how sure it must be for a stated precision.
struct NormalizationModel: Sendable {
  /// The weights of the features.
  var ranking: ConditionalLogit

  /// The calibration of the first candidate's probability.
  var calibration: LogisticRegression

  /// Probabilities and outcomes on labels that the model had not seen, the surest first.
  var heldOut: [Outcome]

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
    let first = calibration.probability(Self.calibrationFeatures(ranked))
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
      feature(.gramCosine), feature(.wordCosine), feature(.conceptCoverage),
    ]
  }

  static let calibrationPrior = [0, 1, 0, 1.0, 0.5, 0, 0, 0]
  static let calibrationPenalty = [0.5, 2, 2, 2, 2, 2, 2, 2]

  /// The least probability at which a label may be accepted for at least `precision` of the
  /// accepted ones to be right, judged by the labels held out; above 1 if there is none.
  func threshold(precision: Double) -> Double {
    var right = 0.0
    var expected = 0.0
    var threshold = 1.01
    for (position, outcome) in heldOut.enumerated() {
      right += outcome.isRight ? 1 : 0
      expected += outcome.probability
      let count = Double(position + 1)
      let next = position + 1 < heldOut.count ? heldOut[position + 1].probability : 0
      guard next < outcome.probability else { continue }
      // Observed and expected precision must both suffice; one more error is assumed.
      if right / (count + 1) >= precision, expected / count >= precision {
        threshold = outcome.probability
      }
    }
    return threshold > 1 ? max(precision, 0.5) : threshold
  }
}

internal import Knowledge

/// Learns a `NormalizationModel` from an index by leaving out one label at a time.
enum ModelTraining {
  static let folds = 5
  static let rankingPenalty = NormalizationNumbers["ranking-penalty"]

  /// The weights that hold where a vocabulary has too few labels to learn from.
  static let prior: [Double] = {
    var weights = [Double](repeating: 0, count: Feature.count)
    for feature in Feature.allCases {
      weights[feature.rawValue] = NormalizationNumbers.table.number("prior.\(feature.name)") ?? 0
    }
    return weights
  }()

  /// A model of an index.
  static func model(of index: SimilarityIndex, kernel: KernelRidge?) -> NormalizationModel {
    let samples = samples(of: index, kernel: kernel)
    var outcomes: [(features: [Double], outcome: Bool, fold: Int)] = []
    for fold in 0..<folds {
      let ranking = ConditionalLogit(
        fitting: samples.filter { $0.fold != fold }.compactMap(\.example), prior: prior,
        penalty: rankingPenalty)
      for sample in samples where sample.fold == fold && !sample.candidates.isEmpty {
        let chances = ranking.probabilities(sample.candidates.map(\.features))
        let ranked = zip(sample.candidates, chances)
          .map { NormalizationModel.Ranked(candidate: $0, probability: $1) }
          .sorted {
            ($1.probability, $0.candidate.concept) < ($0.probability, $1.candidate.concept)
          }
        outcomes.append(
          (
            NormalizationModel.calibrationFeatures(ranked),
            ranked[0].candidate.concept == sample.concept, fold
          ))
      }
    }
    var heldOut: [NormalizationModel.Outcome] = []
    // Calibrated by the others here, too: what was fitted to an outcome is surer of it than of new
    // ones.
    for fold in 0..<folds {
      let calibration = calibration(of: outcomes.filter { $0.fold != fold })
      for outcome in outcomes where outcome.fold == fold {
        heldOut.append(
          NormalizationModel.Outcome(
            probability: calibration.probability(outcome.features), isRight: outcome.outcome))
      }
    }
    var model = NormalizationModel(
      ranking: ConditionalLogit(
        fitting: samples.compactMap(\.example), prior: prior, penalty: rankingPenalty),
      calibration: calibration(of: outcomes),
      heldOut: heldOut.sorted { $0.probability > $1.probability })
    model.methodConfidences = methodConfidences(samples, contradictions: contradictions(in: index))
    return model
  }

  /// How many labels that are known already are asked about for each new one.
  private static let knownShare = NormalizationNumbers["known-share"]

  /// How often the one concept that claims a label literally is the right one.
  private static func methodConfidences(
    _ samples: [Sample], contradictions: (labels: Int, all: Int)
  ) -> [MatchMethod: Double] {
    var counts: [MatchMethod: NormalizationModel.MethodCount] = [:]
    for sample in samples where !sample.isClaimedTwice {
      guard let best = sample.candidates.map(\.method).min(), best <= .spacing else { continue }
      let claims = sample.candidates.filter { $0.method == best }
      guard claims.count == 1 else { continue }
      counts[best, default: NormalizationModel.MethodCount()].all += 1
      if claims[0].concept == sample.concept { counts[best]?.right += 1 }
    }
    // Where labels are often borne by two concepts, the second bearer of one is often not known yet;
    // it is the one that is asked about, as labels known already need no asking.
    let shared = Double(samples.count(where: \.isClaimedTwice))
    let asked = knownShare * (Double(samples.count) - shared)
    let isMeasured = samples.count >= NormalizationModel.fewestHeldOut && asked > 0
    let unshared =
      isMeasured ? asked / (asked + shared) : agreement(of: contradictions)
    var confidences: [MatchMethod: Double] = [:]
    for method in MatchMethod.allCases where method <= .spacing {
      confidences[method] =
        (counts[method]?.confidence ?? NormalizationModel.MethodCount().confidence) * unshared
    }
    return confidences
  }

  /// How often a preferred name is right where there are too few labels to measure it: each label that is
  /// letter for letter the preferred name of another concept speaks against all of them.
  private static func agreement(of contradictions: (labels: Int, all: Int)) -> Double {
    let others = Double(contradictions.all - contradictions.labels) * knownShare
    return contradictions.labels == 0 ? 1 : others / (others + Double(contradictions.labels))
  }

  /// How many labels, of all of them, are the preferred name of another concept and their own one's
  /// other name.
  private static func contradictions(in index: SimilarityIndex) -> (labels: Int, all: Int) {
    var bearers: [String: Set<Int32>] = [:]
    for label in index.labels where label.isPreferred {
      bearers[label.text, default: []].insert(label.concept)
    }
    let count = index.labels.count { label in
      !label.isPreferred && bearers[label.text]?.contains { $0 != label.concept } ?? false
    }
    return (count, index.labels.count)
  }

  private static func calibration(
    of outcomes: [(features: [Double], outcome: Bool, fold: Int)]
  ) -> LogisticRegression {
    LogisticRegression(
      fitting: outcomes.map { ($0.features, $0.outcome) },
      prior: NormalizationModel.calibrationPrior, penalty: NormalizationModel.calibrationPenalty)
  }

  /// A label left out, with what the others say of it.
  struct Sample {
    let concept: Int32
    let fold: Int
    let candidates: [Candidate]
    let isClaimedTwice: Bool

    var example: ConditionalLogit.Example? {
      guard candidates.count > 1,
        let answer = candidates.firstIndex(where: { $0.concept == concept })
      else { return nil }
      return ConditionalLogit.Example(candidates: candidates.map(\.features), answer: answer)
    }
  }

  /// The most labels that are left out; more add nothing to so few weights.
  private static let sampleLimit = 3000

  /// Whether another concept has the same label but for case and punctuation: asked about, it would
  /// go to review, so that its answer tells nothing of how sure a label of one concept is.
  private static func isClaimedTwice(_ label: IndexedLabel, _ index: SimilarityIndex) -> Bool {
    !otherClaims(on: label, index).isEmpty
  }

  /// Whether the vocabulary itself says which of the concepts that claim a label is meant: the one took the other's
  /// place, or a time or the words beside the label decide.
  ///
  /// Such a label tells nothing of others, of which a second bearer may not be known yet.
  private static func isSettled(_ label: IndexedLabel, _ index: SimilarityIndex) -> Bool {
    let others = otherClaims(on: label, index)
    return !others.isEmpty
      && others.allSatisfy { other in
        label.isConditional || other.isConditional
          || (other.meaning ?? other.concept) == (label.meaning ?? label.concept)
      }
  }

  /// The labels of other concepts that are the same but for case and punctuation.
  private static func otherClaims(
    on label: IndexedLabel, _ index: SimilarityIndex
  ) -> [IndexedLabel] {
    let folded = LabelForm(label.text).tokens.joined(separator: " ")
    return (index.keys[FormKind.folded.key(folded)] ?? [])
      .map { index.labels[Int($0)] }.filter { $0.concept != label.concept }
  }

  /// Labels left out one at a time, as many as `limit` at most.
  static func samples(
    of index: SimilarityIndex, kernel: KernelRidge?, limit: Int = sampleLimit
  ) -> [Sample] {
    let search = CandidateSearch(index, kernel: kernel)
    let step = max(1, (index.labels.count + limit - 1) / limit)
    let numbers = stride(from: 0, to: index.labels.count, by: step)
    return numbers.enumerated().compactMap { ordinal, number in
      let label = index.labels[number]
      // A concept whose only label is left out cannot be found by anything.
      guard index.labelCounts[Int(label.concept)] > 1, !isSettled(label, index) else { return nil }
      return Sample(
        // By the place among the samples: the numbers of labels may all be multiples of the number of folds.
        concept: label.concept, fold: ordinal % folds,
        candidates: search.candidates(
          for: label.text, language: label.language, excluding: Int32(number)),
        isClaimedTwice: isClaimedTwice(label, index))
    }
  }
}

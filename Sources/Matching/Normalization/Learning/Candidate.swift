/// What speaks for a concept as the meaning of a label, as numbers from about 0 to 1.
enum Feature: Int, CaseIterable {
  case exact
  case folded
  case spacing
  case inflection
  case order
  case decoration
  case abbreviation
  case initials
  case synonym
  case spelling
  case wordCosine
  case gramCosine
  case gramCosineSquared
  case secondGramCosine
  case wordCentroid
  case gramCentroid
  case queryCoverage
  case labelCoverage
  case conceptCoverage
  case head
  case firstWord
  case wordPurity
  case kernel
  case prior
  case notes
  case novelty
  case novelPrior
  case catchAll
  case novelCatchAll
  case headShare
  case kind
  case kernelShare
  case gramShare
  case wordShare

  static let count = allCases.count

  /// The name in `normalization.tsv`.
  var name: String {
    switch self {
    case .exact: "exact"
    case .folded: "folded"
    case .spacing: "spacing"
    case .inflection: "inflection"
    case .order: "order"
    case .decoration: "decoration"
    case .abbreviation: "abbreviation"
    case .initials: "initials"
    case .synonym: "synonym"
    case .spelling: "spelling"
    case .wordCosine: "wordCosine"
    case .gramCosine: "gramCosine"
    case .gramCosineSquared: "gramCosineSquared"
    case .secondGramCosine: "secondGramCosine"
    case .wordCentroid: "wordCentroid"
    case .gramCentroid: "gramCentroid"
    case .queryCoverage: "queryCoverage"
    case .labelCoverage: "labelCoverage"
    case .conceptCoverage: "conceptCoverage"
    case .head: "head"
    case .headShare: "headShare"
    case .kind: "kind"
    case .firstWord: "firstWord"
    case .wordPurity: "wordPurity"
    case .kernel: "kernel"
    case .prior: "prior"
    case .notes: "notes"
    case .novelty: "novelty"
    case .novelPrior: "novelPrior"
    case .catchAll: "catchAll"
    case .novelCatchAll: "novelCatchAll"
    case .kernelShare: "kernelShare"
    case .gramShare: "gramShare"
    case .wordShare: "wordShare"
    }
  }
}

/// A concept that may be meant, with what speaks for it.
struct Candidate {
  /// The dense number of the concept.
  let concept: Int32

  /// The values of `Feature`, in its order.
  var features: [Double]

  /// The label that came nearest, if any came near.
  var label: Int32

  /// How that label was met.
  var method: MatchMethod

  /// How many of its labels name the same kind as the label asked about, whatever the words.
  var kindCount = 0

  /// The value of a feature.
  subscript(feature: Feature) -> Double {
    get { features[feature.rawValue] }
    set { features[feature.rawValue] = newValue }
  }

  /// The features of which each candidate's part of the sum over all counts beside the value itself: a cosine of
  /// 0.5 says more where nothing else comes near than where five others do.
  private static let shared: [(of: Feature, share: Feature)] = [
    (.kernel, .kernelShare), (.gramCosine, .gramShare), (.wordCosine, .wordShare),
  ]

  /// Below this the sum of what all candidates have is as good as nothing, and their parts of it are noise.
  private static let leastSum = 0.05

  /// Sets the features that compare candidates of one label with each other.
  static func compare(_ candidates: inout [Candidate]) {
    for (feature, share) in shared {
      let sum = candidates.reduce(0) { $0 + max($1[feature], 0) }
      let whole = max(sum, leastSum)
      for place in candidates.indices {
        candidates[place][share] = max(candidates[place][feature], 0) / whole
      }
    }
  }
}

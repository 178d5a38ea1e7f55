internal import Glibc

/// Judges candidates as long as nothing was learned: mention is not yet aboutness.
///
/// Log-odds of places, so that a title alone convinces, a single place deep in a long text does
/// not, and many spread places do. The constants are the author's judgement, checked on held-out
/// documents only in that a learned model beats them.
enum SalienceScorer {
  /// The log-odds that the document is about the candidate.
  static func logOdds(_ features: CandidateFeatures) -> Double {
    func value(_ feature: CandidateFeature) -> Double { Double(features[feature]) }
    var odds = -2.4
    odds += value(.titleCount) > 0 ? 2.6 : 0
    odds += min(value(.headingCount) * 1.2, 1.6)
    odds += value(.pathCount) > 0 ? 1.8 : 0
    odds += value(.metadataCount) > 0 ? 2.2 : 0
    odds += min(value(.textCount), 4) * 0.55
    odds += min(value(.frequency), 20) * 0.06
    odds += value(.coverage) * 0.8
    odds += min(value(.leadCount), 2) * 0.5
    // In a short text every mention is near the point.
    odds += max(0, 6.5 - value(.documentLength)) * 0.45
    odds += min(value(.labelTokens) - 1, 3) * 0.25
    odds += min(value(.labelLength), 20) * 0.03
    odds += min(value(.neighborCount), 4) * 0.1
    odds += value(.exactShare) * 0.2
    odds -= (value(.ambiguity) - 1) * 0.3
    return odds
  }

  /// The probability of log-odds.
  static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}

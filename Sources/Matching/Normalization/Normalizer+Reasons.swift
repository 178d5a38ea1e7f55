internal import Taxonomy

extension Normalizer {
  /// What speaks for an option, in words.
  func reasons(for option: MatchOption) -> [String] {
    let features = option.candidate.features
    func value(_ feature: Feature) -> Double { features[feature.rawValue] }
    func percent(_ feature: Feature) -> String { "\(Int((value(feature) * 100).rounded())) %" }
    var reasons: [String] = []
    if option.candidate.label >= 0 {
      let label = vocabulary.text(of: labels[Int(option.candidate.label)])
      reasons.append("\(Self.phrase(for: option.candidate.method)) \"\(label)\"")
    }
    if let predecessor = option.predecessor {
      reasons.append("successor of \"\(vocabulary.preferredLabel(of: predecessor))\"")
    }
    guard option.level == 0 else { return reasons }
    if value(.catchAll) > 0, value(.wordCosine) < 0.3 {
      reasons.append("for what is like no other concept's labels")
    }
    if value(.conceptCoverage) > 0.5 {
      reasons.append("its labels know \(percent(.conceptCoverage)) of the words")
    }
    if value(.wordPurity) > 0.3 { reasons.append("the words mostly stand for it") }
    if value(.gramCosine) > 0.4 { reasons.append("\(percent(.gramCosine)) alike in spelling") }
    if value(.head) > 0.3 { reasons.append("the head word is one of its head words") }
    if value(.notes) > 0.5 { reasons.append("its definition uses the words") }
    return reasons
  }

  private static func phrase(for method: MatchMethod) -> String {
    switch method {
    case .decided: "a person chose"
    case .exact: "the same as"
    case .code: "a code of"
    case .folded: "the same but for case and punctuation as"
    case .spacing: "the same but for spacing as"
    case .inflection: "another inflection of"
    case .order: "the words of"
    case .decoration: "with what is glued on taken off, the same as"
    case .abbreviation: "short for"
    case .synonym: "a synonym or translation of"
    case .spelling: "nearly spelled as"
    case .head: "a kind of"
    case .similarity: "in part like"
    case .learned: "remotely like"
    }
  }
}

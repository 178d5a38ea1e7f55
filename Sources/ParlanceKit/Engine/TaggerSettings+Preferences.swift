package import Tagging
package import Taxonomy

extension TaggerSettings {
  /// The settings that `tag` and `evaluate tags` come to: what is settled in the workspace, before
  /// which goes what is asked for now.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary.
  ///   - preferences: what is settled in the workspace.
  ///   - limit: the largest number of tags of a scheme; with one the best are given whatever their
  ///     score.
  ///   - threshold: the lowest score, from 0 to 1; `nil` for the usual one.
  ///   - lowest: the lowest score where nothing else is settled or asked for.
  ///   - anyOrder: whether the words of all labels count in any order.
  package init(
    _ vocabulary: Vocabulary, preferences: TaggingPreferences, limit: Int? = nil,
    threshold: Double? = nil, lowest: Double? = nil, anyOrder: Bool = false
  ) {
    self.init()
    self.limit = limit
    if anyOrder { self.anyOrder = Set(vocabulary.schemes) }
    if let lowest = threshold ?? limit.map({ _ in 0 }) {
      for scheme in vocabulary.schemes {
        let usual = Thresholds.usual(of: scheme, in: vocabulary)
        schemeThresholds[scheme] = Thresholds(accept: max(lowest, usual.accept), review: lowest)
      }
    }
    preferences.apply(to: &self, in: vocabulary, share: nil)
    guard let lowest else { return }
    for scheme in vocabulary.schemes where schemeThresholds[scheme] == nil {
      let usual = Thresholds.usual(of: scheme, in: vocabulary)
      schemeThresholds[scheme] = Thresholds(accept: max(lowest, usual.accept), review: lowest)
    }
  }
}

import ParlanceKit
import Tagging
import Taxonomy

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
  ///   - anyOrder: whether the words of all labels count in any order.
  init(
    _ vocabulary: Vocabulary, preferences: TaggingPreferences, limit: Int?,
    threshold: Double? = nil, anyOrder: Bool
  ) {
    self.init()
    let lowest = threshold ?? (limit == nil ? thresholds.review : 0)
    thresholds = Thresholds(accept: max(lowest, thresholds.accept), review: lowest)
    self.limit = limit
    if anyOrder { self.anyOrder = Set(vocabulary.schemes) }
    if threshold != nil || limit != nil {
      for scheme in vocabulary.schemes { schemeThresholds[scheme] = thresholds }
    }
    preferences.apply(to: &self, in: vocabulary, share: nil)
  }
}

package import Model
package import Tagging
internal import Taxonomy

/// What a retag is to do beyond the usual.
package struct RetagOptions: Sendable {
  /// Whether values that came with the documents may be replaced.
  package var overwritesSource = false

  /// The keys of the facets to change; `nil` for all.
  package var facets: Set<String>?

  /// The concepts of which one has to come or go for a facet to change, by the facet's key.
  package var concepts: [String: Set<String>] = [:]

  /// Where tags are written.
  package var place = TagPlace.catalog

  /// Whether files may be overwritten where they stand that cannot be replaced; settings may allow it, too.
  package var writesInPlace = false

  /// The limits of the tagger, and thresholds by scheme where the usual ones do not do.
  package var settings = TaggerSettings()

  /// The score from which any tag is accepted; `nil` for the usual ones.
  package var threshold: Double?

  /// The usual options.
  package init() {}

  /// The tagger's settings for a vocabulary.
  func taggerSettings(_ vocabulary: Vocabulary) -> TaggerSettings {
    var result = settings
    for scheme in vocabulary.schemes where result.schemeThresholds[scheme] == nil {
      var thresholds = TaggerSettings.Thresholds.usual(of: scheme, in: vocabulary)
      if let threshold {
        thresholds.accept = threshold
        // What is accepted cannot be below what is reviewed.
        thresholds.review = min(thresholds.review, threshold)
      }
      result.schemeThresholds[scheme] = thresholds
    }
    return result
  }
}

internal import Taxonomy
internal import TextAnalysis

/// Matches labels on one thread with a `Normalizer`.
package final class NormalizerSession {
  private let normalizer: Normalizer
  private let search: CandidateSearch

  init(_ normalizer: Normalizer) {
    self.normalizer = normalizer
    search = CandidateSearch(normalizer.index, kernel: normalizer.kernel)
  }

  /// What a label means.
  package func match(_ label: String, context: LabelContext = .none) -> LabelMatch {
    let candidates = search.candidates(
      for: label, language: context.language.flatMap { Language(tag: $0) })
    let ranked = normalizer.model.ranked(candidates)
    guard let top = ranked.first, top.probability >= normalizer.settings.reviewThreshold else {
      return .unknown
    }
    let outcome: LabelMatch.Outcome =
      top.probability >= normalizer.acceptanceThreshold ? .accepted : .review
    return LabelMatch(
      outcome: outcome,
      candidates: ranked.prefix(normalizer.settings.candidateLimit).map { ranked in
        LabelMatch.Candidate(
          concept: normalizer.concepts[Int(ranked.candidate.concept)], score: ranked.probability,
          label: ranked.candidate.label < 0 ? nil : normalizer.labels[Int(ranked.candidate.label)],
          method: ranked.candidate.method, reasons: [])
      }, remark: "")
  }
}

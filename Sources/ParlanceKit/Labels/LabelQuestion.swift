package import Matching
internal import Taxonomy

/// Labels that are alike and of which a person is asked which concept they name.
package struct LabelQuestion: Sendable {
  /// A concept that they may name.
  package struct Candidate: Sendable, Hashable {
    /// The concept.
    package let concept: ConceptReference
    /// The probability that it is meant, from 0 to 1.
    package let score: Double
    /// What speaks for it.
    package let reasons: [String]
    let method: MatchMethod?
  }

  /// The labels, the most frequent first.
  package let labels: [String]

  /// How often they occur together.
  package let count: Int

  /// The concepts that they may name, the likeliest first.
  package let candidates: [Candidate]

  /// How a tie was broken or why it was not; empty if there was none.
  package let remark: String

  init(_ item: ReviewQueue.Item, _ vocabulary: Vocabulary, language: String) {
    labels = item.labels.map(\.label)
    count = item.count
    candidates = item.match.candidates.prefix(LabelDialogue.candidateLimit).map { candidate in
      var concept = vocabulary.reference(to: candidate.concept)
      concept = ConceptReference(
        uri: concept.uri,
        label: vocabulary.preferredLabel(of: candidate.concept, language: language),
        facet: concept.facet)
      return Candidate(
        concept: concept, score: candidate.score, reasons: candidate.reasons,
        method: candidate.method)
    }
    remark = item.match.remark
  }

  /// What is decided if a person says the same of all the labels.
  ///
  /// - Parameters:
  ///   - verdict: what the person says.
  ///   - method: how the labels were met, if a candidate is taken.
  ///   - judge: who decides, when and why.
  /// - Returns: a decision for each label, as `VocabularyReview.apply` takes them.
  package func decisions(
    _ verdict: LabelDecision.Verdict, method: MatchMethod? = nil, by judge: LabelJudge
  ) -> [LabelDecision] {
    labels.map { judge.decision($0, verdict, method: method) }
  }

  /// The question for programs.
  package var json: JSONValue {
    [
      "labels": .array(labels.map { .string($0) }), "count": .integer(count),
      "candidates": .array(
        candidates.map { candidate in
          [
            "concept": .string(candidate.concept.uri), "label": .string(candidate.concept.label),
            "facet": .string(candidate.concept.facet), "score": .number(candidate.score),
            "reasons": .array(candidate.reasons.map { .string($0) }),
          ]
        }), "remark": .string(remark),
    ]
  }

  /// The question in lines: labels, candidates with their reasons, remark.
  package var lines: [String] {
    var lines = ["\(labels[0])  ×\(count)"]
    let others = labels.dropFirst().prefix(6)
    if !others.isEmpty {
      let more = labels.count - 1 - others.count
      lines.append("   also: \(others.joined(separator: " · "))" + (more > 0 ? " · +\(more)" : ""))
    }
    for (position, candidate) in candidates.enumerated() {
      let score = FixedPoint.string(candidate.score, decimals: 2)
      let reasons = candidate.reasons.joined(separator: "; ")
      lines.append("  \(position + 1)  \(candidate.concept.label)  \(score)  \(reasons)")
    }
    if !remark.isEmpty { lines.append("   \(remark)") }
    return lines
  }
}

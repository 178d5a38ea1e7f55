package import JSONCoding
package import Taxonomy

/// Why a document gets a concept, or why not.
package struct TagExplanation: Sendable, Hashable {
  /// What becomes of the concept.
  package enum Verdict: String, CaseIterable, Sendable, Hashable {
    /// It is assigned.
    case accepted = "accepted"
    /// It goes to review.
    case review = "review"
    /// Its score is too low.
    case belowThreshold = "below_threshold"
    /// Better ones fill the places of its scheme.
    case outranked = "outranked"
    /// Its wording means another concept here.
    case meansAnother = "means_another"
    /// A label of it was found, but does not count.
    case ruledOut = "ruled_out"
    /// None of its labels is found.
    case notFound = "not_found"
    /// It is blocked, or its scheme is not asked for.
    case blocked = "blocked"
    /// A person said so.
    case decided = "decided"
  }

  /// The concept, in use today.
  package var concept: ConceptOrdinal

  /// What becomes of it.
  package var verdict: Verdict

  /// The score, if it has one, from 0 to 1.
  package var score: Double?

  /// The score from which it would be accepted.
  package var threshold: Double

  /// Why, in words.
  package var reason: String

  /// What speaks for it.
  package var evidence: [TagEvidence]

  /// Whether its wording may mean other concepts as well and nothing decides.
  package var isAmbiguous = false

  /// An explanation.
  package init(
    concept: ConceptOrdinal, verdict: Verdict, score: Double? = nil, threshold: Double,
    reason: String, evidence: [TagEvidence] = []
  ) {
    self.concept = concept
    self.verdict = verdict
    self.score = score
    self.threshold = threshold
    self.reason = reason
    self.evidence = evidence
  }

  /// Writes `{"id","concept","label","verdict","score","threshold","reason","evidence"}`.
  package func write(to writer: inout JSONWriter, id: String, in vocabulary: Vocabulary) {
    writer.beginObject()
    writer.name("id")
    writer.value(id)
    writer.name("concept")
    writer.value(vocabulary.uri(of: concept))
    writer.name("label")
    writer.value(vocabulary.preferredLabel(of: concept))
    writer.name("verdict")
    writer.value(verdict.rawValue)
    writer.name("score")
    if let score { writer.value(score, decimals: 4) } else { writer.null() }
    writer.name("threshold")
    writer.value(threshold, decimals: 4)
    writer.name("reason")
    writer.value(reason)
    writer.name("evidence")
    writer.beginArray()
    for item in evidence { item.write(to: &writer, in: vocabulary) }
    writer.endArray()
    writer.endObject()
  }
}

package import Cataloging

/// Brings together what a document has, what the tagger proposes and what people decided.
///
/// A person's word stands above everything; then, unless overwriting, what the document brought with
/// it from its source, as long as it does; then the machine.
package struct AssignmentMerge: Sendable {
  /// Whether the machine may replace what came with the document.
  package var overwritesSource: Bool

  /// The keys of facets that take one concept at most.
  package var singleFacets: Set<String>

  /// The keys of the facets to change; `nil` for all.
  package var facets: Set<String>?

  /// The concepts of which one has to come or go for a facet to change, by the facet's key; facets
  /// without an entry change freely.
  package var concepts: [String: Set<String>] = [:]

  /// The URI of the one concept in use for each that was replaced: a person's word on a concept
  /// holds for what became of it.
  package var successors: [String: String] = [:]

  /// The rules of a merge.
  package init(
    overwritesSource: Bool = false, singleFacets: Set<String> = [], facets: Set<String>? = nil
  ) {
    self.overwritesSource = overwritesSource
    self.singleFacets = singleFacets
    self.facets = facets
  }

  /// The assignments that should be in place, pending ones included, sorted by facet and concept.
  package func merged(
    current: [StoredAssignment], proposed: [ProposedTag], decisions: [StoredDecision]
  ) -> [StoredAssignment] {
    let decisions = decisions.map { decision in
      var result = decision
      result.concept = successors[decision.concept] ?? decision.concept
      return result
    }
    let keys = Set(current.map(\.facet)).union(proposed.map(\.facet)).union(decisions.map(\.facet))
    var result: [StoredAssignment] = []
    for facet in keys.sorted() {
      let existing = current.filter { $0.facet == facet }
      if let facets, !facets.contains(facet) {
        result += existing
      } else {
        let merged = merged(
          facet, existing, proposed.filter { $0.facet == facet },
          decisions.filter { $0.facet == facet })
        result += isAsked(facet, existing, merged) ? merged : existing
      }
    }
    return result.sorted { ($0.facet, $0.concept) < ($1.facet, $1.concept) }
  }

  /// Whether a concept comes or goes, or becomes pending, that the facet's changes are limited to.
  private func isAsked(
    _ facet: String, _ before: [StoredAssignment], _ after: [StoredAssignment]
  ) -> Bool {
    guard let wanted = concepts[facet] else { return true }
    // Also a concept that goes: `--facet type=Flyer --only type=Brochure` is about the change from one to the other.
    let difference = Set(before.map(\.concept)).symmetricDifference(after.map(\.concept))
    return !difference.isDisjoint(with: wanted)
  }

  private func merged(
    _ facet: String, _ existing: [StoredAssignment], _ proposed: [ProposedTag],
    _ decisions: [StoredDecision]
  ) -> [StoredAssignment] {
    let rejected = Set(decisions.filter { !$0.isAccepted }.map(\.concept))
    var kept: [StoredAssignment] = []
    for decision in decisions where decision.isAccepted {
      // Two decisions become one where both concepts were replaced by the same.
      if kept.contains(where: { $0.concept == decision.concept }) { continue }
      kept.append(
        StoredAssignment(concept: decision.concept, facet: facet, score: 1, origin: .person))
    }
    let brought = overwritesSource ? [] : proposed.filter(\.isFromSource)
    let fromSource = brought.map {
      StoredAssignment(
        concept: $0.concept, facet: facet, score: 1, origin: .source, evidence: $0.evidence)
    }
    // What people assigned stays, whether a decision is recorded for it or not.
    for var assignment in existing.filter({ $0.origin == .person }) + fromSource {
      assignment.concept = successors[assignment.concept] ?? assignment.concept
      if !rejected.contains(assignment.concept),
        !kept.contains(where: { $0.concept == assignment.concept })
      {
        kept.append(assignment)
      }
    }
    // Beside what a person or the source said, a facet of one concept has no room for the machine.
    let isFull = singleFacets.contains(facet) && !kept.isEmpty
    for tag in proposed where !tag.isFromSource && !isFull && !rejected.contains(tag.concept) {
      if kept.contains(where: { $0.concept == tag.concept }) { continue }
      kept.append(
        StoredAssignment(
          concept: tag.concept, facet: facet, score: tag.score,
          origin: tag.isAccepted ? .machine : .pending, evidence: tag.evidence))
    }
    return singleFacets.contains(facet) ? single(kept) : kept
  }

  /// One tag at most: a person's, else the surest; what is pending stays beside it only if no tag is
  /// sure.
  private func single(_ assignments: [StoredAssignment]) -> [StoredAssignment] {
    let sure = assignments.filter(\.isTag)
    guard
      let best = sure.first(where: { $0.origin == .person })
        ?? sure.max(by: { $0.score < $1.score })
    else { return assignments }
    return [best]
  }
}

package import Cataloging
package import Retagging

/// What a person decided in a review of a plan.
package struct ReviewDecisions: Sendable {
  /// A decision on a document.
  package typealias Decided = (document: Int64, decision: StoredDecision)

  /// What the person said does not belong to a document; recorded when the plan is applied.
  package private(set) var rejections: [Decided] = []

  /// What the person assigned.
  ///
  /// Applying the plan puts it in place; without that it is a decision.
  package private(set) var assignments: [Decided] = []

  /// Nothing decided yet.
  package init() {}

  /// Everything, to be recorded when the plan is not applied.
  package var all: [Decided] { rejections + assignments }

  /// Whether nothing was decided.
  package var isEmpty: Bool { rejections.isEmpty && assignments.isEmpty }

  /// On how many documents something was decided, in words.
  package var count: String {
    let count = Set(all.map(\.document)).count
    return "\(count) document\(count == 1 ? "" : "s")"
  }

  /// Adds what was decided on a document: what was rejected, and what a person's word put into the
  /// line that it did not have before.
  package mutating func add(_ rejected: [StoredDecision], of line: RetagLine) {
    rejections += rejected.map { (line.document, $0) }
    assignments += line.after.filter { $0.origin == .person && !line.before.contains($0) }.map {
      (
        line.document,
        StoredDecision(concept: $0.concept, facet: $0.facet, isAccepted: true)
      )
    }
  }

  /// Adds what was decided later.
  package mutating func add(_ others: ReviewDecisions) {
    rejections += others.rejections
    assignments += others.assignments
  }
}

internal import Cataloging
internal import Retagging
internal import Tagging

/// A person's way through a plan, document by document, those first whose answers teach most.
package struct PlanReview: Sendable {
  /// What the person said of one document.
  private enum Answer {
    case taken(RetagLine, [StoredDecision])
    case left
  }

  private let choices: FacetChoices
  private let planner: RetagPlanner
  private let plan: RetagPlan
  private let due: [RetagLine]
  private let report: RetagReport
  private var answers: [Answer] = []

  /// Whether an edited line needs another look at its file.
  package private(set) var isEdited = false

  /// A review of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - session: the session that made it.
  ///   - options: what it was made with.
  ///   - report: how its documents are told.
  package init(
    _ plan: RetagPlan, _ session: RetagSession, _ options: RetagOptions,
    _ report: RetagReport
  ) {
    self.plan = plan
    choices = session.choices
    self.report = report
    planner = session.planning.planner(options)
    due = Self.ordered(plan.lines.filter { $0.outcome == .change || $0.outcome == .review })
  }

  /// The documents first whose answers teach most.
  private static func ordered(_ lines: [RetagLine]) -> [RetagLine] {
    TeachingOrder.order(
      lines.map { line in
        let changes = line.changes.flatMap { change in
          zip(change.new, change.scores).filter { !change.old.contains($0.0) }.map {
            TeachingOrder.Question(
              facet: change.facet, concept: $0, path: line.path, score: $1)
          }
        }
        return changes
          + line.pending.map { tag in
            TeachingOrder.Question(
              facet: tag.facet, concept: tag.concept, path: line.path, score: tag.score)
          }
      }
    ).map { lines[$0] }
  }

  /// How many documents were passed.
  package var position: Int { answers.count }

  /// How many documents change or have something pending.
  package var count: Int { due.count }

  private var line: RetagLine { due[answers.count] }

  /// The document at hand for people.
  package var lines: [ReportText] { report.lines(line) }

  /// The document at hand as a difference.
  package var difference: [ReportText] { report.difference(line) }

  /// The plan of what the person took; other documents that were asked about are not in it.
  package var result: RetagPlan {
    var taken: [Int64: RetagLine] = [:]
    for case .taken(let line, _) in answers { taken[line.document] = line }
    let asked = Set(due.map(\.document))
    var result = plan
    result.lines = plan.lines.compactMap { line in
      asked.contains(line.document) ? taken[line.document] : line
    }
    return result
  }

  /// What the person decided.
  package var decisions: ReviewDecisions {
    var decisions = ReviewDecisions()
    for case .taken(let line, let said) in answers { decisions.add(said, of: line) }
    return decisions
  }
}

// MARK: - Answers

extension PlanReview {
  /// Takes the line as planned, with what comes to it on the person's word; where nothing but pending
  /// tags is shown, those.
  package mutating func accept() {
    let line = line
    let known = Set(line.before.filter(\.isTag).map(\.concept))
    // Where nothing changes by itself, what is asked about is what waits.
    let asked: StoredAssignment.Origin = line.changes.isEmpty ? .pending : .machine
    let after = line.after.map { assignment in
      var result = assignment
      if assignment.origin == asked, !known.contains(assignment.concept) {
        result.origin = .person
        result.score = 1
      }
      return result
    }
    answers.append(.taken(planner.revised(line, after: after), []))
  }

  /// Takes this line and all that come after it as they are planned.
  package mutating func acceptRest() { answers += due[answers.count...].map { .taken($0, []) } }

  /// Leaves the document as it is.
  package mutating func skip() { answers.append(.left) }

  /// Takes nothing of what was proposed, now or later.
  package mutating func reject() {
    let line = line
    let known = Set(line.before.filter(\.isTag).map(\.concept))
    let proposed = line.after.filter { !known.contains($0.concept) }
    let kept = line.before.filter(\.isTag)
    answers.append(
      .taken(
        planner.revised(line, after: kept),
        proposed.map { StoredDecision(concept: $0.concept, facet: $0.facet, isAccepted: false) }))
  }

  /// Goes back to the document before.
  package mutating func goBack() { if !answers.isEmpty { answers.removeLast() } }
}

// MARK: - Editing

extension PlanReview {
  /// The facets that change or have something pending, each with the names of the values that are shown.
  package var facets: [(key: String, names: [String])] {
    let line = line
    return planner.facetOrder.filter { facet in
      line.changes.contains { $0.facet == facet } || line.pending.contains { $0.facet == facet }
    }.map { facet in
      (
        facet,
        line.after.filter { $0.facet == facet && $0.isTag }.map { report.name($0.concept) }
      )
    }
  }

  /// The concepts that labels name in a facet.
  ///
  /// - Parameters:
  ///   - text: the labels, separated by `;`.
  ///   - facet: the key of the facet.
  /// - Returns: the URIs, each once, and the labels that are not of one concept.
  package func concepts(
    _ text: String, facet: String
  ) -> (found: [String], unknown: [String]) {
    var found: [String] = []
    var unknown: [String] = []
    for part in text.split(separator: ";") {
      let label = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      if let concept = choices.concept(label, facet: facet) {
        if !found.contains(concept) { found.append(concept) }
      } else {
        unknown.append(label)
      }
    }
    return (found, unknown)
  }

  /// Gives facets of the document other values.
  ///
  /// - Parameter wanted: the concepts of each facet that was edited; what was proposed and is not among
  ///   them is rejected.
  package mutating func edit(_ wanted: [String: [String]]) {
    let line = line
    var after = line.after
    var decisions: [StoredDecision] = []
    let known = Set(line.before.filter(\.isTag).map(\.concept))
    for facet in planner.facetOrder {
      guard let concepts = wanted[facet] else { continue }
      for assignment in after
      where assignment.facet == facet && !concepts.contains(assignment.concept)
        && !known.contains(assignment.concept)
      {
        decisions.append(
          StoredDecision(concept: assignment.concept, facet: facet, isAccepted: false))
      }
      after.removeAll { $0.facet == facet }
      after += concepts.map {
        StoredAssignment(concept: $0, facet: facet, score: 1, origin: .person)
      }
    }
    isEdited = true
    answers.append(.taken(planner.revised(line, after: after), decisions))
  }
}

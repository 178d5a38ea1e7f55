import Cataloging
import ParlanceKit
import Tagging
import Taxonomy

/// Goes through a plan document by document with the person at the terminal.
struct RetagReview {
  let session: RetagSession
  let planner: RetagPlanner
  let report: RetagReport

  /// What came of a review.
  struct Result {
    /// The plan of what the person took; other documents are not in it.
    var plan: RetagPlan
    /// What the person decided.
    var decisions: ReviewDecisions
    /// Whether an edited line needs another look at its file.
    var isEdited: Bool
    /// Whether the input ended, or the person broke off.
    var isBrokenOff: Bool
  }

  /// What the person said of one document.
  private enum Answer {
    case taken(RetagLine, [StoredDecision])
    case left
  }

  private static let keys =
    "a accept · s skip · n never · e edit · d diff · b back · r accept the rest · q quit "

  /// Asks about each document that changes or has something pending.
  ///
  /// - Parameter plan: the plan.
  /// - Returns: what the person took.
  func run(_ plan: RetagPlan) -> Result {
    let due = plan.lines.filter { $0.outcome == .change || $0.outcome == .review }
    var answers: [Answer] = []
    var isEdited = false
    var isBrokenOff = false
    review: while answers.count < due.count {
      let line = due[answers.count]
      Diagnostics.note("\n\(answers.count + 1)/\(due.count)")
      report.show(line)
      guard let key = KeyReader.read(Self.keys) else {
        isBrokenOff = true
        break review
      }
      switch key {
      case "a": answers.append(.taken(accepted(line), []))
      case "s", " ": answers.append(.left)
      case "n": answers.append(rejected(line))
      case "e":
        guard let answer = edited(line) else {
          isBrokenOff = true
          break review
        }
        isEdited = true
        answers.append(answer)
      case "d": report.showDifference(line)
      case "b": if !answers.isEmpty { answers.removeLast() }
      case "r": answers += due[answers.count...].map { .taken($0, []) }
      case "q": break review
      default: continue
      }
    }
    var result = result(plan, due, answers)
    result.isEdited = isEdited
    result.isBrokenOff = isBrokenOff
    return result
  }

  private func result(_ plan: RetagPlan, _ due: [RetagLine], _ answers: [Answer]) -> Result {
    var taken: [Int64: RetagLine] = [:]
    var decisions = ReviewDecisions()
    for answer in answers {
      guard case .taken(let line, let said) = answer else { continue }
      taken[line.document] = line
      decisions.add(said, of: line)
    }
    let asked = Set(due.map(\.document))
    var result = plan
    result.lines = plan.lines.compactMap { line in
      asked.contains(line.document) ? taken[line.document] : line
    }
    return Result(plan: result, decisions: decisions, isEdited: false, isBrokenOff: false)
  }

  /// The line as planned, with what comes to it on the person's word; where nothing but pending tags
  /// is shown, those are taken.
  private func accepted(_ line: RetagLine) -> RetagLine {
    let known = Set(line.before.filter(\.isTag).map(\.concept))
    let asked: StoredAssignment.Origin = line.changes.isEmpty ? .pending : .machine
    return planner.revised(
      line,
      after: line.after.map { assignment in
        var result = assignment
        if assignment.origin == asked, !known.contains(assignment.concept) {
          result.origin = .person
          result.score = 1
        }
        return result
      })
  }

  /// Nothing of what was proposed, now or later.
  private func rejected(_ line: RetagLine) -> Answer {
    let known = Set(line.before.filter(\.isTag).map(\.concept))
    let proposed = line.after.filter { !known.contains($0.concept) }
    let kept = line.before.filter(\.isTag)
    return .taken(
      planner.revised(line, after: kept),
      proposed.map { StoredDecision(concept: $0.concept, facet: $0.facet, isAccepted: false) })
  }

  // MARK: Editing

  /// Asks for the values of each facet that changes or has something pending; `nil` at the end of
  /// the input.
  private func edited(_ line: RetagLine) -> Answer? {
    var after = line.after
    var decisions: [StoredDecision] = []
    let facets = planner.facetOrder.filter { facet in
      line.changes.contains { $0.facet == facet } || line.pending.contains { $0.facet == facet }
    }
    Diagnostics.note("Labels separated by ; – nothing keeps what is shown, a dash means none.")
    for facet in facets {
      let shown = after.filter { $0.facet == facet && $0.isTag }
      guard let concepts = askConcepts(facet, shown.map(\.concept)) else { return nil }
      guard let concepts = concepts.wanted else { continue }
      let known = Set(line.before.filter(\.isTag).map(\.concept))
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
    return .taken(planner.revised(line, after: after), decisions)
  }

  private func askConcepts(
    _ facet: String, _ shown: [String]
  ) -> (wanted: [String]?, Void)? {
    while true {
      let names = shown.map(report.name).joined(separator: "; ")
      guard let text = Prompt.ask("\(facet) [\(names.isEmpty ? "—" : names)]:") else { return nil }
      if text.isEmpty { return (nil, ()) }
      if text == "-" || text == "—" { return ([], ()) }
      var found: [String] = []
      var unknown: [String] = []
      for part in text.split(separator: ";") {
        let label = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        if let concept = session.concept(label, facet: facet) {
          if !found.contains(concept) { found.append(concept) }
        } else {
          unknown.append(label)
        }
      }
      if unknown.isEmpty, !found.isEmpty { return (found, ()) }
      for label in unknown {
        Diagnostics.note("\"\(label)\" does not name one concept of the facet \(facet).")
      }
    }
  }
}

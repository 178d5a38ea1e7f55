internal import Cataloging
package import Retagging
internal import Taxonomy

/// Changes the tags of one document of a share on a person's word.
package struct TagEditing: Sendable {
  private let open: OpenShare
  private let reading: RetagReading
  private let planning: RetagPlanning
  private let writing: RetagWriting
  private let choices: FacetChoices
  private let report: RetagReport

  init(
    _ open: OpenShare, reading: RetagReading, planning: RetagPlanning, writing: RetagWriting,
    choices: FacetChoices, report: RetagReport
  ) {
    self.open = open
    self.reading = reading
    self.planning = planning
    self.writing = writing
    self.choices = choices
    self.report = report
  }

  /// What a person's edits of one document come to.
  package struct Edited: Sendable {
    /// A plan of the document alone.
    package let plan: RetagPlan

    /// The line of the document.
    package let line: RetagLine

    /// The line for people.
    package let lines: [ReportText]

    /// What a person is to look at besides, such as a sidecar that cannot be read.
    package let warnings: [String]

    /// What the person said.
    let edits: [TagEdit]

    /// Whether a run has to be made; a rejection of what the document does not have needs none.
    package var isChange: Bool { line.before != line.after || line.outcome == .change }
  }

  /// The tags that a document is to have after a person's edits, and after what is due for it anyway.
  ///
  /// Of a facet that takes one value a value assigned takes the place of the others.
  ///
  /// - Parameters:
  ///   - edits: what the person says.
  ///   - path: the path within the share.
  ///   - options: where tags are written.
  /// - Returns: a plan of the document alone.
  /// - Throws: `DocumentPathError`; what reading and planning throw.
  package func edited(
    _ edits: [TagEdit], path: String, options: RetagOptions = RetagOptions()
  ) throws -> Edited {
    try planned(edits, path, options) { after in
      for edit in edits {
        let isSole = edit.isAssigned && choices.isSingle(edit.facet)
        after.removeAll { $0.facet == edit.facet && (isSole || $0.concept == edit.concept) }
        if edit.isAssigned {
          after.append(
            StoredAssignment(concept: edit.concept, facet: edit.facet, score: 1, origin: .person))
        }
      }
    }
  }

  /// The tags that a document is to have if some of its concepts are as they were, and all else as it is.
  ///
  /// - Parameters:
  ///   - concepts: the URIs of the concepts.
  ///   - facet: the key of their facet.
  ///   - before: what the document had; of it only these concepts count.
  ///   - path: the path within the share.
  ///   - options: where tags are written.
  /// - Returns: a plan of the document alone.
  /// - Throws: `DocumentPathError`; what reading and planning throw.
  func restored(
    _ concepts: Set<String>, of facet: String, as before: [StoredAssignment], path: String,
    options: RetagOptions
  ) throws -> Edited {
    func isMeant(_ assignment: StoredAssignment) -> Bool {
      assignment.facet == facet && concepts.contains(assignment.concept)
    }
    return try planned([], path, options) { after in
      after.removeAll(where: isMeant)
      after += before.filter(isMeant)
    }
  }

  private func planned(
    _ edits: [TagEdit], _ path: String, _ options: RetagOptions,
    _ change: (inout [StoredAssignment]) -> Void
  ) throws -> Edited {
    var (plan, planned, warnings) = try proposal(path, options)
    var after = planned.after
    change(&after)
    let planner = planning.planner(options)
    let decided = try decisions(on: planned.document, after: edits)
    planned = try planner.writing(planner.revised(planned, after: after), decided)
    plan.lines = [planned]
    plan.decided = [planned.document: decided]
    guard let previewed = try planning.preview(plan), let line = previewed.lines.first else {
      throw unknown(path)
    }
    return Edited(
      plan: previewed, line: line, lines: report.lines(line), warnings: warnings, edits: edits)
  }

  /// The plan of a document alone as the machine has it, its line, and what reading it warned of.
  private func proposal(
    _ path: String, _ options: RetagOptions
  ) throws -> (plan: RetagPlan, line: RetagLine, warnings: [String]) {
    var scope = RetagScope()
    scope.paths = [path]
    let warnings = try reading.refresh(documentAt: path).warnings
    guard let plan = try planning.plan(options, scope: scope),
      var line = plan.lines.first(where: { $0.path == path })
    else { throw unknown(path) }
    if !line.isDue {
      // What is settled is not looked up for a plan.
      line.before = try open.catalog.assignments(of: line.document)
      line.after = line.before
    }
    return (plan, line, warnings)
  }

  private func unknown(_ path: String) -> DocumentPathError {
    .unknown(path: "\(open.share.root)/\(path)", share: open.share.root)
  }

  /// What people will have decided on a document once edits are in place.
  private func decisions(on document: Int64, after edits: [TagEdit]) throws -> [StoredDecision] {
    var decisions = try open.catalog.decisions(on: document)
    for edit in edits {
      decisions.removeAll { $0.facet == edit.facet && $0.concept == edit.concept }
      if edit.isAssigned { continue }
      decisions.append(
        StoredDecision(concept: edit.concept, facet: edit.facet, isAccepted: false))
    }
    return decisions
  }

  /// Puts edits in place as a run of their own, and keeps what was rejected for every later run.
  ///
  /// What was decided before and speaks against an edit is withdrawn.
  ///
  /// - Returns: the run; `nil` if the document has these tags already.
  /// - Throws: what `RetagWriting.apply` throws.
  package func apply(_ edited: Edited) throws -> RetagWriting.Applied? {
    let document = edited.line.document
    try writing.withdraw(on: document) { decision in
      edited.edits.contains { edit in
        edit.facet == decision.facet && edit.isAssigned
          && (edit.concept == decision.concept
            || (decision.isAccepted && choices.isSingle(edit.facet)))
      }
    }
    // Before the run: if that does not come about, the next retag does what was said.
    try writing.record(
      edited.edits.filter { !$0.isAssigned }.map {
        (document, StoredDecision(concept: $0.concept, facet: $0.facet, isAccepted: false))
      })
    return edited.isChange ? try writing.apply(edited.plan) : nil
  }
}

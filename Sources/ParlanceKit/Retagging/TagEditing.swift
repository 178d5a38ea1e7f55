internal import Cataloging
package import Tagging
internal import Taxonomy

/// What a person says of one concept and one document.
package struct TagEdit: Sendable, Hashable {
  /// The key of the facet.
  package var facet: String

  /// The URI of the concept.
  package var concept: String

  /// Whether it is to be assigned rather than never to be.
  package var isAssigned: Bool

  /// An edit.
  package init(facet: String, concept: String, isAssigned: Bool) {
    self.facet = facet
    self.concept = concept
    self.isAssigned = isAssigned
  }
}

extension RetagSession {
  /// A session on the share that a document lies in, and the path of the document within it.
  ///
  /// - Throws: `DocumentPathError.outside`; what opening the workspace for the share throws.
  package static func on(
    _ path: String, in workspace: Workspace, isRehearsal: Bool
  ) throws -> (session: RetagSession, path: String) {
    let (share, inner) = try workspace.place(of: path, in: try workspace.openCatalog())
    return (try RetagSession(workspace, folder: share.root, isRehearsal: isRehearsal), inner)
  }

  /// What a person's edits of one document come to.
  package struct Edited: Sendable {
    /// A plan of the document alone.
    package let plan: RetagPlan

    /// The line of the document.
    package let line: RetagLine

    /// The line for people.
    package let lines: [ReportText]

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
    _ edits: [TagEdit], path: String, options: Options = Options()
  ) throws -> Edited {
    var scope = RetagScope()
    scope.paths = [path]
    try refresh(documentAt: path)
    guard var plan = try plan(options, scope: scope),
      var planned = plan.lines.first(where: { $0.path == path })
    else { throw DocumentPathError.unknown(path: "\(share.root)/\(path)", share: share.root) }
    guard planned.outcome != .unreadable else {
      throw DocumentPathError.unreadable(
        path: "\(share.root)/\(path)", reason: planned.reason)
    }
    if !planned.isDue {
      // What is settled is not looked up for a plan.
      planned.before = try catalog.assignments(of: planned.document)
      planned.after = planned.before
    }
    var after = planned.after
    for edit in edits {
      let isSole = edit.isAssigned && isSingle(edit.facet)
      after.removeAll { $0.facet == edit.facet && (isSole || $0.concept == edit.concept) }
      if edit.isAssigned {
        after.append(
          StoredAssignment(concept: edit.concept, facet: edit.facet, score: 1, origin: .person))
      }
    }
    let planner = planner(options)
    plan.lines = [
      try planner.writing(
        planner.revised(planned, after: after),
        try decisions(on: planned.document, after: edits))
    ]
    guard let previewed = try preview(plan), let line = previewed.lines.first else {
      throw DocumentPathError.unknown(path: "\(share.root)/\(path)", share: share.root)
    }
    return Edited(
      plan: previewed, line: line,
      lines: RetagReport(vocabulary: vocabulary, isExplained: false).lines(line), edits: edits)
  }

  /// What people will have decided on a document once edits are in place.
  private func decisions(on document: Int64, after edits: [TagEdit]) throws -> [StoredDecision] {
    var decisions = try catalog.decisions(on: document)
    for edit in edits {
      decisions.removeAll { $0.facet == edit.facet && $0.concept == edit.concept }
      if edit.isAssigned { continue }
      decisions.append(
        StoredDecision(concept: edit.concept, facet: edit.facet, isAccepted: false))
    }
    return decisions
  }

  private func isSingle(_ facet: String) -> Bool {
    vocabulary.scheme(named: facet).map { vocabulary.scheme($0).assignment == .one } ?? false
  }

  /// Puts edits in place as a run of their own, and keeps what was rejected for every later run.
  ///
  /// What was decided before and speaks against an edit is withdrawn.
  ///
  /// - Returns: the run; `nil` if the document has these tags already.
  /// - Throws: what `apply(_:options:progress:)` throws.
  package func apply(_ edited: Edited) throws -> Applied? {
    let document = edited.line.document
    try withdraw(on: document) { decision in
      edited.edits.contains { edit in
        edit.facet == decision.facet && edit.isAssigned
          && (edit.concept == decision.concept || (decision.isAccepted && isSingle(edit.facet)))
      }
    }
    try record(
      edited.edits.filter { !$0.isAssigned }.map {
        (document, StoredDecision(concept: $0.concept, facet: $0.facet, isAccepted: false))
      })
    return edited.isChange ? try apply(edited.plan) : nil
  }
}

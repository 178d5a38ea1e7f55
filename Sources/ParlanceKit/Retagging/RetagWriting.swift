internal import Cataloging
internal import Documents
package import Journaling
internal import Model
package import Retagging
internal import System
internal import Taxonomy

/// Puts plans and people's decisions in place, each with the workspace's lock held.
package struct RetagWriting: Sendable {
  private let open: OpenShare
  private let vocabulary: Vocabulary
  private let account: String

  /// Writing in the name of an account.
  init(_ open: OpenShare, vocabulary: Vocabulary, account: String) {
    self.open = open
    self.vocabulary = vocabulary
    self.account = account
  }

  /// What came of applying a plan.
  package struct Applied: Sendable {
    /// The number of the run.
    package let run: Int64

    /// The lines of the plan with their final outcome.
    package let lines: [RetagLine]

    /// How many documents it changed, as `log` says and `undo` puts back.
    package let changedCount: Int

    /// What changing files cost; `nil` if only the catalog was to change.
    package let costs: WritingCosts?
  }

  /// Applies a plan as a run of its own: to the catalog, and to files if its place says so.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - keepsTimes: whether changed files keep the time of their last change.
  ///   - progress: called with the numbers of changes done and to do; returns whether to go on.
  /// - Returns: what came of it.
  /// - Throws: `CatalogError`, `WorkspaceError.locked`; `DocumentRefusal` if the journal fails.
  package func apply(
    _ plan: RetagPlan, keepsTimes: Bool = true,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> Applied {
    try open.changing {
      let run = try open.catalog.beginRun(
        command: "retag", share: open.share, started: Timestamp.now(),
        place: plan.place.rawValue, account: account, after: open.workspace.lastJournal)
      guard plan.place.isInFiles else {
        let lines = try plan.apply(to: open.catalog, run: run, progress: progress)
        try open.catalog.finishRun(run)
        return Applied(
          run: run, lines: lines, changedCount: try open.catalog.run(run).changed, costs: nil)
      }
      let writing = try files(of: run, plan.place, keepsTimes: keepsTimes)
      let lines = try plan.apply(
        with: writing, to: open.catalog, run: run, vocabulary: vocabulary, progress: progress)
      // The catalog reaches the disk first: an ended journal is believed to be recorded there.
      try open.catalog.finishRun(run)
      try writing.finish()
      return Applied(
        run: run, lines: lines, changedCount: try open.catalog.run(run).changed,
        costs: writing.costs)
    }
  }

  /// What writes into the files of a run.
  private func files(
    of run: Int64, _ place: TagPlace, keepsTimes: Bool
  ) throws -> TagWritingRun {
    var options = FileWritingOptions()
    options.keepsModificationTime = keepsTimes
    let header = JournalHeader(
      run: String(run), time: Timestamp.secondsSince1970(), purpose: "retag \(open.share.root)")
    return try TagWritingRun(
      place: place, journalFolder: SharePath(open.workspace.journalFolder), header: header,
      options: options)
  }

  /// Records a plan that changes nothing: its documents are not looked at again on this basis.
  ///
  /// - Throws: `CatalogError`, `WorkspaceError.locked`.
  package func settle(_ plan: RetagPlan) throws {
    let lock = try open.workspace.lock(for: "retag")
    defer { withExtendedLifetime(lock) {} }
    try plan.settle(in: open.catalog)
  }

  /// Records what a person decided in a review.
  ///
  /// - Throws: `CatalogError`, `WorkspaceError.locked`.
  package func record(_ decisions: [ReviewDecisions.Decided]) throws {
    guard !decisions.isEmpty else { return }
    try open.changing {
      for (document, decision) in decisions { try open.catalog.record(decision, on: document) }
    }
  }

  /// Withdraws those of a document's decisions that a new one takes the place of.
  ///
  /// - Throws: `CatalogError`, `WorkspaceError.locked`.
  func withdraw(on document: Int64, where isOutdated: (StoredDecision) -> Bool) throws {
    let outdated = try open.catalog.decisions(on: document).filter(isOutdated)
    guard !outdated.isEmpty else { return }
    try open.changing { try open.catalog.withdraw(outdated, on: document) }
  }
}

internal import Cataloging
internal import Model
internal import Retagging

/// Takes the change back that a judgment made to the tags of a document, and no other.
///
/// Its run may have done more, as what is due for a document is done with it, and tags may have changed since.
struct JudgmentUndo {
  private let judgment: StoredJudgment
  private let run: Int64
  private let session: RetagSession

  /// The change of a judgment's run, to be taken back in the session's account.
  init(_ judgment: StoredJudgment, run: Int64, of session: RetagSession) {
    self.judgment = judgment
    self.run = run
    self.session = session
  }

  /// Puts what was judged back as it was, in files too if tags are written there.
  ///
  /// - Parameter path: the path of the document within its share.
  /// - Throws: `JudgmentConflict` if what was before is not known any more; what writing throws.
  func putBack(_ path: String) throws {
    // `parlance undo` was there first; what remains is the decision.
    if try session.catalog.run(run).state == .undone { return }
    let change = try session.catalog.changes(ofDocument: judgment.document).first {
      $0.run == run
    }
    guard let before = change?.before, let after = change?.after else {
      throw JudgmentConflict(
        number: judgment.number,
        reason: "what the tags were before run \(run) is not known any more")
    }
    let concepts = concepts(before)
    if try isAlone(concepts, before, after), try takeRunBack() { return }
    var options = RetagOptions()
    options.place = try session.placing.settled() ?? .catalog
    let restored = try session.editing.restored(
      concepts, of: judgment.facet, as: before, path: path, options: options)
    let applied = try session.editing.apply(restored)
    if let failure = applied?.failures.first {
      throw JudgmentConflict(number: nil, reason: "\(failure.path): \(failure.reason)")
    }
  }

  /// The concepts whose tags the judgment changed.
  private func concepts(_ before: [StoredAssignment]) -> Set<String> {
    let judged = Set([judgment.concept, judgment.other].filter { !$0.isEmpty })
    // Of a facet that takes one value the new one took the place of the others.
    guard judgment.verdict != .rejected, session.choices.isSingle(judgment.facet) else {
      return judged
    }
    return judged.union(before.filter { $0.facet == judgment.facet }.map(\.concept))
  }

  /// Whether the run changed nothing else, and nothing was changed since.
  private func isAlone(
    _ concepts: Set<String>, _ before: [StoredAssignment], _ after: [StoredAssignment]
  ) throws -> Bool {
    let changed = Set(before).symmetricDifference(after)
    let current = try session.catalog.assignments(of: judgment.document)
    return Set(current) == Set(after)
      && changed.allSatisfy { $0.facet == judgment.facet && concepts.contains($0.concept) }
  }

  /// Takes the run back, which leaves files as they were to the byte; `false` if it is not possible.
  private func takeRunBack() throws -> Bool {
    let undone = try RunUndo(session.workspace, account: session.account).undo(run)
    return undone.skipped.isEmpty && undone.lost.isEmpty
  }
}

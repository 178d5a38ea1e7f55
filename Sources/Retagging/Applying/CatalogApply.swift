package import Cataloging

extension RetagPlan {
  /// Applies the plan to the catalog: exactly what it says, skipping what has changed since.
  ///
  /// Each batch is a transaction; a run that was interrupted is taken back by `Catalog.undoRun(_:)`
  /// or gone on with by the same command.
  ///
  /// - Parameters:
  ///   - catalog: the catalog that the plan was made from.
  ///   - run: the run, as begun by `Catalog.beginRun`.
  ///   - progress: called after each batch with the numbers of changes done and to do; returns
  ///     whether to go on.
  /// - Returns: the lines with their final outcome; those not reached keep `change`.
  /// - Throws: `CatalogError`.
  package func apply(
    to catalog: Catalog, run: Int64,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> [RetagLine] {
    var result = lines
    let due = lines.indices.filter { lines[$0].outcome == .change }
    var done = 0
    // Readers of the catalog wait for one batch, not for the run; one row a transaction would cost a sync each.
    for start in stride(from: 0, to: due.count, by: 500) {
      guard progress(done, due.count) else { return result }
      let batch = due[start..<min(start + 500, due.count)]
      let applied = try catalog.apply(batch.map { change(lines[$0]) }, run: run, basis: basis)
      for index in batch {
        let isApplied = applied.contains(lines[index].document)
        result[index].outcome = isApplied ? .changed : .skipped
        if !isApplied { result[index].reason = "its tags changed after the plan was made" }
      }
      done += batch.count
    }
    try settleRest(in: catalog, run: run)
    return result
  }

  /// Records that the documents which do not change were looked at, and what of them is pending.
  func settleRest(in catalog: Catalog, run: Int64) throws {
    let looked = lines.filter { line in
      // What was pending and a person rejected goes, too, where nothing else is due.
      let isMoved = line.isDue || line.before != line.after
      return line.outcome == .unchanged && isMoved || line.outcome == .review
        || line.outcome == .unreadable && line.isDue
    }
    _ = try catalog.apply(
      looked.filter { $0.before != $0.after }.map(change), run: run, basis: basis)
    try catalog.markTagged(
      looked.filter { $0.before == $0.after }.map(\.document), basis: basis)
    // After `markTagged`, which forgets what of a document was outstanding.
    try catalog.record(unwritten(looked))
  }

  /// What of some lines does not stand in the files where it belongs.
  private func unwritten(_ lines: [RetagLine]) -> [UnwrittenTags] {
    lines.filter { $0.place != place && !$0.reason.isEmpty }
      .map {
        UnwrittenTags(document: $0.document, reason: $0.reason, isPassing: $0.isPassing)
      }
  }

  /// Records a plan that changes no document: none is looked at again on this basis.
  ///
  /// - Throws: `CatalogError`.
  package func settle(in catalog: Catalog) throws {
    precondition(lines.allSatisfy { $0.before == $0.after }, "the plan changes something")
    let looked = lines.filter {
      $0.isDue && [.unchanged, .review, .unreadable].contains($0.outcome)
    }
    try catalog.markTagged(looked.map(\.document), basis: basis)
    try catalog.record(unwritten(looked))
  }

  private func change(_ line: RetagLine) -> AssignmentChange {
    AssignmentChange(
      document: line.document, path: line.path, before: line.before, after: line.after)
  }
}

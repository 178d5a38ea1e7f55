package import Cataloging
import Documents
internal import Journaling
internal import Model
internal import System
package import Taxonomy

extension RetagPlan {
  /// Applies the plan to the files themselves, or beside them, and to the catalog: group by group,
  /// the journal before the files, the files before the catalog.
  ///
  /// The journal stays open: the caller ends it when the catalog is on the disk.
  ///
  /// A file that cannot take tags (encrypted, signed, locked, damaged) keeps its bytes; its tags are
  /// in the catalog and its outcome is `refused`. A file that changed since the plan was made is
  /// skipped.
  ///
  /// - Parameters:
  ///   - writing: the run that writes, begun with the name of `run`.
  ///   - catalog: the catalog that the plan was made from.
  ///   - run: the run, as begun by `Catalog.beginRun`.
  ///   - vocabulary: gives the labels that are written.
  ///   - progress: called after each group with the numbers of changes done and to do; returns
  ///     whether to go on.
  /// - Returns: the lines with their final outcome; those not reached keep `change`.
  /// - Throws: `CatalogError`; `DocumentRefusal` if the journal cannot be written.
  package func apply(
    with writing: TagWritingRun, to catalog: Catalog, run: Int64, vocabulary: Vocabulary,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> [RetagLine] {
    var result = lines
    let outdated = try skipOutdated(&result, in: catalog)
    let due = lines.indices.filter {
      lines[$0].outcome == .change && !outdated.contains(lines[$0].document)
    }
    let writes = try PlannedWrites(self, catalog, vocabulary, run: run)
    var done = 0
    var isStopped = false
    var failure: (any Error)?
    // Part by part, so that what is to be written of a large share is not held all at once.
    for start in stride(from: 0, to: due.count, by: PlannedWrites.partCount) where !isStopped {
      let part = try writes.part(due[start...].prefix(PlannedWrites.partCount))
      isStopped = try !writing.apply(part.items) { outcomes in
        do {
          try record(outcomes, of: part, in: &result, catalog: catalog, run: run)
        } catch {
          // Kept until the writing has come to its end: the group that was written is told of
          // first.
          failure = error
          return false
        }
        done += outcomes.count
        return progress(done, due.count)
      }
    }
    if let failure { throw failure }
    try settleRest(in: catalog, run: run)
    return result
  }

  /// Skips the documents whose tags are not those that the plan expects, before any file is touched.
  private func skipOutdated(
    _ result: inout [RetagLine], in catalog: Catalog
  ) throws -> Set<Int64> {
    let due = lines.indices.filter { lines[$0].outcome == .change }
    let outdated = try catalog.outdated(due.map { (lines[$0].document, lines[$0].before) })
    for index in due where outdated.contains(lines[index].document) {
      result[index].outcome = .skipped
      result[index].reason = "its tags changed after the plan was made"
    }
    return outdated
  }

  /// Records a group of outcomes in the catalog, in one transaction.
  private func record(
    _ outcomes: [FileOutcome], of part: PlannedWrites.Part, in result: inout [RetagLine],
    catalog: Catalog, run: Int64
  ) throws {
    var changes: [AssignmentChange] = []
    for outcome in outcomes {
      let index = Int(outcome.id)
      var written: WrittenTags?
      var unwritten: UnwrittenTags?
      switch outcome.status {
      case .changed, .unchanged:
        written = try self.written(
          part.values[outcome.id] ?? WrittenValues(), outcome, lines[index], catalog)
        result[index].outcome = .changed
        result[index].reason = outcome.warning ?? ""
        if outcome.path != filePath(of: lines[index]) { result[index].place = .sidecar }
      case .refused(let refusal) where refusal.reason == .changed:
        result[index].outcome = .skipped
        result[index].reason = refusal.description
        // The catalog keeps the tags that it had: the next look reads the file as it is now.
        continue
      case .refused(let refusal):
        result[index].outcome = .refused
        result[index].place = .catalog
        result[index].risk = .none
        result[index].reason = refusal.description
        unwritten = UnwrittenTags(
          document: lines[index].document, reason: refusal.description,
          isPassing: refusal.remedy != .file)
      }
      changes.append(
        AssignmentChange(
          document: lines[index].document, path: lines[index].path, before: lines[index].before,
          after: lines[index].after, written: written, unwritten: unwritten))
    }
    let applied = try catalog.apply(changes, run: run, basis: basis)
    for outcome in outcomes where result[Int(outcome.id)].outcome != .skipped {
      guard !applied.contains(lines[Int(outcome.id)].document) else { continue }
      result[Int(outcome.id)].outcome = .failed
      result[Int(outcome.id)].reason = "its tags in the catalog changed meanwhile"
    }
  }

  /// What stands where by now: what is written to a document may stand in its sidecar.
  private func written(
    _ values: WrittenValues, _ outcome: FileOutcome, _ line: RetagLine, _ catalog: Catalog
  ) throws -> WrittenTags {
    let isBeside = outcome.path != filePath(of: line)
    var standing = place
    if case .changed = outcome.status {
      if isBeside, place == .documents { standing = .sidecar }
    } else if let twin = place.twin(at: line.path) {
      let contents = try catalog.writtenContents(of: line.document)
      // That nothing had to be written says that all stands there, and not whether in the place or
      // its twin.
      if contents[place] == nil, contents[twin] != nil { standing = twin }
    }
    // What is written beside a file leaves the file's own stamp as it was.
    let state = isBeside ? nil : outcome.identity?.stamp
    return WrittenTags(
      content: values.text(in: standing), place: standing,
      twin: standing == place ? place == .sidecar ? place.twin(at: line.path) : nil : place,
      state: state, file: state.flatMap { KnownFile(at: outcome.path, in: $0) })
  }

  func filePath(of line: RetagLine) -> SharePath {
    SharePath(share.root).appending(SharePath(line.path).bytes)
  }
}

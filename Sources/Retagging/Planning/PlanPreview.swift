package import Cataloging
internal import Documents
internal import Journaling
internal import Model
internal import System
package import Taxonomy

extension RetagPlan {
  /// The plan with what would become of each file: every change is worked out on the file as it is,
  /// checked, and thrown away.
  ///
  /// A line whose file takes no tags keeps its outcome, since the catalog takes them; its place is
  /// `catalog` and its reason says why.
  ///
  /// - Parameters:
  ///   - catalog: the catalog that the plan was made from.
  ///   - vocabulary: gives the labels that are written.
  ///   - progress: called after each group with the numbers of changes done and to do; returns
  ///     whether to go on.
  /// - Returns: the plan; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  package func previewed(
    catalog: Catalog, vocabulary: Vocabulary,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    guard place.isInFiles else { return self }
    var result = self
    let due = lines.indices.filter { lines[$0].outcome == .change }
    guard !due.isEmpty else { return result }
    let writes = try PlannedWrites(self, catalog, vocabulary)
    // So few that Ctrl-C is heard within a second on a slow disk.
    for start in stride(from: 0, to: due.count, by: 64) {
      guard progress(start, due.count) else { return nil }
      let group = try writes.part(due[start...].prefix(64)).items
      let found = TagWritingRun.prepare(group, place: place) { ChangePreview($0) }
      for (item, preview) in zip(group, found) { result.lines[Int(item.id)].take(preview, item) }
    }
    return result
  }
}

/// What a change worked out would do.
private struct ChangePreview {
  let path: SharePath?
  let risk: RetagLine.Risk

  /// What is kept of changes that are thrown away.
  init(_ changes: [PreparedChange]) {
    path = changes.first?.path
    switch changes.first?.change {
    case nil: risk = .none
    case .edit where changes[0].isOverwritten: risk = .overwritten
    case .create, .remove, .attribute: risk = .beside
    case .edit(let edits):
      let isAppended = edits.replacements.allSatisfy {
        $0.range.lowerBound == changes[0].oldSize
      }
      risk = isAppended ? .appended : .rewritten
    }
  }
}

extension RetagLine {
  fileprivate mutating func take(
    _ preview: Result<ChangePreview, DocumentRefusal>, _ item: TagWritingItem
  ) {
    switch preview {
    case .success(let preview):
      let isBeside = preview.path.map { $0 != item.path } ?? false
      if isBeside { place = .sidecar }
      risk = isBeside && preview.risk != .overwritten ? .beside : preview.risk
    case .failure(let refusal):
      place = .catalog
      isPassing = refusal.remedy != .file
      reason = refusal.description
      self.refusal = refusal.reason
      // The catalog has the tags already, and the file takes none; one that keeps them is told.
      if changes.isEmpty, before == after { outcome = item.takesOut ? .failed : .unchanged }
    }
  }
}

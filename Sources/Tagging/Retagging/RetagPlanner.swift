package import Cataloging
internal import Dispatch
package import Documents
internal import Synchronization

/// Computes what a retag would do from what the catalog holds, without touching any file.
package struct RetagPlanner: Sendable {
  /// The catalog, brought up to date with the share before.
  package var catalog: Catalog

  /// Makes a proposer of tags; each worker makes one and calls it from its own thread only.
  package var makeProposer: @Sendable () -> (Document) -> [ProposedTag]

  /// How many documents are tagged side by side.
  package var workers = 2

  /// The basis of what is proposed; a document last tagged on it is not looked at again.
  package var basis: UInt64

  /// How the proposals join what is there.
  package var merge: AssignmentMerge

  /// The facets in the order in which changes are listed.
  package var facetOrder: [String]

  /// Where tags are written.
  package var place: String

  /// A planner.
  package init(
    catalog: Catalog, basis: UInt64, merge: AssignmentMerge, facetOrder: [String],
    place: String = "catalog", makeProposer: @escaping @Sendable () -> (Document) -> [ProposedTag]
  ) {
    self.catalog = catalog
    self.basis = basis
    self.merge = merge
    self.facetOrder = facetOrder
    self.place = place
    self.makeProposer = makeProposer
  }

  /// The plan for a share.
  ///
  /// - Parameters:
  ///   - share: the share.
  ///   - includes: whether a document takes part, by its entry.
  ///   - progress: called after each document, from any worker, one call at a time, with the numbers
  ///     of documents done and to do; returns whether to go on.
  /// - Returns: a line for each document, sorted by path; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  /// - Complexity: documents tagged on this basis before cost one row of the catalog each.
  package func plan(
    for share: CatalogShare, includes: (CatalogEntry) -> Bool = { _ in true },
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    let entries = try catalog.entries(of: share).filter(includes)
    let known = try catalog.assignments(in: share)
    var lines: [RetagLine?] = Array(repeating: nil, count: entries.count)
    var due: [Int] = []
    for (index, entry) in entries.enumerated() {
      if let refusal = entry.refusal {
        lines[index] = line(entry, .unreadable, current: known[entry.id] ?? [], reason: refusal)
      } else if entry.taggedWith == basis {
        lines[index] = settled(entry, known[entry.id] ?? [])
      } else {
        due.append(index)
      }
    }
    guard let planned = try plan(due.map { entries[$0] }, progress: progress) else { return nil }
    for (index, line) in zip(due, planned) { lines[index] = line }
    return RetagPlan(share: share, basis: basis, place: place, lines: lines.compactMap { $0 })
  }

  /// What the workers share: the next document to take and the lines so far.
  private struct Work {
    var next = 0
    var done = 0
    var isStopped = false
    var failure: (any Error)?
    var lines: [RetagLine?]
  }

  /// Plans documents side by side; each worker holds one document at a time.
  private func plan(
    _ entries: [CatalogEntry], progress: @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws -> [RetagLine]? {
    let work = Mutex(Work(lines: Array(repeating: nil, count: entries.count)))
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, entries.count))) { _ in
      let propose = makeProposer()
      while true {
        let index = work.withLock { work -> Int? in
          guard !work.isStopped, work.next < entries.count else { return nil }
          work.next += 1
          return work.next - 1
        }
        guard let index else { return }
        let outcome = Result { try self.line(for: entries[index], propose: propose) }
        work.withLock { work in
          work.done += 1
          switch outcome {
          case .success(let line): work.lines[index] = line
          case .failure(let error):
            work.failure = work.failure ?? error
            work.isStopped = true
          }
          if !progress(work.done, entries.count) { work.isStopped = true }
        }
      }
    }
    return try work.withLock { work in
      if let failure = work.failure { throw failure }
      let lines = work.lines.compactMap { $0 }
      return lines.count == entries.count ? lines : nil
    }
  }

  private func line(
    for entry: CatalogEntry, propose: (Document) -> [ProposedTag]
  ) throws -> RetagLine {
    let current = try catalog.assignments(of: entry.id)
    let proposed = try catalog.document(entry.id).map(propose) ?? []
    let merged = merge.merged(
      current: current, proposed: proposed, decisions: try catalog.decisions(on: entry.id))
    return line(entry, current, merged, proposed)
  }
}

// MARK: - Lines

extension RetagPlanner {
  private func line(
    _ entry: CatalogEntry, _ current: [StoredAssignment], _ merged: [StoredAssignment],
    _ proposed: [ProposedTag]
  ) -> RetagLine {
    let changes = changes(from: current, to: merged)
    let pending = merged.filter { $0.origin == .pending }.map { assignment in
      PendingTag(
        facet: assignment.facet, concept: assignment.concept, score: assignment.score,
        reason: proposed.first { $0.concept == assignment.concept }?.reason ?? "")
    }
    var result = line(
      entry, changes.isEmpty ? (pending.isEmpty ? .unchanged : .review) : .change,
      current: current, reason: changes.isEmpty ? pending.first?.reason ?? "" : "")
    result.changes = changes
    result.pending = pending
    result.after = merged
    return result
  }

  private func settled(_ entry: CatalogEntry, _ current: [StoredAssignment]) -> RetagLine {
    let pending = current.filter { $0.origin == .pending }.map {
      PendingTag(facet: $0.facet, concept: $0.concept, score: $0.score, reason: "")
    }
    var result = line(entry, pending.isEmpty ? .unchanged : .review, current: current, reason: "")
    result.pending = pending
    return result
  }

  private func line(
    _ entry: CatalogEntry, _ outcome: RetagLine.Outcome, current: [StoredAssignment],
    reason: String
  ) -> RetagLine {
    RetagLine(
      document: entry.id, path: entry.path, outcome: outcome, changes: [], pending: [],
      place: place, reason: reason, before: current, after: current)
  }

  private func changes(
    from current: [StoredAssignment], to merged: [StoredAssignment]
  ) -> [FacetChange] {
    func tags(_ assignments: [StoredAssignment]) -> [String: [StoredAssignment]] {
      Dictionary(grouping: assignments.filter(\.isTag), by: \.facet)
    }
    let before = tags(current)
    let after = tags(merged)
    let known = facetOrder + Set(before.keys).union(after.keys).subtracting(facetOrder).sorted()
    return known.compactMap { facet in
      let old = Set(before[facet, default: []].map(\.concept))
      let new = Set(after[facet, default: []].map(\.concept))
      guard old != new else { return nil }
      let added = after[facet, default: []].filter { !old.contains($0.concept) }
      return FacetChange(
        facet: facet, old: old.sorted(), new: new.sorted(),
        score: added.map(\.score).min() ?? 1,
        evidence: Self.joined(added.map(\.evidence)))
    }
  }

  /// One JSON array of several.
  private static func joined(_ arrays: [String]) -> String {
    let parts = arrays.compactMap { array -> String? in
      guard array.hasPrefix("["), array.hasSuffix("]"), array.count > 2 else { return nil }
      return String(array.dropFirst().dropLast())
    }
    return "[\(parts.joined(separator: ","))]"
  }
}

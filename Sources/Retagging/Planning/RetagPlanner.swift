package import Cataloging
internal import Documents
package import Model
internal import Synchronization
internal import System

/// Computes what a retag would do from what the catalog holds, without touching any file.
package struct RetagPlanner: Sendable {
  /// The catalog, brought up to date with the share before.
  package var catalog: Catalog

  /// Makes a proposer of tags; each worker makes one and calls it from its own thread only.
  package var makeProposer: @Sendable () throws -> (Document) -> [ProposedTag]

  /// How many documents are tagged side by side.
  package var workers = Processors.count

  /// The basis of what is proposed; a document last tagged on it is not looked at again.
  package var basis: UInt64

  /// How the proposals join what is there.
  package var merge: AssignmentMerge

  /// The facets in the order in which changes are listed.
  package var facetOrder: [String]

  /// Where tags are written.
  package var place: TagPlace

  /// Whether files may be overwritten where they stand that cannot be replaced.
  package var writesInPlace = false

  /// What is written for assignments and decisions; `nil` if nothing is written.
  package var writtenValues: (@Sendable ([StoredAssignment], [StoredDecision]) -> WrittenValues)?

  /// How many documents that are due are looked at, the first ones; `nil` for all.
  package var limit: Int?

  /// Looks at all documents that are due before the first is planned; asks after each whether to go
  /// on, and says whether it came to the end.
  package var survey:
    (@Sendable (_ due: [CatalogEntry], _ goesOn: @Sendable () -> Bool) throws -> Bool)?

  /// A planner.
  package init(
    catalog: Catalog, basis: UInt64, merge: AssignmentMerge, facetOrder: [String],
    place: TagPlace = .catalog,
    makeProposer: @escaping @Sendable () throws -> (Document) -> [ProposedTag]
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
  ///   - states: what the catalog knows of the share, if that was just asked for.
  ///   - includes: whether a document takes part, by its entry.
  ///   - progress: called after each document, from any worker, one call at a time, with the numbers
  ///     of documents done and to do; returns whether to go on.
  /// - Returns: a line for each document, sorted by path; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  /// - Complexity: documents tagged on this basis before cost one row of the catalog each.
  package func plan(
    for share: CatalogShare, states: ShareStates? = nil,
    includes: ((CatalogEntry) -> Bool)? = nil,
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    let states = try states ?? catalog.states(of: share)
    let refusals = try catalog.refusals(in: share)
    let pending = try catalog.assignmentsWithPending()
    var lines: [RetagLine?] = []
    lines.reserveCapacity(states.count)
    var due: [Int] = []
    var entries: [CatalogEntry] = []
    for index in 0..<states.count where !states.isMissing(index) {
      let document = states.documents[index]
      let entry = states.entry(
        index, refusal: states.isRefused(index) ? refusals[document] : nil)
      if let includes, !includes(entry) { continue }
      if entry.taggedWith == basis {
        lines.append(settled(entry, pending.isEmpty ? [] : pending[document] ?? []))
      } else {
        due.append(lines.count)
        entries.append(entry)
        lines.append(nil)
      }
    }
    // Those beyond the limit stay due, and have no line: nothing is known of what they would get.
    if let limit, due.count > limit { due.removeLast(due.count - limit) }
    entries.removeLast(entries.count - due.count)
    // What could not be read has no lines to compare, and its name says nothing of its neighbors.
    let readable = entries.filter { $0.refusal == nil }
    if let survey, !readable.isEmpty {
      let count = entries.count
      guard try survey(readable, { progress(0, count) }) else { return nil }
    }
    guard let planned = try plan(entries, progress: progress) else { return nil }
    for (index, var line) in zip(due, planned) {
      line.isDue = true
      lines[index] = line
    }
    return RetagPlan(
      share: share, basis: basis, place: place, overwritesOthers: merge.overwritesSource,
      writesInPlace: writesInPlace, lines: lines.compactMap { $0 })
  }

  /// How far planning is.
  private struct Advance {
    var done = 0
    var isStopped = false
  }

  /// Plans documents side by side; each worker holds one document at a time.
  private func plan(
    _ entries: [CatalogEntry], progress: @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws -> [RetagLine]? {
    let advance = Mutex(Advance())
    return try concurrentMap(
      entries.count, workers: workers, isStopped: { advance.withLock(\.isStopped) }
    ) { _ in
      try makeProposer()
    } _: { index, propose in
      let line = try self.line(for: entries[index], propose: propose)
      // Within the lock: `progress` is called by one worker at a time.
      advance.withLock { advance in
        advance.done += 1
        if !progress(advance.done, entries.count) { advance.isStopped = true }
      }
      return line
    }
  }

  private func line(
    for entry: CatalogEntry, propose: (Document) -> [ProposedTag]
  ) throws -> RetagLine {
    let current = try catalog.assignments(of: entry.id)
    let document = try catalog.document(entry.id)
    let proposed = document.map(propose) ?? []
    let decisions = try catalog.decisions(on: entry.id)
    let merged = merge.merged(current: current, proposed: proposed, decisions: decisions)
    if let refusal = entry.refusal {
      let additions = Self.additions(to: current, from: merged)
      return unread(line(entry, current, current + additions, []), because: refusal)
    }
    let result = line(entry, current, merged, proposed)
    return try document.map { try writing(result, decisions, $0) } ?? result
  }

  /// What name and folder say of a document that could not be read, in facets in which it has no tag yet: what was
  /// known when it could be read stays.
  private static func additions(
    to current: [StoredAssignment], from merged: [StoredAssignment]
  ) -> [StoredAssignment] {
    let known = Set(current.map(\.facet))
    return merged.filter { $0.isTag && !known.contains($0.facet) }
  }

  /// The line of a document that could not be read: nothing of it is for a person to decide.
  private func unread(_ line: RetagLine, because refusal: String) -> RetagLine {
    var result = line
    result.isUnread = true
    result.reason = refusal
    result.pending = []
    if result.outcome != .change { result.outcome = .unreadable }
    return result
  }

  /// The line, a change if what is to stand in the document does not stand there.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - decisions: what people decided on the document.
  ///   - document: the document, where others' values in its place are to be replaced.
  /// - Returns: the line.
  /// - Throws: `CatalogError`.
  package func writing(
    _ line: RetagLine, _ decisions: [StoredDecision], _ document: Document? = nil
  ) throws -> RetagLine {
    guard line.outcome != .change, try isUnwritten(line, decisions, document) else { return line }
    var result = line
    result.outcome = .change
    result.reason = Self.unwritten
    return result
  }

  /// Why a document is written whose tags stay as they are.
  static let unwritten = "its tags are not written there yet"

  /// Whether the tags of a document do not stand where they are to be written: they were written
  /// elsewhere before, or others' values are in their place and may be replaced.
  private func isUnwritten(
    _ line: RetagLine, _ decisions: [StoredDecision], _ document: Document?
  ) throws -> Bool {
    guard let wanted = writtenValues?(line.after, decisions) else { return false }
    let content = WrittenValues.content(
      at: place, in: try catalog.writtenContents(of: line.document), path: line.path)
    let standing = WrittenValues(text: content).withoutOthers.withoutClaims(asIn: wanted)
    if standing.text(in: place) != wanted.text(in: place) { return true }
    guard merge.overwritesSource, let document else { return false }
    return document.metadata.contains { field in
      let own = field.role == .facet ? field.facet.flatMap { wanted.values.facets[$0] } : nil
      return own.map { !$0.contains(field.value) } ?? false
    }
  }
}

// MARK: - Lines

extension RetagPlanner {
  /// A line as a person wants it: with these assignments in the end.
  package func revised(_ line: RetagLine, after: [StoredAssignment]) -> RetagLine {
    var result = line
    result.after = after.sorted { ($0.facet, $0.concept) < ($1.facet, $1.concept) }
    result.changes = changes(from: line.before, to: result.after)
    result.pending = line.pending.filter { pending in
      after.contains { $0.origin == .pending && $0.concept == pending.concept }
    }
    result.outcome = result.changes.isEmpty ? .unchanged : .change
    if result.changes.isEmpty, !result.pending.isEmpty { result.outcome = .review }
    return result
  }

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
    if let refusal = entry.refusal {
      return unread(line(entry, .unreadable, current: [], reason: refusal), because: refusal)
    }
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
      place: place, reason: reason, state: entry.state, before: current, after: current)
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
      let new = after[facet, default: []].sorted { $0.concept < $1.concept }
      guard old != Set(new.map(\.concept)) else { return nil }
      let added = after[facet, default: []].filter { !old.contains($0.concept) }
      return FacetChange(
        facet: facet, old: old.sorted(), new: new.map(\.concept), scores: new.map(\.score),
        evidence: added.flatMap(\.evidence))
    }
  }
}

package import Documents
package import Journaling
package import Model
package import System

/// One document whose tags are to be written.
package struct TagWritingItem: Sendable {
  /// A number of the caller's, which comes back with the outcome.
  package var id: Int64

  /// The document's path as the kernel takes it.
  package var path: SharePath

  /// The values.
  package var request: TagRequest

  /// The file when the plan was made; `nil` if that does not matter.
  package var expected: FileStamp?

  /// Whether a file may be overwritten where it stands that cannot be replaced.
  package var mayOverwrite: Bool

  /// Whether a sidecar goes that says nothing any more.
  package var takesOut: Bool

  /// An item of its parts.
  package init(
    id: Int64, path: SharePath, request: TagRequest, expected: FileStamp? = nil,
    mayOverwrite: Bool = false, takesOut: Bool = false
  ) {
    self.id = id
    self.path = path
    self.request = request
    self.expected = expected
    self.mayOverwrite = mayOverwrite
    self.takesOut = takesOut
  }
}

/// Writes tags into documents or beside them, journaled so that it can be taken back.
///
/// ```
/// let lock = try RunLock(path: …)
/// let run = try TagWritingRun(place: .documents, journalFolder: …, header: …)
/// for outcome in try run.apply(items, report: { … }) { … }
/// try run.finish()
/// ```
package final class TagWritingRun {
  /// The journal of the run.
  package let journal: RunJournal

  /// What the run cost so far.
  package var costs: WritingCosts {
    var costs = transaction.costs
    costs.journalBytes = journal.size
    return costs
  }

  private let place: TagPlace
  private let options: FileWritingOptions
  private var transaction: FileTransaction

  /// Begins a run by beginning its journal.
  ///
  /// - Parameters:
  ///   - place: where tags are written.
  ///   - journalFolder: the journal folder of the workspace.
  ///   - header: the run's facts; its name must be new.
  ///   - options: how files are replaced.
  /// - Throws: `DocumentRefusal` if the journal cannot be made.
  package init(
    place: TagPlace, journalFolder: SharePath, header: JournalHeader,
    options: FileWritingOptions = FileWritingOptions()
  ) throws(DocumentRefusal) {
    self.place = place
    self.options = options
    journal = try RunJournal(folder: journalFolder, header: header)
    transaction = FileTransaction(journal: journal, options: options)
  }

  /// Writes the tags of `items`, group by group.
  ///
  /// - Parameters:
  ///   - items: the documents.
  ///   - report: called with the outcomes of each group; returns whether to go on.
  /// - Returns: whether all items were gone through.
  /// - Throws: `DocumentRefusal` if the journal cannot be written.
  @discardableResult
  package func apply(
    _ items: some Sequence<TagWritingItem>, report: ([FileOutcome]) -> Bool
  ) throws(DocumentRefusal) -> Bool {
    var group: [TagWritingItem] = []
    var bytes = 0
    for item in items {
      group.append(item)
      bytes += FileIdentity(of: item.path)?.size ?? 0
      if group.count >= options.groupSize || bytes >= options.groupBytes {
        guard report(try apply(group: group)) else { return false }
        group = []
        bytes = 0
      }
    }
    return group.isEmpty ? true : report(try apply(group: group))
  }

  /// Ends the run; without it, the next run settles it as an interrupted one.
  package func finish() throws(DocumentRefusal) { try journal.finish() }

  private func apply(group items: [TagWritingItem]) throws(DocumentRefusal) -> [FileOutcome] {
    let results = Self.prepare(items, place: place) { $0 }
    var outcomes: [FileOutcome?] = Array(repeating: nil, count: items.count)
    var prepared: [PreparedChange] = []
    var positions: [Int] = []
    for (index, result) in results.enumerated() {
      switch result {
      case .success(let changes):
        prepared += changes
        positions += changes.map { _ in index }
        if changes.isEmpty {
          outcomes[index] = FileOutcome(
            id: items[index].id, path: items[index].path, status: .unchanged)
        }
      case .failure(let refusal):
        outcomes[index] = FileOutcome(
          id: items[index].id, path: items[index].path, status: .refused(refusal))
      }
    }
    if !prepared.isEmpty {
      for (position, outcome) in zip(positions, try transaction.commit(prepared)) {
        // The first of several that failed says what became of the document.
        if case .refused = outcomes[position]?.status { continue }
        outcomes[position] = outcome
      }
    }
    return outcomes.compactMap { $0 }
  }

  /// Works out the changes on all cores; the order of the results is that of the items.
  ///
  /// - Parameters:
  ///   - items: the documents.
  ///   - place: where tags are written.
  ///   - keep: what to keep of the changes of each.
  /// - Returns: what was kept, or why there is no change.
  static func prepare<Kept: Sendable>(
    _ items: [TagWritingItem], place: TagPlace,
    keep: @Sendable ([PreparedChange]) -> Kept
  ) -> [Result<Kept, DocumentRefusal>] {
    let results = try? concurrentMap(items.count) { _ in
      ImageProof()
    } _: { index, proof in
      Result { () throws(DocumentRefusal) in try items[index].changes(place, proof) }.map(keep)
    }
    guard let results else { preconditionFailure("nothing throws or stops") }
    return results
  }
}

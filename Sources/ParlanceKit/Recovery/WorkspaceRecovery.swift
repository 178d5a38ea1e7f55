import Cataloging
import Documents
import Model
internal import Retagging
internal import Synchronization
internal import System

/// What came of rebuilding a catalog from documents and journals.
package struct RecoveredCatalog: Sendable {
  /// The root of the share.
  package var root = ""

  /// The number of documents of the share that could be read.
  package var documents = 0

  /// The number of documents whose tags are there again.
  package var tagged = 0

  /// The number of their tags.
  package var tags = 0

  /// The number of documents on which people had decided something that holds again.
  package var decided = 0

  /// The number of documents with values in the places of tags and no mark.
  package var unmarked = 0

  /// The runs whose files can be put back again.
  package var runs: [Int64] = []

  /// The run that put the tags into the catalog; `nil` if there were none.
  package var run: Int64?

  /// Where the tags were found, if that is settled now.
  package var place: TagPlace?

  /// What could not be recovered, in words.
  package var losses: [String] = []

  /// What a person is to look at besides.
  package var warnings: [String] = []
}

/// Rebuilds the catalog of a workspace that lost it, from the marks in the documents of a share and
/// from the journals.
///
/// On a catalog that is whole it adds what new documents say of themselves, and nothing else: a document
/// that a run of the catalog has touched is left alone.
package struct WorkspaceRecovery {
  private let workspace: Workspace
  private let folder: String

  /// The recovery of a share.
  ///
  /// - Parameters:
  ///   - workspace: a workspace with a vocabulary.
  ///   - folder: the share's folder.
  package init(_ workspace: Workspace, folder: String) {
    self.workspace = workspace
    self.folder = folder
  }

  /// Reads the share and the journals into the catalog.
  ///
  /// - Parameters:
  ///   - settled: is told of every interrupted run that was settled before.
  ///   - progress: called with the numbers of files read and to read; returns whether to go on.
  /// - Returns: what came of it; `nil` if `progress` said to stop, and the same call goes on then.
  /// - Throws: `WorkspaceError`, `CatalogError`, `ShareLoss`.
  package func recover(
    settled: (RunSettlement) -> Void = { _ in },
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RecoveredCatalog? {
    try workspace.create()
    // A catalog that is not there is what this is for.
    try workspace.makeCatalogFile()
    let runs = try restoreRuns()
    let session = try RetagSession(workspace, folder: folder)
    // Reading is told to stop from several threads; once said, it stays said.
    let isStopped = Mutex(false)
    let refresh = try session.reading.refresh(settled: settled) { done, total in
      isStopped.withLock { isStopped in
        isStopped = isStopped || !progress(done, total)
        return !isStopped
      }
    }
    if isStopped.withLock(\.self) { return nil }
    var result = RecoveredCatalog()
    result.root = session.share.root
    result.runs = runs.restored
    result.decided = refresh.adopted
    result.warnings = refresh.warnings
    var marks = MarkReading(session)
    try marks.read(&result)
    try marks.apply(&result)
    try settlePlace(session, &result)
    result.losses = losses(result, runs, marks)
    return result
  }

  /// The runs of the journals, in the catalog again before anything settles what they left.
  private func restoreRuns() throws -> JournaledRuns {
    let lock = try workspace.lock(for: "recover", patience: Workspace.runPatience)
    defer { withExtendedLifetime(lock) {} }
    return try JournaledRuns(
      restoringFrom: SharePath(workspace.journalFolder), to: try workspace.openCatalog())
  }

  /// Settles the place where most of the tags were found, unless one is settled.
  private func settlePlace(_ session: RetagSession, _ result: inout RecoveredCatalog) throws {
    let placing = session.placing
    guard try placing.settled() == nil else { return }
    let counts = try placing.counts()
    // Equal counts are decided by name: a dictionary has another order in every process.
    guard
      let place = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) })?.key
    else {
      return
    }
    try placing.settle(place)
    result.place = place
  }

  private func losses(
    _ result: RecoveredCatalog, _ runs: JournaledRuns, _ marks: MarkReading
  ) -> [String] {
    var losses = runs.unreadable.map { "run \($0.run) cannot be taken back: \($0.reason)" }
    let gone = marks.runs.subtracting(runs.readable).sorted()
    if !gone.isEmpty {
      losses.append(
        "\(gone.count == 1 ? "run" : "runs") \(RunRanges.text(gone)) left no journal here and cannot be "
          + "taken back")
    }
    if result.unmarked > 0 {
      losses.append(
        "\(result.unmarked) document\(result.unmarked == 1 ? " has values" : "s have values") in the "
          + "places of tags without a mark: they count as having come with the document")
    }
    losses += marks.unknown.sorted { $0.key < $1.key }.map { label, count in
      "\(label), in \(count) document\(count == 1 ? "" : "s"), does not name one concept of the vocabulary"
    }
    if result.tagged > 0 {
      losses.append(
        "scores and evidence, until the next retag; what waited for review, and what people decided that "
          + "was never written into a document")
    }
    return losses
  }
}

/// Numbers in words: `1–4, 7`.
enum RunRanges {
  static func text(_ numbers: [Int64]) -> String {
    var ranges: [ClosedRange<Int64>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }.joined(separator: ", ")
  }
}

/// Puts what the marks of documents say into the catalog.
private struct MarkReading {
  private let session: RetagSession
  private var changes: [AssignmentChange] = []

  /// The numbers that runs can have: a mark that somebody made up may not leave the next run without one.
  private static let runNumbers = 1...Int64(Int32.max)

  /// The runs that marks name.
  private(set) var runs: Set<Int64> = []

  /// The facets and labels that do not name one concept, and in how many documents they stand.
  private(set) var unknown: [String: Int] = [:]

  init(_ session: RetagSession) { self.session = session }

  mutating func read(_ result: inout RecoveredCatalog) throws {
    let catalog = session.catalog
    result.documents = try catalog.entries(of: session.share).count { $0.refusal == nil }
    for (id, path) in try catalog.untouchedDocuments(in: session.share) {
      guard let document = try catalog.document(id) else { continue }
      guard let mark = document.mark else {
        if document.metadata.contains(where: { $0.role == .facet }) { result.unmarked += 1 }
        continue
      }
      if let run = Int64(mark.run), Self.runNumbers.contains(run) { runs.insert(run) }
      let assignments = assignments(mark)
      guard !assignments.isEmpty else { continue }
      result.tagged += 1
      result.tags += assignments.count
      changes.append(
        AssignmentChange(document: id, path: path, before: [], after: assignments))
    }
  }

  private mutating func assignments(_ mark: TagMark) -> [StoredAssignment] {
    var result: [StoredAssignment] = []
    for entry in mark.entries where entry.giver.isTag {
      guard let concept = session.choices.concept(entry.label, facet: entry.facet) else {
        unknown["\(entry.facet) \"\(entry.label)\"", default: 0] += 1
        continue
      }
      // Two labels of a mark may lead to one concept by now.
      if result.contains(where: { $0.concept == concept }) { continue }
      result.append(
        StoredAssignment(
          concept: concept, facet: entry.facet, score: 1,
          origin: entry.giver == .person ? .person : .machine))
    }
    return result.sorted { ($0.facet, $0.concept) < ($1.facet, $1.concept) }
  }

  /// Puts the tags into the catalog as a run of their own; the next retag looks at all of the documents.
  func apply(_ result: inout RecoveredCatalog) throws {
    guard !changes.isEmpty else { return }
    let lock = try session.workspace.lock(session.catalog, for: "recover")
    defer { withExtendedLifetime(lock) {} }
    // Beyond all numbers of journals and marks, so that what a mark names is not taken for this
    // run.
    let run = try session.catalog.beginRun(
      command: "recover", share: session.share, started: Timestamp.now(),
      place: TagPlace.catalog.rawValue,
      after: max(session.workspace.lastJournal, runs.max() ?? 0))
    // In parts, so that readers of the catalog are not kept waiting for all of them.
    for start in stride(from: 0, to: changes.count, by: 500) {
      _ = try session.catalog.apply(
        Array(changes[start..<min(start + 500, changes.count)]), run: run, basis: 0)
    }
    try session.catalog.finishRun(run)
    result.run = run
  }
}

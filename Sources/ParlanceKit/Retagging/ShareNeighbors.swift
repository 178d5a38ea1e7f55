import Cataloging
import Documents
import Matching
import Model
internal import Synchronization
internal import System
import Tagging
import Taxonomy

/// What the documents of a share are assigned, folder by folder: those tagged before as the catalog has
/// it, those to be tagged now as each by itself would be.
final class ShareNeighbors: Sendable {
  private let share: CatalogShare
  private let catalog: Catalog
  private let tables: ConceptTables
  private let makeTagger: @Sendable () throws -> Tagger
  private let found: Mutex<FolderAssignments?>
  private let lines: Mutex<RepeatedLines?>

  /// How many documents of a folder that are not due are looked at for lines that repeat.
  private static let fewestOthers = 200

  init(
    share: CatalogShare, catalog: Catalog, tables: ConceptTables,
    makeTagger: @escaping @Sendable () throws -> Tagger
  ) {
    self.share = share
    self.catalog = catalog
    self.tables = tables
    self.makeTagger = makeTagger
    found = Mutex(nil)
    lines = Mutex(nil)
  }

  /// Adds what folder and share say of a document; nothing before `survey`.
  func add(to context: inout TaggingContext, path: String?) {
    context.lines = lines.withLock { $0 }
    let found = found.withLock { $0 }
    context.folder = found?.context(path: path)
    context.names = found?.names
  }

  /// Finds out what all documents are assigned.
  ///
  /// - Parameters:
  ///   - due: the documents to be tagged now.
  ///   - goesOn: asked after each of them whether to go on.
  /// - Returns: whether it came to the end.
  /// - Throws: `CatalogError`.
  func survey(_ due: [CatalogEntry], goesOn: @Sendable () -> Bool) throws -> Bool {
    var assignments = FolderAssignments(tables)
    let isDue = Set(due.map(\.id))
    let assigned = try catalog.assignedConcepts(in: share)
    let states = try catalog.states(of: share)
    for index in 0..<states.count where !states.isMissing(index) && !states.isRefused(index) {
      let document = states.documents[index]
      guard !isDue.contains(document) else { continue }
      assignments.add(
        path: states.path(index),
        concepts: (assigned[document] ?? []).compactMap { tables.vocabulary.concept(uri: $0) })
    }
    // Lines are counted first: what repeats everywhere is no evidence for a document by itself.
    guard try count(due, others: states, goesOn: goesOn) else { return false }
    guard let proposed = try proposals(for: due, goesOn: goesOn) else { return false }
    for (entry, concepts) in zip(due, proposed) {
      assignments.add(path: entry.path, concepts: concepts)
    }
    assignments.finish(namesInPath: try makeTagger().namesInPath)
    found.withLock { $0 = assignments }
    return true
  }

  /// Counts the lines of the documents that are due, and of others in their folders.
  private func count(
    _ due: [CatalogEntry], others states: ShareStates, goesOn: @Sendable () -> Bool
  ) throws -> Bool {
    var found = RepeatedLines(documentCount: due.count)
    var wanted: [Substring: Int] = [:]
    for entry in due {
      guard goesOn() else { return false }
      guard let document = try catalog.document(entry.id) else { continue }
      // A night on which one file came knows what its folder's letterhead is only from the others.
      wanted[FolderAssignments.folder(of: entry.path)] = Self.fewestOthers
      found.add(path: document.path, text: document.text)
    }
    let isDue = Set(due.map(\.id))
    for index in 0..<states.count where !isDue.contains(states.documents[index]) {
      let folder = FolderAssignments.folder(of: states.path(index))
      guard let rest = wanted[folder], rest > 0, !states.isMissing(index), !states.isRefused(index),
        let document = try catalog.document(states.documents[index])
      else { continue }
      wanted[folder] = rest - 1
      found.add(path: document.path, text: document.text)
    }
    lines.withLock { $0 = found }
    return true
  }

  /// What each document would be assigned by itself; `nil` if `goesOn` said to stop.
  private func proposals(
    for due: [CatalogEntry], goesOn: @Sendable () -> Bool
  ) throws -> [[ConceptOrdinal]]? {
    var context = TaggingContext()
    context.lines = lines.withLock { $0 }
    return try concurrentMap(due.count, isStopped: { !goesOn() }) { [makeTagger] _ in
      try makeTagger()
    } _: { [catalog, context] index, tagger in
      guard let document = try catalog.document(due[index].id) else { return [] }
      return tagger.acceptedConcepts(of: document, context: context)
    }
  }
}

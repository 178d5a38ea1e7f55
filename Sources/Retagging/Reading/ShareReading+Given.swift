internal import Cataloging
package import Documents
package import Model
package import System

extension ShareReading {
  /// A document of the share that was read elsewhere.
  package struct Given: Sendable {
    /// Size and time of its file when it was read.
    package var stamp: FileStamp

    /// The document, called by its path within the share, or why there is none.
    package var outcome: Result<Document, DocumentRefusal>

    /// The path within the share.
    package var path: String

    /// A document of its facts.
    package init(
      path: String, stamp: FileStamp, outcome: Result<Document, DocumentRefusal>
    ) {
      self.path = path
      self.stamp = stamp
      self.outcome = outcome
    }
  }

  /// Stores documents that were read elsewhere as if they had been read here.
  ///
  /// What the catalog has of the same file, or of a later state of it, stays as it is. A new document
  /// brings along what its mark says that people decided.
  ///
  /// - Parameter given: the documents; the lock of the catalog's workspace is held.
  /// - Returns: how many were stored, and the paths of those that are older than what the catalog has.
  /// - Throws: `CatalogError`.
  package func store(_ given: [Given]) throws -> (stored: Int, outdated: [String]) {
    var updates: [DocumentUpdate] = []
    var refresh = ShareRefresh()
    var outdated: [String] = []
    let tools = toolNumber
    for document in given {
      let entry = try catalog.entry(at: document.path, in: share)
      if let state = entry?.state {
        if state == document.stamp { continue }
        guard state.modified <= document.stamp.modified else {
          outdated.append(document.path)
          continue
        }
      }
      let file = WalkedFile(path: SharePath(document.path), stamp: document.stamp)
      let written = try entry.map { try catalog.writtenContents(of: $0.id) } ?? [:]
      var update = self.update(
        file, document.outcome, written: written, beside: nil, tools: tools)
      if entry == nil, let mark = update.mark { adopt(mark, &update, &refresh) }
      updates.append(update)
    }
    _ = try catalog.store(updates, in: share)
    return (updates.count, outdated)
  }
}

internal import Cataloging

/// What a workspace lacks before it can be searched.
package enum WorkspaceBeginning: Hashable, Sendable {
  /// No vocabulary was imported.
  case vocabulary
  /// There is a vocabulary, and no document.
  case documents

  /// What was found.
  package var finding: String {
    switch self {
    case .vocabulary: "no vocabulary was imported yet"
    case .documents: "no document is known yet"
    }
  }

  /// What to type next.
  package var hint: String {
    switch self {
    case .vocabulary: "Hint: parlance import FILE.xml loads one"
    case .documents: "Hint: parlance retag FOLDER --dry-run shows how its documents would be tagged"
    }
  }
}

extension Workspace {
  /// What the workspace lacks; `nil` if it has a vocabulary and documents, or cannot be asked.
  package var beginning: WorkspaceBeginning? {
    guard let sources = try? sources.all() else { return nil }
    if sources.isEmpty { return .vocabulary }
    return (try? hasDocuments) == false ? .documents : nil
  }

  /// Whether there are documents, of shares or of exports.
  private var hasDocuments: Bool {
    get throws {
      if hasCatalog {
        let shares = try Catalog(readingAt: catalogPath).status()
        if shares.contains(where: { $0.documents + $0.missing > 0 }) { return true }
      }
      guard searchIndex.exists else { return false }
      let state = try IndexState(contentsOf: searchIndex.statePath)
      return !state.exports.isEmpty || state.hasPipedDocuments
    }
  }
}

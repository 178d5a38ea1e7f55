internal import Model
internal import Searching
internal import System

/// The state of the files of a workspace on which answers depend.
///
/// While it stays the same, what was opened is what would be opened.
struct WorkspaceStamp: Equatable, Sendable {
  private let files: [FileStamp?]
  /// On another day other concepts are in use.
  private let day = CalendarDate.today

  /// The state as it is now; a few calls of the kernel.
  init(of workspace: Workspace) {
    let names = [
      "vocabulary.snapshot", "labels.index", "labels.decisions.jsonl", "tagging.model",
      "tagging.settings.json", "queries.tsv", "index/state",
      "catalog.sqlite", "catalog.sqlite-wal",
    ]
    let paths =
      names.map { "\(workspace.folder)/\($0)" }
      + [SearchIndex.manifestPath(in: workspace.indexFolder)]
    files = paths.map { path in
      let stamp = FileStamp(of: path)
      // SQLite makes and removes an empty log as connections come and go.
      return stamp?.size == 0 ? nil : stamp
    }
  }
}

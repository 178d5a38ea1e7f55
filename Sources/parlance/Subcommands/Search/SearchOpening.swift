import Glibc
import ParlanceKit
import Searching
import System

/// Opens a workspace's index, and puts the errors of searching into words.
enum SearchOpening {
  /// The index, up to date.
  ///
  /// - Throws: `NothingIndexed` if there is none.
  static func open(_ workspace: Workspace) throws -> SearchIndex {
    try open(workspace) { try workspace.openSearchIndex(updated: report, progress: progress) }
  }

  /// Does something with the index, and once more with one built anew if it proves damaged.
  ///
  /// - Parameters:
  ///   - index: the index, open.
  ///   - workspace: the workspace that it is of.
  ///   - body: is done with the index, printing nothing.
  /// - Returns: what `body` returns, and the index that it was done with.
  /// - Throws: what `body` throws.
  static func withIndex<Result>(
    _ index: SearchIndex, of workspace: Workspace, _ body: (SearchIndex) throws -> Result
  ) throws -> (result: Result, index: SearchIndex) {
    do {
      return (try body(index), index)
    } catch IndexError.damaged {
      let index = try open(workspace) {
        try workspace.reopenSearchIndex(updated: report, progress: progress)
      }
      return (try body(index), index)
    }
  }

  private static func open(
    _ workspace: Workspace, _ body: () throws -> SearchIndex
  ) throws -> SearchIndex {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    do {
      return try body()
    } catch IndexError.missing {
      throw NothingIndexed(root: workspace.root)
    } catch is CancellationError {
      throw ExitStatus.interrupted
    }
  }

  private static func progress(_ done: Int, _ total: Int) -> Bool {
    ProgressLine.shared.update("indexing", done: done, total: total)
    return !Interruption.isRequested
  }

  private static func report(_ update: IndexUpdate) {
    if update.isRebuilt, update.added > 0 {
      Diagnostics.note("The search index was built anew: \(update.added) documents.")
    }
    if update.isBusy {
      Diagnostics.note(
        "Another command is changing the search index; this is the answer of before.")
    }
    if update.isBehind {
      Diagnostics.note(
        "The search index is behind the catalog until its owner's next command; "
          + "this is the answer of before.")
    }
    for path in update.missingExports {
      Diagnostics.warning(
        path == "-"
          ? "documents indexed from standard input must be indexed again"
          : "\(path): cannot be read any more; its documents are not in the search index")
    }
  }

  /// Brings the index up to date after a command that changed the catalog, so that readers find it so.
  static func freshen(_ workspace: Workspace) throws {
    // Building the first one is part of the run.
    let isFirst = !SearchIndex.exists(in: workspace.indexFolder)
    _ = try open(workspace) {
      try workspace.openSearchIndex(
        updated: { if !isFirst { report($0) } }, progress: progress)
    }
  }

  /// What identifies a document: the absolute path of a file, else the name as it is given.
  static func identifier(of name: String) -> String {
    SharePath(name).resolved()?.string ?? name
  }

  /// Answers a search.
  ///
  /// - Throws: `MisreadQuery` with the place in the query.
  static func search(_ request: SearchRequest, in index: SearchIndex) throws -> SearchResults {
    do {
      return try index.search(request)
    } catch let error as QuerySyntaxError {
      throw MisreadQuery(query: request.query, error: error)
    }
  }
}

/// A workspace in which nothing can be searched yet.
struct NothingIndexed: Error, CustomStringConvertible {
  let root: String

  var description: String {
    "\(root): nothing is indexed yet\nHint: parlance retag SHARE, or parlance index FILE.jsonl"
  }
}

/// A query that cannot be understood, with the place.
struct MisreadQuery: Error, CustomStringConvertible {
  let query: String
  let error: QuerySyntaxError

  var description: String {
    let padding = String(repeating: " ", count: max(0, error.column - 1))
    return
      "query:1:\(error.column): error: \(error)\n  \(query)\n  \(padding)^\nHint: \(error.remedy)"
  }
}

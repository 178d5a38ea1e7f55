internal import Cataloging
internal import Model
package import Searching
internal import Synchronization
internal import System

/// The search index of a workspace, open: it answers many requests, side by side.
///
/// What it finds, counts and tells is what one account may read, the one that runs the program unless another is
/// given. An index that proves damaged is built anew, once, and the request is answered from that.
public final class SearchSession: Sendable {
  /// The index in use, the state of its files, and how many there were before.
  private struct Current {
    var index: SearchIndex
    var basis: IndexBasis
    var number = 0
  }

  private let workspace: Workspace
  private let reader: SearchReader
  private let observer: IndexObserver
  private let current: Mutex<Current>

  /// Opens the index of a workspace, brought up to date if that is possible.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - reader: whose rights count.
  ///   - observer: is told what becomes of the index, now and later.
  /// - Throws: `NothingIndexed`, `CancellationError` if the observer ended it, `CatalogError`, `StorageError`,
  ///   `IndexError`.
  package init(
    _ workspace: Workspace, reader: SearchReader = .current,
    observer: IndexObserver = IndexObserver()
  ) throws {
    self.workspace = workspace
    self.reader = reader
    self.observer = observer
    current = Mutex(try Self.open(workspace, reader, observer))
  }

  private static func open(
    _ workspace: Workspace, _ reader: SearchReader, _ observer: IndexObserver
  ) throws -> Current {
    // Taken first: what changes meanwhile must not pass for what was opened.
    let basis = IndexBasis(workspace)
    do {
      let index = try workspace.searchIndex.open(
        for: reader, updated: observer.updated, progress: observer.progress)
      return Current(index: index, basis: basis)
    } catch IndexError.missing {
      throw NothingIndexed(root: workspace.root)
    }
  }

  /// Answers a request.
  ///
  /// - Throws: an error that describes itself, for a request that is not understood;
  ///   `EngineError.outOfRange`, `EngineError.notADate`.
  public func search(_ request: SearchService.Request) throws -> SearchService.Answer {
    try prepare(request).answer()
  }

  /// Opens the index anew if it, the catalog or the vocabulary changed since it was opened.
  ///
  /// Answers under way go on with the index that they began with.
  ///
  /// - Returns: whether it was opened anew.
  /// - Throws: as `SearchService.open`; the index then stays as it was.
  @discardableResult
  public func refresh() throws -> Bool {
    try current.withLock { current in
      // An account that may not write would open the same index at each look.
      let isBehind = workspace.mayWrite && !workspace.searchIndex.isCurrent
      guard isBehind || current.basis != IndexBasis(workspace) else { return false }
      var renewed = try Self.open(workspace, reader, observer)
      renewed.number = current.number + 1
      current = renewed
      return true
    }
  }

  /// Does something with the index, and once more with one built anew if it proves damaged.
  func withIndex<Result>(_ body: (SearchIndex) throws -> Result) throws -> Result {
    let (index, number) = current.withLock { ($0.index, $0.number) }
    do {
      return try body(index)
    } catch IndexError.damaged {
      return try body(try rebuilt(number))
    }
  }

  /// The index built anew, unless that was done since the one of a number was in use.
  private func rebuilt(_ number: Int) throws -> SearchIndex {
    try current.withLock { current in
      guard current.number == number else { return current.index }
      // Taken first, as in `open`: the manifest that is written next costs one more opening at
      // most.
      current.basis = IndexBasis(workspace)
      current.index = try workspace.searchIndex.openAnew(
        for: reader, updated: observer.updated, progress: observer.progress)
      current.number += 1
      return current.index
    }
  }

  /// Makes a request ready: all that the workspace has to say to it is read here.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - takesOtherQueries: whether other queries than its own are to be answered, too.
  /// - Returns: what answers it, from the index alone.
  /// - Throws: `EngineError`, `UnknownRun`, `CatalogError`, `StorageError`.
  package func prepare(
    _ request: SearchService.Request, takesOtherQueries: Bool = false
  ) throws -> PreparedSearch {
    var prepared = try request.searchRequest()
    prepared.restriction = try request.newSince.map {
      switch $0 {
      case .latest: try workspace.shares.documents(newSince: nil)
      case .number(let run): try workspace.shares.documents(newSince: run)
      }
    }
    // The colon is looked for first: a string in a string takes longer to find than most answers.
    let mayNameQuery = request.query.utf8.contains(UInt8(ascii: ":"))
    if takesOtherQueries || mayNameQuery && request.query.lowercased().contains("query:") {
      prepared.savedQueries = try SavedQueries(workspace).byName()
    }
    return PreparedSearch(session: self, request: prepared, values: request.values)
  }
}

/// A request with all that the workspace has to say to it, ready to be answered.
package struct PreparedSearch: Sendable {
  let session: SearchSession
  var request: SearchRequest
  let values: SearchService.ValueLookup?

  /// Answers the request.
  ///
  /// - Parameter query: the query to answer in place of its own, if any.
  /// - Returns: the answer.
  /// - Throws: `MisreadQuery` with the place in the query; `FacetFilterError`, `IndexError`.
  package func answer(to query: String? = nil) throws -> SearchService.Answer {
    var request = request
    if let query { request.query = query }
    let clock = ContinuousClock()
    do {
      return try session.withIndex { index in
        let start = clock.now
        let results = try index.search(request)
        let took = start.duration(to: clock.now)
        return SearchService.Answer(
          results, facets: try facets(of: results, in: index), facetKeys: index.facetKeys,
          query: request.query, took: took)
      }
    } catch let error as QuerySyntaxError {
      throw MisreadQuery(query: request.query, error)
    }
  }

  /// All facets, or the one whose values are looked for.
  private func facets(of results: SearchResults, in index: SearchIndex) throws -> [FacetCounts] {
    guard let values else { return results.facets }
    let finder = FacetValueFinder(vocabulary: index.vocabulary, facetKeys: index.facetKeys)
    return [try finder.facet(values.facet, in: results, matching: values.text)]
  }
}

/// Who is told what becomes of the index while it is opened.
package struct IndexObserver: Sendable {
  /// Called with what was done to bring the index up to date.
  package var updated: @Sendable (IndexUpdate) -> Void

  /// Called with the numbers of documents done and to do; returns whether to go on.
  package var progress: @Sendable (_ done: Int, _ total: Int) -> Bool

  /// An observer; without anything given it listens to nothing.
  package init(
    updated: @escaping @Sendable (IndexUpdate) -> Void = { _ in },
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) {
    self.updated = updated
    self.progress = progress
  }
}

/// The state of the files from which an index was opened.
private struct IndexBasis: Equatable {
  let index: FileStamp?
  let vocabulary: FileStamp?
  let labels: FileStamp?

  init(_ workspace: Workspace) {
    index = FileStamp(of: SearchIndex.manifestPath(in: workspace.indexFolder))
    vocabulary = FileStamp(of: workspace.snapshotPath)
    labels = FileStamp(of: workspace.labelIndexPath)
  }
}

/// A workspace in which nothing can be searched yet.
package struct NothingIndexed: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder of the workspace.
  package let root: String

  /// The cause, and a hint.
  package var description: String {
    "\(root): nothing is indexed yet\nHint: parlance retag SHARE, or parlance index FILE.jsonl"
  }
}

/// A query that cannot be understood, with the place.
package struct MisreadQuery: Error, Equatable, Sendable, CustomStringConvertible {
  /// The query.
  package let query: String
  /// The column, from 1, in characters of the query.
  package let column: Int
  /// What is wrong, in one sentence.
  package let message: String
  /// A way out.
  package let remedy: String

  init(query: String, _ error: QuerySyntaxError) {
    self.query = query
    column = error.column
    message = error.description
    remedy = error.remedy
  }

  /// The place, what is wrong there, and a way out.
  package var description: String {
    let padding = String(repeating: " ", count: max(0, column - 1))
    return "query:1:\(column): error: \(message)\n  \(query)\n  \(padding)^\nHint: \(remedy)"
  }
}

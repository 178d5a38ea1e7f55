internal import Matching
package import Searching
internal import System
internal import Taxonomy

/// The documents of a workspace on a search engine: published, and searched there as here.
package struct RemoteSession {
  private let workspace: Workspace
  private let service: any RemoteService
  private let name: String

  /// The session of a workspace with an engine.
  ///
  /// - Parameters:
  ///   - workspace: the workspace, whose vocabulary understands queries.
  ///   - service: the engine.
  ///   - name: the name under which documents are published.
  /// - Throws: `RemoteNameError`.
  package init(
    _ workspace: Workspace, _ service: any RemoteService, name: String = RemoteName.usual
  ) throws {
    self.workspace = workspace
    self.service = service
    self.name = try RemoteName.checked(name)
  }

  /// Publishes all that the account may read that runs the program.
  ///
  /// - Parameters:
  ///   - removesPrevious: whether the release before goes when another takes its name.
  ///   - leavesOthers: whether a release takes the name although other workspaces have not published it yet.
  ///   - observer: is told what becomes of the index here.
  ///   - progress: is told how many documents of how many were looked at; what it throws ends the run.
  /// - Returns: what was sent.
  /// - Throws: `NothingIndexed`, `WorkspaceError`, `RemoteFailure`, `RemoteTransportFailure`, `IndexError`.
  package func publish(
    removesPrevious: Bool = false, leavesOthers: Bool = false,
    observer: IndexObserver = IndexObserver(),
    progress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) throws -> RemotePublished {
    let index: SearchIndex
    do {
      index = try workspace.searchIndex.open(
        updated: observer.updated, progress: observer.progress)
    } catch IndexError.missing { throw NothingIndexed(root: workspace.root) }
    var publication = RemotePublication(
      index, from: try PublicationOrigin(workspace).identifier(), to: service, name: name,
      progress: progress)
    publication.removesPrevious = removesPrevious
    publication.leavesOthers = leavesOthers
    return try publication.run()
  }

  /// Answers a request from the engine: queries are understood here, by the vocabulary.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - reader: whose rights count.
  /// - Returns: the answer, which says if it is not whole.
  /// - Throws: `MisreadQuery`, `FacetFilterError`, `RemoteRefusal`, `RemoteFailure`, `RemoteTransportFailure`;
  ///   `EngineError`.
  package func search(
    _ request: SearchService.Request, reader: SearchReader = .current
  ) throws -> SearchService.Answer {
    // Runs are in the catalog here; the engine does not know them.
    if request.newSince != nil { throw RemoteRefusal.option("--new-since") }
    var asked = try request.searchRequest()
    asked.savedQueries = try SavedQueries(workspace).byName()
    let vocabulary = try workspace.vocabularies.currentIfImported()
    let search = try search(by: vocabulary, reader)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let found = try search.search(asked)
      let facets = try request.values.map { values in
        [
          try FacetValueFinder(vocabulary: vocabulary, facetKeys: found.facetKeys)
            .facet(values.facet, in: found.results, matching: values.text)
        ]
      }
      return SearchService.Answer(
        found.results, facets: facets ?? found.results.facets, facetKeys: found.facetKeys,
        query: request.query, took: start.duration(to: clock.now), partial: found.defect)
    } catch let error as QuerySyntaxError {
      throw MisreadQuery(query: request.query, error)
    }
  }

  /// Answers a request from the engine for somebody who waits in front of it.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - seconds: how long the answer may take.
  /// - Returns: the answer, which says if it is not whole.
  /// - Throws: `RemoteTransportFailure` if it takes longer, and what `search(_:reader:)` throws.
  package func search(_ request: SearchService.Request, within seconds: Int) throws
    -> SearchService.Answer
  {
    do {
      return try Deadline.$current.withValue(Deadline(seconds: Double(seconds))) {
        try search(request)
      }
    } catch is DeadlinePassed {
      throw RemoteTransportFailure(
        description: "the search engine did not answer within \(seconds) s\n"
          + "Hint: see whether it runs, or ask again later")
    }
  }

  /// The document with an identifier.
  ///
  /// - Parameters:
  ///   - id: the identifier.
  ///   - reader: whose rights count.
  /// - Returns: the document, without headings; `nil` if the engine has none that the reader may read.
  /// - Throws: `RemoteRefusal`, `RemoteFailure`, `RemoteTransportFailure`, `StorageError`.
  package func document(named id: String, reader: SearchReader = .current) throws
    -> StoredDocument?
  {
    try search(by: workspace.vocabularies.currentIfImported(), reader).document(named: id)
  }

  private func search(by vocabulary: Vocabulary?, _ reader: SearchReader) throws -> RemoteSearch {
    RemoteSearch(
      service.engine, name: name, vocabulary: vocabulary,
      labels: try vocabulary.map { try workspace.vocabularies.labels(of: $0) }, reader: reader)
  }
}

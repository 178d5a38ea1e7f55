internal import Glibc
internal import JSONCoding
package import Searching
internal import Taxonomy

/// What publishing came to.
package struct RemotePublished: Equatable, Sendable {
  /// The index that has the documents.
  package var index = ""
  /// Whether its name leads to it only now.
  package var isNewRelease = false
  /// How many documents were sent that were not there, that had changed, and whose tags alone had.
  package var added = 0
  package var changed = 0
  package var retagged = 0
  /// How many are not documents any more, and how many were as they are.
  package var removed = 0
  package var unchanged = 0
  /// How many are there that this account does not see: gone, or closed to it.
  package var left = 0
  /// How many other workspaces have documents in the release before, and none in this one; it does not take the name.
  package var awaited = 0
  /// What was not taken.
  package var failures: [BulkFailure] = []

  /// The fields of its record.
  package static let columns = [
    Column("index"), Column("added", isNumber: true), Column("changed", isNumber: true),
    Column("retagged", isNumber: true), Column("removed", isNumber: true),
    Column("unchanged", isNumber: true), Column("failed", isNumber: true),
  ]

  /// The record.
  package var record: [JSONValue] {
    [.string(index)]
      + [added, changed, retagged, removed, unchanged, failures.count].map { .integer($0) }
  }
}

/// Publishes the documents of a workspace on a search engine: what the account may read that publishes.
///
/// The engine says what it has, so that a run that was killed is made whole by the next, and the same again
/// changes nothing.
package struct RemotePublication {
  private let service: any RemoteService
  private let name: String
  private let origin: String
  private let vocabulary: UInt64
  private let export: RemoteExport
  private let pause: (Double) -> Void
  private let progress: (_ done: Int, _ total: Int) throws -> Void

  /// Whether the release before goes when another takes its name.
  package var removesPrevious = false

  /// Whether the release takes the name although other workspaces have not published it yet.
  package var leavesOthers = false

  /// A publication.
  ///
  /// - Parameters:
  ///   - index: the documents.
  ///   - origin: what tells them from those that other workspaces publish under the same name.
  ///   - service: the engine.
  ///   - name: the name that leads to the documents.
  ///   - pause: waits for a number of seconds.
  ///   - progress: is told how many documents of how many were looked at; what it throws ends the run.
  package init(
    _ index: SearchIndex, from origin: String, to service: any RemoteService, name: String,
    pause: @escaping (Double) -> Void = Self.sleep,
    progress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) {
    self.service = service
    self.name = name
    self.origin = origin
    vocabulary = index.vocabulary?.fingerprint ?? 0
    export = RemoteExport(index)
    self.pause = pause
    self.progress = progress
  }

  /// Waits for a number of seconds.
  package static func sleep(_ seconds: Double) { usleep(UInt32(min(seconds, 600) * 1_000_000)) }

  /// Brings the engine up to date.
  ///
  /// A vocabulary that is another than that of the release behind the name gets a release of its own, which takes
  /// the name in one step when all documents are in it, those of other workspaces included.
  ///
  /// - Throws: `RemoteNameError`, `RemoteFailure`, `RemoteTransportFailure`, `IndexError`, and what `progress` throws.
  package func run() throws -> RemotePublished {
    var store = try service.store(named: name, pause: pause)
    // Before anything is sent: it throws if the name leads to what is not this program's.
    let before = try store.currentRelease()
    var result = RemotePublished(index: store.release(of: vocabulary))
    result.isNewRelease = before != result.index
    try store.prepare(
      RemoteCollection(
        index: result.index, vocabulary: vocabulary, languages: export.languages,
        facets: export.facetKeys))
    let left = try send(to: &store, &result)
    if export.isTrimmed {
      // Whether they are gone or closed to this account, it cannot tell.
      result.left = left.count
    } else {
      for (identifier, document) in left.sorted(by: { $0.key < $1.key }) {
        result.removed += 1
        try store.remove(document, as: identifier)
      }
    }
    try store.finish()
    result.failures = store.failures
    // A release that lacks documents does not take the name.
    if result.isNewRelease, result.failures.isEmpty {
      if let before, !leavesOthers {
        let others = try store.origins(in: before, besides: origin)
        result.awaited =
          others.subtracting(try store.origins(in: result.index, besides: origin)).count
      }
      if result.awaited == 0 { try store.takeName(from: before, removing: removesPrevious) }
    }
    return result
  }

  /// Sends what changed.
  ///
  /// - Returns: the documents that the engine knows and this workspace does not have.
  private func send(
    to store: inout any PublicationStore, _ result: inout RemotePublished
  ) throws -> [String: PublishedDocument] {
    var known = try store.documents(of: origin)
    var hasWords = false
    var done = 0
    try export.forEach { document in
      try progress(done, export.count)
      done += 1
      let identifier = store.identifier(of: document.id, from: origin)
      let state = known.removeValue(forKey: identifier)
      let isRelabeled = state?.content == document.contentSum
      if isRelabeled, state?.labels == document.labelSum {
        result.unchanged += 1
        return
      }
      // Tags bring no new words.
      if !isRelabeled, !hasWords {
        try sendWords(to: &store)
        hasWords = true
      }
      if isRelabeled {
        result.retagged += 1
      } else if state == nil {
        result.added += 1
      } else {
        result.changed += 1
      }
      try store.put(document, as: identifier, from: origin, isRelabeled: isRelabeled)
    }
    return known
  }

  /// Sends the words of all documents before the first document: who finds the document, finds its words.
  private func sendWords(to store: inout any PublicationStore) throws {
    try export.forEachWord { kind, word, stem in
      // Longer ones are found by no word of a query either.
      guard word.utf8.count <= RemoteName.longestWord else { return }
      try store.add(word, kind, stem: stem)
    }
    try store.finishWords()
  }
}

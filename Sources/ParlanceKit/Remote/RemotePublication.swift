internal import Glibc
internal import JSONCoding
internal import MappedStorage
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
  private let client: RemoteClient
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
  ///   - client: the engine.
  ///   - name: the name that leads to the index, an alias.
  ///   - pause: waits for a number of seconds.
  ///   - progress: is told how many documents of how many were looked at; what it throws ends the run.
  /// - Throws: `RemoteNameError`.
  package init(
    _ index: SearchIndex, from origin: String, to client: RemoteClient, name: String,
    pause: @escaping (Double) -> Void = Self.sleep,
    progress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) throws {
    self.client = client
    self.name = try RemoteName.checked(name)
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
  /// A vocabulary that is another than that of the index behind the name gets an index of its own, which takes
  /// the name in one step when all documents are in it, those of other workspaces included.
  ///
  /// - Throws: `RemoteFailure`, `RemoteTransportFailure`, `IndexError`, and what `progress` throws.
  package func run() throws -> RemotePublished {
    let before = try currentIndex()
    var result = RemotePublished(index: RemoteName.index(name, vocabulary: vocabulary))
    result.isNewRelease = before != result.index
    let target = RemoteTarget(client: client, index: result.index)
    try target.prepare(
      vocabulary: vocabulary, languages: export.languages, facets: export.facetKeys)
    var known = try target.documents(of: origin)
    var writer = BulkWriter(client.transport, pause: pause)
    var hasWords = false
    var done = 0
    try export.forEach { document in
      try progress(done, export.count)
      done += 1
      let identifier = RemoteName.identifier(of: document.id, from: origin)
      let state = known.removeValue(forKey: identifier)
      if state?.content != document.contentSum {
        if !hasWords { try send(words: &writer, to: target) }
        hasWords = true
        if state == nil { result.added += 1 } else { result.changed += 1 }
        try writer.add(
          BulkAction(
            .index, identifier, in: target.index, name: document.id,
            value: document.whole(from: origin)))
      } else if state?.labels != document.labelSum {
        result.retagged += 1
        try writer.add(
          BulkAction(
            .update, identifier, in: target.index, name: document.id, value: document.relabeling))
      } else {
        result.unchanged += 1
      }
    }
    if export.isTrimmed {
      // Whether they are gone or closed to this account, it cannot tell.
      result.left = known.count
    } else {
      for (identifier, state) in known.sorted(by: { $0.key < $1.key }) {
        result.removed += 1
        try writer.add(BulkAction(.delete, identifier, in: target.index, name: state.id))
      }
    }
    try writer.flush()
    result.failures = writer.failures
    try target.refresh()
    // A release that lacks documents does not take the name.
    if result.isNewRelease, result.failures.isEmpty {
      if let before, !leavesOthers {
        let others = try target.origins(in: before).subtracting([origin])
        result.awaited = others.subtracting(try target.origins(in: target.index)).count
      }
      if result.awaited == 0 { try target.take(name, from: before, removing: removesPrevious) }
    }
    return result
  }

  /// Sends the words of all documents before the first document: who finds the document, finds its words.
  private func send(words writer: inout BulkWriter, to target: RemoteTarget) throws {
    try export.forEachWord { kind, word, stem in
      // Longer ones are found by no word of a query either.
      guard word.utf8.count <= RemoteName.longestWord else { return }
      try writer.add(
        BulkAction(
          .index, "\(kind.rawValue):\(word):\(stem)", in: target.words, name: word,
          value: [
            "kind": .string(kind.rawValue), "word": .string(word), "stem": .string(stem),
          ]))
    }
    try writer.flush()
    try target.refreshWords()
  }

  /// The index behind the name; `nil` if there is none.
  ///
  /// - Throws: `RemoteFailure.foreign` if it is not one of this program's, or no alias.
  private func currentIndex() throws -> String? {
    let members = try client.mapping(of: name)?.object?.members ?? []
    guard let member = members.first else { return nil }
    guard members.count == 1, member.name != name, RemoteName.isPlain(member.name),
      member.value["mappings"]?["_meta"]?["parlance"] != nil
    else { throw RemoteFailure.foreign(name) }
    return member.name
  }
}

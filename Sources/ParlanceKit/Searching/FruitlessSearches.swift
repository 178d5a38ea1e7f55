internal import Cataloging
package import JSONCoding
internal import Synchronization
internal import System

/// What was searched for in vain, kept in the workspace without a word of who searched.
///
/// Those who keep it side by side add to what the others wrote; a loss of the last seconds is none that matters.
package final class FruitlessSearches: Sendable {
  private struct Entry {
    var count = 0
    var last = ""
  }

  private struct State {
    /// What the file had when it was read or written last.
    var kept: [String: Entry]
    /// What came since.
    var added: [String: Entry] = [:]
    var writtenAt: Double
    var failure: String?
  }

  private let workspace: Workspace
  private let path: String
  private let state: Mutex<State>

  /// The most searches that are kept, and the most bytes of one.
  private static let (most, longest) = (1000, 200)

  /// For how many seconds the file is not written again.
  private static let pause = 5.0

  /// For how many seconds another writer is waited for.
  private static let patience = 2.0

  /// The searches of a workspace.
  ///
  /// - Throws: `StorageError` if those that are kept cannot be read.
  package init(_ workspace: Workspace) throws {
    self.workspace = workspace
    path = "\(workspace.folder)/searches.jsonl"
    state = Mutex(
      State(kept: try Self.read(path), writtenAt: MonotonicClock.seconds))
  }

  private static func read(_ path: String) throws -> [String: Entry] {
    guard FileIdentity(followingLinks: path) != nil else { return [:] }
    var entries: [String: Entry] = [:]
    for line in try CheckedLines.read(path, .json) {
      guard let value = try? JSONReader.value(of: String(line)),
        let query = value["query"]?.string
      else { throw StorageError.damaged(path: path, reason: "a line is not a search") }
      entries[query] = Entry(
        count: max(0, value["count"]?.integer ?? 0), last: value["last"]?.string ?? "")
    }
    return entries
  }

  /// Counts a search without a hit.
  ///
  /// - Parameter query: what was searched for; what is empty or very long is not kept.
  package func add(_ query: String) {
    let day = String(Timestamp.now().prefix(10))
    // Asked in other case or with more blanks it is the same wish.
    let query = query.split(separator: " ").joined(separator: " ").lowercased()
    guard !query.isEmpty, query.utf8.count <= Self.longest else { return }
    let isDue = state.withLock { state in
      let count = state.added[query]?.count ?? 0
      if count == 0, state.added.count >= Self.most {
        state.added = Self.sum(state.added, [:], most: Self.most - 1)
      }
      state.added[query] = Entry(count: count.addingClamped(1), last: day)
      return MonotonicClock.seconds - state.writtenAt >= Self.pause
    }
    if isDue { write() }
  }

  /// Adds what is not written yet to the file; what cannot be is tried again with the searches to come.
  package func write() {
    state.withLock { state in
      guard !state.added.isEmpty else { return }
      do {
        let lock = try workspace.lock("searches.lock", for: "serve", patience: Self.patience)
        defer { withExtendedLifetime(lock) {} }
        // Read again under the lock: other processes add to the file as well.
        let all = Self.sum(try Self.read(path), state.added, most: Self.most)
        let lines = Self.sorted(all).map { Self.json($0, $1).description }
        try CheckedLines.write(lines, to: path, .json)
        state.kept = all
        state.added = [:]
        state.failure = nil
      } catch { state.failure = "\(error)" }
      // After a failure, too: a full disk is not tried with every search.
      state.writtenAt = MonotonicClock.seconds
    }
  }

  /// Why those since the last time are not on the disk; `nil` if they are, or nothing was tried yet.
  package var failure: String? { state.withLock { $0.failure } }

  /// The searches, the most frequent first: each a `query` with its `count` and `last` day.
  package var json: [JSONValue] {
    let state = state.withLock { $0 }
    return Self.sorted(Self.sum(state.kept, state.added, most: Self.most))
      .map { Self.json($0, $1) }
  }

  /// Both together; what was asked once, and longest ago, makes room.
  private static func sum(
    _ kept: [String: Entry], _ added: [String: Entry], most: Int
  ) -> [String: Entry] {
    let all = kept.merging(added) {
      Entry(count: $0.count.addingClamped($1.count), last: max($0.last, $1.last))
    }
    guard all.count > most else { return all }
    let inOrder = all.sorted {
      ($0.value.count, $0.value.last, $1.key) > ($1.value.count, $1.value.last, $0.key)
    }
    return Dictionary(uniqueKeysWithValues: inOrder.prefix(most).map { ($0.key, $0.value) })
  }

  private static func sorted(_ entries: [String: Entry]) -> [(String, Entry)] {
    entries.map { ($0.key, $0.value) }.sorted {
      ($1.1.count, $0.0) < ($0.1.count, $1.0)
    }
  }

  private static func json(_ query: String, _ entry: Entry) -> JSONValue {
    [
      "query": .string(query), "count": .integer(entry.count), "last": .string(entry.last),
    ]
  }
}

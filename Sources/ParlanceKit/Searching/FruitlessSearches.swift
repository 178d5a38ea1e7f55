internal import Cataloging
package import JSONCoding
internal import Synchronization
internal import System

/// What was searched for in vain, kept in the workspace without a word of who searched.
///
/// It is kept where that is asked for alone, by one server; a loss of the last seconds is none that matters.
package final class FruitlessSearches: Sendable {
  private struct Entry {
    var count = 0
    var last = ""
  }

  private struct State {
    var entries: [String: Entry]
    var writtenAt: Double
    var isChanged = false
    var failure: String?
  }

  private let path: String
  private let state: Mutex<State>

  /// The most searches that are kept, and the most bytes of one.
  private static let (most, longest) = (1000, 200)

  /// For how many seconds the file is not written again.
  private static let pause = 5.0

  /// The searches of a workspace.
  ///
  /// - Throws: `StorageError` if those that are kept cannot be read.
  package init(_ workspace: Workspace) throws {
    path = "\(workspace.folder)/searches.jsonl"
    var entries: [String: Entry] = [:]
    if FileIdentity(followingLinks: path) != nil {
      for line in try CheckedLines.read(path, .json) {
        guard let value = try? JSONReader.value(of: String(line)),
          let query = value["query"]?.string
        else { throw StorageError.damaged(path: path, reason: "a line is not a search") }
        entries[query] = Entry(
          count: max(0, value["count"]?.integer ?? 0), last: value["last"]?.string ?? "")
      }
    }
    state = Mutex(State(entries: entries, writtenAt: MonotonicClock.seconds))
  }

  /// Counts a search without a hit.
  ///
  /// - Parameter query: what was searched for; what is empty or very long is not kept.
  package func add(_ query: String) {
    let day = String(Timestamp.now().prefix(10))
    let query = query.split(separator: " ").joined(separator: " ").lowercased()
    guard !query.isEmpty, query.utf8.count <= Self.longest else { return }
    let isDue = state.withLock { state in
      if state.entries[query] == nil, state.entries.count >= Self.most {
        // What was asked once, and longest ago, makes room.
        let least = state.entries.min {
          ($0.value.count, $0.value.last) < ($1.value.count, $1.value.last)
        }
        if let least { state.entries[least.key] = nil }
      }
      let count = state.entries[query]?.count ?? 0
      state.entries[query] = Entry(count: count.addingClamped(1), last: day)
      state.isChanged = true
      return MonotonicClock.seconds - state.writtenAt >= Self.pause
    }
    if isDue { write() }
  }

  /// Writes what is not written yet; what cannot be is tried again with the searches to come.
  package func write() {
    state.withLock { state in
      guard state.isChanged else { return }
      let lines = Self.sorted(state.entries).map { Self.json($0, $1).description }
      do {
        try CheckedLines.write(lines, to: path, .json)
        state.isChanged = false
        state.failure = nil
      } catch { state.failure = "\(error)" }
      state.writtenAt = MonotonicClock.seconds
    }
  }

  /// Why those since the last time are not on the disk; `nil` if they are, or nothing was tried yet.
  package var failure: String? { state.withLock { $0.failure } }

  /// The searches, the most frequent first: each a `query` with its `count` and `last` day.
  package var json: [JSONValue] {
    let entries = state.withLock { $0.entries }
    return Self.sorted(entries).map { Self.json($0, $1) }
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

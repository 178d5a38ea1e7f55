internal import Cataloging
internal import JSONCoding
internal import Journaling
internal import MappedStorage
internal import System

/// Which documents somebody was told of, for each saved query and recipient.
struct AlertStore {
  /// Who is told of what.
  struct Key: Hashable {
    /// The name of the query.
    let query: String
    /// The mark of the address, which may be a secret.
    let recipient: UInt64

    init(_ query: String, _ recipient: AlertRecipient) {
      self.init(query: query, recipient: AlertStore.mark(recipient.address))
    }

    init(query: String, recipient: UInt64) {
      self.query = query
      self.recipient = recipient
    }
  }

  private let path: String
  private let lock: RunLock
  private(set) var known: [Key: [UInt64]] = [:]

  /// The most documents that are remembered of one.
  static let most = 20_000

  /// Takes the turn to send alerts of a workspace, and reads what was sent.
  ///
  /// - Throws: `WorkspaceError.locked` if another `alert` is at it; `StorageError`.
  init(_ workspace: Workspace) throws {
    path = "\(workspace.folder)/alerts.jsonl"
    // Without patience: who is at it tells the same news.
    lock = try workspace.lock("alerts.lock", for: "alert", patience: 0)
    guard FileIdentity(followingLinks: path) != nil else { return }
    for line in try CheckedLines.read(path, .json) {
      guard let value = try? JSONReader.value(of: String(line)),
        let query = value["query"]?.string,
        let recipient = value["to"]?.string.flatMap({ UInt64($0, radix: 16) }),
        let known = value["known"]?.strings?.map({ UInt64($0, radix: 16) }),
        // A mark left out would tell of its document once more.
        !known.contains(nil)
      else { throw StorageError.damaged(path: path, reason: "a line is not an alert") }
      self.known[Key(query: query, recipient: recipient)] = known.compactMap { $0 }
    }
  }

  /// What stands for a document or an address.
  static func mark(_ id: String) -> UInt64 { Checksum.of(Array(id.utf8)) }

  /// Remembers that somebody was told of documents; of those before, the latest stay.
  ///
  /// - Throws: `StorageError.unwritable`.
  mutating func settle(_ key: Key, _ marks: [UInt64]) throws {
    let new = Set(marks)
    let earlier = (known[key] ?? []).filter { !new.contains($0) }
    // Those told longest ago make room: a document that old is hardly new once more.
    known[key] = earlier.suffix(max(0, Self.most - marks.count)) + marks
    let lines = known.sorted {
      ($0.key.query, $0.key.recipient) < ($1.key.query, $1.key.recipient)
    }.map { key, marks in
      let value: JSONValue = [
        "query": .string(key.query), "to": .string(String(key.recipient, radix: 16)),
        "known": .array(marks.map { .string(String($0, radix: 16)) }),
      ]
      return value.description
    }
    try CheckedLines.write(lines, to: path, .json)
  }
}

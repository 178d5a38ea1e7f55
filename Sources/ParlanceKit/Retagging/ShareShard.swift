internal import Cataloging
internal import MappedStorage
package import System

/// A part of a share that a workspace of its own is about: the folders whose numbers fall to it.
///
/// All documents of a folder are in one shard, since what a folder's documents have in common is evidence.
package struct ShareShard: Hashable, Sendable {
  /// The number of the shard, from 0.
  package let index: Int

  /// How many there are, from 1 to 65,536.
  package let count: Int

  /// A shard from `3/64`; `nil` if the text is not that of one.
  package init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1],
      (1...65_536).contains(count), (0..<count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
  }

  /// Whether a document of the share falls to the shard, the same on every machine.
  package func contains(_ path: SharePath) -> Bool {
    Checksum.of(path.folder.bytes) % UInt64(count) == UInt64(index)
  }
}

extension ShareShard: CustomStringConvertible {
  /// `3/64`.
  package var description: String { "\(index)/\(count)" }
}

/// Why a workspace is not about the shard that is asked for.
package enum ShareShardError: Error, Equatable, Sendable {
  /// It is about another one.
  case other(root: String, known: ShareShard)

  /// It has documents of the whole share.
  case whole(root: String)
}

extension ShareShardError: CustomStringConvertible {
  /// The share, the cause and a way out.
  package var description: String {
    switch self {
    case .other(let root, let known):
      "\(root): this workspace is about shard \(known) of the share\n"
        + "Hint: give every shard a workspace of its own with --workspace"
    case .whole(let root):
      "\(root): this workspace is about the whole share\n"
        + "Hint: give every shard a workspace of its own with --workspace"
    }
  }
}

extension OpenShare {
  private var shardSetting: String { "shard of share \(share.id)" }

  /// The shard of the share that the workspace is about; `nil` for the whole share.
  ///
  /// - Throws: `CatalogError`.
  func shard() throws -> ShareShard? {
    try catalog.setting(shardSetting).flatMap { ShareShard($0) }
  }

  /// Makes the workspace one about a shard of the share, for good.
  ///
  /// - Throws: `ShareShardError` if it is about something else; `CatalogError`.
  func settle(_ shard: ShareShard) throws {
    if let known = try self.shard() {
      guard known == shard else { throw ShareShardError.other(root: share.root, known: known) }
      return
    }
    guard try catalog.states(of: share).count == 0 else {
      throw ShareShardError.whole(root: share.root)
    }
    try catalog.set(shardSetting, to: shard.description)
  }
}

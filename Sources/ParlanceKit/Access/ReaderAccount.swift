internal import Glibc
internal import Searching
internal import System

/// An account of this machine in whose name a service answers: its documents are those it may read.
package struct ReaderAccount: Hashable, Sendable {
  /// The name by which it is known; empty for the account that runs the process.
  package let name: String

  private let user: UInt32
  private let groups: [UInt32]
  private let isOwn: Bool

  /// The account that runs this process.
  package static let own = ReaderAccount()

  private init() {
    let reader = SearchReader.current
    name = ""
    user = reader.user
    groups = reader.groups
    isOwn = true
  }

  /// The account of a name; `nil` if the system knows none.
  ///
  /// - Parameter name: the name as it stands in the system's list of accounts, not a number.
  package init?(named name: String) {
    guard let account = Account(named: name) else { return nil }
    self.name = name
    user = account.user
    groups = account.groups
    isOwn = false
  }

  /// Whether the account may write a file.
  func mayWrite(_ path: SharePath) -> Bool {
    if isOwn {
      // By the real numbers of user and groups, as reading is looked at.
      return PathAccess.refusal(of: .write, at: path) == nil
    }
    var files = FileAccess()
    guard let values = files.values(of: path, right: W_OK) else { return false }
    return DocumentAccess.passes(values, SearchReader(user: user, groups: groups))
  }

  /// Who searches, with what the kernel or the rights of files say of documents by now.
  var reader: SearchReader {
    if isOwn { return .current }
    var reader = SearchReader(user: user, groups: groups)
    let rights = reader
    reader.isRefused = { identifier in
      // What is no path, such as a record of an export, has no file that could be looked at.
      guard identifier.hasPrefix("/") else { return false }
      let path = SharePath(identifier)
      var files = FileAccess()
      if let values = files.values(of: path) { return !DocumentAccess.passes(values, rights) }
      // What is not there any more is shown as the index has it, which knows who could read it; what this
      // process cannot look at, it cannot vouch for.
      return PathAccess.refusal(of: [], at: path)?.number != ENOENT
    }
    return reader
  }
}

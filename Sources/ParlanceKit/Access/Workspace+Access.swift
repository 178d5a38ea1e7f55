package import Cataloging
internal import Documents
internal import Glibc
internal import Retagging
package import Searching
internal import System

extension SearchReader {
  /// The account that runs this process, whatever rights the program lends it.
  package static var current: SearchReader {
    let account = Account.current
    return SearchReader(user: account.user, groups: account.groups) { identifier in
      guard identifier.hasPrefix("/") else { return false }
      // By the real numbers of user and groups, as access(2) was made for programs with lent rights.
      let refusal = PathAccess.refusal(of: .read, at: SharePath(identifier))?.number
      return refusal == EACCES || refusal == EPERM
    }
  }
}

extension Workspace {
  /// An account that asks, told apart from the owner of the workspace.
  func named(_ reader: SearchReader) -> SearchReader {
    var reader = reader
    reader.isOwner = FileIdentity(followingLinks: folder)?.owner == reader.user
    return reader
  }

  /// Records who may read each document of a share, where that has changed.
  ///
  /// Text of documents that this process may not read any more is forgotten.
  ///
  /// - Parameters:
  ///   - share: the share.
  ///   - catalog: the catalog.
  ///   - refresh: what brought the catalog up to date just now, if it did: files of which nothing changed since
  ///     are not looked at.
  /// - Throws: `CatalogError`.
  package func recordAccess(
    of share: CatalogShare, in catalog: Catalog, after refresh: ShareRefresh = ShareRefresh()
  ) throws {
    // An export's documents are readable by whoever may read its file; see `readers(ofExport:)`.
    guard share.isFolder else { return }
    let states = try refresh.states ?? catalog.states(of: share)
    var files = FileAccess()
    let due = try documentsToLookAt(states, share, refresh, try catalog.accessSeals(), &files)
    guard !due.isEmpty else { return }
    let refusals = try catalog.refusals(in: share)
    try recordAccess(
      of: due.map { states.entry($0, refusal: refusals[states.documents[$0]]) },
      known: try catalog.accessLists(in: share), in: share, catalog, &files)
  }

  /// The documents of which something changed from which it was found out who may read them.
  private func documentsToLookAt(
    _ states: ShareStates, _ share: CatalogShare, _ refresh: ShareRefresh, _ seals: [Int64: Int64],
    _ files: inout FileAccess
  ) throws -> [Int] {
    let root = SharePath(share.root)
    var last: ArraySlice<UInt8>?
    var folder = root
    return (0..<states.count).filter { index in
      guard !states.isMissing(index) else { return false }
      let inner = states.folder(index)
      if last != inner {
        folder =
          inner.isEmpty
          ? root : root.appending(SharePath(String(decoding: inner, as: UTF8.self)).bytes)
        last = inner
      }
      let document = states.documents[index]
      // Without both times nothing vouches that its rights are still those that were recorded.
      guard let changed = refresh.changedTimes[document], let known = seals[document] else {
        return true
      }
      return files.seal(ofFileIn: folder, changed: changed) != known
    }
  }

  /// Records who may read one document, if that has changed.
  ///
  /// - Throws: `CatalogError`.
  func recordAccess(of entry: CatalogEntry, in share: CatalogShare, _ catalog: Catalog) throws {
    let known = try catalog.accessList(of: entry.id)
    var files = FileAccess()
    try recordAccess(
      of: [entry], known: known.map { [entry.id: $0] } ?? [:], in: share, catalog, &files)
  }

  private func recordAccess(
    of entries: [CatalogEntry], known: [Int64: String], in share: CatalogShare,
    _ catalog: Catalog, _ files: inout FileAccess
  ) throws {
    let root = SharePath(share.root)
    var records: [AccessRecord] = []
    var lost: [Int64] = []
    for entry in entries {
      let path = root.appending(SharePath(entry.path).bytes)
      let found = files.found(of: path)
      if let found {
        let text = found.values.joined(separator: " ")
        records.append(
          AccessRecord(
            document: entry.id, text: text, seal: found.seal, isChanged: known[entry.id] != text))
      }
      // The kernel is asked last: of what everybody may read, or what was refused before, it need
      // not be.
      if entry.refusal == nil, found?.values != [DocumentAccess.everybody], Self.mayNotRead(path) {
        lost.append(entry.id)
      }
    }
    try catalog.record(access: records)
    try catalog.forgetText(
      of: lost, reason: "cannot be read: \(SystemError.words(EACCES))")
  }

  private static func mayNotRead(_ path: SharePath) -> Bool {
    PathAccess.refusal(of: .read, at: path, to: .process)?.number == EACCES
  }

  /// Who may read the documents of an export: whoever may read its file.
  static func readers(ofExport path: String) -> [String] {
    var files = FileAccess()
    return files.values(of: SharePath(path)) ?? []
  }
}

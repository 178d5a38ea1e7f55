package import Cataloging
internal import Documents
internal import System

extension ShareReading {
  /// Brings the catalog up to date with one document that it knows.
  ///
  /// - Parameter entry: what the catalog knows of it.
  /// - Returns: what came of it; `nil` if the file is not there, and only a look at the whole share can tell what
  ///   became of it.
  /// - Throws: `CatalogError`.
  package func refresh(_ entry: CatalogEntry) throws -> ShareRefresh? {
    let path = SharePath(entry.path)
    // Not to be had is not gone: who asks leaves the document to a look at the whole share.
    guard let folder = try? ShareFolder(SharePath(share.root)),
      let stamp = try? folder.open(path).stamp
    else { return nil }
    var result = ShareRefresh()
    result.files = 1
    var unread = try UnreadSidecars(self)
    if stamp == entry.state, !unread.contains(entry.id) { return result }
    let file = WalkedFile(path: path, stamp: stamp)
    var sidecars: [SharePath: WalkedFile] = [:]
    let sidecar = path.extended(by: ".xmp")
    // What may not be opened is there all the same.
    if let identity = FileIdentity(of: folder.path.appending(sidecar.bytes)), identity.isRegular {
      sidecars[path] = WalkedFile(path: sidecar, stamp: identity.stamp)
    }
    let beside = result.reading(sidecarOf: path) { () throws(DocumentRefusal) in
      try mark(beside: file, sidecars, in: folder)
    }
    let found = reader.read(NamedFile(file), in: folder)
    var update = self.update(
      file, found.outcome, written: try catalog.writtenContents(of: entry.id), beside: beside,
      tools: toolNumber)
    // Saved again since it was looked at, it is another file than this stamp is of: by what it is
    // known again is found out at the next look.
    if found.stamp == stamp { (update.origin, update.digest) = (found.origin?.text, found.digest) }
    if let mark = beside?.mark, unread.contains(entry.id) {
      let decided = Set(try catalog.decisions(on: entry.id).map(\.facet))
      adopt(mark, &update, besides: decided, &result)
    }
    let numbers = try catalog.store([update], in: share)
    try unread.settle(zip(numbers, [update.path]), result)
    if case .refused = update.outcome { result.refused = 1 } else { result.read = 1 }
    return result
  }
}

package import Cataloging
internal import Documents
internal import System

extension ShareReading {
  /// Brings the catalog up to date with one document that it knows.
  ///
  /// - Parameter entry: what the catalog knows of it.
  /// - Returns: whether the file is there; if not, only a look at the whole share can tell what became of it.
  /// - Throws: `CatalogError`.
  package func refresh(_ entry: CatalogEntry) throws -> Bool {
    let path = SharePath(entry.path)
    // Not to be had is not gone: who asks leaves the document to a look at the whole share.
    guard let folder = try? ShareFolder(SharePath(share.root)),
      let stamp = try? folder.open(path).stamp
    else { return false }
    if stamp == entry.state { return true }
    let file = WalkedFile(path: path, stamp: stamp)
    var sidecars: [SharePath: WalkedFile] = [:]
    let sidecar = path.extended(by: ".xmp")
    if let stamp = try? folder.open(sidecar).stamp {
      sidecars[path] = WalkedFile(path: sidecar, stamp: stamp)
    }
    let update = self.update(
      file, reader.read(file, in: folder), written: try catalog.writtenContents(of: entry.id),
      beside: mark(beside: file, sidecars, in: folder), tools: toolNumber)
    _ = try catalog.store([update], in: share)
    return true
  }
}

import Cataloging
import Foundation
import Retagging
import TestSupport

/// A temporary folder with a share in it that a catalog knows, and what suites do to its files.
struct CatalogedShare {
  /// What stands beside the share is in this folder.
  let folder: TemporaryFolder
  let catalog: Catalog
  let share: CatalogShare

  init() throws {
    folder = try TemporaryFolder()
    catalog = try Catalog()
    try FileManager.default.createDirectory(
      at: folder.url(of: "share"), withIntermediateDirectories: false)
    share = try catalog.share(root: folder.path + "/share", isFolder: true)
  }

  func url(of name: String) -> URL { folder.url(of: "share/" + name) }

  /// Writes a file, and sets when it was changed last if a time is given.
  func write(_ name: String, _ text: String, time: Double? = nil) throws {
    try write(name, Array(text.utf8))
    guard let time else { return }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: time)], ofItemAtPath: url(of: name).path)
  }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    try folder.write("share/" + name, bytes)
  }

  func move(_ old: String, _ new: String) throws {
    try FileManager.default.createDirectory(
      at: url(of: new).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: url(of: old), to: url(of: new))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: url(of: name))
  }

  /// What looks through the share; suites set how.
  var reading: ShareReading { ShareReading(catalog: catalog, share: share) }

  func entry(_ path: String) throws -> CatalogEntry? { try catalog.entry(at: path, in: share) }

  /// The numbers of the documents by path.
  func numbers() throws -> [String: Int64] {
    Dictionary(uniqueKeysWithValues: try catalog.entries(of: share).map { ($0.path, $0.id) })
  }
}

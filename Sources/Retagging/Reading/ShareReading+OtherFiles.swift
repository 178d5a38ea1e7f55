internal import Cataloging
internal import Documents
internal import MappedStorage
internal import System

/// Which documents of a share are due again because more is told of their kind than when they were read.
struct OtherFileReading {
  private let catalog: Catalog
  private let name: String
  private let state: String

  /// Whether more is told than at the last reading, or less.
  let isDue: Bool

  /// Compares with what was told at the last reading.
  ///
  /// - Throws: `CatalogError`.
  init(_ reading: ShareReading) throws {
    catalog = reading.catalog
    name = "files without text of share \(reading.share.id)"
    let formats = Checksum.of(Array(DocumentFormat.inventory.utf8))
    let hasTool = reading.reader.tools.path(of: .exiftool) != nil
    state = "\(String(formats, radix: 16))\(hasTool ? " exiftool" : "")"
    isDue = try catalog.setting(name) != state
  }

  /// Whether a file that is as it was is read again: a file without text, or one that was refused.
  func includes(_ path: SharePath, isRefused: Bool) -> Bool {
    isDue && (isRefused || DocumentFormat.holdsNoText(pathExtension: path.pathExtension))
  }

  /// Remembers that all of them were read.
  ///
  /// - Throws: `CatalogError`.
  func settle() throws {
    if isDue { try catalog.set(name, to: state) }
  }
}

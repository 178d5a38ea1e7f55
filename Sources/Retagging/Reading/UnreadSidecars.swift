internal import Cataloging
internal import Documents
internal import System

/// The documents whose sidecars could not be read when they themselves were.
///
/// A sidecar may hold what people decided. It is not read again by itself, since the document beside it is as it was;
/// so the document stays on this list until the sidecar can be read, or is gone.
struct UnreadSidecars {
  private let catalog: Catalog
  private let name: String
  private var documents: Set<Int64>

  /// The list of a share.
  ///
  /// - Throws: `CatalogError`.
  init(_ reading: ShareReading) throws {
    catalog = reading.catalog
    name = "unread sidecars of share \(reading.share.id)"
    let text = try catalog.setting(name) ?? ""
    documents = Set(text.split(separator: " ").compactMap { Int64($0) })
  }

  /// Whether the sidecar of a document could not be read before.
  func contains(_ document: Int64) -> Bool { documents.contains(document) }

  /// Whether a document that is as it was is read again, since its sidecar can be read now, or is gone.
  func isDue(
    _ document: Int64, _ path: SharePath, _ sidecars: [SharePath: WalkedFile],
    in folder: ShareFolder, _ refresh: inout ShareRefresh
  ) -> Bool {
    guard documents.contains(document) else { return false }
    guard let sidecar = sidecars[path] else { return true }
    return refresh.reading(sidecarOf: path) { () throws(DocumentRefusal) in
      _ = try folder.open(sidecar.path)
      return true
    } ?? false
  }

  /// Keeps the list up to date with what was read.
  ///
  /// - Parameters:
  ///   - read: the numbers and paths of documents that were read.
  ///   - refresh: says which sidecars could not be.
  /// - Throws: `CatalogError`.
  mutating func settle(
    _ read: some Sequence<(Int64, String)>, _ refresh: ShareRefresh
  ) throws {
    let before = documents
    for (document, path) in read {
      if refresh.unreadSidecars[path + ".xmp"] != nil {
        documents.insert(document)
      } else {
        documents.remove(document)
      }
    }
    guard documents != before else { return }
    let text = documents.sorted().map(String.init).joined(separator: " ")
    try catalog.set(name, to: text.isEmpty ? nil : text)
  }
}

extension ShareRefresh {
  /// What comes of reading a sidecar; `nil`, and it is noted, if it cannot be read.
  mutating func reading<Value>(
    sidecarOf path: SharePath, _ body: () throws(DocumentRefusal) -> Value?
  ) -> Value? {
    do {
      return try body()
    } catch {
      unreadSidecars[path.extended(by: ".xmp").string] = error.description
      return nil
    }
  }
}

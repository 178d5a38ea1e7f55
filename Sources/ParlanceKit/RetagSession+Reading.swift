import Cataloging
import Documents
import Tagging
import Taxonomy

extension RetagSession {
  /// The reading of the share as its settings want it.
  var reading: ShareReading {
    var reader = DocumentReader()
    reader.facets = Array(vocabulary.schemes.map(vocabulary.key))
    reader.dateOrder = shareSettings.dateOrder
    if let size = shareSettings.largestFile { reader.limits.fileSize = size }
    var reading = ShareReading(catalog: catalog, share: share, reader: reader)
    reading.rules = shareSettings.rules
    reading.settings = shareSettings.reading
    reading.concept = { concept($0, facet: $1) }
    return reading
  }

  /// Brings the catalog up to date with one document: the others are looked at only if it is new, or not
  /// where it was.
  ///
  /// - Parameter path: the path within the share.
  /// - Throws: `ShareLoss`, `CatalogError`, `WorkspaceError.locked`.
  func refresh(documentAt path: String) throws {
    if let entry = try catalog.entry(at: path, in: share), entry.refusal == nil,
      try refresh(entry)
    {
      return
    }
    var scope = RetagScope()
    scope.paths = [path]
    _ = try refresh(scope: scope)
  }

  /// Brings the catalog up to date with a document that it knows; returns whether its file is there.
  private func refresh(_ entry: CatalogEntry) throws -> Bool {
    let lock =
      catalog.isRehearsal
      ? try workspace.lock(for: "assign", patience: Workspace.runPatience)
      : try workspace.lock(catalog, for: "assign")
    defer { withExtendedLifetime(lock) {} }
    guard try reading.refresh(entry) else { return false }
    try workspace.recordAccess(of: entry, in: share, catalog)
    return true
  }
}

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

  /// What becomes of tags that stand at another place than the one where they are written now, in words.
  ///
  /// - Parameter place: where tags are written now.
  /// - Returns: a line for each other place where tags of the share stand.
  /// - Throws: `CatalogError`.
  package func remarks(onPlace place: String) throws -> [String] {
    var counts: [String: Int] = [:]
    for content in try catalog.writtenContents(in: share).values {
      if let other = WrittenValues.place(of: content), other != place {
        counts[other, default: 0] += 1
      }
    }
    return counts.sorted { $0.key < $1.key }.map { other, count in
      "The tags of \(count) document\(count == 1 ? "" : "s") stand in \(other): what is written to \(place) "
        + "now comes in addition, and what stands there stays as it is. To move it, undo the runs that "
        + "wrote it first (parlance log)."
    }
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

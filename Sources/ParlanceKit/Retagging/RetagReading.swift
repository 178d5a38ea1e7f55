internal import Cataloging
internal import Documents
internal import Model
internal import Retagging
internal import System
internal import Taxonomy

/// Brings the catalog up to date with a share, as its settings want it read.
package struct RetagReading: Sendable {
  private let open: OpenShare
  private let settings: ShareSettings
  private let choices: FacetChoices

  /// The programs that read what our own readers do not.
  var tools = ForeignTools()

  init(_ open: OpenShare, settings: ShareSettings, choices: FacetChoices) {
    self.open = open
    self.settings = settings
    self.choices = choices
  }

  /// Reads what is new or changed in the share into the catalog, with the lock held; recognizing text comes after
  /// that, and takes the lock only to store what came of it.
  ///
  /// - Parameters:
  ///   - scope: files that do not take part are not read.
  ///   - allowsMissing: whether documents may be missing, however many.
  ///   - settled: is told of every interrupted run that was settled before.
  ///   - progress: called with the numbers of files done and to do; returns whether to go on.
  /// - Returns: what it came to.
  /// - Throws: `ShareLoss` if too much of the share is gone; `CatalogError`, `WorkspaceError.locked`.
  package func refresh(
    scope: RetagScope = RetagScope(), allowsMissing: Bool = false,
    settled: (RunSettlement) -> Void = { _ in },
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> ShareRefresh {
    var reading = try shareReading
    reading.allowsMissing = allowsMissing
    var refresh = try open.reading(for: "retag", settled: settled) { [reading] in
      let refresh = try reading.refresh(
        includes: { scope.includes(path: $0.path.string, modified: $0.stamp.modified) },
        progress: progress)
      try open.workspace.recordAccess(of: open.share, in: open.catalog, after: refresh)
      return refresh
    }
    // Who asks for some documents does not wait for the texts of others.
    if scope.isWhole {
      var recognizing = TextRecognizing(open, settings: settings, tools: tools)
      try recognizing.run(
        &refresh, largest: reading.reader.limits.fileSize, progress: progress)
    }
    return refresh
  }

  /// Brings the catalog up to date with one document: the others are looked at only if it is new, or not
  /// where it was.
  ///
  /// - Parameter path: the path within the share.
  /// - Returns: what came of it.
  /// - Throws: `ShareLoss`, `CatalogError`, `WorkspaceError.locked`.
  func refresh(documentAt path: String) throws -> ShareRefresh {
    if let entry = try open.catalog.entry(at: path, in: open.share), entry.refusal == nil,
      let refresh = try refresh(entry)
    {
      return refresh
    }
    var scope = RetagScope()
    scope.paths = [path]
    return try refresh(scope: scope)
  }

  /// Brings the catalog up to date with a document that it knows; `nil` if its file is not there.
  private func refresh(_ entry: CatalogEntry) throws -> ShareRefresh? {
    try open.reading(for: "assign") {
      guard let refresh = try shareReading.refresh(entry) else { return nil }
      try open.workspace.recordAccess(of: entry, in: open.share, open.catalog)
      return refresh
    }
  }

  /// Watches the folders of the share, too, by what its settings leave out.
  ///
  /// - Throws: `DocumentRefusal` if the share cannot be read.
  func follow(with watch: inout ShareWatch) throws {
    try watch.follow(try ShareFolder(SharePath(open.share.root)), rules: settings.rules)
  }

  /// Looks at what is in the share and what its settings leave out, and reads no document.
  ///
  /// - Throws: `DocumentRefusal` if the folder cannot be read; `CatalogError`.
  func contents() throws -> ShareContents { try shareReading.contents() }

  /// Takes documents that were read elsewhere into the catalog, with the lock held.
  ///
  /// - Parameter body: gets what stores them; see `ShareReading.store`.
  /// - Throws: `CatalogError`, `WorkspaceError.locked`, and what the body throws.
  func storing(
    _ body: (_ store: ([ShareReading.Given]) throws -> (stored: Int, outdated: [String])) throws
      -> Void
  ) throws {
    try open.changing(for: "import-tags") {
      let reading = try shareReading
      try body { try reading.store($0) }
      try open.workspace.recordAccess(of: open.share, in: open.catalog)
    }
  }

  /// The reading of the share as its settings want it, or of the shard of it that the workspace is about.
  private var shareReading: ShareReading {
    get throws {
      var reader = DocumentReader(tools: tools)
      reader.facets = choices.facets
      reader.dateOrder = settings.dateOrder
      if let size = settings.largestFile { reader.limits.fileSize = size }
      var reading = ShareReading(catalog: open.catalog, share: open.share, reader: reader)
      reading.rules = settings.rules
      reading.settings = settings.reading
      reading.concept = { [choices] in choices.concept($0, facet: $1) }
      if let shard = try open.shard() { reading.belongs = { shard.contains($0) } }
      return reading
    }
  }
}

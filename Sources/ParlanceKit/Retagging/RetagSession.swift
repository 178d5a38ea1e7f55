package import Cataloging
internal import Retagging
internal import System
package import Taxonomy

/// The retagging of one share of a workspace: read the share, plan, apply; each is a job of its own.
package struct RetagSession: Sendable {
  private let open: OpenShare
  private let settings: ShareSettings
  private let tagging: ShareTagging

  /// The account in whose name tags are changed.
  package var account = Account.name

  /// Opens a workspace for the share at a folder.
  ///
  /// - Parameters:
  ///   - workspace: a workspace with a vocabulary.
  ///   - folder: the share's root folder.
  ///   - isRehearsal: whether nothing is written into the catalog.
  /// - Throws: `WorkspaceError`, `StorageError` or `CatalogError`.
  package init(_ workspace: Workspace, folder: String, isRehearsal: Bool = false) throws {
    let parts = try TaggerParts(workspace)
    open = try OpenShare(workspace, folder: folder, isRehearsal: isRehearsal)
    settings = try workspace.settings(ofShare: open.share.root)
    tagging = try ShareTagging(open, settings: settings, parts: parts)
  }

  /// A session on the share that a document lies in, and the path of the document within it.
  ///
  /// - Throws: `DocumentPathError.outside`; what opening the workspace for the share throws.
  package static func on(
    _ path: String, in workspace: Workspace, isRehearsal: Bool
  ) throws -> (session: RetagSession, path: String) {
    let (share, inner) = try workspace.place(of: path, in: try workspace.openCatalog())
    return (try RetagSession(workspace, folder: share.root, isRehearsal: isRehearsal), inner)
  }

  /// The workspace.
  package var workspace: Workspace { open.workspace }

  /// Its catalog.
  package var catalog: Catalog { open.catalog }

  /// The share.
  package var share: CatalogShare { open.share }

  /// The absolute path of its folder.
  package var root: String { open.share.root }

  /// The vocabulary, as it was when the session began.
  package var vocabulary: Vocabulary { tagging.parts.vocabulary }

  /// Makes the workspace one about a shard of the share, for good.
  ///
  /// - Throws: `ShareShardError` if it is about something else; `CatalogError`.
  package func settle(_ shard: ShareShard) throws { try open.settle(shard) }

  // MARK: Jobs

  /// Brings the catalog up to date with the share.
  package var reading: RetagReading { RetagReading(open, settings: settings, choices: choices) }

  /// Says what a retag would change.
  package var planning: RetagPlanning { RetagPlanning(open, tagging: tagging, settings: settings) }

  /// Puts plans and decisions in place.
  package var writing: RetagWriting { RetagWriting(open, vocabulary: vocabulary, account: account) }

  /// Changes the tags of one document on a person's word.
  package var editing: TagEditing {
    TagEditing(
      open, reading: reading, planning: planning, writing: writing, choices: choices,
      report: RetagReport(vocabulary: vocabulary, isExplained: false))
  }

  /// Says why documents get a concept, or why not.
  package var explaining: TagExplaining {
    TagExplaining(open, reading: reading, tagging: tagging)
  }

  /// Takes facets and concepts as people name them.
  package var choices: FacetChoices {
    FacetChoices(vocabulary: vocabulary, labels: tagging.parts.labels)
  }

  /// Takes tags away from where they are not written any more.
  package var moving: TagMoving {
    TagMoving(open, planning: planning, writing: writing, placing: placing)
  }

  /// Where tags are written.
  package var placing: TagPlacing { TagPlacing(open, settings: settings) }
}

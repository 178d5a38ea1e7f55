internal import Taxonomy

/// The making of a bundle, and what is told of it.
package struct BundleWriting: Sendable {
  /// The bytes of the file.
  package let bytes: [UInt8]

  /// The number of concepts.
  package let concepts: Int

  /// The number of everything that decides, as answers of `tag` have it.
  package let basis: String

  /// The bundle of a workspace.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package init(_ workspace: Workspace) throws {
    bytes = try WorkerBundle.bytes(of: workspace)
    let worker = try TagWorker(workspace, .tags, within: TagWorker.Bounds())
    concepts = try workspace.vocabularies.current().concepts.count
    basis = worker.basis
  }
}

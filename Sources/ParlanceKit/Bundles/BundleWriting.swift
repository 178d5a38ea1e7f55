internal import MappedStorage
internal import System
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
    // Told of the bundle, not of the workspace: that may have changed since its parts were taken.
    let bundle = try WorkerBundle(MappedBytes(bytes), path: "the new bundle")
    concepts = try bundle.plainVocabulary().conceptCount
    basis = try TagWorker(bundle, .tags, within: TagWorker.Bounds()).basis
  }
}

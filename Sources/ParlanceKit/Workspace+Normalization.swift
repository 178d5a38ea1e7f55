internal import Glibc
internal import MappedStorage
package import Matching
package import Taxonomy

extension Workspace {
  private var decisionsPath: String { "\(root)/\(Self.folderName)/labels.decisions.jsonl" }

  /// What people decided about labels that name no concept.
  ///
  /// - Throws: `StorageError` if the file cannot be read, `JSONError` if it is damaged.
  package func normalizationDecisions() throws -> NormalizationDecisions {
    guard unsafe access(decisionsPath, F_OK) == 0 else { return NormalizationDecisions() }
    return try NormalizationDecisions(try MappedBytes.contents(of: decisionsPath))
  }

  /// Keeps decisions in place of those kept before.
  ///
  /// - Throws: `StorageError.unwritable`.
  package func store(_ decisions: NormalizationDecisions) throws {
    try AtomicFile.write(decisions.bytes, to: decisionsPath)
  }

  /// A normalizer of the workspace's vocabulary that knows what people decided.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, or what reading the decisions throws.
  package func normalizer(
    schemes: Set<SchemeOrdinal>? = nil, settings: NormalizerSettings = NormalizerSettings()
  ) throws -> Normalizer {
    Normalizer(
      vocabulary: try vocabulary(), schemes: schemes, settings: settings,
      decisions: try normalizationDecisions())
  }
}

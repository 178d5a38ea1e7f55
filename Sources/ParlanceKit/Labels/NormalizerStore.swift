internal import MappedStorage
package import Matching
internal import System
package import Taxonomy

/// What a workspace matches labels with: what people decided, and what was learned of the vocabulary.
package struct NormalizerStore: Sendable {
  let workspace: Workspace

  private var decisionsPath: String { "\(workspace.folder)/labels.decisions.jsonl" }

  /// What people decided about labels that name no concept.
  ///
  /// - Throws: `StorageError` if the file cannot be read, or is damaged.
  package func decisions() throws -> NormalizationDecisions {
    guard PathAccess.exists(decisionsPath) else { return NormalizationDecisions() }
    let lines = try CheckedLines.read(decisionsPath, .json)
    do throws(NormalizationDecisionsError) {
      return try NormalizationDecisions(Array(lines.joined(separator: "\n").utf8))
    } catch {
      throw StorageError.damaged(path: decisionsPath, reason: error.description)
    }
  }

  /// Keeps decisions in place of those kept before.
  ///
  /// - Throws: `StorageError.unwritable`.
  package func store(_ decisions: NormalizationDecisions) throws {
    let lines = String(decoding: decisions.bytes, as: UTF8.self).split(separator: "\n")
    try CheckedLines.write(lines.map(String.init), to: decisionsPath, .json)
  }

  /// A normalizer of the workspace's vocabulary that knows what people decided.
  ///
  /// What it learns is kept for the next time. A file of it that is damaged, or of another state of
  /// the vocabulary or version of the program, is replaced.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, or what reading the decisions throws.
  package func normalizer(
    schemes: Set<SchemeOrdinal>? = nil, settings: NormalizerSettings = NormalizerSettings()
  ) throws -> Normalizer {
    let path = path(schemes)
    // Any error means that there is nothing usable: it is learned again, as it is the first time.
    let learned = try? LearnedNormalization(contentsOf: path)
    let vocabulary = try workspace.vocabularies.current()
    let normalizer = Normalizer(
      vocabulary: vocabulary, schemes: schemes, settings: settings,
      decisions: try decisions(), learned: learned,
      resolver: ConceptResolver(
        vocabulary, index: try workspace.vocabularies.labels(of: vocabulary)))
    if normalizer.learned.fingerprint != learned?.fingerprint {
      // A workspace that cannot be written to is no reason not to match labels.
      try? normalizer.learned.write(to: path)
    }
    return normalizer
  }

  /// What was learned of all schemes together, and of those single ones that were asked for before.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, or what reading the decisions throws.
  func allLearned() throws -> [LearnedNormalization] {
    let whole = try normalizer()
    let single = whole.vocabulary.schemes.compactMap { scheme -> LearnedNormalization? in
      // What is damaged or outdated is learned again where it is needed.
      let learned = try? LearnedNormalization(contentsOf: path([scheme]))
      let current = Normalizer.fingerprint(whole.vocabulary, [scheme])
      return learned?.fingerprint == current ? learned : nil
    }
    return [whole.learned] + single
  }

  /// Where what was learned from these schemes is kept.
  private func path(_ schemes: Set<SchemeOrdinal>?) -> String {
    guard let schemes else { return workspace.normalizerPath }
    let numbers = schemes.map(\.rawValue).sorted().map { "\($0)" }.joined(separator: "-")
    return "\(workspace.folder)/normalizer.\(numbers).model"
  }
}

extension Workspace {
  /// What labels are matched with.
  package var labels: NormalizerStore { NormalizerStore(workspace: self) }
}

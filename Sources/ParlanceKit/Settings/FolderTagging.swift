internal import Matching
internal import Model
internal import Retagging
internal import Taxonomy

/// The tags that settings give to whatever lies below a folder.
struct FolderTagging: Sendable {
  private struct Rule {
    let folder: String
    let tag: ProposedTag
  }

  private var rules: [Rule] = []

  /// The tags of folders, as concepts of a vocabulary.
  ///
  /// - Parameters:
  ///   - folders: what the settings say.
  ///   - parts: the vocabulary and its labels.
  /// - Throws: `LocatedError` for a facet or a label that the vocabulary does not have.
  init(_ folders: [ShareSettings.FolderTags], in parts: TaggerParts) throws {
    let vocabulary = parts.vocabulary
    let facets = vocabulary.schemes.map(vocabulary.key)
    let resolver = ConceptResolver(vocabulary, index: parts.labels)
    for folder in folders {
      func error(_ message: String, _ hint: String?) -> LocatedError {
        LocatedError(
          path: folder.source.path, line: folder.source.line, message: message, hint: hint)
      }
      guard let scheme = vocabulary.scheme(named: folder.facet) else {
        throw error(
          "unknown facet \"\(folder.facet)\"",
          "the facets are \(facets.joined(separator: ", "))")
      }
      let concepts = resolver.resolve(folder.label, in: scheme).assignableConcepts
      guard !concepts.isEmpty else {
        throw error(
          "\"\(folder.label)\" does not name one concept of the facet \(folder.facet)",
          "parlance show \"\(folder.label)\" says what it may mean")
      }
      // Log-odds of 10 are 22,000 to 1: no text outweighs what somebody said of its folder.
      let evidence = Evidence(
        place: .path, range: 0..<folder.folder.utf8.count, surface: folder.folder, rule: .folder,
        label: folder.label, remark: folder.source.description, weight: 10)
      rules += concepts.map { concept in
        Rule(
          folder: folder.folder,
          tag: ProposedTag(
            concept: vocabulary.uri(of: concept), facet: vocabulary.key(of: scheme), score: 1,
            isAccepted: true, evidence: [evidence]))
      }
    }
  }

  /// The tags of a document: what is said of a folder goes before what is said of one above it.
  func tags(ofDocumentAt path: String?) -> [ProposedTag] {
    guard let path, !rules.isEmpty else { return [] }
    let found = rules.filter { $0.folder.isEmpty || path.hasPrefix($0.folder + "/") }
    return found.filter { rule in
      !found.contains { $0.tag.facet == rule.tag.facet && $0.folder.count > rule.folder.count }
    }.map(\.tag)
  }
}

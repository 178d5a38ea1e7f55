package import Matching
internal import System
internal import Taxonomy

/// Matches the labels of files to the concepts of a workspace.
package struct LabelNormalizer: Sendable {
  let normalizer: Normalizer

  /// A normalizer of the vocabulary of a workspace, or of a bundle of one.
  ///
  /// - Parameters:
  ///   - source: the workspace or bundle.
  ///   - schemes: the schemes that labels may answer, by key, URI or title; all if there are none.
  ///   - precision: the share of accepted labels that must be right.
  ///   - explains: whether matches say what spoke for them.
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  package init(
    _ source: any TaggingSource, schemes: [String], precision: Double, explains: Bool = false
  ) throws {
    let vocabulary = try source.plainVocabulary()
    let chosen = try schemes.map { try vocabulary.scheme(asked: $0) }
    normalizer = try source.normalizer(
      schemes: chosen.isEmpty ? nil : Set(chosen),
      settings: NormalizerSettings(precision: precision, explains: explains))
  }

  /// The vocabulary.
  var vocabulary: Vocabulary { normalizer.vocabulary }

  /// What the labels of records mean, worked out on all cores.
  ///
  /// - Parameters:
  ///   - records: the labels.
  ///   - columns: what else is known of each.
  ///   - together: whether those of one folder tell something of each other.
  /// - Returns: a match for each, in order.
  package func matches(
    _ records: [LabelInput.Record], _ columns: LabelColumns, together: Bool = true
  ) -> [LabelMatch] {
    var requests = columns.unchecked(records)
    if !together { for index in requests.indices { requests[index].folder = nil } }
    return normalizer.matches(requests, concurrency: Processors.count)
  }

  /// The concept in use that a person means who names it.
  ///
  /// - Parameters:
  ///   - text: its URI, or one of its labels in whatever case.
  ///   - scheme: the scheme that it must be in; any if `nil`.
  /// - Returns: its URI, or why none is meant.
  func concept(named text: String, in scheme: SchemeOrdinal?) -> Result<String, RequestError> {
    if vocabulary.concept(uri: text) != nil { return .success(text) }
    let wanted = text.lowercased()
    let named = vocabulary.concepts.filter { concept in
      !vocabulary.isDeprecated(concept)
        && (scheme.map { vocabulary.schemes(of: concept).contains($0) } ?? true)
        && vocabulary.labels(of: concept).contains {
          vocabulary.text(of: $0).lowercased() == wanted
        }
    }
    let uris = named.map { vocabulary.uri(of: $0) }
    if let uri = uris.first, uris.count == 1 { return .success(uri) }
    return .failure(
      RequestError(
        uris.isEmpty
          ? "no concept has that label"
          : "several concepts have that label: \(uris.joined(separator: ", "))"))
  }
}

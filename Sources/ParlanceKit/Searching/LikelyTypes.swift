internal import JSONCoding
internal import Searching
internal import System
internal import Tagging
internal import Taxonomy

/// What tagged documents of an export probably are, in schemes that give each document one value and in which they have
/// none.
///
/// What `tag` accepts is sure and seldom; its next best answer is worth something to the order of hits. Documents that
/// nobody tagged are left alone: tagging takes ten times as long as indexing.
struct LikelyTypes: Sendable {
  private let parts: TaggerParts
  private let settings: TaggerSettings
  private let schemes: [SchemeOrdinal]
  private let spare = SpareTaggers()

  /// What tells it with the vocabulary of a workspace and all that was learned; `nil` without one, or without such a
  /// scheme.
  ///
  /// - Throws: `StorageError`.
  init?(_ workspace: Workspace) throws {
    guard let vocabulary = try workspace.vocabularies.currentIfImported() else { return nil }
    var settings = TaggerSettings(
      vocabulary, preferences: try workspace.tagging.preferences())
    schemes = vocabulary.schemes.filter { scheme in
      vocabulary.assignment(of: scheme) == .one && settings.schemes?.contains(scheme) ?? true
    }
    if schemes.isEmpty { return nil }
    settings.schemes = Set(schemes)
    self.settings = settings
    parts = try TaggerParts(workspace)
  }

  /// Makes sure that documents were read with everything that the workspace knows.
  ///
  /// - Throws: what kept values in metadata from being understood.
  func verify() throws { try parts.verify() }

  /// Adds it to a document that has tags, and none of such a scheme.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - json: the line that it was read from.
  func add(to document: inout IndexDocument, from json: JSONValue) {
    guard let open = openSchemes(of: document), let record = try? TaggingRecord(json) else {
      return
    }
    let tagger = spare.take() ?? parts.makeTagger(settings)
    defer { spare.give(back: tagger) }
    let found = tagger.tag(record.document)
    for scheme in open {
      let best = found.filter { parts.vocabulary.schemes(of: $0.concept).contains(scheme) }
        .max { $0.score < $1.score }
      if let best { document.likely.append(parts.vocabulary.uri(of: best.concept)) }
    }
  }

  /// The schemes in which a tagged document has no value; `nil` if it is not tagged, in all of them, or with words of
  /// which only the index finds out what they mean.
  private func openSchemes(of document: IndexDocument) -> [SchemeOrdinal]? {
    let values = document.tags + document.facets.values.flatMap(\.self)
    guard !values.isEmpty else { return nil }
    let vocabulary = parts.vocabulary
    let concepts = values.compactMap { vocabulary.concept(uri: $0) }
    guard concepts.count == values.count else { return nil }
    let closed = Set(concepts.flatMap { vocabulary.schemes(of: $0) })
    let open = schemes.filter { !closed.contains($0) }
    return open.isEmpty ? nil : open
  }
}

internal import Cataloging
internal import Matching
internal import Model
internal import Retagging
internal import Tagging
internal import Taxonomy

/// How the documents of a share are tagged: with what the workspace learned and settled, what the settings
/// give to folders, and what is usual around each document.
struct ShareTagging: Sendable {
  /// What taggers are made from.
  let parts: TaggerParts

  private let open: OpenShare
  private let preferences: TaggingPreferences
  private let settings: ShareSettings
  private let folders: FolderTagging
  private let habits: ShareHabits

  /// The tagging of a share.
  ///
  /// - Parameters:
  ///   - open: the share.
  ///   - settings: what settings files say of it.
  ///   - parts: what taggers of the workspace are made from.
  /// - Throws: `StorageError`; `LocatedError` for a folder's tag that the vocabulary does not have.
  init(_ open: OpenShare, settings: ShareSettings, parts: TaggerParts) throws {
    self.open = open
    self.settings = settings
    self.parts = parts
    preferences = try open.workspace.tagging.preferences()
    folders = try FolderTagging(settings.folders, in: parts)
    habits = ShareHabits(
      share: open.share, catalog: open.catalog, vocabulary: parts.vocabulary)
  }

  /// A tagger for one thread, with what is settled for the workspace and the share.
  func makeTagger(_ options: RetagOptions) -> Tagger { parts.makeTagger(taggerSettings(options)) }

  /// What tells what the documents of the share are assigned, folder by folder.
  func neighbors(_ options: RetagOptions) -> ShareNeighbors {
    ShareNeighbors(share: open.share, catalog: open.catalog, tables: parts.tables) {
      makeTagger(options)
    }
  }

  /// What proposes tags of documents on one thread: of their own properties, their folder and their text.
  ///
  /// - Parameters:
  ///   - options: what the retag was asked for.
  ///   - neighbors: what the documents around are assigned.
  /// - Returns: the tags of a document.
  /// - Throws: `CatalogError`.
  func makeProposer(
    _ options: RetagOptions, _ neighbors: ShareNeighbors
  ) throws -> (Document) -> [ProposedTag] {
    let tagger = makeTagger(options)
    let habits = try habits.value()
    var source = SourceTags(parts.vocabulary, index: parts.labels)
    return { document in
      given(to: document, &source)
        + tagger.tag(document, context: Self.context(of: document, habits, neighbors))
        .filter { $0.outcome == .accepted || $0.isWorthReview(in: parts.vocabulary) }
        .map { ProposedTag($0, in: parts.vocabulary) }
    }
  }

  /// What proposes tags of documents where the machine's were found elsewhere.
  ///
  /// - Parameter imported: the tags by the paths of the documents.
  /// - Returns: the tags of a document: of its own properties, its folder and those given.
  func makeProposer(imported: [String: [ProposedTag]]) -> (Document) -> [ProposedTag] {
    var source = SourceTags(parts.vocabulary, index: parts.labels)
    return { document in
      given(to: document, &source) + (document.path.flatMap { imported[$0] } ?? [])
    }
  }

  /// How proposals join what is there.
  func merge(_ options: RetagOptions) -> AssignmentMerge {
    let single = parts.vocabulary.schemes.filter { parts.vocabulary.assignment(of: $0) == .one }
    var merge = AssignmentMerge(
      overwritesSource: options.overwritesSource,
      singleFacets: Set(single.map(parts.vocabulary.key)), facets: options.facets)
    merge.concepts = options.concepts
    for concept in parts.vocabulary.concepts where parts.vocabulary.isDeprecated(concept) {
      if let successor = parts.tables.soleConcept(for: concept), successor != concept {
        merge.successors[parts.vocabulary.uri(of: concept)] = parts.vocabulary.uri(of: successor)
      }
    }
    return merge
  }

  /// The tags that a document brought with it, and those that settings give to its folder.
  func given(to document: Document, _ source: inout SourceTags) -> [ProposedTag] {
    source.tags(of: document) + folders.tags(ofDocumentAt: document.path)
  }

  /// What is usual around a document.
  ///
  /// - Throws: `CatalogError`.
  func context(of document: Document, _ neighbors: ShareNeighbors) throws -> TaggingContext {
    Self.context(of: document, try habits.value(), neighbors)
  }

  private static func context(
    of document: Document, _ habits: TaggingHabits, _ neighbors: ShareNeighbors
  ) -> TaggingContext {
    var context = habits.context(path: document.path, author: ShareHabits.author(of: document))
    neighbors.add(to: &context, path: document.path)
    return context
  }

  private func taggerSettings(_ options: RetagOptions) -> TaggerSettings {
    var options = options
    var preferences = preferences
    // A threshold asked for now goes before those settled, in files or by tune.
    preferences.thresholds.merge(settings.thresholds) { $1 }
    if options.threshold != nil { preferences.thresholds = [:] }
    preferences.apply(to: &options.settings, in: parts.vocabulary, share: open.share.root)
    return options.taggerSettings(parts.vocabulary)
  }

  /// A number that changes with anything that decides what is proposed.
  func basis(_ options: RetagOptions) -> UInt64 {
    var effective = options
    effective.settings = taggerSettings(options)
    var digest = SettingsDigest()
    parts.add(to: &digest)
    digest.add(effective)
    digest.add(settings.folders)
    return digest.value
  }
}

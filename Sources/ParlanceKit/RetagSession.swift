package import Cataloging
import Documents
package import Journaling
internal import MappedStorage
import Matching
internal import Model
internal import System
package import Tagging
package import Taxonomy

/// The retagging of one share of a workspace: bring the catalog up to date, plan, apply.
package struct RetagSession: Sendable {
  /// The workspace.
  package let workspace: Workspace

  /// Its catalog.
  package let catalog: Catalog

  /// The vocabulary, as it was when the session began.
  package var vocabulary: Vocabulary { parts.vocabulary }

  /// The share.
  package let share: CatalogShare

  /// What taggers are made from.
  let parts: TaggerParts
  private let preferences: TaggingPreferences
  /// A number that changes with what the normalizer answers.
  private let normalizerBasis: UInt64
  let habits: ShareHabits

  /// The account in whose name tags are changed.
  package var account = Account.name

  /// What settings files say of the share.
  let shareSettings: ShareSettings
  private let folderTagging: FolderTagging

  /// What to do beyond the usual.
  package struct Options: Sendable {
    /// Whether values that came with the documents may be replaced.
    package var overwritesSource = false

    /// The keys of the facets to change; `nil` for all.
    package var facets: Set<String>?

    /// The concepts of which one has to come or go for a facet to change, by the facet's key.
    package var concepts: [String: Set<String>] = [:]

    /// Where tags are written.
    package var place = "catalog"

    /// The limits of the tagger, and thresholds by scheme where the usual ones do not do.
    package var settings = TaggerSettings()

    /// The score from which any tag is accepted; `nil` for the usual ones.
    package var threshold: Double?

    /// The usual options.
    package init() {}

    /// The tagger's settings for a vocabulary.
    func taggerSettings(_ vocabulary: Vocabulary) -> TaggerSettings {
      var result = settings
      for scheme in vocabulary.schemes where result.schemeThresholds[scheme] == nil {
        var thresholds = TaggerSettings.Thresholds.usual(of: scheme, in: vocabulary)
        if let threshold {
          thresholds.accept = threshold
          thresholds.review = min(thresholds.review, threshold)
        }
        result.schemeThresholds[scheme] = thresholds
      }
      return result
    }
  }

  /// Opens a workspace for the share at a folder.
  ///
  /// - Parameters:
  ///   - workspace: a workspace with a vocabulary.
  ///   - folder: the share's root folder.
  ///   - isRehearsal: whether nothing is written into the catalog.
  /// - Throws: `WorkspaceError`, `StorageError` or `CatalogError`.
  package init(_ workspace: Workspace, folder: String, isRehearsal: Bool = false) throws {
    self.workspace = workspace
    parts = try TaggerParts(workspace)
    preferences = try workspace.tagging.preferences()
    normalizerBasis = Checksum.combining(
      Normalizer.fingerprint(parts.vocabulary, nil), Checksum.of(parts.decisions.bytes))
    catalog = try workspace.openCatalog(isRehearsal: isRehearsal)
    share = try catalog.share(root: Self.root(folder, in: catalog), isFolder: true)
    habits = ShareHabits(share: share, catalog: catalog, vocabulary: parts.vocabulary)
    shareSettings = try workspace.settings(ofShare: share.root)
    folderTagging = try FolderTagging(shareSettings.folders, in: parts)
  }

  /// The absolute path of a share; one that is known need not be there.
  private static func root(_ folder: String, in catalog: Catalog) throws -> String {
    do {
      return try Workspace(root: folder).root
    } catch {
      let path = Workspace.lexicalPath(folder)
      guard try catalog.shares().contains(where: { $0.root == path }) else { throw error }
      return path
    }
  }

  /// The planner of this session.
  package func planner(_ options: Options = Options()) -> RetagPlanner {
    let keys = vocabulary.schemes.map(vocabulary.key)
    let single = vocabulary.schemes.filter { vocabulary.scheme($0).assignment == .one }
    var merge = AssignmentMerge(
      overwritesSource: options.overwritesSource,
      singleFacets: Set(single.map(vocabulary.key)), facets: options.facets)
    merge.concepts = options.concepts
    for concept in vocabulary.concepts where vocabulary.isDeprecated(concept) {
      if let successor = parts.tables.soleConcept(for: concept), successor != concept {
        merge.successors[vocabulary.uri(of: concept)] = vocabulary.uri(of: successor)
      }
    }
    let neighbors = neighbors(options)
    var planner = RetagPlanner(
      catalog: catalog, basis: basis(options), merge: merge, facetOrder: Array(keys),
      place: options.place
    ) { [self] in
      let tagger = makeTagger(options)
      let habits = try habits.value()
      var source = SourceTags(vocabulary, index: parts.labels)
      return { document in
        source.tags(of: document) + folderTagging.tags(ofDocumentAt: document.path)
          + tagger.tag(document, context: context(of: document, habits, neighbors))
          .filter { $0.outcome == .accepted || $0.isWorthReview(in: vocabulary) }
          .map { ProposedTag($0, in: vocabulary) }
      }
    }
    planner.survey = { try neighbors.survey($0, goesOn: $1) }
    if TagWritingRun.Place(rawValue: options.place) != nil {
      planner.writtenValues = { [vocabulary] in
        WrittenValues(of: $0, rejected: $1, in: vocabulary)
      }
    }
    return planner
  }

  /// A tagger with what is settled for the workspace and the share.
  func makeTagger(_ options: Options) -> Tagger { parts.makeTagger(settings(options)) }

  /// What tells what the documents of the share are assigned, folder by folder.
  func neighbors(_ options: Options) -> ShareNeighbors {
    ShareNeighbors(share: share, catalog: catalog, tables: parts.tables) { [self] in
      makeTagger(options)
    }
  }

  /// What is usual around a document.
  func context(
    of document: Document, _ habits: TaggingHabits, _ neighbors: ShareNeighbors
  ) -> TaggingContext {
    var context = habits.context(path: document.path, author: ShareHabits.author(of: document))
    neighbors.add(to: &context, path: document.path)
    return context
  }

  private func settings(_ options: Options) -> TaggerSettings {
    var options = options
    var preferences = preferences
    // A threshold asked for now goes before those settled, in files or by tune.
    preferences.thresholds.merge(shareSettings.thresholds) { $1 }
    if options.threshold != nil { preferences.thresholds = [:] }
    preferences.apply(to: &options.settings, in: vocabulary, share: share.root)
    return options.taggerSettings(vocabulary)
  }

  /// A number that changes with anything that decides what is proposed.
  func basis(_ options: Options) -> UInt64 {
    var effective = options
    effective.settings = settings(options)
    // The other places are all the catalog's.
    if TagWritingRun.Place(rawValue: options.place) == nil { effective.place = "" }
    var digest = SettingsDigest()
    digest.add([vocabulary.fingerprint, normalizerBasis, UInt64(Tagger.version)])
    digest.add(parts.model.map { Checksum.of($0.makeBytes()) } ?? 0)
    digest.add(effective)
    digest.add(shareSettings.folders)
    return digest.value
  }

  /// Reads what is new or changed in the share into the catalog, with the lock held.
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
    settled: (JournalUndo.Settlement) -> Void = { _ in },
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> ShareRefresh {
    let lock =
      catalog.isRehearsal
      ? try workspace.lock(for: "retag", patience: Workspace.runPatience)
      : try workspace.lock(catalog, report: settled)
    defer { withExtendedLifetime(lock) {} }
    var reading = reading
    reading.allowsMissing = allowsMissing
    let refresh = try reading.refresh(
      includes: { scope.includes(path: $0.path.string, modified: $0.stamp.modified) },
      progress: progress)
    try workspace.recordAccess(of: share, in: catalog)
    return refresh
  }

  /// The plan for the share, of the documents in a scope.
  ///
  /// - Parameters:
  ///   - options: what to do beyond the usual.
  ///   - scope: the documents that take part.
  ///   - limit: how many documents that are due are looked at, the first ones; `nil` for all.
  ///   - states: what the catalog knows of the share, if a refresh said so just now.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: the plan; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  package func plan(
    _ options: Options, scope: RetagScope = RetagScope(), limit: Int? = nil,
    states: ShareStates? = nil,
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    let isTagged = try scope.tagged(in: catalog)
    var planner = planner(options)
    planner.limit = limit
    return try planner.plan(
      for: share, states: states,
      includes: scope.isWhole
        ? nil
        : { entry in
          scope.includes(path: entry.path, modified: entry.state?.modified)
            && isTagged?(entry.id) ?? true
        }, progress: progress)
  }

  /// The concept that a label names in a facet, in use and beyond doubt.
  ///
  /// - Parameters:
  ///   - label: a label or URI.
  ///   - facet: the facet's key.
  /// - Returns: its URI; `nil` if there is none, or several could be meant.
  package func concept(_ label: String, facet: String) -> String? {
    guard let scheme = vocabulary.scheme(named: facet) else { return nil }
    return ConceptResolver(vocabulary, index: parts.labels).resolve(label, in: scheme)
      .assignableConcept.map(vocabulary.uri(of:))
  }

  static let placeSetting = "write-to"

  /// Where tags are written in this workspace, if that was settled.
  ///
  /// - Throws: `CatalogError`.
  package func settledPlace() throws -> String? {
    try shareSettings.place ?? catalog.setting(Self.placeSetting)
  }

  /// Settles where tags are written in this workspace.
  ///
  /// - Throws: `CatalogError`.
  package func settle(place: String) throws { try catalog.set(Self.placeSetting, to: place) }

  /// Records what a person decided in a review.
  ///
  /// - Throws: `CatalogError`, `WorkspaceError.locked`.
  package func record(_ decisions: [(document: Int64, decision: StoredDecision)]) throws {
    guard !decisions.isEmpty else { return }
    let lock = try workspace.lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    for (document, decision) in decisions { try catalog.record(decision, on: document) }
  }

  /// Withdraws those of a document's decisions that a new one takes the place of.
  func withdraw(on document: Int64, where isOutdated: (StoredDecision) -> Bool) throws {
    let outdated = try catalog.decisions(on: document).filter(isOutdated)
    guard !outdated.isEmpty else { return }
    let lock = try workspace.lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    try catalog.withdraw(outdated, on: document)
  }

  /// The plan with what would become of each file, without touching any.
  ///
  /// - Returns: the plan; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  package func preview(
    _ plan: RetagPlan, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    try plan.previewed(catalog: catalog, vocabulary: vocabulary, progress: progress)
  }

  /// Records a plan that changes nothing: its documents are not looked at again on this basis.
  ///
  /// - Throws: `CatalogError`.
  package func settle(_ plan: RetagPlan) throws {
    let lock = try workspace.lock(for: "retag")
    defer { withExtendedLifetime(lock) {} }
    try plan.settle(in: catalog)
  }

  /// What came of applying a plan.
  package struct Applied: Sendable {
    /// The number of the run.
    package let run: Int64

    /// The lines of the plan with their final outcome.
    package let lines: [RetagLine]

    /// What changing files cost; `nil` if only the catalog was to change.
    package let costs: WritingCosts?
  }

  /// Applies a plan as a run of its own: to the catalog, and to files if its place says so.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - options: how files are replaced.
  ///   - progress: called with the numbers of changes done and to do; returns whether to go on.
  /// - Returns: what came of it.
  /// - Throws: `CatalogError`, `WorkspaceError.locked`; `DocumentRefusal` if the journal fails.
  package func apply(
    _ plan: RetagPlan, options: FileWritingOptions = FileWritingOptions(),
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> Applied {
    let lock = try workspace.lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    let run = try catalog.beginRun(
      command: "retag", share: share, started: Timestamp.now(), place: plan.place,
      account: account, after: workspace.lastJournal)
    if let place = TagWritingRun.Place(rawValue: plan.place) {
      let header = JournalHeader(
        run: String(run), time: Timestamp.secondsSince1970(), purpose: "retag \(share.root)")
      let writing = try TagWritingRun(
        place: place, journalFolder: SharePath(workspace.journalFolder), header: header,
        options: options)
      let lines = try plan.apply(
        with: writing, to: catalog, run: run, vocabulary: vocabulary, progress: progress)
      // The catalog reaches the disk first: an ended journal is believed to be recorded there.
      try catalog.finishRun(run)
      try writing.finish()
      return Applied(run: run, lines: lines, costs: writing.costs)
    }
    let lines = try plan.apply(to: catalog, run: run, progress: progress)
    try catalog.finishRun(run)
    return Applied(run: run, lines: lines, costs: nil)
  }
}

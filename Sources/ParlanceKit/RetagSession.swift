package import Cataloging
import Documents
internal import MappedStorage
import Matching
package import Tagging
package import Taxonomy

/// The retagging of one share of a workspace: bring the catalog up to date, plan, apply.
package struct RetagSession: Sendable {
  /// The workspace.
  package let workspace: Workspace

  /// Its catalog.
  package let catalog: Catalog

  /// The vocabulary, as it was when the session began.
  package let vocabulary: Vocabulary

  /// The share.
  package let share: CatalogShare

  let labelIndex: LabelIndex
  private let model: TaggingModel?
  private let preferences: TaggingPreferences
  private let habits: TaggingHabits
  private let normalizer: DeferredNormalizer
  /// A number that changes with what the normalizer answers.
  private let normalizerBasis: UInt64

  /// What to do beyond the usual.
  package struct Options: Sendable {
    /// Whether values that came with the documents may be replaced.
    package var overwritesSource = false

    /// The keys of the facets to change; `nil` for all.
    package var facets: Set<String>?

    /// Where tags are written.
    package var place = "catalog"

    /// The limits of the tagger, and thresholds by scheme where the usual ones do not do.
    package var settings = TaggerSettings()

    /// The score from which any tag is accepted; `nil` for the usual ones.
    package var threshold: Double?

    /// The usual options.
    package init() {}

    /// The usual thresholds of facets that take any number of concepts: on business documents a score
    /// of 0.35 was right in three of four cases (`make evaluate`, samples).
    static let usual = TaggerSettings.Thresholds(accept: 0.35, review: 0.2)

    /// The usual thresholds of facets that take one concept.
    static let usualForOne = TaggerSettings.Thresholds(accept: 0.55, review: 0.3)

    /// The tagger's settings for a vocabulary.
    func taggerSettings(_ vocabulary: Vocabulary) -> TaggerSettings {
      var result = settings
      for scheme in vocabulary.schemes where result.schemeThresholds[scheme] == nil {
        var thresholds =
          vocabulary.scheme(scheme).assignment == .one ? Self.usualForOne : Self.usual
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
  /// - Throws: `WorkspaceError`, `StorageError` or `CatalogError`.
  package init(_ workspace: Workspace, folder: String) throws {
    self.workspace = workspace
    let root = try Workspace(root: folder).root
    (vocabulary, labelIndex) = try workspace.taggingVocabulary()
    model = try workspace.taggingModel()
    preferences = try workspace.taggingPreferences()
    normalizer = DeferredNormalizer { try workspace.normalizer() }
    normalizerBasis = Checksum.combining(
      Normalizer.fingerprint(vocabulary, nil),
      Checksum.of(try workspace.normalizationDecisions().bytes))
    catalog = try workspace.openCatalog()
    share = try catalog.share(root: root, isFolder: true)
    habits = try Self.habits(of: share, in: catalog, vocabulary)
  }

  /// The planner of this session.
  package func planner(_ options: Options = Options()) -> RetagPlanner {
    let tables = ConceptTables(vocabulary)
    let keys = vocabulary.schemes.map(vocabulary.key)
    let single = vocabulary.schemes.filter { vocabulary.scheme($0).assignment == .one }
    return RetagPlanner(
      catalog: catalog, basis: basis(options),
      merge: AssignmentMerge(
        overwritesSource: options.overwritesSource,
        singleFacets: Set(single.map(vocabulary.key)), facets: options.facets),
      facetOrder: Array(keys), place: options.place
    ) { [self] in
      let tagger = makeTagger(options, tables: tables)
      return { document in
        tagger.tag(document, context: context(of: document))
          .filter { $0.outcome == .accepted || $0.isWorthReview(in: vocabulary) }
          .map { ProposedTag($0, in: vocabulary) }
      }
    }
  }

  /// A tagger with what is settled for the workspace and the share.
  func makeTagger(_ options: Options, tables: ConceptTables) -> Tagger {
    Tagger(
      tables: tables, labelIndex: labelIndex, settings: settings(options),
      resolver: NormalizerResolver(normalizer, tables: tables), model: model)
  }

  /// What is usual around a document.
  func context(of document: Document) -> TaggingContext {
    habits.context(path: document.path, author: Self.author(of: document))
  }

  private func settings(_ options: Options) -> TaggerSettings {
    var options = options
    var preferences = preferences
    // A threshold asked for now goes before those settled.
    if options.threshold != nil { preferences.thresholds = [:] }
    preferences.apply(to: &options.settings, in: vocabulary, share: share.root)
    return options.taggerSettings(vocabulary)
  }

  /// The habits of the folders and authors of a share, by what people and sources assigned.
  private static func habits(
    of share: CatalogShare, in catalog: Catalog, _ vocabulary: Vocabulary
  ) throws -> TaggingHabits {
    var habits = TaggingHabits()
    let assignments = try catalog.assignments(in: share)
    for entry in try catalog.entries(of: share) {
      let given = (assignments[entry.id] ?? []).filter {
        $0.origin == .person || $0.origin == .source
      }
      guard !given.isEmpty else { continue }
      habits.add(
        path: entry.path, author: try catalog.document(entry.id).flatMap(author(of:)),
        concepts: Set(given.compactMap { vocabulary.concept(uri: $0.concept) }))
    }
    return habits
  }

  private static func author(of document: Document) -> String? {
    document.metadata.first { $0.role == .author }?.value
  }

  /// A number that changes with anything that decides what is proposed.
  private func basis(_ options: Options) -> UInt64 {
    var text = "\(vocabulary.fingerprint) \(Tagger.version) \(options.overwritesSource)"
    text += " \(normalizerBasis)"
    text += " \(model.map { Checksum.of($0.makeBytes()) } ?? 0)"
    let settings = settings(options)
    for (scheme, thresholds) in settings.schemeThresholds.sorted(by: { $0.key < $1.key }) {
      text += " \(scheme.rawValue) \(thresholds.accept) \(thresholds.review)"
    }
    text += " \(settings.blocked.map(\.rawValue).sorted())"
    text += " \(settings.schemes.map { $0.map(\.rawValue).sorted() } ?? [])"
    text += " \((options.facets ?? []).sorted())"
    return max(1, Checksum.of(Array(text.utf8)))
  }

  /// Opens a workspace for a plan written before; the share is the plan's.
  ///
  /// - Throws: `RetagPlanFileError` with the line, and what `init(_:folder:)` throws.
  package init(_ workspace: Workspace, planBytes: [UInt8]) throws {
    let catalog = try workspace.openCatalog()
    let plan = try RetagPlanFile.decode(planBytes, catalog: catalog)
    try self.init(workspace, folder: plan.share.root)
  }

  /// Reads what is new or changed in the share into the catalog.
  ///
  /// - Parameter progress: called with the numbers of files done and to do; returns whether to go on.
  /// - Returns: what it came to.
  /// - Throws: `DocumentRefusal` if the share cannot be opened; `CatalogError`.
  package func refresh(
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> ShareRefresh {
    var reader = DocumentReader()
    reader.facets = Array(vocabulary.schemes.map(vocabulary.key))
    return try ShareReading(catalog: catalog, share: share, reader: reader)
      .refresh(progress: progress)
  }

  /// Records a plan that changes nothing: its documents are not looked at again on this basis.
  ///
  /// - Throws: `CatalogError`.
  package func settle(_ plan: RetagPlan) throws {
    try plan.settle(in: catalog)
  }

  /// Applies a plan as a run of its own: to the catalog, and to files if its place says so.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - progress: called with the numbers of changes done and to do; returns whether to go on.
  /// - Returns: the number of the run, and the lines with their final outcome.
  /// - Throws: `CatalogError`, `WorkspaceError.locked`; `DocumentRefusal` if the journal fails.
  package func apply(
    _ plan: RetagPlan, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> (run: Int64, lines: [RetagLine]) {
    let lock = try workspace.lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    let run = try catalog.beginRun(
      command: "retag", share: share, started: Timestamp.now(), place: plan.place)
    let lines: [RetagLine]
    if let place = TagWritingRun.Place(rawValue: plan.place) {
      let header = JournalHeader(
        run: String(run), time: Timestamp.secondsSince1970(), purpose: "retag \(share.root)")
      let writing = try TagWritingRun(
        place: place, journalFolder: PathBytes(workspace.journalFolder), header: header)
      lines = try plan.apply(
        with: writing, to: catalog, run: run, vocabulary: vocabulary, progress: progress)
    } else {
      lines = try plan.apply(to: catalog, run: run, progress: progress)
    }
    try catalog.finishRun(run)
    return (run, lines)
  }
}

/// Parlance for programs that embed it: one workspace, and the five things that are done with it.
///
/// ```swift
/// let engine = try Engine(at: "/srv/parlance")
/// try engine.vocabularies.importing(["enterprise.xml"])
/// let plan = try engine.retagging.plan("/srv/share")
/// try engine.retagging.apply(plan)
/// let answer = try engine.searching.search("price list acme vault")
/// ```
///
/// The workspace is the folder that the `parlance` command works on, and may be used beside it: whoever
/// writes waits for the other. Every error describes itself in words, with its place and a remedy.
/// `Samples/embed` is a whole program.
public struct Engine: Sendable {
  let workspace: Workspace

  /// The workspace at an existing folder; `.parlance/` is made if it is not there.
  ///
  /// - Parameter folder: the path of the folder.
  /// - Throws: an error that describes itself, if the folder cannot be used.
  public init(at folder: String) throws {
    workspace = try Workspace(root: folder)
    try workspace.create()
  }

  /// Importing vocabularies, and looking up what a label means.
  public var vocabularies: VocabularyService { VocabularyService(workspace: workspace) }

  /// Labels that people typed to concepts.
  public var normalizing: NormalizingService { NormalizingService(workspace: workspace) }

  /// Texts to concepts, without a share.
  public var tagging: TaggingService { TaggingService(workspace: workspace) }

  /// Tagging the documents of a share, and taking that back.
  public var retagging: RetagService { RetagService(workspace: workspace) }

  /// Finding documents.
  public var searching: SearchService { SearchService(workspace: workspace) }
}

/// A concept of the vocabulary as others know it.
public struct ConceptReference: Sendable, Hashable {
  /// The URI.
  public let uri: String
  /// The preferred label in English, or the nearest to it.
  public let label: String
  /// The key of its facet, such as `type`; empty for a concept outside of all schemes.
  public let facet: String

  /// A concept with its label and the key of its facet.
  public init(uri: String, label: String, facet: String) {
    self.uri = uri
    self.label = label
    self.facet = facet
  }
}

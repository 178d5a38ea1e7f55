import Documents
import Matching
internal import Model
import Searching
import Tagging
import Taxonomy

/// A workspace for programs that embed Parlance: import a vocabulary, tag texts, search documents.
///
/// ```swift
/// let workspace = try ParlanceWorkspace(at: "/srv/parlance")
/// try workspace.importVocabularies(["enterprise.xml"])
/// let tags = try workspace.tags(title: "Acme Vault flyer", text: text, date: "2008-03-01")
/// let answer = try workspace.search("price list acme vault", facets: ["stage": ["Evaluation"]])
/// ```
///
/// It is the same folder that the `parlance` command works on, and may be used beside it.
public struct ParlanceWorkspace: Sendable {
  let workspace: Workspace

  /// The workspace at an existing folder; `.parlance/` is made if it is not there.
  ///
  /// - Parameter folder: the path of the folder.
  /// - Throws: an error that describes itself in one line, if the folder cannot be used.
  public init(at folder: String) throws {
    workspace = try Workspace(root: folder)
    try workspace.create()
  }

  /// Imports vocabularies; a file imported before under the same path is replaced.
  ///
  /// - Parameter paths: the files, in any dialect that `parlance import` reads.
  /// - Returns: the facets of all vocabularies of the workspace.
  /// - Throws: an error with path, line and column if a file cannot be read; the workspace is then as
  ///   before.
  @discardableResult
  public func importVocabularies(_ paths: [String]) throws -> [Facet] {
    try workspace.importVocabularies(paths).counts.schemes.map { scheme in
      Facet(
        key: scheme.key, title: scheme.title, uri: scheme.uri, concepts: scheme.concepts,
        labels: scheme.labels)
    }
  }

  /// The concepts that belong to a text.
  ///
  /// - Parameters:
  ///   - title: the title, if there is one.
  ///   - text: the running text.
  ///   - path: the path, if the text is that of a file; folders and file name are evidence.
  ///   - date: the date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; it decides which names were valid.
  /// - Returns: the tags that are sure enough, the surest of each facet first.
  /// - Throws: an error if nothing was imported yet.
  public func tags(
    title: String? = nil, text: String, path: String? = nil, date: String? = nil
  ) throws -> [Tagging] {
    let vocabulary = try workspace.vocabulary()
    var options = RetagSession.Options()
    try workspace.taggingPreferences().apply(to: &options.settings, in: vocabulary, share: nil)
    let tagger = Tagger(
      vocabulary: vocabulary, labelIndex: try workspace.labelIndex(for: vocabulary),
      settings: options.taggerSettings(vocabulary))
    let dates = date.flatMap { CalendarDate($0) }.map { [DocumentDate($0, source: .content)] }
    let document = Document(
      id: path ?? "", path: path, title: title, text: text, dates: dates ?? [])
    return tagger.tag(document).filter { $0.outcome == .accepted }.map { suggestion in
      Tagging(
        concept: vocabulary.uri(of: suggestion.concept),
        label: vocabulary.preferredLabel(of: suggestion.concept),
        facet: vocabulary.key(of: suggestion.scheme), score: suggestion.score,
        surfaces: suggestion.evidence.map(\.surface))
    }
  }

  /// Searches the documents of the workspace's shares and exports.
  ///
  /// - Parameters:
  ///   - query: the query, as `Documentation/QuerySyntax.md` describes it.
  ///   - facets: values that hits must have, by facet key; any label of a concept does.
  ///   - limit: the largest number of hits to return.
  /// - Returns: the hits, the best first, and exact counts over all of them.
  /// - Throws: an error that describes itself, for a query or facet that is not understood.
  public func search(
    _ query: String, facets: [String: [String]] = [:], limit: Int = 10
  ) throws -> Answer {
    var request = SearchRequest(query)
    request.limit = limit
    for (key, values) in facets.sorted(by: { $0.key < $1.key }) {
      for value in values { request.filters.append(FacetFilter(key: key, value: value)) }
    }
    let results: SearchResults
    do {
      results = try workspace.openSearchIndex().search(request)
    } catch IndexError.damaged {
      results = try workspace.reopenSearchIndex().search(request)
    }
    return Answer(
      total: results.total,
      hits: results.hits.map { hit in
        Hit(
          id: hit.id, path: hit.path, title: hit.title, date: hit.date?.description,
          score: hit.score, passage: hit.snippet.text)
      },
      counts: Dictionary(
        results.facets.map { facet in
          (facet.key, facet.entries.map { FacetCount(label: $0.value.label, count: $0.count) })
        }, uniquingKeysWith: { first, _ in first }))
  }
}

extension ParlanceWorkspace {
  /// One question that a vocabulary answers about documents, such as their type.
  public struct Facet: Sendable, Hashable {
    /// The key, such as `type`.
    public let key: String
    /// The title in English, or the nearest to it.
    public let title: String
    /// The URI of the concept scheme.
    public let uri: String
    /// The number of concepts.
    public let concepts: Int
    /// The number of labels of all kinds.
    public let labels: Int
  }

  /// A concept that belongs to a text.
  public struct Tagging: Sendable, Hashable {
    /// The URI of the concept.
    public let concept: String
    /// Its preferred label in English, or the nearest to it.
    public let label: String
    /// The key of its facet.
    public let facet: String
    /// How sure, from 0 to 1.
    public let score: Double
    /// The words that led to it, the weightiest first.
    public let surfaces: [String]
  }

  /// What a search came to.
  public struct Answer: Sendable, Hashable {
    /// The number of all hits.
    public let total: Int
    /// The best hits.
    public let hits: [Hit]
    /// The values of each facet with the number of hits that have them.
    public let counts: [String: [FacetCount]]
  }

  /// A document found.
  public struct Hit: Sendable, Hashable {
    /// What identifies it.
    public let id: String
    /// Its path, empty if it is no file.
    public let path: String
    /// Its title.
    public let title: String
    /// Its date as ISO 8601, if known.
    public let date: String?
    /// The score; only the order of scores of one search means anything.
    public let score: Double
    /// A passage around what was found.
    public let passage: String
  }

  /// A value of a facet with the number of hits that have it.
  public struct FacetCount: Sendable, Hashable {
    /// The label of the value.
    public let label: String
    /// The number of hits.
    public let count: Int
  }
}

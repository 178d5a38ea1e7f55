internal import Glibc
internal import MappedStorage
package import Matching
internal import System
package import Taxonomy
import TextAnalysis

/// A search index as it was when it was opened: immutable, mapped from its files, safe to share.
package struct SearchIndex: Sendable {
  let segments: [Segment]
  let similarity: Similarity

  /// What finds labels in queries; `nil` without a vocabulary.
  let finder: ConceptFinder?

  /// What the values of facets mean.
  let facetTables: FacetTables

  /// The keys of all facets: those of the vocabulary, then others that documents have.
  package let facetKeys: [String]

  /// The vocabulary through which queries are understood, if there is one.
  package let vocabulary: Vocabulary?

  /// The languages that documents have in numbers, the most frequent first.
  let languages: [Language]

  private let stopWords: StopWordKeys

  /// What is remembered from one search to the next of words that are a part of longer ones.
  let compoundStems = CompoundStems()

  /// What reads the tags of hits.
  let tags: TagReader

  /// The word vectors by which the documents have meanings; `nil` if they have none.
  let vectors: VectorModel?

  /// Who searches; `nil` if nobody is to be kept from anything.
  let reader: SearchReader?

  /// Opens the index in a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder that an `IndexWriter` filled.
  ///   - vocabulary: the vocabulary through which queries are understood.
  ///   - labels: its compiled labels.
  ///   - vectors: gives the word vectors; asked if documents have meanings, which count if they are by these.
  ///   - reader: who searches; the index is then as if there were no documents that they may not read.
  /// - Throws: `IndexError`; what `vectors` throws.
  package init(
    folder: String, vocabulary: Vocabulary? = nil, labels: LabelIndex? = nil,
    vectors: () throws -> VectorModel? = { nil }, reader: SearchReader? = nil
  ) throws {
    let finder = vocabulary.flatMap { vocabulary in labels.map { ConceptFinder(vocabulary, $0) } }
    var segments = try Self.openSegments(folder)
    if let reader { segments = try segments.map { try $0.trimmed(for: reader) } }
    var model: VectorModel?
    if !segments.isEmpty, segments.allSatisfy({ $0.vectors != nil }) {
      model = try vectors()
      if segments.contains(where: { $0.vectors?.model != model?.checksum }) { model = nil }
    }
    try self.init(segments, vocabulary: vocabulary, finder: finder, vectors: model, reader: reader)
  }

  /// An index of some segments.
  init(
    _ segments: [Segment], vocabulary: Vocabulary?, finder: ConceptFinder?, vectors: VectorModel?,
    reader: SearchReader?
  ) throws {
    guard segments.reduce(0, { $0 + $1.count }) < Int(UInt32.max) else {
      throw IndexError.tooLarge
    }
    self.segments = segments
    self.vectors = vectors
    self.reader = reader
    self.vocabulary = vocabulary
    self.finder = finder
    // Of the documents in sight alone: scores must not tell of others.
    similarity = Similarity(
      documentCount: segments.reduce(0) { $0 + $1.seenCount },
      weightedLength: try segments.reduce(0) { $0.addingClamped(try $1.seenLength()) })
    facetTables = FacetTables(vocabulary)
    facetKeys = try Self.facetKeys(segments, vocabulary)
    tags = TagReader(segments, facetKeys: facetKeys, vocabulary)
    languages = Self.languages(of: segments)
    stopWords = StopWordKeys(languages)
  }

  /// Opens the segments of the last commit.
  ///
  /// A writer may remove the files of the commit before while they are opened; then there is a newer
  /// one to open.
  private static func openSegments(_ folder: String) throws -> [Segment] {
    var manifest = try Manifest(folder: folder)
    while true {
      do {
        return try manifest.openSegments(folder: folder)
      } catch let error as IndexError {
        let newer = try Manifest(folder: folder)
        guard newer != manifest else { throw error }
        manifest = newer
      }
    }
  }

  /// Whether there is an index in a folder, sound or not.
  package static func exists(in folder: String) -> Bool {
    PathAccess.exists(manifestPath(in: folder))
  }

  /// The file that is replaced whenever the index in a folder changes.
  package static func manifestPath(in folder: String) -> String { "\(folder)/\(Manifest.name)" }

  /// The number of documents.
  package var documentCount: Int { segments.reduce(0) { $0 + $1.liveCount } }

  private static func facetKeys(
    _ segments: [Segment], _ vocabulary: Vocabulary?
  ) throws -> [String] {
    var keys = vocabulary.map { Array($0.schemes.map($0.key(of:))) } ?? []
    var known = Set(keys)
    for segment in segments {
      for facet in segment.facets where !known.contains(facet.key) {
        guard try segment.hasSeenValues(of: facet) else { continue }
        known.insert(facet.key)
        keys.append(facet.key)
      }
    }
    if segments.contains(where: \.isTrimmed) {
      // The order in which facets first came up tells of documents out of sight.
      let schemes = vocabulary?.schemes.count ?? 0
      keys = Array(keys[..<schemes]) + keys[schemes...].sorted()
    }
    if let year = keys.firstIndex(of: FacetKeys.year) { keys.append(keys.remove(at: year)) }
    return keys
  }

  /// Up to three languages; beyond the first only those of one segment's first two.
  private static func languages(of segments: [Segment]) -> [Language] {
    var result: [Language] = []
    for segment in segments.sorted(by: { $0.count > $1.count }) {
      for tag in segment.languages.prefix(2) {
        if let language = Language(tag: tag), !result.contains(language) { result.append(language) }
      }
    }
    return result.isEmpty ? [.english] : Array(result.prefix(3))
  }

  /// What makes stems of words, for one search in one thread.
  func makeAnalyzer() -> WordAnalyzer {
    WordAnalyzer(languages, stopWords: stopWords, segments: segments)
  }

  /// A term with its place in every segment.
  func term(_ text: String, in field: IndexField, weight: Float = 0) throws -> PlannedTerm {
    var frequency = 0
    var ordinals: [Int?] = []
    ordinals.reserveCapacity(segments.count)
    for segment in segments {
      var ordinal = try segment.postings(field).ordinal(of: text)
      if let found = ordinal {
        let count = try segment.seenFrequency(found, in: field)
        frequency += count
        // A term of documents out of sight alone is not a term.
        if count == 0 { ordinal = nil }
      }
      ordinals.append(ordinal)
    }
    return PlannedTerm(
      field: field, text: text, ordinals: ordinals, documentFrequency: frequency, weight: weight)
  }
}

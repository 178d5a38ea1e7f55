internal import JSONCoding
internal import MappedStorage
package import Matching
internal import System
package import Tagging
package import Taxonomy

/// All that `tag` and `normalize` need of a workspace in one file, which they read and never write.
///
/// The file is read into memory, not mapped: it belongs to whoever shipped it, and may be replaced while
/// a worker runs.
package struct WorkerBundle: TaggingSource {
  /// The kind of file; its user version is that of the rules of tagging.
  static let kind = FileKind("PBDL", version: 1)

  /// The sections; those of normalizers are numbered from 100 on.
  private enum Section: UInt32 {
    case vocabulary = 1
    case labels = 2
    case learnedVocabulary = 3
    case learnedLabels = 4
    case model = 5
    case preferences = 6
    case decisions = 7
    case normalizers = 100
  }

  private let path: String
  private let file: SectionedFile
  private let plain: (vocabulary: Vocabulary, labels: LabelIndex)
  private let learned: (vocabulary: Vocabulary, labels: LabelIndex)?

  /// Reads a bundle, every byte of it compared with its checksums.
  ///
  /// - Parameter path: the file.
  /// - Throws: `WorkerBundleError` if it is damaged or of another version; `StorageError.unreadable`.
  package init(contentsOf path: String) throws {
    do {
      // Read, not mapped: a bundle may lie on a share that goes away while workers run.
      try self.init(MappedBytes(try MappedBytes.contents(of: path)), path: path)
    } catch let error as StorageError {
      if case .unreadable = error { throw error }
      throw WorkerBundleError(cause: error)
    }
  }

  /// Reads a bundle in memory; see `init(contentsOf:)`.
  ///
  /// - Throws: `StorageError` if it is damaged or of another version.
  init(_ bytes: MappedBytes, path: String) throws {
    self.path = path
    let file = try SectionedFile(bytes, kind: Self.kind, path: path)
    // Other rules would give other tags than the machines that have the same bundle.
    guard file.userVersion == UInt64(Tagger.version) else {
      throw StorageError.damaged(
        path: path, reason: "it was made by a program with other rules of tagging")
    }
    try file.verify()
    self.file = file
    plain = try Self.open(.vocabulary, .labels, of: file, path)
    learned =
      file.holds(Section.learnedVocabulary.rawValue)
      ? try Self.open(.learnedVocabulary, .learnedLabels, of: file, path) : nil
  }

  private static func open(
    _ vocabulary: Section, _ labels: Section, of file: SectionedFile, _ path: String
  ) throws -> (vocabulary: Vocabulary, labels: LabelIndex) {
    let opened = try Vocabulary(try file.bytes(of: vocabulary.rawValue), path: path)
    let index = try LabelIndex(
      try file.bytes(of: labels.rawValue), for: opened, path: path)
    return (opened, index)
  }

  /// The bytes of the bundle of a workspace; the same workspace gives the same bytes.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  static func bytes(of workspace: Workspace) throws -> [UInt8] {
    var writer = SectionedFileWriter(kind: kind, userVersion: UInt64(Tagger.version))
    func add(_ section: Section, _ bytes: [UInt8]) { writer.add(section.rawValue, bytes) }
    let vocabulary = try workspace.vocabularies.current()
    add(.vocabulary, vocabulary.bytes.copy)
    add(.labels, try workspace.vocabularies.labels(of: vocabulary).bytes.copy)
    let tagged = try workspace.tagging.vocabulary()
    // Without learned wordings it is the same vocabulary, which need not be there twice.
    if tagged.vocabulary.fingerprint != vocabulary.fingerprint {
      add(.learnedVocabulary, tagged.vocabulary.bytes.copy)
      add(.learnedLabels, tagged.labels.bytes.copy)
    }
    if let model = try workspace.tagging.model() { add(.model, model.makeBytes()) }
    var preferences = JSONWriter()
    preferences.value(try workspace.tagging.preferences().json)
    add(.preferences, preferences.bytes)
    add(.decisions, try workspace.labels.decisions().bytes)
    for (number, learned) in try workspace.labels.allLearned().enumerated() {
      writer.add(Section.normalizers.rawValue + UInt32(number), learned.makeBytes())
    }
    return writer.makeBytes()
  }

  package func plainVocabulary() throws -> Vocabulary { plain.vocabulary }

  package func taggingVocabulary(
    withLearnedLabels: Bool
  ) throws -> (vocabulary: Vocabulary, labels: LabelIndex) {
    withLearnedLabels ? learned ?? plain : plain
  }

  package func taggingModel() throws -> TaggingModel? {
    guard file.holds(Section.model.rawValue) else { return nil }
    return try TaggingModel(try file.bytes(of: Section.model.rawValue), path: path)
  }

  package func taggingPreferences() throws -> TaggingPreferences {
    let bytes = try file.bytes(of: Section.preferences.rawValue).copy
    guard let value = try? JSONReader.value(of: bytes), let preferences = TaggingPreferences(value)
    else {
      throw WorkerBundleError(
        cause: .damaged(path: path, reason: "its settings are not those of tagging"))
    }
    return preferences
  }

  package func labelDecisions() throws -> NormalizationDecisions {
    let bytes = try file.bytes(of: Section.decisions.rawValue).copy
    do throws(NormalizationDecisionsError) {
      return try NormalizationDecisions(bytes)
    } catch {
      throw WorkerBundleError(cause: .damaged(path: path, reason: error.description))
    }
  }

  package func normalizer(
    schemes: Set<SchemeOrdinal>?, settings: NormalizerSettings
  ) throws -> Normalizer {
    Normalizer(
      vocabulary: plain.vocabulary, schemes: schemes, settings: settings,
      decisions: try labelDecisions(), learned: try learnedNormalization(of: schemes),
      resolver: ConceptResolver(plain.vocabulary, index: plain.labels))
  }

  /// What the bundle has of these schemes; without it, it is learned again at each start.
  private func learnedNormalization(
    of schemes: Set<SchemeOrdinal>?
  ) throws -> LearnedNormalization? {
    let wanted = Normalizer.fingerprint(plain.vocabulary, schemes)
    var section = Section.normalizers.rawValue
    while file.holds(section) {
      let learned = try LearnedNormalization(try file.bytes(of: section), path: path)
      if learned.fingerprint == wanted { return learned }
      section += 1
    }
    return nil
  }
}

/// Why a bundle cannot be used.
package struct WorkerBundleError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is the matter with the file.
  let cause: StorageError

  /// The file, the cause and a way out.
  package var description: String {
    "\(cause)\nHint: make the bundle anew with this program: parlance bundle --output FILE"
  }
}

extension MappedBytes {
  /// The bytes as an array.
  fileprivate var copy: [UInt8] {
    guard let array = MappedArray<UInt8>(self, byteOffset: 0, count: count) else { return [] }
    return Array(array)
  }
}

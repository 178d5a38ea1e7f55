internal import MappedStorage
package import System

extension TaggingModel {
  /// The kind of file that a model is.
  static let kind = FileKind("PTAG", version: 2)

  /// The sections of the file; a classifier has ten of its own from 100 on.
  private enum Section: UInt32 {
    case header = 1
    case uris = 2
    case counts = 3
    case nodes = 4
    case roots = 5
    case base = 6
    case words = 7
    case frequencies = 8
    case weights = 9
    case tags = 10
    case tagOffsets = 11
    case stopLabels = 12
    case labels = 13
    case judgedSchemes = 14
    case regressionConcepts = 15
    case regressionBiases = 16
    case regressionEntries = 17
    case usualLikeness = 18
    case generalSchemes = 19
    case outranked = 20
    case classifiers = 100
  }

  /// The model's numbers beside its arrays.
  private struct Header: BitwiseCopyable {
    var fingerprint: UInt64
    var documentCount: Int64
    var classifierCount: Int64
  }

  /// The bytes of the model's file.
  package func makeBytes() -> [UInt8] {
    var writer = SectionedFileWriter(kind: Self.kind)
    writer.add(
      Section.header.rawValue,
      [
        Header(
          fingerprint: vocabularyFingerprint, documentCount: Int64(documentCount),
          classifierCount: Int64(classifiers.count))
      ])
    writer.add(Section.uris.rawValue, Self.join(uris))
    writer.add(Section.counts.rawValue, counts)
    writer.add(Section.nodes.rawValue, trees.nodes)
    writer.add(Section.roots.rawValue, trees.roots)
    writer.add(Section.base.rawValue, [trees.base])
    writer.add(Section.words.rawValue, similar.words)
    writer.add(Section.frequencies.rawValue, similar.frequencies)
    writer.add(Section.weights.rawValue, similar.weights)
    writer.add(Section.tags.rawValue, tags)
    writer.add(Section.tagOffsets.rawValue, tagOffsets)
    writer.add(Section.stopLabels.rawValue, Self.join(stopLabels))
    writer.add(
      Section.labels.rawValue, Self.join(labels.flatMap { [$0.concept, Self.line($0.text)] }))
    writer.add(Section.judgedSchemes.rawValue, Self.join(judgedSchemes))
    writer.add(Section.regressionConcepts.rawValue, regression.concepts)
    writer.add(Section.regressionBiases.rawValue, regression.biases)
    writer.add(Section.regressionEntries.rawValue, regression.entries)
    writer.add(Section.usualLikeness.rawValue, [usualLikeness])
    writer.add(Section.generalSchemes.rawValue, Self.join(generalSchemes))
    writer.add(Section.outranked.rawValue, outranked)
    for (number, classifier) in classifiers.enumerated() {
      let first = Section.classifiers.rawValue + UInt32(number) * 10
      writer.add(first, Self.join([classifier.schemeURI] + classifier.types))
      writer.add(first + 1, classifier.features)
      writer.add(first + 2, classifier.weights)
      writer.add(first + 3, classifier.biases)
      writer.add(first + 4, classifier.support)
      writer.add(first + 5, [Int64(classifier.documentCount)])
    }
    return writer.makeBytes()
  }

  /// Writes the model at `path` in one atomic step.
  ///
  /// - Throws: `StorageError.unwritable`.
  package func write(to path: String) throws { try AtomicFile.write(makeBytes(), to: path) }

  /// Reads the model at `path`.
  ///
  /// - Throws: `StorageError`.
  package init(contentsOf path: String) throws {
    try self.init(MappedBytes(mapping: path), path: path)
  }

  /// Reads a model's bytes, every section checked.
  ///
  /// - Parameters:
  ///   - bytes: what `makeBytes` gave.
  ///   - path: the name to use in errors.
  /// - Throws: `StorageError` if they are damaged or of another version.
  package init(_ bytes: MappedBytes, path: String) throws {
    let file = try SectionedFile(bytes, kind: Self.kind, path: path)
    try file.verify()
    func array<Element>(_ section: Section) throws -> [Element]
    where Element: BitwiseCopyable & Sendable {
      Array(try file.array(section.rawValue, of: Element.self))
    }
    let headers: [Header] = try array(.header)
    let bases: [Float] = try array(.base)
    guard let header = headers.first, let base = bases.first else {
      throw StorageError.damaged(path: path, reason: "the header is missing")
    }
    let offsets: [Int32] = try array(.tagOffsets)
    self.init(vocabularyFingerprint: header.fingerprint, documentCount: offsets.count - 1)
    tagOffsets = offsets
    uris = Self.split(try array(.uris))
    counts = try array(.counts)
    trees = BoostedTrees(nodes: try array(.nodes), roots: try array(.roots), base: base)
    similar = SimilarDocuments(
      words: try array(.words), frequencies: try array(.frequencies),
      weights: try array(.weights), count: documentCount)
    tags = try array(.tags)
    stopLabels = Self.split(try array(.stopLabels))
    // Models from before this section was written saw their own answers while they were trained: of
    // those only the wordings count until the next learning.
    let isComplete = file.holds(Section.judgedSchemes.rawValue)
    if isComplete { judgedSchemes = Self.split(try array(.judgedSchemes)) }
    if file.holds(Section.regressionConcepts.rawValue) {
      regression = ConceptRegression(
        concepts: try array(.regressionConcepts), biases: try array(.regressionBiases),
        entries: try array(.regressionEntries))
    }
    if file.holds(Section.usualLikeness.rawValue) {
      let found: [Float] = try array(.usualLikeness)
      usualLikeness = found.first ?? 0
    }
    if file.holds(Section.generalSchemes.rawValue) {
      generalSchemes = Self.split(try array(.generalSchemes))
    }
    if file.holds(Section.outranked.rawValue) { outranked = try array(.outranked) }
    let parts = Self.split(try array(.labels))
    labels = stride(from: 0, to: parts.count - 1, by: 2).map {
      LearnedLabel(text: parts[$0 + 1], concept: parts[$0])
    }
    for number in 0..<UInt32(clamping: isComplete ? header.classifierCount : 0) {
      classifiers.append(
        try Self.classifier(from: file, Section.classifiers.rawValue + number * 10, path))
    }
    guard header.documentCount == documentCount, isSound else {
      throw StorageError.damaged(path: path, reason: "the tables do not fit together")
    }
  }

  private static func classifier(
    from file: SectionedFile, _ first: UInt32, _ path: String
  ) throws -> TypeClassifier {
    let names = split(Array(try file.array(first, of: UInt8.self)))
    let counts = Array(try file.array(first + 5, of: Int64.self))
    guard let scheme = names.first, let count = counts.first else {
      throw StorageError.damaged(path: path, reason: "a classifier is incomplete")
    }
    let result = TypeClassifier(
      schemeURI: scheme, types: Array(names.dropFirst()),
      features: Array(try file.array(first + 1)), weights: Array(try file.array(first + 2)),
      biases: Array(try file.array(first + 3)), documentCount: Int(clamping: max(count, 0)),
      support: Array(try file.array(first + 4)))
    guard result.weights.count == result.features.count * result.types.count,
      result.biases.count == result.types.count, result.support.count == result.types.count,
      (result.weights + result.biases).allSatisfy(\.isPlausible)
    else { throw StorageError.damaged(path: path, reason: "a classifier does not fit together") }
    return result
  }

  /// Whether every number leads to something within the model, and no sum of its numbers can pass the bounds
  /// of its type.
  private var isSound: Bool {
    guard counts.count == uris.count, tagOffsets.count == documentCount + 1, tagOffsets.first == 0,
      zip(tagOffsets, tagOffsets.dropFirst()).allSatisfy(<=),
      Int(tagOffsets[documentCount]) <= tags.count,
      tags.allSatisfy({ uris.indices.contains(Int($0)) })
    else { return false }
    let areCounts =
      counts.allSatisfy { min($0.named, $0.assigned, $0.both) >= 0 }
      && (outranked.isEmpty || outranked.count == uris.count)
      && outranked.allSatisfy { $0 >= 0 }
    let isRegressionSound = regression.isSound(
      words: similar.words.count, conceptCount: uris.count)
    return areCounts && similar.isSound && trees.isSound && isRegressionSound
      && usualLikeness.isPlausible
  }

  /// A text on one line; blanks and line breaks separate words alike.
  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private static func join(_ strings: [String]) -> [UInt8] {
    Array(strings.joined(separator: "\n").utf8)
  }

  private static func split(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

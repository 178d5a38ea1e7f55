internal import MappedStorage
package import System
package import Taxonomy
internal import TextAnalysis

/// All labels of a vocabulary, compiled so that one pass over a text finds every one of them.
///
/// A trie over the tokens of the labels in one flat open-addressing table, with a bitmap before it
/// that turns away most tokens of a text. The labels that share their tokens form a *group*.
/// Immutable; mapped from a file or held in memory.
package struct LabelIndex: Sendable {
  let slots: MappedArray<LabelSlot>
  let bitmap: MappedArray<UInt64>
  let groupOffsets: MappedArray<UInt32>
  let entries: MappedArray<LabelEntry>
  let groupRules: MappedArray<UInt8>
  private let storedFacts: MappedArray<LabelFacts>
  let header: LabelIndexHeader

  /// The bytes as they are stored.
  package let bytes: MappedBytes

  static let kind = FileKind("PLBL", version: 2)

  /// Opens a compiled index.
  ///
  /// - Parameters:
  ///   - bytes: what `write(to:)` stored.
  ///   - path: the name to use in errors.
  /// - Throws: `StorageError` if the bytes are damaged or of another version, also of the analyzer.
  package init(_ bytes: MappedBytes, path: String) throws {
    let file = try SectionedFile(bytes, kind: Self.kind, path: path)
    guard file.userVersion == UInt64(Analyzer.version) else {
      throw StorageError.otherVersion(
        path: path, found: UInt32(truncatingIfNeeded: file.userVersion),
        expected: Analyzer.version)
    }
    try self.init(file, path: path)
    try checkReferences(path: path)
  }

  private init(_ file: SectionedFile, path: String) throws {
    bytes = file.bytes
    slots = try file.array(1)
    bitmap = try file.array(2)
    groupOffsets = try file.array(3)
    entries = try file.array(4)
    groupRules = try file.array(5)
    storedFacts = try file.array(7)
    let headers: MappedArray<LabelIndexHeader> = try file.array(6)
    guard let header = headers.first else {
      throw StorageError.damaged(path: path, reason: "the header is missing")
    }
    self.header = header
  }

  /// Checks what the matcher relies on without looking again.
  private func checkReferences(path: String) throws {
    let isPowerOfTwo = { (count: Int) in count > 0 && count & (count - 1) == 0 }
    // Sizes are used as masks, and `longestPath` sets the size of the matcher's buffers.
    guard isPowerOfTwo(slots.count), isPowerOfTwo(bitmap.count),
      groupOffsets.count == Int(header.groupCount) + 1, groupRules.count == groupOffsets.count - 1,
      groupOffsets.last == UInt32(entries.count), header.longestPath < 200,
      header.slotCount < UInt32(clamping: slots.count), bitmapFitsShift
    else { throw StorageError.damaged(path: path, reason: "the label tables do not fit together") }
  }

  /// Whether every hash leads to a bit of the bitmap.
  private var bitmapFitsShift: Bool {
    let bits = 58 - Int(header.bitmapShift)
    return (0...32).contains(bits) && bitmap.count == 1 << bits
  }

  /// Makes sure that every number leads to something within the index or its vocabulary, which the matcher
  /// relies on without looking again.
  ///
  /// - Complexity: O(labels).
  private func checkLabels(of vocabulary: Vocabulary, path: String) throws {
    guard storedFacts.count == vocabulary.labelCount,
      storedFacts.allSatisfy({ Int($0.concept.rawValue) < vocabulary.conceptCount }),
      groupOffsets.first == 0, zip(groupOffsets, groupOffsets.dropFirst()).allSatisfy(<),
      entries.allSatisfy({ Int($0.label) < vocabulary.labelCount }),
      // Else the search for a token would go round and round.
      slots.contains(where: { $0.node == 0 }),
      (0..<groupCount).allSatisfy({ groupRules[$0] == rules(ofGroup: $0) })
    else {
      throw StorageError.damaged(path: path, reason: "labels refer to what is not there")
    }
  }

  private func rules(ofGroup group: Int) -> UInt8 {
    let range = Int(groupOffsets[group])..<Int(groupOffsets[group + 1])
    return LabelEntry.groupRules(entries[part: range])
  }

  /// Opens the index file at `path`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - vocabulary: the vocabulary whose labels it has to be of.
  ///   - isVerified: whether every byte is known to be as it was written; else all are compared with
  ///     their checksums, and all numbers with what they refer to.
  /// - Throws: `StorageError`, also if the labels are of another vocabulary.
  package init(
    contentsOf path: String, for vocabulary: Vocabulary, isVerified: Bool = false
  ) throws {
    let bytes = try MappedBytes(mapping: path)
    if !isVerified { try SectionedFile(bytes, kind: Self.kind, path: path).verify() }
    try self.init(bytes, path: path)
    guard header.fingerprint == vocabulary.fingerprint else {
      throw StorageError.damaged(path: path, reason: "the labels are of another vocabulary")
    }
    if !isVerified { try checkLabels(of: vocabulary, path: path) }
  }

  /// Opens an index in memory and makes sure that it is of a vocabulary, as of a file that is not verified.
  ///
  /// - Throws: `StorageError`.
  package init(_ bytes: MappedBytes, for vocabulary: Vocabulary, path: String) throws {
    try self.init(bytes, path: path)
    guard header.fingerprint == vocabulary.fingerprint else {
      throw StorageError.damaged(path: path, reason: "the labels are of another vocabulary")
    }
    try checkLabels(of: vocabulary, path: path)
  }

  /// What counts of each label of the vocabulary; `nil` if the index is of another, or of labels alone.
  func facts(of vocabulary: Vocabulary) -> [LabelFacts]? {
    guard header.fingerprint == vocabulary.fingerprint, storedFacts.count == vocabulary.labelCount
    else { return nil }
    return Array(storedFacts)
  }

  /// Stores the index at `path` in one atomic step.
  ///
  /// - Throws: `StorageError.unwritable`.
  package func write(to path: String) throws {
    try AtomicFile.write(bytes, to: path)
  }

  /// The number of groups: different sequences of tokens that are labels.
  package var groupCount: Int { Int(header.groupCount) }

  /// The largest number of tokens of any label.
  package var longestLabel: Int { Int(header.longestPath) }

  /// The numbers of the entries of a group; one label may have several.
  package func entries(ofGroup group: Int) -> Range<Int> {
    Int(groupOffsets[group])..<Int(groupOffsets[group + 1])
  }

  /// The label of an entry.
  package func label(ofEntry entry: Int) -> LabelOrdinal { LabelOrdinal(entries[entry].label) }

  /// The labels of a group, whether or not their rules allow a given surface.
  package func labels(ofGroup group: Int) -> [LabelOrdinal] {
    (groupOffsets[group]..<groupOffsets[group + 1]).map {
      LabelOrdinal(entries[Int($0)].label)
    }
  }
}

/// Numbers about a whole label index.
struct LabelIndexHeader: BitwiseCopyable, Sendable {
  var fingerprint: UInt64
  var groupCount: UInt32
  var longestPath: UInt32
  var bitmapShift: UInt32
  var slotCount: UInt32
}

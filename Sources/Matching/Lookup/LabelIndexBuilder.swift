internal import MappedStorage
internal import System
package import TextAnalysis

/// Grows the trie of a `LabelIndex`, label by label.
package struct LabelIndexBuilder {
  private var transitions = LabelTransitions()
  private var nodeCount: UInt32 = 1
  private var longestPath = 1
  private var entries: [(node: UInt32, entry: LabelEntry)] = []

  private static let longestAllowed = 120

  /// Entries of a group are compared with each other up to so many.
  private static let mostCompared = 16

  /// A builder without labels.
  package init() {}

  /// Adds a label by the keys of its tokens, any case.
  ///
  /// Labels without tokens, or with more than 120, are left out.
  ///
  /// - Parameters:
  ///   - tokens: the keys.
  ///   - label: the number to be given for it.
  ///   - separation: the strongest separation allowed between tokens, at least `soft`: blanks and
  ///     hyphens.
  package mutating func add(
    _ tokens: [TokenKey], label: UInt32, separation: TokenSeparation = .soft
  ) {
    let rule = UInt32(max(separation, .soft).rawValue)
    add(tokens.map { [$0] }, entry: LabelEntry(label: label, rule: rule, surface: 0))
  }

  /// Adds a label by its tokens, each with the other forms that count for it.
  mutating func add(_ path: [[TokenKey]], entry: LabelEntry) {
    guard !path.isEmpty, path.count <= Self.longestAllowed else { return }
    var node: UInt32 = 0
    for forms in path {
      guard let first = forms.first else { return }
      let next = transitions.target(of: first, under: node, orNew: nodeCount)
      if next == nodeCount { nodeCount += 1 }
      // A form that leads elsewhere already keeps doing so: exact spellings win over inflected ones.
      for form in forms.dropFirst() {
        _ = transitions.target(of: form, under: node, orNew: next)
      }
      node = next
    }
    longestPath = max(longestPath, path.count)
    entries.append((node, entry))
  }
}

// MARK: - Compiling

extension LabelIndexBuilder {
  /// The index of all labels added so far.
  ///
  /// - Parameters:
  ///   - fingerprint: that of the vocabulary, to be asked for when the index is opened.
  ///   - facts: what counts of each label of the vocabulary.
  /// - Returns: the index, in memory.
  /// - Throws: `StorageError` never in practice: the bytes are the builder's own.
  package consuming func makeIndex(
    fingerprint: UInt64 = 0, facts: [LabelFacts] = []
  ) throws -> LabelIndex {
    let (numbers, groupCount) = numberNodes()
    let table = LabelTable(transitions.release(), numbers: numbers)
    var writer = SectionedFileWriter(
      kind: LabelIndex.kind, userVersion: UInt64(Analyzer.version))
    var slots: [LabelSlot] = []
    slots.reserveCapacity(table.size)
    table.forEachBlock { slots += $0 }
    writer.add(1, slots)
    addRest(to: &writer, table, numbers, groupCount, fingerprint)
    writer.add(7, facts)
    return try LabelIndex(MappedBytes(writer.makeBytes()), path: "label index")
  }

  /// Writes the index of all labels added so far to a file, without holding its table in memory.
  ///
  /// - Parameters:
  ///   - path: the file, which is replaced in one step if it exists.
  ///   - fingerprint: that of the vocabulary.
  ///   - facts: makes what counts of each label of the vocabulary, when the table is out of memory.
  /// - Throws: `StorageError.unwritable`.
  consuming func write(
    to path: String, fingerprint: UInt64, facts: () -> [LabelFacts]
  ) throws {
    let stream = try SectionedFileStream(
      path: path, kind: LabelIndex.kind, userVersion: UInt64(Analyzer.version), sectionCount: 7)
    let (numbers, groupCount) = numberNodes()
    let table = LabelTable(transitions.release(), numbers: numbers)
    stream.beginSection(1)
    table.forEachBlock { stream.append($0) }
    var writer = SectionedFileWriter(kind: LabelIndex.kind)
    addRest(to: &writer, table, numbers, groupCount, fingerprint)
    writer.add(7, facts())
    writer.append(to: stream)
    try stream.commit()
  }

  /// Nodes are numbered anew: those that end a label first, so that a comparison tells them apart.
  private func numberNodes() -> (numbers: [UInt32], groupCount: UInt32) {
    var numbers = [UInt32](repeating: 0, count: Int(nodeCount))
    var groupCount: UInt32 = 0
    for (node, _) in entries where numbers[Int(node)] == 0 {
      groupCount += 1
      numbers[Int(node)] = groupCount
    }
    var next = groupCount
    for node in 1..<max(1, numbers.count) where numbers[node] == 0 {
      next += 1
      numbers[node] = next
    }
    return (numbers, groupCount)
  }

  /// Adds all sections but that of the table.
  private func addRest(
    to writer: inout SectionedFileWriter, _ table: LabelTable, _ numbers: [UInt32],
    _ groupCount: UInt32, _ fingerprint: UInt64
  ) {
    let (bitmap, shift) = table.makeBitmap()
    writer.add(2, bitmap)
    addGroups(to: &writer, numbers: numbers, groupCount: Int(groupCount))
    writer.add(
      6,
      [
        LabelIndexHeader(
          fingerprint: fingerprint, groupCount: groupCount, longestPath: UInt32(longestPath),
          bitmapShift: shift, slotCount: UInt32(table.count))
      ])
  }

  private func addGroups(
    to writer: inout SectionedFileWriter, numbers: [UInt32], groupCount: Int
  ) {
    var offsets = [UInt32](repeating: 0, count: groupCount + 1)
    for (node, _) in entries { offsets[Int(numbers[Int(node)])] += 1 }
    for group in 0..<groupCount { offsets[group + 1] += offsets[group] }
    var cursors = offsets
    var sorted = [LabelEntry](
      repeating: LabelEntry(label: 0, rule: 0, surface: 0), count: entries.count)
    for (node, entry) in entries {
      let group = Int(numbers[Int(node)]) - 1
      sorted[Int(cursors[group])] = entry
      cursors[group] += 1
    }
    var unique: [LabelEntry] = []
    unique.reserveCapacity(sorted.count)
    var uniqueOffsets: [UInt32] = [0]
    var rules: [UInt8] = []
    for group in 0..<groupCount {
      let begin = unique.count
      let members = sorted[Int(offsets[group])..<Int(offsets[group + 1])]
      // Mostly one or two; but all concepts of a vocabulary may bear the same name.
      var known: Set<LabelEntry>? = members.count > Self.mostCompared ? [] : nil
      for entry in members
      where known?.insert(entry).inserted ?? !unique[begin...].contains(entry) {
        unique.append(entry)
      }
      uniqueOffsets.append(UInt32(unique.count))
      rules.append(LabelEntry.groupRules(unique[begin...]))
    }
    writer.add(3, uniqueOffsets)
    writer.add(4, unique)
    writer.add(5, rules)
  }
}

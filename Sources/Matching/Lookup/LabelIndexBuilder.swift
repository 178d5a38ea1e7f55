internal import MappedStorage
package import TextAnalysis

/// Grows the trie of a `LabelIndex`, label by label.
package struct LabelIndexBuilder {
  private var slots = [LabelSlot](repeating: .vacant, count: 1024)
  private var slotCount = 0
  private var nodeCount: UInt32 = 1
  private var longestPath = 1
  private var entries: [(node: UInt32, entry: LabelEntry)] = []

  private static let longestAllowed = 120

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
      let next = child(of: node, by: first) ?? insertNode(under: node, by: first)
      for form in forms.dropFirst() { addForm(form, under: node, to: next) }
      node = next
    }
    longestPath = max(longestPath, path.count)
    entries.append((node, entry))
  }

  /// Leads another form to a node; a form that leads elsewhere already gets both labels' groups by
  /// keeping its own, so that exact spellings win over inflected ones.
  private mutating func addForm(_ key: TokenKey, under parent: UInt32, to node: UInt32) {
    if child(of: parent, by: key) == nil { insert(key, under: parent, node: node) }
  }

  private func child(of parent: UInt32, by key: TokenKey) -> UInt32? {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: LabelSlot.hash(key.mixed, parent: parent)) & mask
    while slots[index].node != 0 {
      let slot = slots[index]
      if slot.low == key.low, slot.high == key.high, slot.parent == parent { return slot.node }
      index = (index + 1) & mask
    }
    return nil
  }

  private mutating func insertNode(under parent: UInt32, by key: TokenKey) -> UInt32 {
    let node = nodeCount
    nodeCount += 1
    insert(key, under: parent, node: node)
    return node
  }

  private mutating func insert(_ key: TokenKey, under parent: UInt32, node: UInt32) {
    if (slotCount + 1) * 2 > slots.count {
      let old = slots
      slots = [LabelSlot](repeating: .vacant, count: old.count * 2)
      for slot in old where slot.node != 0 { Self.place(slot, in: &slots) }
    }
    Self.place(
      LabelSlot(low: key.low, high: key.high, filter: 0, parent: parent, node: node), in: &slots)
    slotCount += 1
  }

  private static func place(_ slot: LabelSlot, in slots: inout [LabelSlot]) {
    let mask = slots.count - 1
    let hash = LabelSlot.hash(TokenKey(low: slot.low, high: slot.high).mixed, parent: slot.parent)
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].node != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }
}

// MARK: - Compiling

extension LabelIndexBuilder {
  /// The index of all labels added so far.
  ///
  /// Nodes are renumbered: those that end a label first, so that a comparison tells them apart.
  ///
  /// - Parameter fingerprint: that of the vocabulary, to be asked for when the index is opened.
  /// - Returns: the index, in memory.
  /// - Throws: `StorageError` never in practice: the bytes are the builder's own.
  package func makeIndex(fingerprint: UInt64 = 0) throws -> LabelIndex {
    var numbers = [UInt32](repeating: 0, count: Int(nodeCount))
    var groupCount: UInt32 = 0
    for (node, _) in entries where numbers[Int(node)] == 0 {
      groupCount += 1
      numbers[Int(node)] = groupCount
    }
    var next = groupCount
    for node in 1..<numbers.count where numbers[node] == 0 {
      next += 1
      numbers[node] = next
    }
    var filters = [UInt64](repeating: 0, count: Int(nodeCount))
    var rootCount = 0
    for slot in slots where slot.node != 0 {
      let hash = TokenKey(low: slot.low, high: slot.high).mixed
      filters[Int(slot.parent)] |= LabelSlot.filterBit(hash)
      if slot.parent == 0 { rootCount += 1 }
    }
    var size = 64
    while size < slotCount * 2 { size *= 2 }
    var table = [LabelSlot](repeating: .vacant, count: size)
    for slot in slots where slot.node != 0 {
      var moved = slot
      moved.filter = filters[Int(slot.node)]
      moved.parent = numbers[Int(slot.parent)]
      moved.node = numbers[Int(slot.node)]
      Self.place(moved, in: &table)
    }
    let (bitmap, shift) = Self.bitmap(of: table, rootCount: rootCount)
    var writer = SectionedFileWriter(
      kind: LabelIndex.kind, userVersion: UInt64(Analyzer.version))
    writer.add(1, table)
    writer.add(2, bitmap)
    addGroups(to: &writer, numbers: numbers, groupCount: Int(groupCount))
    writer.add(
      6,
      [
        LabelIndexHeader(
          fingerprint: fingerprint, groupCount: groupCount, longestPath: UInt32(longestPath),
          bitmapShift: shift, slotCount: UInt32(slotCount))
      ])
    return try LabelIndex(MappedBytes(writer.makeBytes()), path: "label index")
  }

  /// About 16 bits for each first token, at least 8,192.
  private static func bitmap(
    of table: [LabelSlot], rootCount: Int
  ) -> (words: [UInt64], shift: UInt32) {
    var bits = 13
    while 1 << bits < rootCount * 16 { bits += 1 }
    var words = [UInt64](repeating: 0, count: 1 << (bits - 6))
    let shift = UInt64(64 - bits)
    for slot in table where slot.node != 0 && slot.parent == 0 {
      let bit = TokenKey(low: slot.low, high: slot.high).mixed >> shift
      words[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    return (words, UInt32(shift))
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
      for entry in sorted[Int(offsets[group])..<Int(offsets[group + 1])]
      where !unique[begin...].contains(entry) {
        unique.append(entry)
      }
      uniqueOffsets.append(UInt32(unique.count))
      let isPlain = unique[begin...].contains {
        $0.rule & ~LabelEntry.isVariant == LabelEntry.plainRule
      }
      let isStrict = unique[begin...].contains {
        $0.rule & ~LabelEntry.isVariant != LabelEntry.plainRule
      }
      rules.append((isPlain ? 1 : 0) | (isStrict ? 2 : 0))
    }
    writer.add(3, uniqueOffsets)
    writer.add(4, unique)
    writer.add(5, rules)
  }
}

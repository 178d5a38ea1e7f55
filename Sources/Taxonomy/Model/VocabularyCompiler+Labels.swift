import MappedStorage

/// Compiles the labels.
extension VocabularyCompiler {
  mutating func compileLabels() {
    var cursors = [UInt32](repeating: 0, count: conceptCount + 2)
    let dropped = Self.none
    for index in builder.labels.indices {
      let label = builder.labels[index]
      let concept = ordinal(
        label.concept, usedAs: "the owner of a label",
        at: SourcePosition(source: UInt32(label.source), line: label.line))
      builder.labels[index].concept = concept ?? dropped
      if let concept { cursors[Int(concept) + 1] += 1 }
    }
    for index in 0..<conceptCount { cursors[index + 1] += cursors[index] }
    var order = [UInt32](repeating: 0, count: Int(cursors[conceptCount]))
    for (index, label) in builder.labels.enumerated() where label.concept != dropped {
      order[Int(cursors[Int(label.concept)])] = UInt32(index)
      cursors[Int(label.concept)] += 1
    }
    var unique: [LabelRecord] = []
    unique.reserveCapacity(order.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(conceptCount + 1)
    var next = 0
    for concept in 0..<conceptCount {
      let first = unique.count
      while next < Int(cursors[concept]) {
        let label = builder.labels[Int(order[next])]
        if !unique[first...].contains(where: { isSame($0, label) }) { unique.append(label) }
        next += 1
      }
      offsets.append(UInt32(unique.count))
    }
    builder.labels = []
    add(.labels, unique)
    add(.labelOffsets, offsets)
    add(.labelExtras, builder.labelExtras)
  }

  /// Whether two labels of a concept say the same; lists of labels are short.
  func isSame(_ left: LabelRecord, _ right: LabelRecord) -> Bool {
    left.language == right.language && left.kind == right.kind && left.role == right.role
      && left.from == right.from && left.until == right.until && isSame(left.text, right.text)
  }

  func isSame(_ left: StringReference, _ right: StringReference) -> Bool {
    guard left.length == right.length else { return false }
    let length = Int(left.length)
    let (first, second) = (Int(left.offset), Int(right.offset))
    return (0..<length).allSatisfy { builder.text[first + $0] == builder.text[second + $0] }
  }
}

import MappedStorage

/// The labels that are the same to a reader: equal but for case; codes apart.
struct SharedLabels {
  /// The groups of two and more, in the order of their first labels.
  private(set) var groups: [[LabelOrdinal]] = []

  /// Whether two labels of a concept are in one group.
  private var repeats: [Bool]

  /// Groups the labels of a vocabulary.
  ///
  /// - Complexity: O(bytes of the labels).
  init(_ vocabulary: Vocabulary) {
    repeats = Array(repeating: false, count: vocabulary.conceptCount)
    let keys = LabelKeys(vocabulary)
    var groupOfKey = [Int](repeating: -1, count: keys.count)
    for label in vocabulary.labels {
      guard let key = keys.key(of: label), keys.bearers(of: key) > 1 else { continue }
      if groupOfKey[key] < 0 {
        groupOfKey[key] = groups.count
        groups.append([])
      }
      // The labels of a concept are next to each other.
      let concept = vocabulary.concept(of: label)
      if let last = groups[groupOfKey[key]].last, vocabulary.concept(of: last) == concept {
        repeats[Int(concept.rawValue)] = true
      }
      groups[groupOfKey[key]].append(label)
    }
  }

  /// Whether a concept has two labels that are equal but for case.
  func areRepeated(in concept: ConceptOrdinal) -> Bool { repeats[Int(concept.rawValue)] }
}

/// The text of each label in lower case, as a dense number.
private struct LabelKeys {
  private var keys: [UInt32] = []
  private var counts: [UInt32] = []
  private var ascii = ByteInterner()
  private var others: [String: UInt32] = [:]

  private static let none = UInt32.max

  init(_ vocabulary: Vocabulary) {
    keys.reserveCapacity(vocabulary.labelCount)
    ascii = ByteInterner(minimumCapacity: vocabulary.labelCount)
    var scratch: [UInt8] = []
    // Two interners share the numbers: those of ASCII texts are even, all others odd.
    for label in vocabulary.labels {
      guard vocabulary.role(of: label) != .code else {
        keys.append(Self.none)
        continue
      }
      let text = vocabulary.utf8(of: label)
      let key =
        Self.lowercase(text, into: &scratch)
        ? 2 * ascii.number(of: scratch) : otherKey(of: vocabulary.text(of: label))
      keys.append(key)
      while counts.count <= Int(key) { counts.append(0) }
      counts[Int(key)] += 1
    }
  }

  var count: Int { counts.count }

  func key(of label: LabelOrdinal) -> Int? {
    let key = keys[Int(label.rawValue)]
    return key == Self.none ? nil : Int(key)
  }

  func bearers(of key: Int) -> Int { Int(counts[key]) }

  /// Compared as text, so that "é" is the same in one scalar and in two.
  private mutating func otherKey(of text: String) -> UInt32 {
    let lower = CheckSubject.key(of: text)
    if lower.utf8.allSatisfy({ $0 < 0x80 }) { return 2 * ascii.number(of: lower) }
    let next = UInt32(others.count)
    if let known = others[lower] { return 2 * known + 1 }
    others[lower] = next
    return 2 * next + 1
  }

  /// Puts ASCII text into `result` in lower case; false for any other.
  private static func lowercase(_ text: MappedArray<UInt8>, into result: inout [UInt8]) -> Bool {
    result.removeAll(keepingCapacity: true)
    for byte in text {
      guard byte < 0x80 else { return false }
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      result.append(isCapital ? byte | 0x20 : byte)
    }
    return true
  }
}

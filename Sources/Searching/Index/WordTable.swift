import TextAnalysis

/// The surface forms of one language and the stems they have, found by the key of a token.
struct WordTable {
  private let stemmer: Stemmer?
  private var keys: [TokenKey] = []
  private var slots = [UInt32](repeating: .max, count: 4096)
  /// The number of the stem of each word.
  private(set) var stems: [UInt32] = []
  /// How often each word occurs.
  private(set) var counts: [UInt32] = []
  /// The folded bytes of each word.
  private(set) var words: [[UInt8]] = []

  init(_ language: Language) { stemmer = Stemmer(language) }

  /// The number of a token's stem in the table of stems; `folded` is asked for once a word.
  @inline(__always)
  mutating func stem(
    _ key: TokenKey, in table: inout ByteTable, folded: () -> [UInt8]
  ) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while slots[slot] != .max {
      let word = Int(slots[slot])
      // Compared by its parts: the synthesized comparison is a call in another module.
      if keys[word].low == key.low, keys[word].high == key.high {
        counts[word] += 1
        return Int(stems[word])
      }
      slot = (slot + 1) & mask
    }
    return insert(key, slot: slot, folded(), &table)
  }

  private mutating func insert(
    _ key: TokenKey, slot: Int, _ word: [UInt8], _ table: inout ByteTable
  ) -> Int {
    var stem = word
    stemmer?.stem(&stem)
    let number = table.number(of: stem)
    slots[slot] = UInt32(keys.count)
    keys.append(key)
    words.append(word)
    stems.append(UInt32(number))
    counts.append(1)
    if keys.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 2)
    let mask = slots.count - 1
    for (word, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.mixed) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(word)
    }
  }
}

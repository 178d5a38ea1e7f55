import TextAnalysis

/// A number for each different word, found out once, by the keys of tokens.
struct TokenMemory {
  private var keys: [TokenKey] = []
  private var values: [Int32] = []
  private var slots = [UInt32](repeating: .max, count: 1024)

  /// The number of a word; `find` is asked the first time.
  @inline(__always)
  mutating func value(of key: TokenKey, _ find: () -> Int32) -> Int32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while slots[slot] != .max {
      let word = Int(slots[slot])
      // Compared by its parts: the synthesized comparison is a call in another module.
      if keys[word].low == key.low, keys[word].high == key.high { return values[word] }
      slot = (slot + 1) & mask
    }
    let value = find()
    slots[slot] = UInt32(keys.count)
    keys.append(key)
    values.append(value)
    if keys.count * 2 > slots.count { grow() }
    return value
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

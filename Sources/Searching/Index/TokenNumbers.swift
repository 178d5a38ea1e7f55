import TextAnalysis

/// The different words among tokens, numbered from 0 in the order in which they come.
struct TokenNumbers {
  private var keys: [TokenKey] = []
  private var slots: [UInt32]

  /// A table with room for half as many words as `capacity`, a power of two; it grows.
  init(capacity: Int) { slots = [UInt32](repeating: .max, count: capacity) }

  /// The number of a word; that of a new word is the count of those before it.
  @inline(__always)
  mutating func number(of key: TokenKey) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while slots[slot] != .max {
      let word = Int(slots[slot])
      // Compared by its parts: the synthesized comparison is a call in another module.
      if keys[word].low == key.low, keys[word].high == key.high { return word }
      slot = (slot + 1) & mask
    }
    return add(key, at: slot)
  }

  private mutating func add(_ key: TokenKey, at slot: Int) -> Int {
    slots[slot] = UInt32(keys.count)
    keys.append(key)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
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

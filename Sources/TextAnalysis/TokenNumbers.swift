/// The different words among tokens, numbered from 0 in the order in which they come.
package struct TokenNumbers: Sendable {
  @usableFromInline var keys: [TokenKey] = []
  @usableFromInline var slots: [UInt32]

  /// A table with room for half as many words as `capacity`, a power of two; it grows.
  package init(capacity: Int) { slots = [UInt32](repeating: .max, count: capacity) }

  /// The number of a word; that of a new word is the count of those before it.
  @inlinable @inline(__always)
  package mutating func number(of key: TokenKey) -> Int {
    let slot = slot(of: key)
    return slots[slot] == .max ? add(key, at: slot) : Int(slots[slot])
  }

  /// The number of a word that was numbered before; `nil` for another one.
  @inlinable @inline(__always)
  package func known(_ key: TokenKey) -> Int? {
    let number = slots[slot(of: key)]
    return number == .max ? nil : Int(number)
  }

  /// Where a word stands, or the vacant slot where it belongs.
  @inlinable @inline(__always)
  func slot(of key: TokenKey) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while slots[slot] != .max {
      let word = Int(slots[slot])
      // Compared by its parts: the synthesized comparison is a call in another module.
      if keys[word].low == key.low, keys[word].high == key.high { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  @usableFromInline
  mutating func add(_ key: TokenKey, at slot: Int) -> Int {
    slots[slot] = UInt32(keys.count)
    keys.append(key)
    // Half full at most, so that a search for a word that is not there ends soon.
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

import MappedStorage

/// Numbers byte strings in the order in which they come up, and keeps each once.
struct ByteTable {
  private(set) var arena: [UInt8] = []
  private(set) var offsets: [UInt32] = [0]
  private var hashes: [UInt32] = []
  private var slots = [UInt32](repeating: .max, count: 1024)

  /// The number of strings.
  var count: Int { hashes.count }

  /// The bytes of a string.
  subscript(number: Int) -> ArraySlice<UInt8> {
    arena[Int(offsets[number])..<Int(offsets[number + 1])]
  }

  /// The number of a string, a new one if it is not known yet.
  mutating func number(of bytes: [UInt8]) -> Int {
    let hash = UInt32(truncatingIfNeeded: Checksum.of(bytes))
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != .max {
      let candidate = Int(slots[slot])
      // The hashes first: nearly all strings that share a slot differ in them already.
      if hashes[candidate] == hash, self[candidate].elementsEqual(bytes) { return candidate }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(hashes.count)
    hashes.append(hash)
    arena.append(contentsOf: bytes)
    offsets.append(UInt32(arena.count))
    // Half full at most: beyond, a string that is new passes ever more of the others.
    if hashes.count * 2 > slots.count { grow() }
    return hashes.count - 1
  }

  /// The numbers in the order of the bytes.
  func sortedNumbers() -> [Int] {
    // The first eight bytes decide nearly always.
    let keys = (0..<count).map { TermSamples.key(self[$0]) }
    return (0..<count).sorted { left, right in
      keys[left] != keys[right]
        ? keys[left] < keys[right] : self[left].lexicographicallyPrecedes(self[right])
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number)
    }
  }
}

internal import TextAnalysis

/// The compiled table of a label index, laid out slot after slot without being held.
///
/// Transitions are ordered by the slot that their hash asks for; each then takes that slot or, if
/// it is taken, the next. That is a table as linear probing makes it.
struct LabelTable {
  private let transitions: [LabelTransition]
  private let numbers: [UInt32]
  private let filters: [UInt64]

  /// The indexes of the transitions by the slot they ask for.
  private let order: [UInt32]

  /// How many of the last in the order find their slots at the beginning of the table.
  private let wrapped: Int

  /// The number of slots: a power of two, at least twice the number of transitions.
  let size: Int

  /// The slots that are handed on at once.
  private static let blockSize = 32 << 10

  /// Lays the table out.
  ///
  /// - Parameters:
  ///   - transitions: the transitions.
  ///   - numbers: the final number of each node.
  init(_ transitions: [LabelTransition], numbers: [UInt32]) {
    var size = 64
    while size < transitions.count * 2 { size *= 2 }
    var filters = [UInt64](repeating: 0, count: numbers.count)
    for transition in transitions {
      filters[Int(transition.parent)] |= LabelSlot.filterBit(transition.mixed)
    }
    var cursors = [UInt32](repeating: 0, count: size + 1)
    for transition in transitions {
      cursors[Self.home(transition, numbers, size) + 1] += 1
    }
    var end = 0
    for slot in 0..<size {
      if cursors[slot + 1] > 0 { end = max(end, slot) + Int(cursors[slot + 1]) }
      cursors[slot + 1] += cursors[slot]
    }
    var order = [UInt32](repeating: 0, count: transitions.count)
    for (index, transition) in transitions.enumerated() {
      let slot = Self.home(transition, numbers, size)
      order[Int(cursors[slot])] = UInt32(index)
      cursors[slot] += 1
    }
    self.transitions = transitions
    self.numbers = numbers
    self.filters = filters
    self.order = order
    self.size = size
    wrapped = max(0, end - size)
  }

  /// The number of transitions.
  var count: Int { transitions.count }

  private static func home(
    _ transition: LabelTransition, _ numbers: [UInt32], _ size: Int
  ) -> Int {
    let hash = LabelSlot.hash(transition.mixed, parent: numbers[Int(transition.parent)])
    return Int(truncatingIfNeeded: hash) & (size - 1)
  }

  /// Hands the slots on in blocks, in their order.
  func forEachBlock(_ body: ([LabelSlot]) -> Void) {
    let length = min(size, Self.blockSize)
    var block = [LabelSlot](repeating: .vacant, count: length)
    var start = 0
    var next = 0
    let wrappedFirst = [order.suffix(wrapped), order.dropLast(wrapped)].joined()
    for (rank, index) in wrappedFirst.enumerated() {
      let transition = transitions[Int(index)]
      let slot = rank < wrapped ? rank : max(next, Self.home(transition, numbers, size))
      while slot >= start + length {
        body(block)
        for index in block.indices { block[index] = .vacant }
        start += length
      }
      block[slot - start] = LabelSlot(
        low: transition.low, high: transition.high, filter: filters[Int(transition.node)],
        parent: numbers[Int(transition.parent)], node: numbers[Int(transition.node)])
      next = slot + 1
    }
    while start < size {
      body(block)
      for index in block.indices { block[index] = .vacant }
      start += length
    }
  }

  /// The bits of all first tokens: about 16 for each, at least 8,192.
  func makeBitmap() -> (words: [UInt64], shift: UInt32) {
    let rootCount = transitions.count { $0.parent == 0 }
    var bits = 13
    while 1 << bits < rootCount * 16 { bits += 1 }
    var words = [UInt64](repeating: 0, count: 1 << (bits - 6))
    let shift = UInt64(64 - bits)
    for transition in transitions where transition.parent == 0 {
      let bit = transition.mixed >> shift
      words[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    return (words, UInt32(shift))
  }
}

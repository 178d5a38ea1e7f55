internal import TextAnalysis

/// A transition of a label trie that grows.
struct LabelTransition: BitwiseCopyable {
  var low: UInt64
  var high: UInt64
  var parent: UInt32
  var node: UInt32

  var mixed: UInt64 { TokenKey(low: low, high: high).mixed }
}

/// The transitions of a label trie while it grows, in the order in which they were added.
///
/// An open-addressing table leads to them: a number with the upper bits of the hash, so that most
/// other transitions are told apart without looking at them.
struct LabelTransitions {
  private var all: [LabelTransition] = []
  private var table = [UInt64](repeating: 0, count: 1024)

  /// Where a token leads from a node, after making it lead to `new` if it led nowhere.
  mutating func target(of key: TokenKey, under parent: UInt32, orNew new: UInt32) -> UInt32 {
    let hash = LabelSlot.hash(key.mixed, parent: parent)
    let mask = table.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    let tag = hash & Self.tagMask
    while table[index] != 0 {
      if table[index] & Self.tagMask == tag {
        let known = all[Int(table[index] & Self.numberMask) - 1]
        if known.low == key.low, known.high == key.high, known.parent == parent {
          return known.node
        }
      }
      index = (index + 1) & mask
    }
    all.append(LabelTransition(low: key.low, high: key.high, parent: parent, node: new))
    table[index] = tag | UInt64(all.count)
    if all.count * 3 > table.count * 2 { grow() }
    return new
  }

  /// Gives the transitions away; none are left.
  mutating func release() -> [LabelTransition] {
    let result = all
    self = LabelTransitions()
    return result
  }

  private static let numberMask: UInt64 = 0xFFFF_FFFF
  private static let tagMask: UInt64 = ~numberMask

  private mutating func grow() {
    let mask = table.count * 2 - 1
    table = [UInt64](repeating: 0, count: mask + 1)
    for (number, transition) in all.enumerated() {
      let hash = LabelSlot.hash(transition.mixed, parent: transition.parent)
      var index = Int(truncatingIfNeeded: hash) & mask
      while table[index] != 0 { index = (index + 1) & mask }
      table[index] = hash & Self.tagMask | UInt64(number + 1)
    }
  }
}

internal import TextAnalysis

/// One transition of the label trie: from a node by a token to the next node.
///
/// 32 bytes, so that two share a cache line. The filter has a bit for each token that may follow;
/// it spares the table most lookups of a second token.
@frozen @usableFromInline
struct LabelSlot: BitwiseCopyable, Sendable {
  @usableFromInline var low: UInt64
  @usableFromInline var high: UInt64
  @usableFromInline var filter: UInt64
  @usableFromInline var parent: UInt32
  @usableFromInline var node: UInt32

  /// A slot that holds nothing; no transition leads to node 0, the root.
  static let vacant = LabelSlot(low: 0, high: 0, filter: 0, parent: 0, node: 0)

  init(low: UInt64, high: UInt64, filter: UInt64, parent: UInt32, node: UInt32) {
    self.low = low
    self.high = high
    self.filter = filter
    self.parent = parent
    self.node = node
  }

  /// Where the search for a transition begins, before masking.
  @inline(__always)
  static func hash(_ tokenHash: UInt64, parent: UInt32) -> UInt64 {
    tokenHash ^ (UInt64(parent) &* 0x9E37_79B9_7F4A_7C15 >> 20)
  }

  /// The filter's bit for a token.
  @inline(__always)
  static func filterBit(_ tokenHash: UInt64) -> UInt64 { 1 &<< (tokenHash &>> 58) }
}

/// A label at the end of a path of tokens, with what its surface must satisfy.
@usableFromInline
struct LabelEntry: BitwiseCopyable, Sendable, Hashable {
  /// The label's ordinal in the vocabulary.
  var label: UInt32

  /// Bits 0–2: the strongest separation allowed between its tokens; bit 3: case must agree;
  /// bit 4: reached by another spelling (joined, split, dotted) than the label's own.
  var rule: UInt32

  /// The hash of the surface it must have if case must agree, else 0.
  var surface: UInt64

  static let separationMask: UInt32 = 7
  static let caseMustAgree: UInt32 = 8
  static let isVariant: UInt32 = 16

  /// The rule of most labels: soft separations, any case.
  static let plainRule = UInt32(TokenSeparation.soft.rawValue)
}

extension LabelEntry {
  /// What the rules of the labels of a group come to: bit 0 if any is plain, bit 1 if any is not.
  static func groupRules(_ entries: some Sequence<LabelEntry>) -> UInt8 {
    entries.reduce(0) { $0 | ($1.rule & ~isVariant == plainRule ? 1 : 2) }
  }
}

/// The hash of a surface: the tokens' own bytes with a blank between them (FNV-1a).
struct SurfaceHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
  private var isFirst = true

  /// Adds the bytes of a token.
  mutating func append(_ token: Span<UInt8>) {
    if !isFirst { add(0x20) }
    isFirst = false
    for index in 0..<token.count { add(token[index]) }
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}

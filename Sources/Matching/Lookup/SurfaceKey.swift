/// A hash of a sequence of token keys, to compare a surface's folded form with a label's.
package struct SurfaceKey {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The hash of no tokens.
  package init() {}

  /// The hash of the keys so far.
  package var value: UInt32 { UInt32(truncatingIfNeeded: state) }

  /// Adds the mixed key of a token.
  @inline(__always)
  package mutating func append(_ mixed: UInt64) {
    state = (state ^ mixed) &* 0xBF58_476D_1CE4_E5B9
    state ^= state >> 29
  }
}

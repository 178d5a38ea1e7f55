/// The pairs of bytes with which phrases end, or begin: most places of a text have none of them, which two bytes tell.
struct PhraseEdges: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1024)

  /// Adds a phrase.
  ///
  /// - Parameters:
  ///   - edge: its outermost byte.
  ///   - next: the one beside it; `nil` if the phrase has one only.
  mutating func insert(_ edge: UInt8, _ next: UInt8?) {
    let edge = PhraseText.lower(edge)
    for byte in UInt8.min...UInt8.max {
      // A blank stands for any number of blanks of any kind.
      let isPossible =
        next == nil || edge == 0x20
        || (next == 0x20 ? PhraseText.isBlank(byte) : next.map(PhraseText.lower) == byte)
      if isPossible {
        let pair = Int(edge) << 8 | Int(byte)
        bits[pair >> 6] |= 1 << UInt64(pair & 63)
      }
    }
  }

  /// Whether a phrase may have its edge at two bytes of a text, small ones for capitals; any may where there is no second.
  @inline(__always)
  func contains(_ edge: UInt8, _ next: UInt8?) -> Bool {
    guard let next else { return true }
    let pair = Int(edge) << 8 | Int(next)
    return bits[pair >> 6] & 1 << UInt64(pair & 63) != 0
  }
}

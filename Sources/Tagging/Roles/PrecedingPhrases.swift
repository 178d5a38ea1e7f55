/// Phrases that are looked for right before a place, the longest first.
struct PrecedingPhrases: Sendable {
  /// The phrases by their last byte.
  private var phrases = [[[UInt8]]](repeating: [], count: 256)

  /// A bit for each pair of bytes with which a phrase ends: most places end no phrase, which two bytes tell.
  private var endings = [UInt64](repeating: 0, count: 1024)

  init() {}

  /// Adds a phrase; an empty one is none.
  mutating func insert(_ phrase: [UInt8]) {
    guard let last = phrase.last else { return }
    phrases[Int(last)].append(phrase)
    phrases[Int(last)].sort { $0.count > $1.count }
    let before = phrase.dropLast().last
    for byte in UInt8.min...UInt8.max {
      // A blank stands for any number of blanks of any kind.
      let isPossible =
        before == nil || last == 0x20
        || (before == 0x20 ? PhraseText.isBlank(byte) : before.map(PhraseText.lower) == byte)
      if isPossible { mark(byte, last) }
    }
  }

  private mutating func mark(_ before: UInt8, _ last: UInt8) {
    let pair = Int(last) << 8 | Int(before)
    endings[pair >> 6] |= 1 << UInt64(pair & 63)
  }

  /// Where the longest phrase begins that ends at a place; `nil` if none does.
  func match(endingAt end: Int, in text: PhraseText) -> Int? {
    guard let last = text.lastByte(before: end) else { return nil }
    if let before = text.lastByte(before: end - 1) {
      let pair = Int(last) << 8 | Int(before)
      guard endings[pair >> 6] & 1 << UInt64(pair & 63) != 0 else { return nil }
    }
    for phrase in phrases[Int(last)] {
      if let start = text.match(phrase, endingAt: end) { return start }
    }
    return nil
  }
}

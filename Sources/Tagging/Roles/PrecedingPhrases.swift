/// Phrases that are looked for right before a place, the longest first.
struct PrecedingPhrases: Sendable {
  /// The phrases by their last byte.
  private var phrases = [[[UInt8]]](repeating: [], count: 256)

  /// How they end.
  private var endings = PhraseEdges()

  init() {}

  /// Adds a phrase; an empty one is none.
  mutating func insert(_ phrase: [UInt8]) {
    guard let last = phrase.last else { return }
    phrases[Int(last)].append(phrase)
    phrases[Int(last)].sort { $0.count > $1.count }
    endings.insert(last, phrase.dropLast().last)
  }

  /// Where the longest phrase begins that ends at a place; `nil` if none does.
  func match(endingAt end: Int, in text: PhraseText) -> Int? {
    guard let last = text.lastByte(before: end) else { return nil }
    guard endings.contains(last, text.lastByte(before: end - 1)) else { return nil }
    for phrase in phrases[Int(last)] {
      if let start = text.match(phrase, endingAt: end) { return start }
    }
    return nil
  }
}

/// Phrases that are looked for right before a place, the longest first.
struct PrecedingPhrases: Sendable {
  /// The phrases by their last byte.
  private var phrases: [UInt8: [[UInt8]]] = [:]

  init() {}

  /// Adds a phrase; an empty one is none.
  mutating func insert(_ phrase: [UInt8]) {
    guard let last = phrase.last else { return }
    phrases[last, default: []].append(phrase)
    phrases[last]?.sort { $0.count > $1.count }
  }

  /// Where the longest phrase begins that ends at a place; `nil` if none does.
  func match(endingAt end: Int, in text: PhraseText) -> Int? {
    guard let last = text.lastByte(before: end), let possible = phrases[last] else { return nil }
    for phrase in possible {
      if let start = text.match(phrase, endingAt: end) { return start }
    }
    return nil
  }
}

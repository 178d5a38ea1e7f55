/// Phrases that stand on both sides of a name, or behind it: "von ~ … wechseln", "~ was replaced by".
///
/// `~` is the name, and `…` any words of its sentence.
struct SurroundingPhrases: Sendable {
  private struct Phrase {
    /// What stands somewhere before the name, in its sentence; empty if nothing has to.
    var earlier: [UInt8] = []
    /// What stands right before the name.
    var before: [UInt8] = []
    /// What stands right behind the name.
    var behind: [UInt8] = []
    /// What stands somewhere behind the name, in its sentence; empty if nothing has to.
    var later: [UInt8] = []
  }

  /// Phrases by the last byte before the name, and others by the first one behind it.
  private var byLast = [[Phrase]](repeating: [], count: 256)
  private var byFirst = [[Phrase]](repeating: [], count: 256)

  /// How those before a name end, and how the others begin.
  private var endings = PhraseEdges()
  private var beginnings = PhraseEdges()

  /// How far the other half of a phrase is looked for, in bytes.
  private static let reach = 120

  init() {}

  /// Adds a phrase.
  ///
  /// - Precondition: it has one `~`, with words right beside it.
  mutating func insert(_ phrase: String) {
    let sides = phrase.split(separator: "~", omittingEmptySubsequences: false)
    precondition(sides.count == 2, "passing-phrases.tsv: \(phrase)")
    func parts(_ side: Substring) -> [[UInt8]] {
      side.split(separator: "…", omittingEmptySubsequences: false).map { part in
        Array(part.utf8.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed())
      }
    }
    let (left, right) = (parts(sides[0]), parts(sides[1]))
    var result = Phrase()
    result.before = left.last ?? []
    result.behind = right.first ?? []
    if left.count > 1 { result.earlier = left[0] }
    if right.count > 1 { result.later = right[1] }
    if let last = result.before.last {
      byLast[Int(PhraseText.lower(last))].append(result)
      endings.insert(last, result.before.dropLast().last)
    } else if let first = result.behind.first {
      byFirst[Int(PhraseText.lower(first))].append(result)
      beginnings.insert(first, result.behind.dropFirst().first)
    } else {
      preconditionFailure("passing-phrases.tsv: \(phrase)")
    }
  }

  /// Whether a phrase that begins behind a name stands there.
  func matchBehind(_ end: Int, in text: PhraseText) -> Bool {
    let start = text.passBlanks(from: text.passQuotes(from: end))
    guard let first = text.byte(at: start),
      beginnings.contains(first, text.byte(at: start + 1))
    else { return false }
    return byFirst[Int(first)].contains { phrase in
      text.match(phrase.behind, at: start).map { isLater(phrase.later, $0, in: text) } ?? false
    }
  }

  /// Whether a phrase ends at a place, and what belongs to it stands around a name.
  func match(endingAt end: Int, before name: Range<Int>, in text: PhraseText) -> Bool {
    guard let last = text.lastByte(before: end),
      endings.contains(last, text.lastByte(before: end - 1))
    else { return false }
    return byLast[Int(last)].contains { phrase in
      guard let start = text.match(phrase.before, endingAt: end) else { return false }
      var next = name.upperBound
      if !phrase.behind.isEmpty {
        let place = text.passBlanks(from: text.passQuotes(from: next))
        guard let end = text.match(phrase.behind, at: place) else { return false }
        next = end
      }
      return isLater(phrase.later, next, in: text)
        && (phrase.earlier.isEmpty
          || text.sentence(before: start, most: Self.reach).contains {
            text.isWordStart($0) && text.match(phrase.earlier, at: $0).map { $0 <= start } ?? false
          })
    }
  }

  private func isLater(_ words: [UInt8], _ start: Int, in text: PhraseText) -> Bool {
    words.isEmpty
      || text.sentence(from: start, most: Self.reach).contains {
        text.isWordStart($0) && text.match(words, at: $0) != nil
      }
  }
}

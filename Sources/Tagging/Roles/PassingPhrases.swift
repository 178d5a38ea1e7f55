internal import Knowledge

/// How texts name a thing in passing, as `passing-phrases.tsv` has it.
struct PassingPhrases: Sendable {
  /// The phrases that are compiled into the library.
  static let shared = PassingPhrases(PackageResources.passing_phrases_tsv)

  /// The phrases before a name by their last byte, the longest first.
  private var before: [UInt8: [[UInt8]]] = [:]

  private var fillers: [UInt8: [[UInt8]]] = [:]
  private var joining: [UInt8: [[UInt8]]] = [:]

  private static let mostFillers = 2

  /// Reads the columns kind, language, phrases.
  ///
  /// - Precondition: every line has three columns and a known kind.
  init(_ bytes: [UInt8]) {
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      precondition(
        columns.count == 3,
        "passing-phrases.tsv: \(String(decoding: line.prefix(60), as: UTF8.self))")
      for phrase in columns[2].split(separator: UInt8(ascii: ";")).map(Array.init) {
        guard let last = phrase.last else { continue }
        switch String(decoding: columns[0], as: UTF8.self) {
        case "before": before[last, default: []].append(phrase)
        case "filler": fillers[last, default: []].append(phrase)
        case "joining": joining[last, default: []].append(phrase)
        default: preconditionFailure("passing-phrases.tsv: an unknown kind of phrase")
        }
      }
    }
    for last in before.keys { before[last]?.sort { $0.count > $1.count } }
  }

  /// Whether a name that starts at a place is named in passing.
  ///
  /// - Parameters:
  ///   - start: where the name starts.
  ///   - text: the text.
  ///   - last: where the name before it ends, if that is named in passing.
  /// - Returns: whether it is.
  func precede(_ start: Int, in text: PhraseText, behind last: Int?) -> Bool {
    var end = text.passBlanksBack(from: text.passQuotesBack(from: start))
    if let last, let place = match(joining, endingAt: end, in: text),
      text.passBlanksBack(from: place) == last
    {
      return true
    }
    for _ in 0...Self.mostFillers {
      if match(before, endingAt: end, in: text) != nil { return true }
      guard let place = match(fillers, endingAt: end, in: text) else { return false }
      end = text.passBlanksBack(from: place)
    }
    return false
  }

  private func match(_ phrases: [UInt8: [[UInt8]]], endingAt end: Int, in text: PhraseText) -> Int?
  {
    guard let last = text.lastByte(before: end), let possible = phrases[last] else { return nil }
    for phrase in possible {
      if let start = text.match(phrase, endingAt: end) { return start }
    }
    return nil
  }
}

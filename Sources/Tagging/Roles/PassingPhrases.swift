internal import Knowledge

/// How texts name a thing in passing, as `passing-phrases.tsv` has it.
struct PassingPhrases: Sendable {
  /// The phrases that are compiled into the library.
  static let shared = PassingPhrases(PackageResources.passing_phrases_tsv)

  private var before = PrecedingPhrases()
  private var fillers = PrecedingPhrases()
  private var joining = PrecedingPhrases()

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
        switch String(decoding: columns[0], as: UTF8.self) {
        case "before": before.insert(phrase)
        case "filler": fillers.insert(phrase)
        case "joining": joining.insert(phrase)
        default: preconditionFailure("passing-phrases.tsv: an unknown kind of phrase")
        }
      }
    }
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
    if let last, let place = joining.match(endingAt: end, in: text),
      text.passBlanksBack(from: place) == last
    {
      return true
    }
    // "Replaces the old": more words than two before a name are a sentence of their own.
    for _ in 0...Self.mostFillers {
      if before.match(endingAt: end, in: text) != nil { return true }
      guard let place = fillers.match(endingAt: end, in: text) else { return false }
      end = text.passBlanksBack(from: place)
    }
    return false
  }
}

internal import Knowledge

/// How texts name a thing in passing, as `passing-phrases.tsv` has it.
struct PassingPhrases: Sendable {
  /// The phrases that are compiled into the library.
  static let shared = PassingPhrases(PackageResources.passing_phrases_tsv)

  private var before = PrecedingPhrases()
  private var fillers = PrecedingPhrases()
  private var joining = PrecedingPhrases()
  private var around = SurroundingPhrases()

  /// Words of notices on rights: the sentence that holds one names nothing that it is about.
  private(set) var notices: [[UInt8]] = []

  private static let mostFillers = 2
  private static let mostUnknown = 3
  private static let longestUnknown = 4

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
        case "around": around.insert(String(decoding: phrase, as: UTF8.self))
        case "filler": fillers.insert(phrase)
        case "joining": joining.insert(phrase)
        case "notice": notices.append(phrase)
        default: preconditionFailure("passing-phrases.tsv: an unknown kind of phrase")
        }
      }
    }
  }

  /// Whether a name is named in passing.
  ///
  /// - Parameters:
  ///   - name: where it stands.
  ///   - text: the text.
  ///   - last: where the name before it ends, if that is named in passing.
  /// - Returns: whether it is.
  func surround(_ name: Range<Int>, in text: PhraseText, behind last: Int?) -> Bool {
    var end = text.passBlanksBack(from: text.passQuotesBack(from: name.lowerBound))
    let joint = joining.match(endingAt: end, in: text)
    if let last, let joint, text.passBlanksBack(from: joint) == last { return true }
    if around.matchBehind(name.upperBound, in: text) { return true }
    if let joint, isBehindUnknownNames(joint, in: text) { return true }
    // "replaces the former Acme Vault": with more words between, the phrase is about something else.
    for _ in 0...Self.mostFillers {
      if before.match(endingAt: end, in: text) != nil { return true }
      if around.match(endingAt: end, before: name, in: text) { return true }
      guard let place = fillers.match(endingAt: end, in: text) else { return false }
      end = text.passBlanksBack(from: place)
    }
    return false
  }

  /// Whether a list of names that nobody knows stands before a place, right behind one of the phrases: "replaces Tape
  /// Star and Harbor Archive".
  private func isBehindUnknownNames(_ joint: Int, in text: PhraseText) -> Bool {
    var end = text.passBlanksBack(from: joint)
    for _ in 0..<Self.mostUnknown {
      var isJoined = false
      for word in text.words(before: end, most: Self.longestUnknown).reversed() {
        guard text.isCapital(word.lowerBound) else { return false }
        end = text.passBlanksBack(from: text.passQuotesBack(from: word.lowerBound))
        if before.match(endingAt: end, in: text) != nil { return true }
        if let joint = joining.match(endingAt: end, in: text) {
          end = text.passBlanksBack(from: joint)
          isJoined = true
          break
        }
      }
      guard isJoined else { return false }
    }
    return false
  }
}

/// Where a text defines an abbreviation.
struct AbbreviationDefinition: Equatable {
  /// The bytes of the short form.
  var short: Range<Int>

  /// The bytes of the long form.
  var long: Range<Int>

  /// Whether the letters are those with which the words begin, so that it is a definition whatever it names.
  var isByInitials: Bool
}

/// Finds where a text defines abbreviations, whatever they stand for: "Hospital Asset System (HAS)".
///
/// Letters begin the words of the long form one after the other; in parentheses they may also stand within them, after
/// Schwartz and Hearst (2003).
struct AbbreviationFinder {
  private let text: PhraseText
  private let phrases: AbbreviationPhrases

  /// The longest short form, in bytes.
  static let longest = 10

  init(_ bytes: [UInt8], phrases: AbbreviationPhrases = .shared) {
    text = PhraseText(bytes)
    self.phrases = phrases
  }

  /// The definitions in the order of their short forms.
  ///
  /// - Complexity: O(bytes), and O(phrases) for each word in capitals.
  func definitions() -> [AbbreviationDefinition] {
    var result: [AbbreviationDefinition] = []
    var position = 0
    while let short = text.nextShortForm(from: position, longest: Self.longest) {
      position = short.upperBound
      if let definition = definition(of: short) { result.append(definition) }
    }
    return result
  }

  private func definition(of short: Range<Int>) -> AbbreviationDefinition? {
    let before = text.passQuotesBack(from: short.lowerBound)
    let behind = text.passQuotes(from: short.upperBound)
    return inParentheses(short, before, behind) ?? beforeParentheses(short, behind)
      ?? behindPhrase(short, before) ?? beforePhrase(short, before, behind)
  }

  /// "Hospital Asset System (HAS)", "… (hereinafter “HAS”)", "… (HAS for short)".
  private func inParentheses(
    _ short: Range<Int>, _ before: Int, _ behind: Int
  ) -> AbbreviationDefinition? {
    let last = text.lastByte(before: text.passBlanksBack(from: before))
    guard let opening = text.opening(before: before, phrases[.opening, to: last]),
      text.closes(at: behind, phrases[.closing])
    else { return nil }
    let words = text.words(before: opening, most: Self.mostWords(short))
    guard let end = words.last?.upperBound else { return nil }
    if let start = text.initials(of: short, endingWith: words) {
      return AbbreviationDefinition(short: short, long: start..<end, isByInitials: true)
    }
    guard let start = text.letters(of: short, within: words[0].lowerBound..<end),
      end - start > short.count
    else { return nil }
    return AbbreviationDefinition(short: short, long: start..<end, isByInitials: false)
  }

  /// "HAS (Hospital Asset System)".
  private func beforeParentheses(
    _ short: Range<Int>, _ behind: Int
  ) -> AbbreviationDefinition? {
    let opening = text.passBlanks(from: behind)
    guard opening - behind <= 2, text.isOpening(opening) else { return nil }
    let words = text.words(
      from: text.passQuotes(from: opening + 1), most: Self.mostWords(short))
    guard let first = words.first, let last = words.last else { return nil }
    if let end = text.initials(of: short, beginning: words) {
      return AbbreviationDefinition(
        short: short, long: first.lowerBound..<end, isByInitials: true)
    }
    guard text.letters(of: short, within: first.lowerBound..<last.upperBound) == first.lowerBound,
      last.upperBound - first.lowerBound > short.count
    else { return nil }
    return AbbreviationDefinition(
      short: short, long: first.lowerBound..<last.upperBound, isByInitials: false)
  }

  /// "Hospital Asset System, abbreviated HAS".
  private func behindPhrase(_ short: Range<Int>, _ before: Int) -> AbbreviationDefinition? {
    let end = text.passBlanksBack(from: before)
    for phrase in phrases[.precedes, to: text.lastByte(before: end)] {
      guard let place = text.match(phrase, endingAt: end) else { continue }
      let words = text.words(
        before: text.passBlanksBack(from: place), most: Self.mostWords(short))
      guard let last = words.last, let start = text.initials(of: short, endingWith: words) else {
        continue
      }
      return AbbreviationDefinition(
        short: short, long: start..<last.upperBound, isByInitials: true)
    }
    return nil
  }

  /// "HAS stands for Hospital Asset System"; at the start of a line also "HAS: Hospital Asset System".
  private func beforePhrase(
    _ short: Range<Int>, _ before: Int, _ behind: Int
  ) -> AbbreviationDefinition? {
    let start = text.passBlanks(from: behind)
    let first = text.byte(at: start)
    if let found = self.before(short, phrases[.follows, from: first], at: start) { return found }
    let signs = phrases[.equals, from: first]
    return !signs.isEmpty && text.isLineStart(before) ? self.before(short, signs, at: start) : nil
  }

  /// A short form with one of the phrases at a place, and the long form behind it.
  private func before(
    _ short: Range<Int>, _ phrases: [[UInt8]], at start: Int
  ) -> AbbreviationDefinition? {
    for phrase in phrases {
      guard let end = text.match(phrase, at: start) else { continue }
      let words = text.words(
        from: text.passArticle(from: text.passBlanks(from: end)), most: Self.mostWords(short))
      guard let first = words.first, let end = text.initials(of: short, beginning: words) else {
        continue
      }
      return AbbreviationDefinition(
        short: short, long: first.lowerBound..<end, isByInitials: true)
    }
    return nil
  }

  private static func mostWords(_ short: Range<Int>) -> Int {
    // The bound of Schwartz and Hearst (2003).
    min(short.count + 5, short.count * 2)
  }
}

/// Where a text defines an abbreviation.
struct AbbreviationDefinition: Equatable {
  /// The bytes of the short form.
  var short: Range<Int>

  /// The bytes of the long form.
  var long: Range<Int>

  /// Whether it is a definition whatever it names: the letters are those with which the words begin, or a phrase says so.
  var isCertain: Bool
}

/// Finds where a text defines abbreviations, whatever they stand for: "Hospital Asset System (HAS)".
///
/// Letters begin the words of the long form one after the other; in parentheses they may also stand within them, after
/// Schwartz and Hearst (2003), and so they may where a phrase says that it is a short form: "Hausanlagensteuerung (kurz:
/// HAS)". A word that is merely cut short does not count as one.
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
      ?? behindPhrase(short, before, behind) ?? beforePhrase(short, before, behind)
      ?? behindLongForm(short, before)
  }

  /// "Hospital Asset System (HAS)", "… (hereinafter “HAS”)", "… (HAS for short)".
  private func inParentheses(
    _ short: Range<Int>, _ before: Int, _ behind: Int
  ) -> AbbreviationDefinition? {
    let last = text.lastByte(before: text.passBlanksBack(from: before))
    guard let opening = text.opening(before: before, phrases[.opening, to: last]),
      let closing = text.closing(at: behind, phrases[.closing])
    else { return nil }
    let words = text.words(before: opening.place, most: Self.mostWords(short))
    guard let end = words.last?.upperBound else { return nil }
    if let start = text.initials(of: short, endingWith: words) {
      return AbbreviationDefinition(short: short, long: start..<end, isCertain: true)
    }
    guard let start = text.letters(of: short, within: words[0].lowerBound..<end),
      end - start > short.count
    else { return nil }
    let isExplicit =
      opening.phrase.map { phrases.isExplicit($0, as: .opening) } ?? false
      || closing.phrase.map { phrases.isExplicit($0, as: .closing) } ?? false
    return AbbreviationDefinition(
      short: short, long: start..<end,
      isCertain: isExplicit && !text.isBeginning(short, of: start..<end))
  }

  /// "HAS (Hospital Asset System)", "HAS (short for Hospital Asset System)".
  private func beforeParentheses(
    _ short: Range<Int>, _ behind: Int
  ) -> AbbreviationDefinition? {
    let opening = text.passBlanks(from: behind)
    guard opening - behind <= 2, text.isOpening(opening) else { return nil }
    let start = text.passQuotes(from: opening + 1)
    if let found = self.before(short, phrases[.inner, from: text.byte(at: start)], .inner, start) {
      return found
    }
    let words = text.words(from: start, most: Self.mostWords(short))
    guard let first = words.first, let last = words.last else { return nil }
    if let end = text.initials(of: short, beginning: words) {
      return AbbreviationDefinition(
        short: short, long: first.lowerBound..<end, isCertain: true)
    }
    guard text.letters(of: short, within: first.lowerBound..<last.upperBound) == first.lowerBound,
      last.upperBound - first.lowerBound > short.count
    else { return nil }
    return AbbreviationDefinition(
      short: short, long: first.lowerBound..<last.upperBound, isCertain: false)
  }

  /// "Hospital Asset System, abbreviated HAS", "Hospital Asset System, HAS, …".
  private func behindPhrase(
    _ short: Range<Int>, _ before: Int, _ behind: Int
  ) -> AbbreviationDefinition? {
    let end = text.passBlanksBack(from: before)
    let last = text.lastByte(before: end)
    for phrase in phrases[.precedes, to: last] {
      guard let place = text.match(phrase, endingAt: end) else { continue }
      let isExplicit = phrases.isExplicit(phrase, as: .precedes)
      if let found = endingBefore(place, short, isExplicit: isExplicit) { return found }
    }
    guard text.byte(at: behind) == UInt8(ascii: ",") else { return nil }
    for phrase in phrases[.apposition, to: last] {
      guard let place = text.match(phrase, endingAt: end) else { continue }
      if let found = endingBefore(place, short, isExplicit: false) { return found }
    }
    return nil
  }

  /// "We call the Hospital Asset System HAS".
  private func behindLongForm(_ short: Range<Int>, _ before: Int) -> AbbreviationDefinition? {
    guard let found = endingBefore(before, short, isExplicit: false) else { return nil }
    let end = text.passBlanksBack(from: text.passQuotesBack(from: found.long.lowerBound))
    let isNamed = phrases[.naming, to: text.lastByte(before: end)].contains {
      text.match($0, endingAt: end) != nil
    }
    return isNamed ? found : nil
  }

  /// A short form with its long form that ends before a place.
  private func endingBefore(
    _ place: Int, _ short: Range<Int>, isExplicit: Bool
  ) -> AbbreviationDefinition? {
    let words = text.words(before: text.passBlanksBack(from: place), most: Self.mostWords(short))
    guard let first = words.first, let last = words.last else { return nil }
    if let start = text.initials(of: short, endingWith: words) {
      return AbbreviationDefinition(short: short, long: start..<last.upperBound, isCertain: true)
    }
    guard isExplicit,
      let start = text.letters(of: short, within: first.lowerBound..<last.upperBound),
      !text.isBeginning(short, of: start..<last.upperBound)
    else { return nil }
    return AbbreviationDefinition(short: short, long: start..<last.upperBound, isCertain: true)
  }

  /// "HAS stands for Hospital Asset System"; at the start of a line also "HAS: Hospital Asset System", and in a table.
  private func beforePhrase(
    _ short: Range<Int>, _ before: Int, _ behind: Int
  ) -> AbbreviationDefinition? {
    let start = text.passBlanks(from: behind)
    let first = text.byte(at: start)
    if let found = self.before(short, phrases[.follows, from: first], .follows, start) {
      return found
    }
    let signs = phrases[.equals, from: first]
    // A tab parts the columns of a table.
    let isColumn = text.byte(at: behind) == 0x09
    guard !signs.isEmpty || isColumn, text.isLineStart(before) else { return nil }
    return isColumn
      ? beginning(at: start, short, isExplicit: false)
      : self.before(short, signs, .equals, start)
  }

  /// A short form with one of the phrases at a place, and the long form behind it.
  private func before(
    _ short: Range<Int>, _ candidates: [[UInt8]], _ kind: AbbreviationPhrases.Kind, _ start: Int
  ) -> AbbreviationDefinition? {
    for phrase in candidates {
      guard let end = text.match(phrase, at: start) else { continue }
      let isExplicit = phrases.isExplicit(phrase, as: kind)
      if let found = beginning(at: text.passBlanks(from: end), short, isExplicit: isExplicit) {
        return found
      }
    }
    return nil
  }

  /// A short form with its long form that begins at a place, perhaps behind an article.
  private func beginning(
    at place: Int, _ short: Range<Int>, isExplicit: Bool
  ) -> AbbreviationDefinition? {
    let words = text.words(
      from: text.passQuotes(from: text.passArticle(from: place)), most: Self.mostWords(short))
    guard let first = words.first else { return nil }
    if let end = text.initials(of: short, beginning: words) {
      return AbbreviationDefinition(
        short: short, long: first.lowerBound..<end, isCertain: true)
    }
    guard isExplicit, let end = text.letters(of: short, beginning: words),
      !text.isBeginning(short, of: first.lowerBound..<end)
    else { return nil }
    return AbbreviationDefinition(short: short, long: first.lowerBound..<end, isCertain: true)
  }

  private static func mostWords(_ short: Range<Int>) -> Int {
    // The bound of Schwartz and Hearst (2003).
    min(short.count + 5, short.count * 2)
  }
}

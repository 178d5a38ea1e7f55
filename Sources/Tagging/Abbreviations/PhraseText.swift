/// The bytes of a text, to step over its words, blanks and quotation marks in both directions.
struct PhraseText {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Short forms

  /// The next word of two letters and more that is mostly capitals.
  ///
  /// - Parameters:
  ///   - start: where to begin; no word is under way there.
  ///   - longest: the most bytes of the word.
  /// - Returns: its bytes; `nil` if there is none up to the end.
  func nextShortForm(from start: Int, longest: Int) -> Range<Int>? {
    var position = start
    while let capital = nextCapital(from: position) {
      var (lower, upper) = (capital, capital + 1)
      while lower > start, isWord(lower - 1) { lower -= 1 }
      while isWord(upper) { upper += 1 }
      position = upper
      if upper - lower <= longest, isMostlyCapitals(lower..<upper) { return lower..<upper }
    }
    return nil
  }

  /// Whether a word of ASCII has two capitals and more, which are more than half of its letters.
  private func isMostlyCapitals(_ word: Range<Int>) -> Bool {
    var (letters, capitals) = (0, 0)
    for place in word {
      let byte = bytes[place]
      if byte >= 0x80 { return false }
      if isLetter(byte) { letters += 1 }
      if byte &- 0x41 < 26 { capitals += 1 }
    }
    return capitals >= 2 && capitals * 2 > letters
  }

  private func nextCapital(from start: Int) -> Int? {
    let span = bytes.span
    var position = start
    while position < span.count {
      if span[position] &- 0x41 < 26 { return position }
      position += 1
    }
    return nil
  }

  // MARK: Steps

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

  private func isWord(_ position: Int) -> Bool {
    guard bytes.indices.contains(position) else { return false }
    let byte = bytes[position]
    return isLetter(byte) || byte &- 0x30 < 10
      || (byte >= 0x80 && !isMark(position) && !isUnbreakable(position))
  }

  /// Whether a byte is of a blank that does not break.
  private func isUnbreakable(_ position: Int) -> Bool {
    let start = bytes[position] == Self.unbreakable[1] ? position - 1 : position
    return start >= 0 && bytes[start...].starts(with: Self.unbreakable)
  }

  /// Whether a byte is of a quotation mark or dash beyond ASCII.
  private func isMark(_ position: Int) -> Bool {
    (max(position - 2, 0)...position).contains { start in
      markLength(at: start).map { start + $0 > position } ?? false
    }
  }

  /// The length of a quotation mark or dash beyond ASCII: of General Punctuation, or « and ».
  private func markLength(at start: Int) -> Int? {
    if bytes[start] == 0xE2, start + 2 < bytes.count, bytes[start + 1] == 0x80 { return 3 }
    if bytes[start] == 0xC2, start + 1 < bytes.count,
      bytes[start + 1] == 0xAB || bytes[start + 1] == 0xBB
    {
      return 2
    }
    return nil
  }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x27 || byte == 0x2A || byte == 0x5F
  }

  /// The place behind quotation marks, and marks of emphasis.
  func passQuotes(from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      if isQuote(bytes[position]) {
        position += 1
      } else if let length = markLength(at: position), !isDash(position) {
        position += length
      } else if let behind = closingGuillemet(from: position) {
        position = behind
      } else {
        break
      }
    }
    return position
  }

  /// The place behind a blank and » as French sets them.
  private func closingGuillemet(from start: Int) -> Int? {
    let place = passSpace(from: start)
    guard place > start, place + 1 < bytes.count, bytes[place] == 0xC2, bytes[place + 1] == 0xBB
    else { return nil }
    return place + 2
  }

  /// The place before « and a blank as French sets them.
  private func openingGuillemet(before end: Int) -> Int? {
    let place = passSpaceBack(from: end)
    guard place < end, place > 1, bytes[place - 2] == 0xC2, bytes[place - 1] == 0xAB else {
      return nil
    }
    return place - 2
  }

  /// The place behind one blank, one that does not break among them.
  private func passSpace(from start: Int) -> Int {
    guard start < bytes.count else { return start }
    if bytes[start] == 0x20 { return start + 1 }
    return bytes[start...].starts(with: Self.unbreakable) ? start + 2 : start
  }

  /// The place before one blank, one that does not break among them.
  private func passSpaceBack(from end: Int) -> Int {
    if end > 0, bytes[end - 1] == 0x20 { return end - 1 }
    return bytes[..<end].suffix(2).elementsEqual(Self.unbreakable) ? end - 2 : end
  }

  private static let unbreakable: [UInt8] = [0xC2, 0xA0]

  /// The place before quotation marks, and marks of emphasis.
  func passQuotesBack(from end: Int) -> Int {
    var position = end
    while position > 0 {
      if isQuote(bytes[position - 1]) {
        position -= 1
      } else if position > 2, markLength(at: position - 3) == 3, !isDash(position - 3) {
        position -= 3
      } else if position > 1, markLength(at: position - 2) == 2 {
        position -= 2
      } else if let before = openingGuillemet(before: position) {
        position = before
      } else {
        break
      }
    }
    return position
  }

  /// Whether an en or em dash stands there.
  private func isDash(_ start: Int) -> Bool {
    start + 2 < bytes.count && bytes[start] == 0xE2 && bytes[start + 1] == 0x80
      && bytes[start + 2] &- 0x90 < 6
  }

  /// The byte before a place, a capital as its small letter; `nil` at the start.
  func lastByte(before end: Int) -> UInt8? { end > 0 ? lowered(end - 1) : nil }

  /// The byte at a place, a capital as its small letter; `nil` at the end.
  func byte(at place: Int) -> UInt8? { place < bytes.count ? lowered(place) : nil }

  func passBlanks(from start: Int) -> Int {
    var position = start
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    return position
  }

  func passBlanksBack(from end: Int) -> Int {
    var position = end
    while position > 0, Self.isBlank(bytes[position - 1]) { position -= 1 }
    return position
  }

  /// The place behind an article, if one stands there.
  func passArticle(from start: Int) -> Int {
    for article in Self.articles {
      if let end = match(article, at: start), end < bytes.count, Self.isBlank(bytes[end]) {
        return passBlanks(from: end)
      }
    }
    return passQuotes(from: start)
  }

  private static let articles = [
    "the", "a", "an", "our", "der", "die", "das", "den", "dem", "le", "la", "les", "un", "une",
    "de", "het", "een",
  ].map { Array($0.utf8) }

  /// Whether only blanks and marks of lists and tables stand before a place in its line.
  func isLineStart(_ place: Int) -> Bool {
    var position = place
    while position > 0, bytes[position - 1] != 0x0A {
      position -= 1
      guard Self.isBlank(bytes[position]) || Self.isListMark(bytes[position]) else {
        return false
      }
    }
    return true
  }

  private static func isListMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "|"),
      UInt8(ascii: "#"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  /// The place behind blanks, marks of lists and tables, and marks of emphasis with which a line begins.
  func passListMarks(from start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != 0x0A,
      Self.isBlank(bytes[position]) || isQuote(bytes[position])
        || Self.isListMark(bytes[position])
    {
      position += 1
    }
    return position
  }

  /// Whether a colon or the bar of a table stands at a place.
  func isColonOrBar(_ place: Int) -> Bool {
    place < bytes.count && (bytes[place] == 0x3A || bytes[place] == 0x7C)
  }

  // MARK: Sentences

  /// Whether a word begins at a place.
  func isWordStart(_ place: Int) -> Bool { isWord(place) && !isWord(place - 1) }

  /// Whether a capital or a digit stands at a place.
  func isCapital(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    // 0xC3 is the first byte of Ä, Ö and Ü, and of their small letters, which are told by the second.
    if bytes[place] == 0xC3 { return place + 1 < bytes.count && bytes[place + 1] < 0x9F }
    return bytes[place] &- 0x41 < 26 || bytes[place] &- 0x30 < 10
  }

  /// The bytes from a place to the end of its sentence, or so many.
  func sentence(from start: Int, most: Int) -> Range<Int> {
    let end = min(start + most, bytes.count)
    guard start < end else { return start..<start }
    return start..<((start..<end).first(where: endsSentence) ?? end)
  }

  /// The bytes from the beginning of a sentence to a place in it, or so many.
  func sentence(before end: Int, most: Int) -> Range<Int> {
    let start = max(end - most, 0)
    return ((start..<end).last(where: endsSentence).map { $0 + 1 } ?? start)..<end
  }

  /// Whether a mark with a blank behind it, or an empty line, ends a sentence at a place.
  private func endsSentence(_ place: Int) -> Bool {
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0x20
    switch bytes[place] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
      return Self.isBlank(next)
    case 0x0A: return next == 0x0A
    default: return false
    }
  }

  // MARK: Parentheses and phrases

  func isOpening(_ place: Int) -> Bool {
    place < bytes.count && (bytes[place] == 0x28 || bytes[place] == 0x5B)
  }

  /// The parenthesis that opens before a short form.
  struct Opening {
    let place: Int
    /// What stands between, if anything does.
    let phrase: [UInt8]?
  }

  /// The end of the parenthesis behind a short form.
  struct Closing {
    /// What stands between, if anything does.
    let phrase: [UInt8]?
  }

  /// The parenthesis that opens before a short form, with one of the phrases between or none.
  func opening(before end: Int, _ phrases: [[UInt8]]) -> Opening? {
    if end > 0, isOpening(end - 1) { return Opening(place: end - 1, phrase: nil) }
    let end = passBlanksBack(from: end)
    for phrase in phrases {
      guard let start = match(phrase, endingAt: end), start > 0, isOpening(start - 1) else {
        continue
      }
      return Opening(place: start - 1, phrase: phrase)
    }
    return nil
  }

  /// How a parenthesis ends at a place, or goes on with something else: perhaps behind one of the phrases.
  func closing(at start: Int, _ phrases: [[UInt8]]) -> Closing? {
    guard start < bytes.count else { return nil }
    if [0x29, 0x5D, 0x3B, 0x2C].contains(bytes[start]) { return Closing(phrase: nil) }
    let start = passBlanks(from: start)
    for phrase in phrases {
      guard let end = match(phrase, at: start), end < bytes.count,
        [0x29, 0x5D].contains(bytes[end])
      else { continue }
      return Closing(phrase: phrase)
    }
    return nil
  }

  /// The end of a phrase that stands at a place, in any case; a blank stands for blanks of any kind.
  func match(_ phrase: [UInt8], at start: Int) -> Int? {
    var position = start
    for byte in phrase {
      guard position < bytes.count else { return nil }
      if byte == 0x20 {
        guard Self.isBlank(bytes[position]) else { return nil }
        position = passBlanks(from: position)
      } else {
        guard lowered(position) == Self.lower(byte) else { return nil }
        position += 1
      }
    }
    // Not where a longer word begins so.
    if let last = phrase.last, isLetter(last), isWord(position) { return nil }
    return position
  }

  /// The start of a phrase that ends at a place.
  func match(_ phrase: [UInt8], endingAt end: Int) -> Int? {
    var position = end
    for byte in phrase.reversed() {
      guard position > 0 else { return nil }
      if byte == 0x20 {
        guard Self.isBlank(bytes[position - 1]) else { return nil }
        position = passBlanksBack(from: position)
      } else {
        guard lowered(position - 1) == Self.lower(byte) else { return nil }
        position -= 1
      }
    }
    // Not where a longer word ends so.
    if let first = phrase.first, isLetter(first), isWord(position - 1) { return nil }
    return position
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// A byte, one of a capital as that of its small letter, up to Latin-1 ("À", "Ü").
  private func lowered(_ place: Int) -> UInt8 {
    let byte = bytes[place]
    // × is among the capitals, and ÷ is not its small letter.
    let isLatin = byte &- 0x80 < 0x1F && byte != 0x97 && place > 0 && bytes[place - 1] == 0xC3
    return isLatin ? byte | 0x20 : Self.lower(byte)
  }

  // MARK: Long forms

  /// The words of a sentence before a place, in their order; a hyphen parts words.
  func words(before end: Int, most: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var position = passQuotesBack(from: passBlanksBack(from: end))
    while result.count < most, isWord(position - 1) {
      let upper = position
      while isWord(position - 1) { position -= 1 }
      result.append(position..<upper)
      position = gapBack(from: position)
    }
    return result.reversed()
  }

  /// The words of a sentence from a place on.
  func words(from start: Int, most: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var position = start
    while result.count < most, isWord(position) {
      let lower = position
      while isWord(position) { position += 1 }
      result.append(lower..<position)
      position = gap(from: position)
    }
    return result
  }

  private func gap(from start: Int) -> Int {
    var position = start
    // Wider gaps are those of columns, whose words make no name together.
    while position < bytes.count, isGap(bytes[position]), position - start < 4 { position += 1 }
    return position
  }

  private func gapBack(from end: Int) -> Int {
    var position = end
    while position > 0, isGap(bytes[position - 1]), end - position < 4 { position -= 1 }
    return position
  }

  private func isGap(_ byte: UInt8) -> Bool {
    Self.isBlank(byte) || byte == 0x2D || byte == 0x2F || byte == 0x26
  }

  /// Where the long form starts whose words begin with the letters of a short form and end the list; the shortest.
  func initials(of short: Range<Int>, endingWith words: [Range<Int>]) -> Int? {
    for first in words.indices.reversed()
    where consumed(short, by: words[first...]) == words.count {
      return words[first].lowerBound
    }
    return nil
  }

  /// Where the long form ends whose words begin with the letters of a short form and begin the list.
  func initials(of short: Range<Int>, beginning words: [Range<Int>]) -> Int? {
    consumed(short, by: words[...]).map { words[$0 - 1].upperBound }
  }

  /// The number of the word behind those that begin with the letters of a short form, one after the other; small
  /// words between them are passed over.
  private func consumed(_ short: Range<Int>, by words: ArraySlice<Range<Int>>) -> Int? {
    var letter = short.lowerBound
    for (number, word) in zip(words.indices, words) {
      let initial = bytes[word.lowerBound]
      if Self.lower(initial) == Self.lower(bytes[letter]) {
        letter += 1
        // One word is no long form.
        if letter == short.upperBound { return number - words.startIndex > 0 ? number + 1 : nil }
      } else {
        let isSmall = initial &- 0x61 < 26 && word.count <= Self.longestSmallWord
        guard isSmall, letter > short.lowerBound else { return nil }
      }
    }
    return nil
  }

  private static let longestSmallWord = 4

  /// Where the shortest text begins that ends a range and holds the letters of a short form in their order, the first
  /// at the start of a word (Schwartz and Hearst 2003).
  func letters(of short: Range<Int>, within range: Range<Int>) -> Int? {
    var place = range.upperBound
    for position in short.reversed() {
      let wanted = Self.lower(bytes[position])
      repeat {
        place -= 1
        if place < range.lowerBound { return nil }
      } while Self.lower(bytes[place]) != wanted
        || (position == short.lowerBound && isWord(place - 1))
    }
    return place
  }

  /// Where the shortest text ends that begins with the first of some words and holds the letters of a short form in
  /// their order, the first as its first letter; words are taken in whole.
  func letters(of short: Range<Int>, beginning words: [Range<Int>]) -> Int? {
    guard let first = words.first,
      Self.lower(bytes[first.lowerBound]) == Self.lower(bytes[short.lowerBound])
    else { return nil }
    var letter = short.lowerBound
    for word in words {
      for place in word where letter < short.upperBound {
        if Self.lower(bytes[place]) == Self.lower(bytes[letter]) { letter += 1 }
      }
      if letter == short.upperBound { return word.upperBound }
    }
    return nil
  }

  /// Whether a long form begins with the letters of a short one: a word cut short, not an abbreviation of it.
  func isBeginning(_ short: Range<Int>, of long: Range<Int>) -> Bool {
    long.count >= short.count
      && zip(short, long).allSatisfy { Self.lower(bytes[$0]) == Self.lower(bytes[$1]) }
  }
}

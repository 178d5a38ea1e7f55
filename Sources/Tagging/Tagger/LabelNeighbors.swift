internal import TextAnalysis

/// What the words beside a type's name in a title say of it: that it is denied, answered, or only a part of a
/// longer name or of a sentence.
///
/// In English a name before a common noun tells what the noun is for: "Invoice processing" is processing. What
/// is no common noun is whom or what the document is about: "Invoice Acme". In German both would be one word, so a
/// capital there begins a name; in French the noun comes first.
struct LabelNeighbors {
  private let lexicon: FormLexicon

  init(lexicon: FormLexicon) { self.lexicon = lexicon }

  /// The words of a part of a place, their ranges counted from its beginning.
  static func words(_ bytes: ArraySlice<UInt8>) -> [Token] { Analyzer.tokens(of: Array(bytes)) }

  /// The words before the next colon, bar, parenthesis or dash with a blank before it.
  static func beforeBreak(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.indices.first { isBreak($0, in: bytes) }.map { bytes[..<$0] } ?? bytes
  }

  /// The words behind the last colon, bar, parenthesis or dash with a blank before it.
  static func behindBreak(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.indices.last { isBreak($0, in: bytes) }.map { bytes[$0...] } ?? bytes
  }

  private static func isBreak(_ place: Int, in bytes: ArraySlice<UInt8>) -> Bool {
    switch bytes[place] {
    // 0xE2 begins the dashes of UTF-8.
    case 0x3A, 0x7C, 0x28, 0xE2: true
    case 0x2D: place > bytes.startIndex && bytes[place - 1] == 0x20
    default: false
    }
  }

  // MARK: Before a name

  /// Whether words right before a name deny it: "no offer", "ohne gültigen Vertrag".
  func deny(_ before: [Token]) -> Bool {
    guard let last = before.last else { return false }
    if isWord(last, .denial, .negation) { return true }
    guard before.count > 1 else { return false }
    let other = before[before.count - 2]
    return isWord(other, .denial) || isWord(last, .article, .possessive) && isWord(other, .negation)
  }

  /// Whether words before a name make a sentence or a question of it: "Where is the delivery note".
  func makeSentence(_ before: [Token]) -> Bool {
    before.first.map { isWord($0, .request) } ?? false
      || before.contains { isWord($0, .clause) }
  }

  /// Whether a part of a title answers what is named in another part: "Reply to the RFP", "RFP Nordbank - our response".
  func answer(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    let before = Self.words(Self.behindBreak(bytes[..<range.lowerBound]))
    let isAnswerTo = before.indices.dropLast().contains { number in
      isWord(before[number], .answer) && lexicon.prepositions.contains(before[number + 1].text)
    }
    if isAnswerTo { return true }
    let start = Self.words(Self.beforeBreak(bytes[..<range.lowerBound]))
    let isLabelled = Self.beforeBreak(bytes[..<range.lowerBound]).endIndex < range.lowerBound
    let end = Self.behindBreak(bytes[range.upperBound...])
    let isBehind = end.startIndex > range.upperBound || end.first.map { $0 != 0x20 } ?? false
    return isLabelled && isAnswer(start, upTo: 2)
      || isBehind && isAnswer(Self.words(end), upTo: 3)
  }

  private func isAnswer(_ words: [Token], upTo count: Int) -> Bool {
    words.count <= count && words.contains { isWord($0, .answer) }
  }

  // MARK: Behind a name

  /// Whether a name with which a title begins is only a part of a longer name, or of a sentence.
  func makePart(_ label: Range<Int>, of title: TitleText, language: String) -> Bool {
    let rest = Self.beforeBreak(title.bytes[label.upperBound...])
    let words = Self.words(rest)
    if words.contains(where: { isWord($0, .clause) }) { return true }
    let name = Self.words(title.bytes[label])
    let phrase = (name + words).map(\.text)
    if (2...4).contains(where: { lexicon.sayings.contains(Array(phrase.prefix($0))) }) {
      return true
    }
    guard let last = name.last,
      let follower = words.first(where: { !isWord($0, .state, .number) }),
      follower.separation < .punctuation || follower.range == words.first?.range,
      !Self.isSetOff(rest)
    else { return false }
    let start = label.upperBound + follower.range.lowerBound
    if isWord(follower, .genitive) {
      return isWord(last, .deed)
        && !words.contains { $0.flags.contains(.hasDigit) || Self.isShouted($0) }
    }
    if follower.flags.contains(.hasDigit) || lexicon.prepositions.contains(follower.text)
      || title.names.contains(start)
    {
      return false
    }
    if isWord(follower, .conjunction) {
      let next = words.first { $0.range.lowerBound > follower.range.lowerBound }
      return !(next.map { title.types.contains(label.upperBound + $0.range.lowerBound) } ?? false)
    }
    guard !isWord(.headFirst, language), !Self.isPlural(last.text) else { return false }
    return !isName(follower, of: title, language: language)
  }

  /// Whether a mark such as a comma or a parenthesis stands between a name and what follows.
  private static func isSetOff(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let mark = rest.first(where: { $0 != 0x20 }) else { return true }
    return mark < 0x80 && mark != 0x5F && mark != 0x2D && !(0x30...0x39).contains(mark)
      && !(0x41...0x5A).contains(mark & 0xDF)
  }

  /// Whether a word is written as a name is, as far as the title and the text can tell.
  private func isName(_ word: Token, of title: TitleText, language: String) -> Bool {
    guard title.hasCapital else {
      return title.isPath
        ? title.text.spelling(of: word.text) != .small
        : title.text.spelling(of: word.text) == .capital
    }
    guard Self.isCapital(word) else { return false }
    if language.hasPrefix("de") || Self.isShouted(word) && !title.isShouted { return true }
    guard title.isHeadline else { return true }
    let isNoun =
      word.text.utf8.count >= Self.shortestNoun
      && lexicon[.nounEnding].contains { word.text.hasSuffix($0) }
    return !isNoun && title.text.spelling(of: word.text) != .small
  }

  private static let shortestNoun = 8

  private static func isCapital(_ word: Token) -> Bool {
    !word.flags.isDisjoint(with: [.allCapitals, .initialCapital, .mixedCase])
  }

  private static func isShouted(_ word: Token) -> Bool {
    !word.flags.isDisjoint(with: [.allCapitals, .mixedCase])
  }

  /// Whether a name is a plural, which tells no other noun apart: "Minutes board meeting".
  private static func isPlural(_ word: String) -> Bool {
    word.utf8.count > 3 && word.hasSuffix("s")
      && !["ss", "is", "us"].contains { word.hasSuffix($0) }
  }

  private func isWord(_ token: Token, _ kinds: TitleWord...) -> Bool {
    // "IS" is not a verb, and "WHO" in capitals is an organization.
    guard kinds != [.clause] || !token.flags.contains(.allCapitals) else { return false }
    return kinds.contains { lexicon[$0].contains(token.text) }
  }

  private func isWord(_ kind: TitleWord, _ language: String) -> Bool {
    lexicon[kind].contains(String(language.prefix(2)))
  }
}

/// A title, heading or part of a path, as far as its case and what else it names tell names from nouns.
struct TitleText {
  let bytes: [UInt8]

  /// Whether it is a part of a path, where small letters say nothing.
  let isPath: Bool

  /// Where names of concepts that are no types begin.
  let names: Set<Int>

  /// Where names of types begin.
  let types: Set<Int>

  /// The beginning of the document's text.
  let text: OpeningWords

  /// Whether any word has a capital.
  let hasCapital: Bool

  /// Whether all its long words are capitals.
  let isShouted: Bool

  /// Whether all its long words begin with capitals, so that these say nothing.
  let isHeadline: Bool

  init(
    _ bytes: [UInt8], isPath: Bool, names: Set<Int>, types: Set<Int>, text: OpeningWords
  ) {
    self.bytes = bytes
    self.isPath = isPath
    self.names = names
    self.types = types
    self.text = text
    let words = Analyzer.tokens(of: bytes).filter { $0.flags.contains(.hasLetter) }
    let long = words.filter { $0.text.utf8.count >= 4 && !$0.flags.contains(.hasDigit) }
    hasCapital = words.contains {
      !$0.flags.isDisjoint(with: [.allCapitals, .initialCapital, .mixedCase])
    }
    isShouted = long.allSatisfy { $0.flags.contains(.allCapitals) }
    isHeadline = long.allSatisfy {
      !$0.flags.isDisjoint(with: [.allCapitals, .initialCapital, .mixedCase])
    }
  }
}

/// How words are written at the beginning of a text.
final class OpeningWords {
  enum Spelling { case small, capital }

  private let bytes: ArraySlice<UInt8>
  private lazy var spellings = read()

  /// - Parameters:
  ///   - text: the text; its words are read when the first of them is asked for.
  ///   - limit: how many of its bytes are read.
  init(_ text: [UInt8], within limit: Int) { bytes = text.prefix(limit) }

  /// How a word is written; `nil` where it does not stand, or stands only where any word has a capital.
  func spelling(of word: String) -> Spelling? { spellings[word] }

  private func read() -> [String: Spelling] {
    var result: [String: Spelling] = [:]
    for token in Analyzer.tokens(of: Array(bytes)) where token.flags.contains(.hasLetter) {
      if token.flags.isDisjoint(with: [.allCapitals, .initialCapital, .mixedCase]) {
        result[token.text] = .small
      } else if token.separation < .sentence, result[token.text] == nil {
        result[token.text] = .capital
      }
    }
    return result
  }
}

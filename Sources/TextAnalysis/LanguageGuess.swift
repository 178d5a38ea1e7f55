internal import System

/// The likely language of a text, by its script and its stop words.
///
/// Counts the stop words of each language among the first tokens. A language is named if it leads
/// and its stop words are at least one token in ten; a label of three words seldom has a guess, so
/// callers give a default. Han, Kana, Hangul and Thai texts have none: they need no stemming.
package enum LanguageGuess {
  private static let sampleSize = 400

  /// The share of stop words that a text needs unless more is asked for.
  package static let usualShare = 0.1

  /// The share of stop words that a short text needs: running text has twice as many, and a few words
  /// such as "de", "on" or "son" stand in any technical passage.
  package static let shareOfShortTexts = 0.2

  /// The language of a text, or `nil` if nothing speaks for one.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - minimumShare: the least share of the language's stop words among the tokens.
  /// - Returns: the language.
  package static func language(
    of text: String, minimumShare: Double = usualShare
  ) -> Language? {
    let bytes = text.utf8Span
    return language(of: bytes.span, minimumShare: minimumShare)
  }

  /// The language of a text, or `nil` if nothing speaks for one.
  package static func language(
    of bytes: Span<UInt8>, minimumShare: Double = usualShare
  ) -> Language? {
    var scanner = TokenScanner(bytes)
    var votes = [Int](repeating: 0, count: languages.count)
    var tokens = 0
    while tokens < sampleSize, let token = scanner.next() {
      tokens += 1
      guard let word = words.known(token.key) else { continue }
      var rest = speakers[word]
      while rest != 0 {
        votes[rest.trailingZeroBitCount] += 1
        rest &= rest - 1
      }
    }
    if let scripted = scriptLanguage(of: bytes.extracting(first: 2000)) { return scripted }
    guard let best = votes.indices.max(by: { votes[$0] < votes[$1] }),
      votes[best] > 0, Double(votes[best]) >= minimumShare * Double(tokens)
    else { return nil }
    // A tie is not evidence.
    guard votes.filter({ $0 == votes[best] }).count == 1 else { return nil }
    return languages[best]
  }

  /// The language of scripts that (here) stand for one.
  private static func scriptLanguage(of bytes: Span<UInt8>) -> Language? {
    // ASCII says nothing, and most text of other scripts has none of these.
    guard bytes.indices.contains(where: { bytes[$0] >= 0x80 }) else { return nil }
    var greek = 0
    var armenian = 0
    var arabic = 0
    var tamil = 0
    var total = 0
    for scalar in bytes.text.unicodeScalars {
      let isLetter =
        scalar.isASCII
        ? (UInt32(0x61)...0x7A).contains(scalar.value | 0x20) : scalar.properties.isAlphabetic
      guard isLetter else { continue }
      total += 1
      switch scalar.value {
      case 0x370...0x3FF: greek += 1
      case 0x530...0x58F: armenian += 1
      case 0x600...0x6FF: arabic += 1
      case 0xB80...0xBFF: tamil += 1
      default: break
      }
    }
    let counts = [
      (greek, Language.greek), (armenian, .armenian), (arabic, .arabic), (tamil, .tamil),
    ]
    return counts.first { $0.0 * 2 > total }?.1
  }

  private static let languages = StopWords.languages

  /// The stop words of all languages, and for each a bit for every language that has it.
  private static let (words, speakers): (TokenNumbers, [UInt32]) = {
    var words = TokenNumbers(capacity: 16_384)
    var speakers: [UInt32] = []
    for (index, language) in languages.enumerated() {
      for key in StopWords.keys(language) {
        let number = words.number(of: key)
        if number == speakers.count { speakers.append(0) }
        speakers[number] |= 1 << UInt32(index)
      }
    }
    return (words, speakers)
  }()
}

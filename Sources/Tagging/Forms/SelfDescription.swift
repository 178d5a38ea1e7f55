internal import Matching
internal import Model
internal import TextAnalysis

/// What the beginning of a text says of the document itself: "In this tutorial …", "This article lists …".
///
/// A type that a text merely mentions is what it is about; one that it calls itself is what it is.
struct SelfDescription {
  private let lexicon: FormLexicon
  private let limit: Int

  /// - Parameters:
  ///   - lexicon: the words by which a document speaks of itself.
  ///   - limit: in how many bytes of the text it does.
  init(lexicon: FormLexicon, within limit: Int) {
    self.lexicon = lexicon
    self.limit = limit
  }

  /// Whether a label in the text is what the document calls itself.
  ///
  /// - Parameters:
  ///   - mention: the label.
  ///   - field: the field that it stands in.
  /// - Returns: whether it stands early in the text, right behind a word such as "this"; never for words that
  ///   name any document.
  func holds(_ mention: Mention, in field: ScannedField) -> Bool {
    let start = Int(mention.found.start)
    guard field.field == .text, start < limit, mention.isInOrder else { return false }
    let before = field.bytes[max(0, start - Self.longestWord)..<start]
    guard let last = before.last, last == 0x20 || last == 0x0A,
      let word = Analyzer.tokens(of: Array(before)).last, lexicon.selfWords.contains(word.text),
      word.range.upperBound + 1 == before.count
    else { return false }
    let words = Analyzer.tokens(of: Array(field.bytes[mention.found.range])).map(\.text)
    return words.count > 1 || !lexicon.namesAnything(words[0])
  }

  /// The bytes before a label in which the word before it is looked for.
  private static let longestWord = 24

  /// What the text says for a form, its first place.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - tokens: the first words of the text.
  /// - Returns: the places of the first and the last word; `nil` if it says nothing.
  func telling(of form: DocumentForm, in tokens: [Token]) -> Range<Int>? {
    let tellings = lexicon[form].tellings
    guard !tellings.isEmpty else { return nil }
    for (number, token) in tokens.enumerated()
    where lexicon.selfWords.contains(token.text) && number + 2 < tokens.count
      && lexicon.documentNouns.contains(tokens[number + 1].text)
    {
      let sentence = tokens[(number + 2)...].prefix(Self.longestTelling).prefix {
        $0.separation < .sentence
      }
      for telling in tellings {
        if let end = telling.end(in: sentence.map(\.text), passing: lexicon.fillers), end > 0 {
          return token.range.lowerBound..<tokens[number + 1 + end].range.upperBound
        }
      }
    }
    return nil
  }

  private static let longestTelling = 12

  /// The words at the beginning of a text.
  func opening(of field: ScannedField) -> [Token] {
    Analyzer.tokens(of: Array(field.bytes.prefix(limit)))
  }
}

/// What follows "this article" in a document of a form, such as "describes … how".
struct FormTelling: Sendable, Equatable {
  /// The words right behind it, a filler aside.
  let first: [String]

  /// The words that follow some way behind those; none if nothing has to.
  let rest: [String]

  /// How many words may stand between the two.
  private static let widestGap = 5

  /// Of words before and behind an ellipsis.
  init(_ text: some StringProtocol) {
    let parts = text.split(separator: "…").map { Analyzer.tokens(of: String($0)).map(\.text) }
    first = parts.first ?? []
    rest = parts.count > 1 ? parts[1] : []
  }

  /// How many words of a sentence it takes up.
  ///
  /// - Parameters:
  ///   - words: what follows "this article".
  ///   - fillers: words that may come first and say nothing, such as "also".
  /// - Returns: the number of words; `nil` if they say something else.
  func end(in words: [String], passing fillers: Set<String>) -> Int? {
    let skipped = words.first.map { fillers.contains($0) } ?? false ? 1 : 0
    guard words.dropFirst(skipped).starts(with: first) else { return nil }
    let next = skipped + first.count
    guard !rest.isEmpty else { return next }
    for start in next..<max(next, min(next + Self.widestGap + 1, words.count)) {
      if words[start...].starts(with: rest) { return start + rest.count }
    }
    return nil
  }
}

internal import TextAnalysis

/// Counts what texts use as names and the vocabulary does not know: candidates for new concepts and labels.
///
/// A name is two to four capitalized words with a blank between them, or one word written as only names are
/// ("DataVault", "CRM"). The first word of a sentence is capitalized anyway and is left out; what fills a line is
/// a heading. Not for use by several threads at once.
package struct UnknownNames: ~Copyable {
  private let matcher: LabelMatcher

  /// The names of the documents so far.
  package private(set) var counts = TermCounts()

  private static let mostWords = 4
  private static let shortestAbbreviation = 3

  /// Names beside those of an index of labels.
  package init(beside index: LabelIndex) {
    matcher = LabelMatcher(index)
  }

  /// Counts the names of a document, each once.
  package mutating func add(_ text: String) { counts.add(names(in: text)) }

  /// The names in a text that are no labels and no part of one.
  func names(in text: String) -> Set<String> {
    var names: Set<String> = []
    let tokens = Analyzer.tokens(of: text)
    let bytes = Array(text.utf8)
    let known = matcher.matches(in: text, overlap: .all)
    var isKnown = [Bool](repeating: false, count: tokens.count)
    for label in known {
      let first = Int(label.firstToken)
      let end = min(first + Int(label.tokenCount), tokens.count)
      for place in first..<end { isKnown[place] = true }
    }
    var place = 0
    while place < tokens.count {
      let end = Self.runEnd(from: place, tokens, bytes)
      defer { place = max(end, place + 1) }
      guard end > place else { continue }
      let isLine =
        tokens[place].separation >= .sentence
        && (end == tokens.count || tokens[end].separation >= .paragraph)
      // The first word of a sentence is no name for its capital.
      let start = tokens[place].separation >= .sentence ? place + 1 : place
      guard !isLine, start < end, !isKnown[start..<end].contains(true) else { continue }
      let isName = end - start > 1 ? end - start <= Self.mostWords : Self.isName(tokens[start])
      guard isName else { continue }
      let range = tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound
      names.insert(String(decoding: bytes[range], as: UTF8.self))
    }
    return names
  }

  /// The end of the capitalized words from a place on, with single blanks between them.
  private static func runEnd(from start: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Int {
    var end = start
    while end < tokens.count, isCapitalized(tokens[end]) {
      if end > start {
        let gap = tokens[end - 1].range.upperBound..<tokens[end].range.lowerBound
        guard gap.count == 1, bytes[gap.lowerBound] == UInt8(ascii: " ") else { break }
      }
      end += 1
    }
    return end
  }

  private static func isCapitalized(_ token: Token) -> Bool {
    token.flags.contains(.hasLetter)
      && (token.flags.contains(.initialCapital) || token.flags.contains(.mixedCase))
  }

  /// Whether one word is written as only names are.
  private static func isName(_ token: Token) -> Bool {
    token.flags.contains(.mixedCase)
      || token.flags.contains(.allCapitals) && token.range.count >= shortestAbbreviation
  }
}

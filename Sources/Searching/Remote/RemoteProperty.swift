import TextAnalysis

/// The values of authors, senders, recipients and keywords as an engine holds them: folded words with a blank
/// before, between and behind, once for each way in which their umlauts may be spelled.
enum RemoteProperty {
  /// How many words of a value may be spelled in two ways, each beside each.
  private static let mostSpelledOut = 4

  /// The forms of a value.
  static func forms(of value: String) -> [String] {
    let bytes = Array(value.utf8)
    var spelledOut = 0
    let words = Analyzer.tokens(of: bytes).map { token -> [String] in
      guard spelledOut < mostSpelledOut, let form = SpelledOut.form(of: bytes[token.range]) else {
        return [token.text]
      }
      spelledOut += 1
      return [token.text, form]
    }
    if words.isEmpty { return [] }
    return combinations(words).map { " \($0.joined(separator: " ")) " }
  }

  /// Each way to take one of each; of more than four that can be spelled in two ways the others as they stand.
  static func combinations(_ words: [[String]]) -> [[String]] {
    var result: [[String]] = [[]]
    for word in words {
      let ways = result.count > 1 << (mostSpelledOut - 1) ? Array(word.prefix(1)) : word
      result = result.flatMap { before in ways.map { before + [$0] } }
    }
    return result
  }
}

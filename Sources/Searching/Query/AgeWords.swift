import Knowledge
import TextAnalysis

/// Finds the words of a query that ask for the newest or the oldest of what the others name.
struct AgeWords {
  let finder: ConceptFinder?
  let analyzer: WordAnalyzer

  /// Words that ask for an age.
  struct Found {
    var age: VersionOrder.Age
    /// Their places among the words of the query.
    var places: Range<Int>
  }

  /// The first words that ask for an age, as in `latest price list`.
  ///
  /// - Parameters:
  ///   - words: the bare words of a query.
  ///   - standTogether: whether any document has two words side by side.
  /// - Returns: the words; `nil` if there are none.
  /// - Throws: what `standTogether` throws.
  func first(
    in words: [String], standTogether: (String, String) throws -> Bool
  ) rethrows -> Found? {
    let folded = words.map { analyzer.words($0) }
    for place in words.indices where folded[place].count == 1 {
      if place + 1 < words.count {
        let pair = (folded[place] + folded[place + 1]).joined(separator: " ")
        if let age = Self.age(pair) { return Found(age: age, places: place..<place + 2) }
      }
      let isAlone = place..<place + 1
      if let age = Self.age(folded[place][0]), finder?.labels(in: words[place]).isEmpty ?? true {
        return Found(age: age, places: isAlone)
      }
      if Self.current.contains(folded[place][0]),
        try namesSomething(words, after: place, standTogether)
      {
        return Found(age: .newest, places: isAlone)
      }
    }
    return nil
  }

  /// Whether a word stands before the name of something, and is no part of it: `current price list`, but not
  /// `current account`.
  private func namesSomething(
    _ words: [String], after place: Int, _ standTogether: (String, String) throws -> Bool
  ) rethrows -> Bool {
    guard let finder, place + 1 < words.count else { return false }
    let text = WordText(words)
    let labels = finder.labels(in: text.text)
    if labels.contains(where: { $0.range.overlaps(text.ranges[place]) }) { return false }
    let next = text.ranges[place + 1]
    if labels.contains(where: { $0.range.overlaps(next) }) { return true }
    guard labels.contains(where: { $0.range.lowerBound >= next.upperBound }),
      let last = analyzer.words(words[place]).last,
      let first = analyzer.words(words[place + 1]).first
    else { return false }
    return try !standTogether(last, first)
  }

  private static func age(_ words: String) -> VersionOrder.Age? {
    newest.contains(words) ? .newest : oldest.contains(words) ? .oldest : nil
  }

  private static let newest = QueryWords.lists.folded("newest")
  private static let oldest = QueryWords.lists.folded("oldest")
  private static let current = QueryWords.lists.folded("current")
}

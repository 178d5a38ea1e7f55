import Taxonomy
import TextAnalysis

/// Finds the labels of a vocabulary in the words of a query.
struct QueryLabels {
  let finder: ConceptFinder
  let analyzer: WordAnalyzer
  /// Whether a word and the initials behind it are one name.
  let isName: (_ word: String, _ initials: String) throws -> Bool

  /// The labels in a text, without initials that are part of a name, such as AG in "Nordbank AG".
  func found(
    in text: String, _ understanding: inout Understanding
  ) throws -> [ConceptFinder.Found] {
    let found = finder.labels(in: text)
    let tokens = Analyzer.tokens(of: text)
    let places = Dictionary(
      tokens.enumerated().map { ($1.range.lowerBound, $0) }, uniquingKeysWith: { first, _ in first }
    )
    var inLabels: Set<Int> = []
    for label in found {
      guard let first = places[label.range.lowerBound] else { continue }
      for place in first..<tokens.count {
        guard tokens[place].range.overlaps(label.range) else { break }
        inLabels.insert(place)
      }
    }
    return try found.filter { label in
      // What asks for words nearby has one of them, or would not be here.
      let isPlain = label.labels.allSatisfy {
        let own = finder.vocabulary.label($0)
        return own.role == .abbreviation && own.requiredContext.isEmpty
      }
      guard isPlain,
        let place = places[label.range.lowerBound], tokens[place].range == label.range, place > 0
      else { return true }
      let before = tokens[place - 1]
      guard !inLabels.contains(place - 1),
        !analyzer.isStopWord(before.key), try isName(before.text, tokens[place].text)
      else { return true }
      let bytes = Array(text.utf8)
      let name = String(
        decoding: bytes[before.range.lowerBound..<label.range.upperBound], as: UTF8.self)
      understanding.notices.append(
        .init(
          surface: String(decoding: bytes[label.range], as: UTF8.self), kind: .partOfName(name)))
      return false
    }
  }
}

/// How a label met the label of a concept, the best way first.
package enum MatchMethod: UInt8, Sendable, CaseIterable, Comparable {
  /// A person decided it.
  case decided = 0
  /// The same characters.
  case exact = 1
  /// A concept's URI, code or mapping.
  case code = 2
  /// The same but for case, diacritics, width, ligatures, punctuation.
  case folded = 3
  /// The same but for spacing: "data sheet", "data-sheet", "datasheet".
  case spacing = 4
  /// The same but for inflection.
  case inflection = 5
  /// The same words in another order.
  case order = 6
  /// The same but for what is glued on: dates, versions, states, extensions.
  case decoration = 7
  /// An abbreviation or initialism of one of them.
  case abbreviation = 8
  /// The same but for synonyms and other languages' words, as the built-in lexicon knows them.
  case synonym = 9
  /// The same but for a typing error.
  case spelling = 10
  /// One label's words are among the other's, its head word included.
  case head = 11
  /// Words or parts of words in common.
  case similarity = 12
  /// The learned model alone: no label comes near, yet words or shape speak for the concept.
  case learned = 13

  /// The word for it in outputs.
  package var name: String {
    switch self {
    case .decided: "decided"
    case .exact: "exact"
    case .code: "code"
    case .folded: "folded"
    case .spacing: "spacing"
    case .inflection: "inflection"
    case .order: "order"
    case .decoration: "decoration"
    case .abbreviation: "abbreviation"
    case .synonym: "synonym"
    case .spelling: "spelling"
    case .head: "head"
    case .similarity: "similarity"
    case .learned: "learned"
    }
  }

  /// Orders from the strongest way to the weakest.
  package static func < (left: MatchMethod, right: MatchMethod) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The rung of the ladder on which a label met the label of a concept, best first.
package enum MatchMethod: UInt8, Sendable, CaseIterable, Comparable {
  /// A person decided it.
  case decided
  /// The same characters.
  case exact
  /// A concept's URI, code or mapping.
  case code
  /// The same but for case, diacritics, width, ligatures, punctuation.
  case folded
  /// The same but for spacing: "data sheet", "data-sheet", "datasheet".
  case spacing
  /// The same but for inflection.
  case inflection
  /// The same words in another order.
  case order
  /// The same but for what is glued on: dates, versions, states, extensions.
  case decoration
  /// An abbreviation or initialism of one of them.
  case abbreviation
  /// The same but for synonyms and other languages' words, as the built-in lexicon knows them.
  case synonym
  /// The same but for a typing error.
  case spelling
  /// One label's words are among the other's, its head word included.
  case head
  /// Words or parts of words in common.
  case similarity
  /// The learned model alone: no label comes near, yet words or shape speak for the concept.
  case learned

  /// The word for it in outputs.
  package var name: String { "\(self)" }

  /// Orders from the strongest rung to the weakest.
  package static func < (left: MatchMethod, right: MatchMethod) -> Bool {
    left.rawValue < right.rawValue
  }
}

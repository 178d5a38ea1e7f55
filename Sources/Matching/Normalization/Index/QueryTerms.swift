/// A label that is asked about, in the terms of a `SimilarityIndex`.
struct QueryTerms {
  /// Its forms.
  let form: LabelForm

  /// For each token that is not glued on, what it stands for.
  let words: [Word]

  /// Which of `words` is the head word, or -1 if none is.
  let head: Int

  /// The whole-form keys.
  let keys: [(FormKind, UInt64)]

  /// The n-grams that the index knows, scaled.
  let grams: [(term: Int32, weight: Float)]

  /// The stems that the index knows, scaled; the weight of a guessed one is lowered.
  let stems: [(term: Int32, weight: Float)]

  /// A token and what it stands for in the index; an object, as labels share the same words.
  final class Word: Sendable {
    /// The folded text.
    let text: String
    /// The terms it may stand for, each with its certainty: 1 for its own stem, less for a notion,
    /// a part, a corrected or completed word; empty if the index knows none.
    let terms: [(term: Int32, certainty: Float)]
    /// How much it tells: the rarity of its stem.
    let rarity: Float
    /// The stem that stands for it in whole forms.
    let stem: String
    /// Whether the index knows a stem of it.
    let isKnown: Bool
    /// What it stands for beside its stem, whatever the words beside it.
    let extras: [TermExpander.Extra]
    /// The numbers of its stems among those of notes.
    let noteStems: [Int32]
    /// Its n-grams that the index knows, in order, each with how often it stands there.
    let grams: [(term: Int32, scale: Float)]
    /// How many n-grams the index does not know.
    let unknownGrams: Int

    init(
      text: String, terms: [(term: Int32, certainty: Float)], rarity: Float, stem: String,
      isKnown: Bool, extras: [TermExpander.Extra], noteStems: [Int32],
      grams: (known: [(term: Int32, scale: Float)], unknown: Int)
    ) {
      self.text = text
      self.terms = terms
      self.rarity = rarity
      self.stem = stem
      self.isKnown = isKnown
      self.extras = extras
      self.noteStems = noteStems
      self.grams = grams.known
      unknownGrams = grams.unknown
    }
  }
}

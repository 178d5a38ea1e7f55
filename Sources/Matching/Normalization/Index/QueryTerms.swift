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

  /// A token and what it stands for in the index.
  struct Word {
    /// The folded text.
    let text: String
    /// The terms it may stand for, each with its certainty: 1 for its own stem, less for a notion,
    /// a part, a corrected or completed word; empty if the index knows none.
    let terms: [(term: Int32, certainty: Float)]
    /// How much it tells: the rarity of its stem.
    let rarity: Float
    /// The stems of the text itself, for what is not in the index.
    let texts: [String]
    /// The stem that stands for it in whole forms.
    let stem: String
    /// Whether the index knows a stem of it.
    let isKnown: Bool
  }
}

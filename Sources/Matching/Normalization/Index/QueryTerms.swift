internal import TextAnalysis

/// A label that is asked about, in the terms of a `SimilarityIndex`.
struct QueryTerms {
  /// Its forms.
  let form: LabelForm

  /// The n-grams that the index knows, scaled.
  let grams: [(term: Int32, weight: Float)]

  /// The stems that the index knows, scaled; the weight of a guessed one is lowered.
  let stems: [(term: Int32, weight: Float)]

  /// For each token that is not glued on, what it stands for.
  let words: [Word]

  /// The whole-form keys.
  let keys: [(FormKind, UInt64)]

  /// A token and what it stands for in the index.
  struct Word {
    /// The folded text.
    let text: String
    /// The stems it may stand for; empty if the index knows none.
    let stems: [Int32]
    /// How sure that is: 1 for a known word, less for a corrected or completed one.
    let certainty: Float
    /// How much it tells: the rarity of its stem.
    let rarity: Float
    /// The stems of the text itself, for what is not in the index.
    let texts: [String]
  }
}

extension QueryTerms {
  /// The terms of a label.
  init(_ label: String, in index: SimilarityIndex, stemmers: StemTable, language: Language?) {
    let form = LabelForm(label)
    self.form = form
    var found: [Word] = []
    var primary: [String] = []
    let unknownRarity = PostingTable.rarity(frequency: 0, of: Float(index.labels.count))
    for position in form.tokens.indices {
      let token = form.tokens[position]
      let texts = language.map { [stemmers.stem(token, $0)] } ?? stemmers.stems(token)
      let known = texts.compactMap { index.stems[$0] }
      primary.append(texts.first { index.stems[$0] != nil } ?? texts.first ?? token)
      if known.isEmpty, form.isDecoration[position] { continue }
      var word = Word(
        text: token, stems: known, certainty: 1, rarity: unknownRarity, texts: texts)
      if known.isEmpty {
        word = Self.guess(
          token, isCutShort: form.isCutShort[position], texts: texts, index, unknownRarity)
      } else {
        let rarity = known.map { index.stemTable.rarity[Int($0)] }.max() ?? unknownRarity
        word = Word(text: token, stems: known, certainty: 1, rarity: rarity, texts: texts)
      }
      found.append(word)
    }
    words = found
    keys = FormKeys.all(form, stems: primary).map { ($0.0, $0.0.key($0.1)) }
    var ids: [Int32] = []
    var unknownGrams = 0
    CharacterGrams.forEach(form.isDecorated ? found.map(\.text) : form.tokens) { key in
      if let id = index.grams[key] { ids.append(id) } else { unknownGrams += 1 }
    }
    let unknown = Float(unknownGrams) * unknownRarity * unknownRarity * 0.5
    grams = PostingTable.weighted(
      SimilarityIndexBuilder.counted(ids), index.gramTable.rarity, unknown: unknown)
    stems = Self.stemVector(found)
  }

  /// What an unknown word may be: a cut-short or a misspelled one.
  private static func guess(
    _ token: String, isCutShort: Bool, texts: [String], _ index: SimilarityIndex, _ rarity: Float
  ) -> Word {
    let length = token.unicodeScalars.count
    if let nearest = index.spelling.neighbors(of: token).first {
      let near = index.spelling.neighbors(of: token).filter { $0.distance == nearest.distance }
      let stems = Set(near.prefix(8).map { index.wordStems[$0.word] }).sorted()
      let certainty = max(0.4, 1 - 1.6 * Float(nearest.distance) / Float(length))
      return Word(text: token, stems: stems, certainty: certainty, rarity: rarity, texts: texts)
    }
    if length >= 4 || (isCutShort && length >= 2) {
      let range = index.words(startingWith: token)
      if !range.isEmpty, range.count <= 12 {
        let stems = Set(range.map { index.wordStems[$0] }).sorted()
        return Word(
          text: token, stems: stems, certainty: isCutShort ? 0.8 : 0.6, rarity: rarity, texts: texts
        )
      }
    }
    return Word(text: token, stems: [], certainty: 0, rarity: rarity, texts: texts)
  }

  private static func stemVector(_ words: [Word]) -> [(term: Int32, weight: Float)] {
    var weights: [Int32: Float] = [:]
    var sum: Float = 0
    for word in words {
      sum += word.rarity * word.rarity
      for stem in word.stems {
        let weight = word.certainty * word.rarity / Float(word.stems.count).squareRoot()
        weights[stem] = max(weights[stem] ?? 0, weight)
      }
    }
    guard sum > 0 else { return [] }
    let scale = 1 / sum.squareRoot()
    return weights.sorted { $0.key < $1.key }.map { ($0.key, $0.value * scale) }
  }
}

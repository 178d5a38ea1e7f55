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
    /// The terms it may stand for, each with its certainty: 1 for its own stem, less for a notion,
    /// a part, a corrected or completed word; empty if the index knows none.
    let terms: [(term: Int32, certainty: Float)]
    /// How much it tells: the rarity of its stem.
    let rarity: Float
    /// The stems of the text itself, for what is not in the index.
    let texts: [String]
  }
}

extension QueryTerms {
  /// The terms of a label.
  init(
    _ label: String, in index: SimilarityIndex, stemmers: StemTable, expander: TermExpander,
    language: Language?
  ) {
    let form = LabelForm(label)
    self.form = form
    let extras = expander.extras(of: form.tokens)
    var found: [Word] = []
    var primary: [String] = []
    let unknownRarity = PostingTable.rarity(frequency: 0, of: Float(index.labels.count))
    for (position, token) in form.tokens.enumerated() {
      let texts = language.map { [stemmers.stem(token, $0)] } ?? stemmers.stems(token)
      let known = texts.compactMap { index.stems[$0] }
      primary.append(texts.first { index.stems[$0] != nil } ?? texts.first ?? token)
      if known.isEmpty, form.isDecoration[position] { continue }
      var terms = known.map { (term: $0, certainty: Float(1)) }
      for extra in extras[position] {
        guard let term = index.stems[extra.text], !terms.contains(where: { $0.term == term }) else {
          continue
        }
        terms.append((term, extra.scale))
      }
      if terms.isEmpty, !expander.isWord(token) {
        terms = Self.guess(token, isCutShort: form.isCutShort[position], index)
      }
      let rarity = known.map { index.stemTable.rarity[Int($0)] }.max() ?? unknownRarity
      found.append(Word(text: token, terms: terms, rarity: rarity, texts: texts))
    }
    words = found
    keys = FormKeys.all(form, stems: primary, extras: extras).map { ($0.0, $0.0.key($0.1)) }
    var ids: [Int32] = []
    var unknownGrams = 0
    CharacterGrams.forEach(form.isDecorated ? found.map(\.text) : form.tokens) { key in
      if let id = index.grams[key] { ids.append(id) } else { unknownGrams += 1 }
    }
    let unknown = Float(unknownGrams) * unknownRarity * unknownRarity * 0.5
    grams = PostingTable.weighted(
      SimilarityIndexBuilder.counted(ids), index.gramTable.rarity, unknown: unknown)
    stems = Self.stemVector(found, index)
  }

  /// What an unknown word may be: a misspelled or a cut-short one.
  private static func guess(
    _ token: String, isCutShort: Bool, _ index: SimilarityIndex
  ) -> [(term: Int32, certainty: Float)] {
    let length = token.unicodeScalars.count
    let neighbors = index.spelling.neighbors(of: token)
    if let nearest = neighbors.first {
      let near = neighbors.filter { $0.distance == nearest.distance }
      let certainty = max(0.4, 1 - 1.6 * Float(nearest.distance) / Float(length))
      let stems = Set(near.prefix(8).map { index.wordStems[$0.word] }).sorted()
      return stems.map { ($0, certainty / Float(stems.count).squareRoot()) }
    }
    guard length >= 4 || (isCutShort && length >= 2) else { return [] }
    let range = index.words(startingWith: token)
    guard !range.isEmpty, range.count <= 12 else { return [] }
    let stems = Set(range.map { index.wordStems[$0] }).sorted()
    let certainty: Float = isCutShort ? 0.8 : 0.6
    return stems.map { ($0, certainty / Float(stems.count).squareRoot()) }
  }

  private static func stemVector(
    _ words: [Word], _ index: SimilarityIndex
  ) -> [(term: Int32, weight: Float)] {
    var weights: [Int32: Float] = [:]
    var unknown: Float = 0
    for word in words {
      if word.terms.isEmpty { unknown += word.rarity * word.rarity }
      for entry in word.terms {
        let weight = entry.certainty * index.stemTable.rarity[Int(entry.term)]
        weights[entry.term] = max(weights[entry.term] ?? 0, weight)
      }
    }
    let known = weights.sorted { $0.key < $1.key }
    let sum = known.reduce(unknown) { $0 + $1.value * $1.value }
    guard sum > 0 else { return [] }
    let scale = 1 / sum.squareRoot()
    return known.map { ($0.key, $0.value * scale) }
  }
}

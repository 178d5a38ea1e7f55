internal import TextAnalysis

/// Makes `QueryTerms` of labels, and remembers what words stand for; for one thread.
final class QueryAnalyzer {
  private let index: SimilarityIndex
  private let stemmers: StemTable
  private let expander: TermExpander
  private var words: [String: QueryTerms.Word] = [:]
  private var language: Language?
  private let unknownRarity: Float

  private static let memoryLimit = 50_000

  init(_ index: SimilarityIndex) {
    self.index = index
    stemmers = StemTable(index.languages)
    expander = TermExpander(words: Set(index.words), stemmers: stemmers)
    unknownRarity = PostingTable.rarity(frequency: 0, of: Float(index.labels.count))
  }

  /// The terms of a label in a language; in any language of the index if `nil`.
  func terms(of label: String, language: Language?) -> QueryTerms {
    if language != self.language {
      words.removeAll(keepingCapacity: true)
      self.language = language
    }
    let form = LabelForm(label)
    let extras = expander.extras(of: form.tokens)
    var found: [QueryTerms.Word] = []
    var primary: [String] = []
    var head = -1
    for (position, token) in form.tokens.enumerated() {
      let word = word(token, extras[position], isCutShort: form.isCutShort[position])
      primary.append(word.stem)
      // A year counts where labels have years, too.
      if !word.isKnown, form.isDecoration[position] { continue }
      if position == form.head.position { head = found.count }
      found.append(word)
    }
    let keys = FormKeys.all(form, stems: primary, extras: extras, index.codeList)
      .map { ($0.0, $0.0.key($0.1)) }
    return QueryTerms(
      form: form, words: found, head: head, keys: keys,
      grams: grams(form.isDecorated ? found.map(\.text) : form.tokens),
      stems: Self.stemVector(found, index.stemTable.rarity))
  }

  private func word(
    _ token: String, _ extras: [TermExpander.Extra], isCutShort: Bool
  ) -> QueryTerms.Word {
    // What a phrase stands for depends on the words beside it.
    let isAlone = extras.count == expander.extras(of: token).count
    let name = isCutShort ? token + "." : token
    if isAlone, let word = words[name] { return word }
    let word = makeWord(token, extras, isCutShort: isCutShort)
    if isAlone {
      // Emptied as a whole: labels of one share repeat the same words, and it is full again at once.
      if words.count >= Self.memoryLimit { words.removeAll(keepingCapacity: true) }
      words[name] = word
    }
    return word
  }

  private func makeWord(
    _ token: String, _ extras: [TermExpander.Extra], isCutShort: Bool
  ) -> QueryTerms.Word {
    let texts = language.map { [stemmers.stem(token, $0)] } ?? stemmers.stems(token)
    let known = texts.compactMap { index.stems[$0] }
    var terms = known.map { (term: $0, certainty: Float(1)) }
    for extra in extras {
      guard let term = index.stems[extra.text], !terms.contains(where: { $0.term == term }) else {
        continue
      }
      terms.append((term, extra.scale))
    }
    if terms.isEmpty, !expander.isWord(token) { terms = guess(token, isCutShort: isCutShort) }
    return QueryTerms.Word(
      text: token, terms: terms,
      rarity: known.map { index.stemTable.rarity[Int($0)] }.max() ?? unknownRarity, texts: texts,
      stem: texts.first { index.stems[$0] != nil } ?? texts.first ?? token,
      isKnown: !known.isEmpty)
  }

  /// What an unknown word may be: one without its vowels, a misspelled or a cut-short one.
  private func guess(_ token: String, isCutShort: Bool) -> [(term: Int32, certainty: Float)] {
    let length = token.unicodeScalars.count
    let skeleton = Skeletons.words(for: token, in: index)
    if !skeleton.isEmpty { return stems(of: skeleton, certainty: Self.certaintyOfSkeleton) }
    let neighbors = index.spelling.neighbors(of: token)
    if let nearest = neighbors.first {
      let near = neighbors.filter { $0.distance == nearest.distance }
      let certainty = max(0.4, 1 - 1.6 * Float(nearest.distance) / Float(length))
      return stems(of: near.prefix(8).map(\.word), certainty: certainty)
    }
    guard length >= 4 || (isCutShort && length >= 2) else { return [] }
    let range = index.words(startingWith: token)
    guard !range.isEmpty, range.count <= 12 else { return [] }
    let certainty = Float(
      NormalizationNumbers[isCutShort ? "certainty-of-cut" : "certainty-of-beginning"])
    return stems(of: Array(range), certainty: certainty)
  }

  /// The stems of words of which one is meant, the less sure the more they are.
  private func stems(of words: [Int], certainty: Float) -> [(term: Int32, certainty: Float)] {
    let stems = Set(words.map { index.wordStems[$0] }).sorted()
    return stems.map { ($0, certainty / Float(stems.count).squareRoot()) }
  }

  private static let certaintyOfSkeleton = Float(NormalizationNumbers["certainty-of-skeleton"])

  private func grams(_ tokens: [String]) -> [(term: Int32, weight: Float)] {
    var ids: [Int32] = []
    var unknownGrams = 0
    let known = index.grams
    CharacterGrams.forEach(tokens) { key in
      if let id = known[key] { ids.append(id) } else { unknownGrams += 1 }
    }
    // Half of their weight: a typing error makes three unknown grams of one letter.
    let unknown = Float(unknownGrams) * unknownRarity * unknownRarity * 0.5
    return PostingTable.weighted(
      SimilarityIndexBuilder.counted(ids), index.gramTable.rarity, unknown: unknown)
  }

  private static func stemVector(
    _ words: [QueryTerms.Word], _ rarity: [Float]
  ) -> [(term: Int32, weight: Float)] {
    var known: [(term: Int32, weight: Float)] = []
    var unknown: Float = 0
    for word in words {
      if word.terms.isEmpty { unknown += word.rarity * word.rarity }
      for entry in word.terms {
        known.append((entry.term, entry.certainty * rarity[Int(entry.term)]))
      }
    }
    known.sort { ($0.term, $1.weight) < ($1.term, $0.weight) }
    var vector: [(term: Int32, weight: Float)] = []
    // Of one term the surest word counts, which the order above puts first.
    for entry in known where vector.last?.term != entry.term { vector.append(entry) }
    let sum = vector.reduce(unknown) { $0 + $1.weight * $1.weight }
    guard sum > 0 else { return [] }
    let scale = 1 / sum.squareRoot()
    for index in vector.indices { vector[index].weight *= scale }
    return vector
  }
}

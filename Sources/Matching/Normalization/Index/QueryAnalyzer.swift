internal import TextAnalysis

/// Makes `QueryTerms` of labels, and remembers what words stand for; for one thread.
final class QueryAnalyzer {
  private let index: SimilarityIndex
  private let stemmers: StemTable
  private let expander: TermExpander
  private var words: [String: QueryTerms.Word] = [:]
  private var formKeys = FormKeys()
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
    let alone = form.tokens.indices.map { word(form.tokens[$0], isCutShort: form.isCutShort[$0]) }
    var extras = alone.map(\.extras)
    expander.addPhrases(of: form.tokens, to: &extras)
    var found: [QueryTerms.Word] = []
    var primary: [String] = []
    var isKnown: [Bool] = []
    var head = -1
    for (position, token) in form.tokens.enumerated() {
      var word = alone[position]
      // What a phrase stands for depends on the words beside it.
      if extras[position].count != word.extras.count {
        word = makeWord(token, extras[position], isCutShort: form.isCutShort[position])
      }
      primary.append(word.stem)
      isKnown.append(word.isKnown)
      // A year counts where labels have years, too.
      if !word.isKnown, form.isDecoration[position] { continue }
      if position == form.head.position { head = found.count }
      found.append(word)
    }
    return QueryTerms(
      form: form, words: found, head: head,
      keys: formKeys.all(
        form, stems: primary, extras: extras, index.codeList, isKnown: isKnown),
      grams: grams(found), stems: Self.stemVector(found, index.stemTable.rarity))
  }

  private func word(_ token: String, isCutShort: Bool) -> QueryTerms.Word {
    let name = isCutShort ? token + "." : token
    if let word = words[name] { return word }
    let word = makeWord(token, expander.extras(of: token), isCutShort: isCutShort)
    // Emptied as a whole: labels of one share repeat the same words, and it is full again at once.
    if words.count >= Self.memoryLimit { words.removeAll(keepingCapacity: true) }
    words[name] = word
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
      rarity: known.map { index.stemTable.rarity[Int($0)] }.max() ?? unknownRarity,
      stem: texts.first { index.stems[$0] != nil } ?? texts.first ?? token,
      isKnown: !known.isEmpty, extras: extras,
      noteStems: texts.compactMap { index.noteStems[$0] }, grams: grams(of: token))
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

  /// The n-grams of a token by itself.
  private func grams(of token: String) -> (known: [(term: Int32, scale: Float)], unknown: Int) {
    var ids: [Int32] = []
    var unknown = 0
    CharacterGrams.forEach(CollectionOfOne(token)) { key in
      if let id = index.grams[key] { ids.append(id) } else { unknown += 1 }
    }
    return (SimilarityIndexBuilder.occurrences(ids), unknown)
  }

  private func grams(_ words: [QueryTerms.Word]) -> [(term: Int32, weight: Float)] {
    var sum: [(term: Int32, scale: Float)] = []
    var unknownGrams = 0
    for word in words {
      sum = sum.isEmpty ? word.grams : Self.merged(sum, word.grams)
      unknownGrams += word.unknownGrams
    }
    // Half of their weight: a typing error makes three unknown grams of one letter.
    let unknown = Float(unknownGrams) * unknownRarity * unknownRarity * 0.5
    return PostingTable.weighted(
      SimilarityIndexBuilder.scaled(sum), index.gramTable.rarity, unknown: unknown)
  }

  /// The occurrences of terms in both.
  private static func merged(
    _ first: [(term: Int32, scale: Float)], _ second: [(term: Int32, scale: Float)]
  ) -> [(term: Int32, scale: Float)] {
    var result: [(term: Int32, scale: Float)] = []
    result.reserveCapacity(first.count + second.count)
    var (left, right) = (0, 0)
    while left < first.count, right < second.count {
      let (one, two) = (first[left], second[right])
      if one.term == two.term {
        result.append((one.term, one.scale + two.scale))
      } else {
        result.append(one.term < two.term ? one : two)
      }
      if one.term <= two.term { left += 1 }
      if two.term <= one.term { right += 1 }
    }
    result += first[left...]
    result += second[right...]
    return result
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

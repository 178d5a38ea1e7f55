internal import TextAnalysis

/// Finds the concepts that a label may mean and what speaks for each; for one thread.
final class CandidateSearch {
  let index: SimilarityIndex
  let kernel: KernelRidge?
  private let stemmers: StemTable
  private let expander: TermExpander
  private var gramDots: [Float]
  private var stemDots: [Float]
  private var isTouched: [Bool]
  private var touched: [Int32] = []
  private var concepts: [ConceptSums]
  private var touchedConcepts: [Int32] = []
  private var kernelScores: [Float]
  /// How near any label comes in words.
  private var bestStem: Float = 0
  private let priors: [Double]
  private let commonConcepts: [Int32]

  static let candidateLimit = 16

  /// What is summed up over the labels of one concept.
  struct ConceptSums {
    var bestGram: Float = 0
    var secondGram: Float = 0
    var gramSum: Float = 0
    var bestStem: Float = 0
    var stemSum: Float = 0
    var bestLabel: Int32 = -1
    var bestSum: Float = 0
    var rungs: UInt16 = 0
    var rungLabel: Int32 = -1
    var rung = MatchMethod.learned
    var sharesInitials = false
    var isTouched = false
  }

  init(_ index: SimilarityIndex, kernel: KernelRidge?) {
    self.index = index
    self.kernel = kernel
    stemmers = StemTable(index.languages)
    expander = TermExpander(words: Set(index.words), stemmers: stemmers)
    gramDots = [Float](repeating: 0, count: index.labels.count)
    stemDots = gramDots
    isTouched = [Bool](repeating: false, count: index.labels.count)
    concepts = [ConceptSums](repeating: ConceptSums(), count: index.conceptCount)
    kernelScores = [Float](repeating: 0, count: index.conceptCount)
    let total = Double(index.labels.count)
    priors = index.labelCounts.map { Double.log((Double($0) + 0.5) / (total + 1) * 40) / 4 }
    commonConcepts = index.labelCounts.indices
      .sorted { (index.labelCounts[$1], $0) < (index.labelCounts[$0], $1) }
      .prefix(3).map(Int32.init)
  }

  /// The concepts that a label may mean, the likeliest by a rough measure first.
  ///
  /// `excluded` is a label of the index to leave out, for learning.
  func candidates(
    for label: String, language: Language? = nil, excluding excluded: Int32 = -1
  ) -> [Candidate] {
    let terms = QueryTerms(
      label, in: index, stemmers: stemmers, expander: expander, language: language)
    return candidates(for: terms, excluding: excluded)
  }

  private func candidates(for terms: QueryTerms, excluding excluded: Int32) -> [Candidate] {
    defer { reset() }
    accumulate(terms, excluding: excluded)
    matchForms(terms, excluding: excluded)
    sumUp()
    scoreKernel(terms, excluding: excluded)
    return chosenConcepts().map { concept in
      candidate(concept, terms, excluding: excluded)
    }
  }
}

// MARK: - Accumulating

extension CandidateSearch {
  private func accumulate(_ terms: QueryTerms, excluding excluded: Int32) {
    for entry in terms.grams {
      for posting in index.gramTable[entry.term] {
        touch(posting.label)
        gramDots[Int(posting.label)] += entry.weight * posting.weight
      }
    }
    for entry in terms.stems {
      for posting in index.stemTable[entry.term] {
        touch(posting.label)
        stemDots[Int(posting.label)] += entry.weight * posting.weight
      }
    }
    if excluded >= 0 {
      gramDots[Int(excluded)] = 0
      stemDots[Int(excluded)] = 0
    }
  }

  private func touch(_ label: Int32) {
    guard !isTouched[Int(label)] else { return }
    isTouched[Int(label)] = true
    touched.append(label)
  }

  private func matchForms(_ terms: QueryTerms, excluding excluded: Int32) {
    for (kind, key) in terms.keys {
      for label in index.keys[key] ?? [] where label != excluded {
        if kind == .initials {
          let concept = index.labels[Int(label)].concept
          touchConcept(concept)
          concepts[Int(concept)].sharesInitials = true
        } else {
          note(label, Self.rung(of: kind))
        }
      }
    }
    matchAbbreviations(terms, excluding: excluded)
  }

  private static func rung(of kind: FormKind) -> MatchMethod {
    switch kind {
    case .raw: .exact
    case .folded: .folded
    case .compact: .spacing
    case .stems: .inflection
    case .sortedStems: .order
    case .coreStems: .decoration
    case .notions: .synonym
    case .initials: .abbreviation
    }
  }

  /// A query in capitals that is the initials of a label, and the other way round.
  private func matchAbbreviations(_ terms: QueryTerms, excluding excluded: Int32) {
    let words = terms.words
    if words.count == 1, (2...6).contains(words[0].text.count),
      terms.form.flags.contains(where: { $0.contains(.allCapitals) })
    {
      for label in index.keys[FormKind.initials.key(words[0].text)] ?? [] where label != excluded {
        note(label, .abbreviation)
      }
    }
    if let initials = LabelForm.initials(terms.form.core) {
      for label in index.keys[FormKind.folded.key(initials)] ?? []
      where label != excluded && index.labels[Int(label)].isCaseSensitive {
        note(label, .abbreviation)
      }
    }
  }

  private func note(_ label: Int32, _ rung: MatchMethod) {
    let concept = Int(index.labels[Int(label)].concept)
    touchConcept(Int32(concept))
    var rung = rung
    // Only the written case of an abbreviation is the same word.
    if index.labels[Int(label)].isCaseSensitive, rung > .exact, rung < .abbreviation {
      rung = .similarity
    }
    concepts[concept].rungs |= 1 << UInt16(rung.rawValue)
    if rung < concepts[concept].rung {
      concepts[concept].rung = rung
      concepts[concept].rungLabel = label
    }
  }

  private func touchConcept(_ concept: Int32) {
    guard !concepts[Int(concept)].isTouched else { return }
    concepts[Int(concept)].isTouched = true
    touchedConcepts.append(concept)
  }

  private func sumUp() {
    for label in touched {
      let gram = gramDots[Int(label)]
      let stem = stemDots[Int(label)]
      let concept = index.labels[Int(label)].concept
      touchConcept(concept)
      var sums = concepts[Int(concept)]
      if gram > sums.bestGram {
        sums.secondGram = sums.bestGram
        sums.bestGram = gram
      } else if gram > sums.secondGram {
        sums.secondGram = gram
      }
      sums.gramSum += gram
      sums.bestStem = max(sums.bestStem, stem)
      sums.stemSum += stem
      bestStem = max(bestStem, stem)
      if gram + stem > sums.bestSum || (gram + stem == sums.bestSum && label < sums.bestLabel) {
        sums.bestSum = gram + stem
        sums.bestLabel = label
      }
      concepts[Int(concept)] = sums
    }
  }

  private func scoreKernel(_ terms: QueryTerms, excluding excluded: Int32) {
    guard let kernel else { return }
    if excluded >= 0 {
      let base = Int(excluded) * index.conceptCount
      for concept in 0..<index.conceptCount {
        kernelScores[concept] = kernel.leftOut[base + concept]
      }
    } else {
      kernel.score(grams: terms.grams, stems: terms.stems, into: &kernelScores)
    }
  }

  private func reset() {
    for label in touched {
      gramDots[Int(label)] = 0
      stemDots[Int(label)] = 0
      isTouched[Int(label)] = false
    }
    touched.removeAll(keepingCapacity: true)
    for concept in touchedConcepts { concepts[Int(concept)] = ConceptSums() }
    touchedConcepts.removeAll(keepingCapacity: true)
    bestStem = 0
    if kernel != nil {
      for concept in kernelScores.indices { kernelScores[concept] = 0 }
    }
  }
}

// MARK: - Candidates

extension CandidateSearch {
  private func chosenConcepts() -> [Int32] {
    for concept in commonConcepts { touchConcept(concept) }
    func rank(_ concept: Int32) -> Float {
      let sums = concepts[Int(concept)]
      let rung: Float = sums.rung < .similarity ? 4 - Float(sums.rung.rawValue) / 8 : 0
      return sums.bestSum + kernelScores[Int(concept)] + rung
    }
    let ranked = touchedConcepts.map { (concept: $0, rank: rank($0)) }
      .sorted { ($1.rank, $0.concept) < ($0.rank, $1.concept) }
    var chosen = ranked.prefix(Self.candidateLimit).map(\.concept)
    for concept in commonConcepts where !chosen.contains(concept) { chosen.append(concept) }
    return chosen
  }

  private func candidate(
    _ concept: Int32, _ terms: QueryTerms, excluding excluded: Int32
  ) -> Candidate {
    let sums = concepts[Int(concept)]
    var features = [Double](repeating: 0, count: Feature.count)
    func set(_ feature: Feature, _ value: Double) { features[feature.rawValue] = value }
    func has(_ rung: MatchMethod) -> Double {
      sums.rungs & (1 << UInt16(rung.rawValue)) == 0 ? 0 : 1
    }
    set(.exact, has(.exact))
    set(.folded, has(.folded))
    set(.spacing, has(.spacing))
    set(.inflection, has(.inflection))
    set(.order, has(.order))
    set(.decoration, has(.decoration))
    set(.abbreviation, has(.abbreviation))
    set(.synonym, has(.synonym))
    set(.initials, sums.sharesInitials ? 1 : 0)
    set(.wordCosine, Double(sums.bestStem))
    set(.gramCosine, Double(sums.bestGram))
    set(.gramCosineSquared, Double(sums.bestGram * sums.bestGram))
    set(.secondGramCosine, Double(sums.secondGram))
    let own = excluded >= 0 && index.labels[Int(excluded)].concept == concept ? 1 : 0
    let labelCount = max(Double(Int(index.labelCounts[Int(concept)]) - own), 1)
    set(.wordCentroid, Double(sums.stemSum) / labelCount.squareRoot())
    set(.gramCentroid, Double(sums.gramSum) / labelCount.squareRoot())
    set(.prior, priors[Int(concept)])
    set(.kernel, Double(kernelScores[Int(concept)]))
    let coverage = coverage(of: concept, terms, excluding: excluded)
    set(.conceptCoverage, coverage.concept)
    set(.wordPurity, coverage.purity)
    set(.head, coverage.head)
    set(.firstWord, coverage.first)
    set(.notes, noteOverlap(concept, terms))
    let novelty = 1 - Double(min(bestStem, 1))
    let ownLabel = own > 0 ? excluded : -1
    set(.novelty, novelty * index.profiles.novelty(of: concept, without: ownLabel))
    set(.novelPrior, novelty * priors[Int(concept)])
    let isCatchAll = index.profiles.isCatchAll[Int(concept)]
    set(.catchAll, isCatchAll ? 1 : 0)
    set(.novelCatchAll, isCatchAll ? novelty : 0)
    var method = sums.rung
    var label = sums.rungLabel
    if sums.bestLabel >= 0 {
      let near = nearness(terms, sums.bestLabel)
      set(.queryCoverage, near.query)
      set(.labelCoverage, near.label)
      set(.spelling, near.spelling)
      if label < 0 || method >= .similarity {
        label = sums.bestLabel
        method =
          near.spelling > 0.75
          ? .spelling : near.label > 0.99 ? .head : sums.bestSum > 0.25 ? .similarity : .learned
      }
    }
    return Candidate(concept: concept, features: features, label: label, method: method)
  }

  /// How much of the query's words the concept's labels know, and how much they speak for it.
  private func coverage(
    of concept: Int32, _ terms: QueryTerms, excluding excluded: Int32
  ) -> (concept: Double, purity: Double, head: Double, first: Double) {
    var total: Float = 0
    var covered: Float = 0
    var purity: Float = 0
    var head: Float = 0
    var first: Float = 0
    let isOwn = excluded >= 0 && index.labels[Int(excluded)].concept == concept
    let own = excluded >= 0 ? index.terms(of: excluded) : nil
    let ownHead = excluded >= 0 ? index.headTerms(of: excluded) : []
    for (position, word) in terms.words.enumerated() {
      total += word.rarity
      var best: Float = 0
      var bestPurity: Float = 0
      var bestHead: Float = 0
      for (stem, certainty) in word.terms {
        let uses = index.stemConcepts[Int(stem)]
        guard let use = uses.first(where: { $0.concept == concept }) else { continue }
        let isInOwn = own?.contains(stem) ?? false
        let less: Int32 = isOwn && isInOwn ? 1 : 0
        let lessHead: Int32 = isOwn && ownHead.contains(stem) ? 1 : 0
        guard use.count > less else { continue }
        let all = Float(uses.reduce(0) { $0 + $1.count } - (isInOwn ? 1 : 0))
        best = max(best, certainty)
        bestPurity = max(bestPurity, certainty * (Float(use.count - less) + 0.1) / (all + 1))
        if use.headCount > lessHead {
          bestHead = max(bestHead, certainty * Float(use.headCount - lessHead) / max(all, 1))
        }
      }
      covered += best * word.rarity
      purity += bestPurity * word.rarity
      if position == terms.words.count - 1 { head = bestHead }
      if position == 0 { first = bestPurity }
    }
    guard total > 0 else { return (0, 0, 0, 0) }
    return (Double(covered / total), Double(purity / total), Double(head), Double(first))
  }

  /// How much of the query a label covers and the other way round, and how near the spelling is.
  private func nearness(
    _ terms: QueryTerms, _ label: Int32
  ) -> (query: Double, label: Double, spelling: Double) {
    let stems = index.labelStems[Int(label)]
    let extras = index.labelExtras[Int(label)]
    var labelCertainty = [Float](repeating: 0, count: stems.count)
    var total: Float = 0
    var covered: Float = 0
    for word in terms.words {
      total += word.rarity
      var best: Float = 0
      for (term, certainty) in word.terms {
        for position in stems.indices
        where stems[position] == term || extras[position].contains(term) {
          best = max(best, certainty)
          labelCertainty[position] = max(labelCertainty[position], certainty)
        }
      }
      covered += best * word.rarity
    }
    var labelTotal: Float = 0
    var labelCovered: Float = 0
    for (position, stem) in stems.enumerated() {
      let rarity = index.stemTable.rarity[Int(stem)]
      labelTotal += rarity
      labelCovered += labelCertainty[position] * rarity
    }
    let compact = terms.words.map(\.text).joined()
    let other = LabelForm(index.labels[Int(label)].text).core.joined()
    var spelling = 0.0
    let length = max(compact.unicodeScalars.count, other.unicodeScalars.count)
    if length > 3,
      let distance = DamerauLevenshtein.distance(compact, other, limit: max(1, length / 4))
    {
      spelling = 1 - Double(distance) / Double(length)
    }
    return (
      total > 0 ? Double(covered / total) : 0,
      labelTotal > 0 ? Double(labelCovered / labelTotal) : 0,
      spelling
    )
  }

  private func noteOverlap(_ concept: Int32, _ terms: QueryTerms) -> Double {
    guard !index.noteStems.isEmpty else { return 0 }
    var total: Float = 0
    var covered: Float = 0
    for word in terms.words {
      total += word.rarity
      if word.texts.contains(where: { index.noteStems[$0]?.contains(concept) ?? false }) {
        covered += word.rarity
      }
    }
    return total > 0 ? Double(covered / total) : 0
  }
}

internal import System
internal import TextAnalysis

/// Works out the features of candidates for one label that is asked about.
struct CandidateFeatures {
  private let search: CandidateSearch
  private let index: SimilarityIndex
  private let terms: QueryTerms
  private let novelty: Double
  /// The folded characters of the label without what is glued on and without blanks.
  private let compact: SpellingPattern
  /// Which of its words have stems that notes use.
  private let noted: [QueryTerms.Word]
  /// How much all its words tell.
  private let rarity: Float
  private let excluded: Int32
  private let excludedConcept: Int32
  private let excludedTerms: Set<Int32>
  private let excludedHeads: [Int32]

  init(_ search: CandidateSearch, _ terms: QueryTerms, excluding excluded: Int32) {
    self.search = search
    index = search.index
    self.terms = terms
    self.excluded = excluded
    // Sums of rounded weights may come to a little more than 1.
    novelty = 1 - Double(min(search.bestStem, 1))
    compact = SpellingPattern(terms.words.flatMap { $0.text.unicodeScalars.map(\.value) })
    noted = terms.words.filter { !$0.noteStems.isEmpty }
    rarity = terms.words.reduce(0) { $0 + $1.rarity }
    excludedConcept = excluded >= 0 ? index.labels[Int(excluded)].concept : -1
    excludedTerms = excluded >= 0 ? index.terms(of: excluded) : []
    excludedHeads = excluded >= 0 ? index.labelHeads[Int(excluded)] : []
  }

  /// A concept with its features.
  func candidate(_ concept: Int32) -> Candidate {
    let sums = search.concepts[Int(concept)]
    var features = [Double](repeating: 0, count: Feature.count)
    func set(_ feature: Feature, _ value: Double) { features[feature.rawValue] = value }
    func has(_ method: MatchMethod) -> Double {
      sums.methods & (1 << UInt16(method.rawValue)) == 0 ? 0 : 1
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
    set(.kind, Double(sums.kindCount / (search.kindCount + 0.5)))
    set(.wordCosine, Double(sums.bestStem))
    set(.gramCosine, Double(sums.bestGram))
    set(.gramCosineSquared, Double(sums.bestGram * sums.bestGram))
    set(.secondGramCosine, Double(sums.secondGram))
    // In training each label is asked about as if the vocabulary did not have it: it must not answer for itself.
    let own = excludedConcept == concept ? 1 : 0
    let labelCount = max(Double(Int(index.labelCounts[Int(concept)]) - own), 1)
    set(.wordCentroid, Double(sums.stemSum) / labelCount.squareRoot())
    set(.gramCentroid, Double(sums.gramSum) / labelCount.squareRoot())
    set(.prior, search.priors[Int(concept)])
    set(.kernel, Double(search.kernelScores[Int(concept)]))
    let coverage = coverage(of: concept)
    set(.conceptCoverage, coverage.concept)
    set(.wordPurity, coverage.purity)
    set(.head, coverage.head)
    set(.headShare, coverage.headShare)
    set(.firstWord, coverage.first)
    set(.notes, noteOverlap(concept))
    let isCatchAll = index.profiles.isCatchAll[Int(concept)]
    let ownLabel = own > 0 ? excluded : -1
    set(.novelty, novelty * index.profiles.novelty(of: concept, without: ownLabel))
    set(.novelPrior, novelty * search.priors[Int(concept)])
    set(.catchAll, isCatchAll ? 1 : 0)
    set(.novelCatchAll, isCatchAll ? novelty : 0)
    var method = sums.method
    var label = sums.methodLabel
    if sums.bestLabel >= 0 {
      let near = nearness(sums.bestLabel)
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
    return Candidate(
      concept: concept, features: features, label: label, method: method,
      kindCount: Int(sums.kindCount))
  }

  /// How much of the query's words the concept's labels know, and how much they speak for it.
  private func coverage(
    of concept: Int32
  ) -> (concept: Double, purity: Double, head: Double, headShare: Double, first: Double) {
    var covered: Float = 0
    var purity: Float = 0
    var head: Float = 0
    var headShare: Float = 0
    var first: Float = 0
    for (position, word) in terms.words.enumerated() {
      var best: Float = 0
      var bestPurity: Float = 0
      var bestHead: Float = 0
      var bestShare: Float = 0
      for (stem, certainty) in word.terms {
        guard let use = index.use(of: stem, by: concept) else { continue }
        let isInOwn = excludedTerms.contains(stem)
        let less: Int32 = excludedConcept == concept && isInOwn ? 1 : 0
        let lessHead: Int32 = excludedConcept == concept && excludedHeads.contains(stem) ? 1 : 0
        guard use.count > less else { continue }
        let all = Float(index.stemCounts[Int(stem)] - (isInOwn ? 1 : 0))
        best = max(best, certainty)
        // Smoothed: a word that is in one label says less than one in many of this concept and of no other.
        bestPurity = max(bestPurity, certainty * (Float(use.count - less) + 0.1) / (all + 1))
        if use.headCount > lessHead {
          bestHead = max(bestHead, certainty * Float(use.headCount - lessHead) / max(all, 1))
          let heads = Float(index.headCounts[Int(stem)] - (excludedHeads.contains(stem) ? 1 : 0))
          bestShare = max(bestShare, certainty * Float(use.headCount - lessHead) / (heads + 0.5))
        }
      }
      covered += best * word.rarity
      purity += bestPurity * word.rarity
      if position == terms.head { (head, headShare) = (bestHead, bestShare) }
      if position == 0 { first = bestPurity }
    }
    guard rarity > 0 else { return (0, 0, 0, 0, 0) }
    return (
      Double(covered / rarity), Double(purity / rarity), Double(head), Double(headShare),
      Double(first)
    )
  }

  /// How much of the query a label covers and the other way round, and how near the spelling is.
  private func nearness(_ label: Int32) -> (query: Double, label: Double, spelling: Double) {
    let places = index.labelStems.range(of: Int(label))
    var covered: Float = 0
    for word in terms.words {
      var best: Float = 0
      for (term, certainty) in word.terms
      where certainty > best && places.contains(where: { holds($0, term) }) { best = certainty }
      covered += best * word.rarity
    }
    var labelTotal: Float = 0
    var labelCovered: Float = 0
    for place in places {
      var best: Float = 0
      for word in terms.words {
        for (term, certainty) in word.terms where certainty > best && holds(place, term) {
          best = certainty
        }
      }
      let rarity = index.stemTable.rarity[Int(index.labelStems.elements[place])]
      labelTotal += rarity
      labelCovered += best * rarity
    }
    return (
      rarity > 0 ? Double(covered / rarity) : 0,
      labelTotal > 0 ? Double(labelCovered / labelTotal) : 0,
      spelling(label)
    )
  }

  /// Whether a word of a label stands for a term.
  private func holds(_ place: Int, _ term: Int32) -> Bool {
    if index.labelStems.elements[place] == term { return true }
    for extra in index.stemExtras.range(of: place)
    where index.stemExtras.elements[extra] == term {
      return true
    }
    return false
  }

  /// 1 for the same characters, less for each edit; 0 beyond a quarter of the length.
  private func spelling(_ label: Int32) -> Double {
    let other = index.compacts.range(of: Int(label))
    let length = max(compact.scalars.count, other.count)
    let limit = max(1, length / 4)
    // Of three letters one edit makes any other word. The lengths alone tell most labels off, without a look at them.
    guard length > 3, abs(compact.scalars.count - other.count) <= limit,
      let distance = compact.distance(to: index.compacts.elements[other], limit: limit)
    else { return 0 }
    return 1 - Double(distance) / Double(length)
  }

  private func noteOverlap(_ concept: Int32) -> Double {
    guard rarity > 0 else { return 0 }
    var covered: Float = 0
    for word in noted where word.noteStems.contains(where: { index.notesOn(concept, hold: $0) }) {
      covered += word.rarity
    }
    return Double(covered / rarity)
  }
}

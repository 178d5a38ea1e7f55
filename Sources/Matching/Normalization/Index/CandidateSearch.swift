internal import TextAnalysis

/// Finds the concepts that a label may mean and what speaks for each; for one thread.
///
/// Sums per label and concept are kept in flat arrays from label to label and set back to zero
/// where they were touched, so that a search costs as much as the postings it reads.
final class CandidateSearch {
  let index: SimilarityIndex
  let kernel: KernelRidge?
  private let analyzer: QueryAnalyzer
  private var labelSums: [LabelSums]
  /// The labels whose sums are not zero, in the order in which they were met, and their number.
  private var touched: [Int32]
  private var touchedCount = 0
  var concepts: [ConceptSums]
  private var touchedConcepts: [Int32] = []
  var kernelScores: [Float]
  /// How near any label comes in words.
  private(set) var bestStem: Float = 0
  /// How many labels name the same kind as the one asked about.
  private(set) var kindCount: Float = 0
  let priors: [Double]
  private let commonConcepts: [Int32]

  static let candidateLimit = 16

  /// What is summed up over the terms that a label has in common with the one asked about.
  private struct LabelSums {
    var gram: Float = 0
    var stem: Float = 0
  }

  /// What is summed up over the labels of one concept.
  struct ConceptSums {
    var bestGram: Float = 0
    var secondGram: Float = 0
    var gramSum: Float = 0
    var bestStem: Float = 0
    var stemSum: Float = 0
    var bestLabel: Int32 = -1
    var bestSum: Float = 0
    var methods: UInt16 = 0
    var methodLabel: Int32 = -1
    var method = MatchMethod.learned
    var sharesInitials = false
    var kindCount: Float = 0
    var isTouched = false
  }

  init(_ index: SimilarityIndex, kernel: KernelRidge?) {
    self.index = index
    self.kernel = kernel
    analyzer = QueryAnalyzer(index)
    labelSums = [LabelSums](repeating: LabelSums(), count: index.labels.count)
    touched = [Int32](repeating: 0, count: index.labels.count)
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
    let terms = analyzer.terms(of: label, language: language)
    defer { reset() }
    accumulate(terms)
    matchForms(terms, excluding: excluded)
    sumUp(excluding: excluded)
    scoreKernel(terms, excluding: excluded)
    let features = CandidateFeatures(self, terms, excluding: excluded)
    var candidates = chosenConcepts().map { features.candidate($0) }
    Candidate.compare(&candidates)
    return candidates
  }
}

// MARK: - Accumulating

extension CandidateSearch {
  private func accumulate(_ terms: QueryTerms) {
    // A property of a class is checked for exclusive access at each use; a local variable is not.
    var touched: [Int32] = []
    swap(&touched, &self.touched)
    var labelSums: [LabelSums] = []
    swap(&labelSums, &self.labelSums)
    var sums = labelSums.mutableSpan
    var marks = touched.mutableSpan
    var count = 0
    let grams = index.gramTable.postings
    for entry in terms.grams {
      for place in index.gramTable.range(of: entry.term) {
        let posting = grams[place]
        // The table numbers the labels of this very index.
        let sum = unsafe sums[unchecked: Int(posting.label)].gram
        // Weights are above 0, so that a sum of 0 belongs to a label not met yet.
        if sum == 0 {
          marks[count] = posting.label
          count += 1
        }
        unsafe sums[unchecked: Int(posting.label)].gram = sum + entry.weight * posting.weight
      }
    }
    let stems = index.stemTable.postings
    for entry in terms.stems {
      for place in index.stemTable.range(of: entry.term) {
        let posting = stems[place]
        let label = Int(posting.label)
        if sums[label].gram == 0, sums[label].stem == 0 {
          marks[count] = posting.label
          count += 1
        }
        sums[label].stem += entry.weight * posting.weight
      }
    }
    swap(&labelSums, &self.labelSums)
    swap(&touched, &self.touched)
    touchedCount = count
  }

  private func matchForms(_ terms: QueryTerms, excluding excluded: Int32) {
    for (kind, key) in terms.keys {
      for label in index.keys[key] ?? [] where label != excluded {
        if kind == .initials || kind == .kind {
          let concept = index.labels[Int(label)].concept
          touchConcept(concept)
          if kind == .kind {
            concepts[Int(concept)].kindCount += 1
            kindCount += 1
          } else {
            concepts[Int(concept)].sharesInitials = true
          }
        } else {
          note(label, Self.method(of: kind))
        }
      }
    }
    matchAbbreviations(terms, excluding: excluded)
  }

  private static func method(of kind: FormKind) -> MatchMethod {
    switch kind {
    case .raw: .exact
    case .folded: .folded
    case .compact: .spacing
    case .stems: .inflection
    case .sortedStems: .order
    case .coreStems: .decoration
    case .notions: .synonym
    case .initials: .abbreviation
    case .kind: .head
    }
  }

  /// A query in capitals that is the initials of a label, and the other way round.
  private func matchAbbreviations(_ terms: QueryTerms, excluding excluded: Int32) {
    let words = terms.words
    if words.count == 1, (2...6).contains(words[0].text.utf8.count),
      terms.form.flags.contains(where: { $0.contains(.allCapitals) })
    {
      for label in index.keys[FormKind.initials.key(words[0].text)] ?? [] where label != excluded {
        note(label, .abbreviation)
      }
    } else if words.count == 1, (2...6).contains(words[0].text.utf8.count) {
      // In small letters ("js") they may as well be a word: what that tells is learned.
      for label in index.keys[FormKind.initials.key(words[0].text)] ?? [] where label != excluded {
        let concept = index.labels[Int(label)].concept
        touchConcept(concept)
        concepts[Int(concept)].sharesInitials = true
      }
    }
    if let initials = LabelForm.initials(terms.form.core) {
      for label in index.keys[FormKind.folded.key(initials)] ?? []
      where label != excluded && index.labels[Int(label)].isCaseSensitive {
        note(label, .abbreviation)
      }
    }
  }

  private func note(_ label: Int32, _ method: MatchMethod) {
    let concept = Int(index.labels[Int(label)].concept)
    touchConcept(Int32(concept))
    var method = method
    // Only the written case of an abbreviation is the same word.
    if index.labels[Int(label)].isCaseSensitive, method > .exact, method < .abbreviation {
      method = .similarity
    }
    concepts[concept].methods |= 1 << UInt16(method.rawValue)
    if method < concepts[concept].method {
      concepts[concept].method = method
      concepts[concept].methodLabel = label
    }
  }

  private func touchConcept(_ concept: Int32) {
    guard !concepts[Int(concept)].isTouched else { return }
    concepts[Int(concept)].isTouched = true
    touchedConcepts.append(concept)
  }

  /// Brings the sums of labels together by concept and sets them back to zero.
  private func sumUp(excluding excluded: Int32) {
    var nearest: Float = 0
    var touchedConcepts: [Int32] = []
    swap(&touchedConcepts, &self.touchedConcepts)
    var labelSums: [LabelSums] = []
    swap(&labelSums, &self.labelSums)
    var concepts: [ConceptSums] = []
    swap(&concepts, &self.concepts)
    var sums = labelSums.mutableSpan
    var conceptSums = concepts.mutableSpan
    let labels = touched
    let conceptOfLabel = index.conceptOfLabel
    for place in 0..<touchedCount {
      let label = labels[place]
      let (gram, stem) = (sums[Int(label)].gram, sums[Int(label)].stem)
      sums[Int(label)] = LabelSums()
      if label == excluded { continue }
      let concept = conceptOfLabel[Int(label)]
      if !conceptSums[Int(concept)].isTouched {
        conceptSums[Int(concept)].isTouched = true
        touchedConcepts.append(concept)
      }
      conceptSums[Int(concept)].add(label, gram: gram, stem: stem)
      if stem > nearest { nearest = stem }
    }
    swap(&labelSums, &self.labelSums)
    swap(&concepts, &self.concepts)
    bestStem = nearest
    self.touchedConcepts = touchedConcepts
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
    var concepts: [ConceptSums] = []
    swap(&concepts, &self.concepts)
    for concept in touchedConcepts { concepts[Int(concept)] = ConceptSums() }
    swap(&concepts, &self.concepts)
    touchedConcepts.removeAll(keepingCapacity: true)
    kindCount = 0
    guard kernel != nil else { return }
    var scores: [Float] = []
    swap(&scores, &kernelScores)
    for concept in scores.indices { scores[concept] = 0 }
    swap(&scores, &kernelScores)
  }

  /// The concepts that come nearest by a rough measure, nearest first, and the most common ones.
  private func chosenConcepts() -> [Int32] {
    for concept in commonConcepts { touchConcept(concept) }
    var best = BestConcepts(limit: Self.candidateLimit)
    let (concepts, kernelScores) = (concepts, kernelScores)
    for concept in touchedConcepts {
      let sums = concepts[Int(concept)]
      // More than both cosines and the kernel give, which are about 1 each.
      let bonus: Float = sums.method < .similarity ? 4 - Float(sums.method.rawValue) / 8 : 0
      best.add(concept, rank: sums.bestSum + kernelScores[Int(concept)] + bonus)
    }
    var chosen = best.concepts
    for concept in commonConcepts where !chosen.contains(concept) { chosen.append(concept) }
    return chosen
  }
}

extension CandidateSearch.ConceptSums {
  /// Takes a label of the concept in, whatever the order in which labels come.
  mutating func add(_ label: Int32, gram: Float, stem: Float) {
    if gram > bestGram {
      secondGram = bestGram
      bestGram = gram
    } else if gram > secondGram {
      secondGram = gram
    }
    gramSum += gram
    if stem > bestStem { bestStem = stem }
    stemSum += stem
    let sum = gram + stem
    if sum > bestSum || (sum == bestSum && label < bestLabel) {
      bestSum = sum
      bestLabel = label
    }
  }
}

/// The few concepts of the highest rank among many, the lower number first among equals.
private struct BestConcepts {
  private let limit: Int
  private var entries: [(concept: Int32, rank: Float)] = []

  init(limit: Int) {
    self.limit = limit
    entries.reserveCapacity(limit + 1)
  }

  /// The concepts, the highest rank first.
  var concepts: [Int32] { entries.map(\.concept) }

  mutating func add(_ concept: Int32, rank: Float) {
    if entries.count == limit, let last = entries.last,
      (rank, last.concept) <= (last.rank, concept)
    {
      return
    }
    var place = entries.count
    while place > 0, (entries[place - 1].rank, concept) < (rank, entries[place - 1].concept) {
      place -= 1
    }
    entries.insert((concept, rank), at: place)
    if entries.count > limit { entries.removeLast() }
  }
}

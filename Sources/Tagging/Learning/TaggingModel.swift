internal import Matching
internal import Taxonomy

/// What was learned from documents that people tagged: one value, saved and loaded as one file.
///
/// Concepts are known by their URIs, so a model survives renames, and other releases of its
/// vocabulary: deprecated concepts count for their successors, unknown ones for nothing.
package struct TaggingModel: Sendable {
  /// The fingerprint of the vocabulary that it was trained with.
  package var vocabularyFingerprint: UInt64

  /// The number of documents that it was trained on.
  package var documentCount: Int

  /// The concepts by URI, to which all numbers below refer.
  var uris: [String] = []

  /// In how many documents each concept was named, assigned, and both.
  var counts: [ConceptCounts] = []

  /// In how many documents of each concept the rules prefer a concept that no example has; empty if that is not known.
  var outranked: [Int32] = []

  /// The judgement of candidates; without trees there is none.
  var trees = BoostedTrees()

  /// The documents, to find similar ones.
  var similar = SimilarDocuments()

  /// The similarity to the most similar other one that nineteen in twenty documents come to.
  var usualLikeness: Float = 0

  /// The concepts of each document, from `tagOffsets[d]` to `tagOffsets[d + 1]`.
  var tags: [Int32] = []
  var tagOffsets: [Int32] = [0]

  /// What words say for concepts, named or not.
  var regression = ConceptRegression()

  /// The classifiers of schemes of which documents take one concept.
  var classifiers: [TypeClassifier] = []

  /// The texts of labels that were found often and never right, folded, where all was tagged.
  var stopLabels: [String] = []

  /// The wordings that people marked as naming a concept.
  package var labels: [LearnedLabel] = []

  /// The URIs of the schemes whose candidates the trees judge: those where that was shown to help.
  var judgedSchemes: [String] = []

  /// The URIs of the schemes in which what was learned counts for a document like no example, too: those where that
  /// was shown to help.
  var generalSchemes: [String] = []

  /// In how many documents a concept was named, assigned, and both.
  struct ConceptCounts: BitwiseCopyable, Sendable, Equatable {
    var named: Int32 = 0
    var assigned: Int32 = 0
    var both: Int32 = 0
  }
}

/// A model with the concepts of one vocabulary; shared by all threads.
final class ModelBinding: Sendable {
  let model: TaggingModel
  let tables: ConceptTables
  let concepts: [ConceptOrdinal?]
  private let numbers: [Int32]
  private let isJudged: [Bool]
  private let isGeneral: [Bool]
  private let isSingle: [Bool]
  let classifiers: [SchemeOrdinal: TypeClassifier]
  let stopLabels: Set<LabelOrdinal>
  let trees: CompleteTrees
  private let words: SimilarWords
  private let regression: RegressionTable

  private static let neighborLimit = 40

  /// After so many documents what was learned counts as much as the rules.
  private static let fewDocuments = 20

  private static let smoothing: Float = 2

  /// The log-odds by words of a concept whose words were not learned, and the least of others.
  private static let unknownLogOdds: Float = -9

  init(_ model: TaggingModel, tables: ConceptTables) {
    self.model = model
    self.tables = tables
    let concepts = model.uris.map { uri -> ConceptOrdinal? in
      guard let concept = tables.vocabulary.concept(uri: uri) else { return nil }
      let current = tables.currentConcepts(for: concept)
      return current.count == 1 ? current[0] : concept
    }
    self.concepts = concepts
    var numbers = [Int32](repeating: -1, count: tables.vocabulary.conceptCount)
    for (number, concept) in concepts.enumerated() {
      if let concept { numbers[Int(concept.rawValue)] = Int32(number) }
    }
    self.numbers = numbers
    var classifiers: [SchemeOrdinal: TypeClassifier] = [:]
    for classifier in model.classifiers {
      if let scheme = tables.vocabulary.scheme(named: classifier.schemeURI) {
        classifiers[scheme] = classifier
      }
    }
    self.classifiers = classifiers
    func holding(_ uris: [String]) -> [Bool] {
      var result = [Bool](repeating: false, count: tables.vocabulary.schemeCount)
      for uri in uris {
        if let scheme = tables.vocabulary.scheme(named: uri) { result[Int(scheme.rawValue)] = true }
      }
      return result
    }
    isJudged = holding(model.judgedSchemes)
    isGeneral = holding(model.generalSchemes)
    isSingle = Self.singleSchemes(of: model, concepts, tables)
    words = SimilarWords(model.similar)
    regression = RegressionTable(
      model.regression, words: model.similar.words.count, conceptCount: model.uris.count)
    trees = CompleteTrees(model.trees)
    let stopped = Set(model.stopLabels)
    stopLabels =
      stopped.isEmpty
      ? []
      : Set(tables.vocabulary.labels.filter { stopped.contains(LabelFold.fold($0, in: tables)) })
  }

  /// Whether candidates of any scheme can be judged.
  var judges: Bool { !model.trees.roots.isEmpty && isJudged.contains(true) }

  /// Whether candidates of a concept's scheme are judged by what was learned.
  ///
  /// - Parameters:
  ///   - concept: the concept.
  ///   - trained: whether there have to be trees already.
  /// - Returns: whether they are.
  func judges(_ concept: ConceptOrdinal, trained: Bool = true) -> Bool {
    (!trained || !model.trees.roots.isEmpty)
      && isJudged[Int(tables.home[Int(concept.rawValue)].rawValue)]
  }

  /// The number by which the model knows a concept.
  func number(of concept: ConceptOrdinal) -> Int? {
    let number = numbers[Int(concept.rawValue)]
    return number < 0 ? nil : Int(number)
  }

  /// Whether nearly all examples with a concept of a scheme have one, scheme by scheme.
  private static func singleSchemes(
    of model: TaggingModel, _ concepts: [ConceptOrdinal?], _ tables: ConceptTables
  ) -> [Bool] {
    var all = [Int](repeating: 0, count: tables.vocabulary.schemeCount)
    var single = all
    for (first, end) in zip(model.tagOffsets, model.tagOffsets.dropFirst()) {
      var counts: [SchemeOrdinal: Int] = [:]
      for tag in model.tags[Int(first)..<Int(end)] {
        guard let concept = concepts[Int(tag)] else { continue }
        counts[tables.home[Int(concept.rawValue)], default: 0] += 1
      }
      for (scheme, count) in counts {
        all[Int(scheme.rawValue)] += 1
        if count == 1 { single[Int(scheme.rawValue)] += 1 }
      }
    }
    return zip(single, all).map { Double($0) >= TaggingTrainer.nearlyAll * Double($1) }
  }

  /// How much what was learned counts for a concept beside the rules, from 0 to 1: little after few documents,
  /// nothing for a document like no example, half as much for a concept without an example, which was never
  /// seen to be right.
  ///
  /// - Parameters:
  ///   - candidate: the concept in the document.
  ///   - similarity: how like the most similar example the document is.
  /// - Returns: the share of what was learned.
  func trust(in candidate: TagCandidate, similarity: Float) -> Double {
    let concept = candidate.concept
    guard !candidate.isBeyondExamples, judges(concept) else { return 0 }
    let all =
      Double(model.documentCount) / Double(model.documentCount + Self.fewDocuments)
      * likeness(atSimilarity: similarity, in: tables.home[Int(concept.rawValue)])
    return hasExamples(concept) ? all : all * Self.shareWithoutExamples
  }

  /// How like the examples a document is, against how like they are to one another.
  ///
  /// On `tagging/renames`, in a replica in Python: of documents of products that no example is of it is 0.15 on
  /// average, of other documents of the examples' products 0.95.
  ///
  /// - Parameters:
  ///   - similarity: that to the most similar example.
  ///   - scheme: the scheme judged.
  /// - Returns: 0 for a document like none of them, 1 for one of their kind, and for any where what was learned of the
  ///   scheme was shown to help.
  func likeness(atSimilarity similarity: Float, in scheme: SchemeOrdinal) -> Double {
    let usual = Double(model.usualLikeness)
    guard usual > 0, !isGeneral[Int(scheme.rawValue)] else { return 1 }
    let place = (Double(similarity) / usual - Self.noLikenessTo) / (1 - Self.noLikenessTo)
    return min(max(place, 0), 1)
  }

  private static let noLikenessTo = 0.9

  private static let shareWithoutExamples = 0.5

  /// Whether a concept was assigned to a document learned from.
  private func hasExamples(_ concept: ConceptOrdinal) -> Bool {
    let number = numbers[Int(concept.rawValue)]
    return number >= 0 && model.counts[Int(number)].assigned > 0
  }

  /// Leaves to the rules what the examples do not speak of.
  ///
  /// Where the rules prefer a concept without an example, a document is hardly about one whose examples, many of
  /// them, are never so: it is about the part of which none was seen, and not about the whole.
  ///
  /// - Parameters:
  ///   - table: the candidates of a document, of which some are noted to be beyond the examples.
  ///   - rules: their log-odds by the rules.
  private func leaveToRules(_ table: inout CandidateTable, _ rules: [Double]) {
    guard !model.outranked.isEmpty else { return }
    for leader in Self.leaders(of: table, rules, tables) {
      let scheme = tables.home[Int(table.candidates[leader].concept.rawValue)]
      // What is learned for all is learned of what any document may have, such as one that is about something else.
      guard isSingle[Int(scheme.rawValue)], !isGeneral[Int(scheme.rawValue)],
        !hasExamples(table.candidates[leader].concept)
      else { continue }
      for (row, candidate) in table.candidates.enumerated()
      where tables.home[Int(candidate.concept.rawValue)] == scheme
        && !speaks(of: candidate.concept)
      {
        table.setBeyondExamples(row)
      }
    }
  }

  /// The candidate of each scheme that the rules prefer, in the order of the schemes.
  static func leaders(
    of table: CandidateTable, _ rules: [Double], _ tables: ConceptTables
  ) -> [Int] {
    var result: [SchemeOrdinal: Int] = [:]
    for (row, candidate) in table.candidates.enumerated() where candidate.firstWording >= 0 {
      let scheme = tables.home[Int(candidate.concept.rawValue)]
      if result[scheme].map({ rules[row] > rules[$0] }) ?? true { result[scheme] = row }
    }
    return result.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Whether the examples speak of a concept where the rules prefer one without any.
  ///
  /// Not where it has many, of which hardly one in twenty is so.
  private func speaks(of concept: ConceptOrdinal) -> Bool {
    guard hasExamples(concept) else { return false }
    let number = Int(numbers[Int(concept.rawValue)])
    return Double(model.outranked[number]) + 1
      >= Self.seldom * (Double(model.counts[number].assigned) + 2)
  }

  private static let seldom = 0.05

  /// The log-odds of each candidate: what was learned and what the rules say, by trust.
  ///
  /// - Parameters:
  ///   - table: the candidates, of which some are noted to be beyond the examples.
  ///   - similarity: how like the most similar example the document is.
  /// - Returns: a number for each.
  func logOdds(_ table: inout CandidateTable, similarity: Float) -> [Double] {
    var result = trees.logOdds(table.values, width: CandidateFeature.count)
    let rules = SalienceScorer.logOdds(table)
    leaveToRules(&table, rules)
    for (row, rules) in rules.enumerated() {
      let trust = trust(in: table.candidates[row], similarity: similarity)
      result[row] = trust * result[row] + (1 - trust) * rules
    }
    return result
  }

  /// What each kind of evidence adds to the log-odds of a candidate.
  func parts(of table: CandidateTable, row: Int, similarity: Float) -> ScoreParts {
    let trust = trust(in: table.candidates[row], similarity: similarity)
    var parts = SalienceScorer.parts(of: table, row: row)
    for kind in ScoreParts.Kind.allCases { parts[kind] *= 1 - trust }
    let contributions = model.trees.contributions(Array(table.row(row)))
    for feature in CandidateFeature.allCases {
      parts[feature.kind] += trust * Double(contributions[feature.rawValue])
    }
    parts[.start] += trust * model.trees.expectation
    return parts
  }

  /// What was learned of a concept, in words.
  func note(on concept: ConceptOrdinal, similarShare: Float) -> String {
    let number = numbers[Int(concept.rawValue)]
    let counts = number < 0 ? TaggingModel.ConceptCounts() : model.counts[Int(number)]
    return "of \(model.documentCount) documents learned from \(counts.named) name it, "
      + "\(counts.assigned) have it; \(Int((similarShare * 100).rounded())) % of the most similar"
  }

  /// Adds what similar documents were tagged with to the candidates, and fills what was learned.
  ///
  /// - Parameters:
  ///   - table: those that the document names; others are appended.
  ///   - scan: the document.
  ///   - fold: the part of the model's documents that the document itself is in, if it is one of
  ///     them; nothing that was counted there is used.
  ///   - forgets: whether to leave out what is known of each concept, as if none had an example.
  /// - Returns: the similarity to the most similar document.
  @discardableResult func enrich(
    _ table: inout CandidateTable, scan: DocumentScan, outside fold: TrainingFold? = nil,
    forgets: Bool = false
  ) -> Float {
    let vector = SimilarDocuments.vector(of: words.counts(of: scan), words)
    let likeness = likeness(to: vector, excluding: fold?.members)
    let regression = fold?.regression ?? regression
    let odds = regression.logOdds(of: vector)
    for row in 0..<table.count {
      fill(&table, row, likeness, regression, odds, fold, forgets)
    }
    // A concept without examples has none by which it could be proposed unnamed.
    if forgets { return likeness.best }
    let named = Set(table.candidates.map(\.concept))
    for concept in unnamed(likeness, regression, odds) where !named.contains(concept) {
      append(concept, to: &table)
      fill(&table, table.count - 1, likeness, regression, odds, fold, false)
    }
    return likeness.best
  }

  /// The similarity of a document to the most similar one learned from.
  func likeness(of scan: DocumentScan) -> Float {
    let vector = SimilarDocuments.vector(of: words.counts(of: scan), words)
    return model.similar.nearest(to: vector, words: words, limit: 1).first?.similarity ?? 0
  }

  /// What the most similar documents were tagged with.
  private struct Likeness {
    /// The concepts in the order in which they were met.
    var concepts: [ConceptOrdinal] = []
    /// The similarity of all documents with a concept together, and of the most similar one.
    var shares: [ConceptOrdinal: (sum: Float, best: Float)] = [:]
    /// The similarity of all of them together, and of the most similar one.
    var total: Float = 0
    var best: Float = 0
  }

  private func likeness(
    to vector: [(word: UInt64, weight: Float)], excluding members: Set<Int>?
  ) -> Likeness {
    var result = Likeness()
    let nearest = model.similar.nearest(
      to: vector, words: words, limit: Self.neighborLimit, excluding: members)
    for (document, similarity) in nearest {
      result.total += similarity
      result.best = max(result.best, similarity)
      for concept in concepts(ofDocument: document) where judges(concept, trained: false) {
        let known = result.shares[concept]
        if known == nil { result.concepts.append(concept) }
        result.shares[concept] = (
          (known?.sum ?? 0) + similarity, max(known?.best ?? 0, similarity)
        )
      }
    }
    return result
  }

  /// The concepts that need not be named: those of similar documents, and those that words speak for.
  private func unnamed(
    _ likeness: Likeness, _ regression: RegressionTable, _ odds: [Float]
  ) -> [ConceptOrdinal] {
    var result = likeness.concepts.filter { concept in
      (likeness.shares[concept]?.sum ?? 0) >= likeness.total * Self.leastShare
    }
    var seen = Set(result)
    for (slot, number) in regression.concepts.enumerated() where odds[slot] >= Self.leastLogOdds {
      guard let concept = concepts[Int(number)], judges(concept, trained: false) else { continue }
      if seen.insert(concept).inserted { result.append(concept) }
    }
    return result
  }

  /// The share of the similarity from which on a concept of similar documents is a candidate.
  private static let leastShare: Float = 0.06

  /// The log-odds by words from which on a concept is a candidate.
  private static let leastLogOdds: Float = -3

  /// Adds a concept that the document does not name.
  private func append(_ concept: ConceptOrdinal, to table: inout CandidateTable) {
    table.append(TagCandidate(concept: concept))
    let row = table.count - 1
    if row > 0 {
      table[row, .documentLength] = table[0, .documentLength]
      table[row, .candidateCount] = table[0, .candidateCount]
    }
    table[row, .depth] = Float(tables.depth[Int(concept.rawValue)])
    // As if it were named at the very end, and less than all others.
    table[row, .firstPosition] = 1
    table[row, .rank] = 1
  }

  private func concepts(ofDocument document: Int) -> [ConceptOrdinal] {
    (model.tagOffsets[document]..<model.tagOffsets[document + 1]).compactMap {
      concepts[Int(model.tags[Int($0)])]
    }
  }

  /// What was learned of a concept; without what the fold's own documents say of it.
  ///
  /// To take only the document itself out of the counts would tell its answer: those with the concept
  /// would see one less than those without.
  private func fill(
    _ table: inout CandidateTable, _ row: Int, _ likeness: Likeness,
    _ regression: RegressionTable, _ odds: [Float], _ fold: TrainingFold?, _ forgets: Bool
  ) {
    let concept = table.candidates[row].concept
    let number = Int(numbers[Int(concept.rawValue)])
    var counts = number >= 0 ? model.counts[number] : TaggingModel.ConceptCounts()
    var documents = Float(model.documentCount)
    if let fold, number >= 0 { counts = counts.subtracting(fold.counts[number]) }
    // A concept without examples is judged as any new one would be, however often it is named.
    let isUnknown = forgets || counts.assigned == 0
    if isUnknown { counts = TaggingModel.ConceptCounts() }
    var scale: Float = 1
    if let fold {
      // Of fewer documents less is counted: it is brought to what all of them would have.
      scale = documents / Float(max(model.documentCount - fold.members.count, 1))
      documents /= scale
    }
    let rarity = Logarithm.of((documents + 1) / (Float(counts.named) + 1))
    let found = isUnknown ? nil : likeness.shares[concept]
    table[row, .similarShare] = likeness.total > 0 ? (found?.sum ?? 0) / likeness.total : 0
    table[row, .similarBest] = found?.best ?? 0
    let slot = isUnknown || number < 0 ? nil : regression.slot(of: number)
    table[row, .wordOdds] = slot.map { max(odds[$0], Self.unknownLogOdds) } ?? Self.unknownLogOdds
    table[row, .rarity] = rarity
    table[row, .weightedFrequency] = table[row, .frequency] * rarity
    // As if two documents before had named it, 3 % of which had it.
    table[row, .assignmentRate] = Logarithm.of(
      (Float(counts.both) + Self.smoothing * 0.03) / (Float(counts.named) + Self.smoothing))
    table[row, .assignmentCount] = Logarithm.of(1 + scale * Float(max(counts.assigned, 0)))
  }
}

/// A part of the documents that a model was learned from, for what must not be told of them.
struct TrainingFold {
  /// The numbers of its documents.
  var members: Set<Int> = []

  /// What its documents add to the counts of each concept.
  var counts: [TaggingModel.ConceptCounts]

  /// What words say by the documents that are not in it.
  var regression: RegressionTable?
}

extension TaggingModel.ConceptCounts {
  /// The counts without those of a part of the documents.
  func subtracting(_ part: Self) -> Self {
    .init(named: named - part.named, assigned: assigned - part.assigned, both: both - part.both)
  }
}

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

  /// The judgement of candidates; without trees there is none.
  var trees = BoostedTrees()

  /// The documents, to find similar ones.
  var similar = SimilarDocuments()

  /// The concepts of each document, from `tagOffsets[d]` to `tagOffsets[d + 1]`.
  var tags: [Int32] = []
  var tagOffsets: [Int32] = [0]

  /// The classifiers of schemes of which documents take one concept.
  var classifiers: [TypeClassifier] = []

  /// The texts of labels that were found often and never right, folded, where all was tagged.
  var stopLabels: [String] = []

  /// The wordings that people marked as naming a concept.
  package var labels: [LearnedLabel] = []

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
  let classifiers: [SchemeOrdinal: TypeClassifier]
  let stopLabels: Set<LabelOrdinal>
  let trees: CompleteTrees
  private let words: SimilarWords

  private static let neighborLimit = 40

  /// After so many documents what was learned counts as much as the rules.
  private static let fewDocuments = 20

  private static let smoothing: Float = 2

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
    words = SimilarWords(model.similar)
    trees = CompleteTrees(model.trees)
    let stopped = Set(model.stopLabels)
    stopLabels =
      stopped.isEmpty
      ? []
      : Set(tables.vocabulary.labels.filter { stopped.contains(LabelFold.fold($0, in: tables)) })
  }

  /// Whether candidates can be judged.
  var judges: Bool { !model.trees.roots.isEmpty }

  /// How much what was learned counts beside the rules, from 0 to 1: little after few documents.
  private var trust: Double {
    Double(model.documentCount) / Double(model.documentCount + Self.fewDocuments)
  }

  /// The log-odds of each candidate: what was learned and what the rules say, by trust.
  func logOdds(_ table: CandidateTable) -> [Double] {
    var result = trees.logOdds(table.values, width: CandidateFeature.count)
    for (row, rules) in SalienceScorer.logOdds(table).enumerated() {
      result[row] = trust * result[row] + (1 - trust) * rules
    }
    return result
  }

  /// What each kind of evidence adds to the log-odds of a candidate.
  func parts(of table: CandidateTable, row: Int) -> ScoreParts {
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
  ///   - excluded: the number of the document itself, when it is one of the model's.
  func enrich(_ table: inout CandidateTable, scan: DocumentScan, excluding excluded: Int? = nil) {
    // Rows of the named concepts, then of those that only similar documents have.
    var rows: [ConceptOrdinal: Int] = [:]
    rows.reserveCapacity(table.count * 2)
    for (row, candidate) in table.candidates.enumerated() { rows[candidate.concept] = row }
    let namedCount = table.count
    var known: [ConceptOrdinal] = []
    var shares = [Float](repeating: 0, count: namedCount)
    var best = shares
    var total: Float = 0
    let nearest = model.similar.nearest(
      to: words.counts(of: scan), words: words, limit: Self.neighborLimit, excluding: excluded)
    for (document, similarity) in nearest {
      total += similarity
      for concept in concepts(ofDocument: document) {
        let row = rows[concept] ?? shares.count
        if row == shares.count {
          rows[concept] = row
          known.append(concept)
          shares.append(0)
          best.append(0)
        }
        shares[row] += similarity
        best[row] = max(best[row], similarity)
      }
    }
    let own = excluded.map { Set(concepts(ofDocument: $0)) } ?? []
    for row in 0..<namedCount {
      fill(
        &table, row, share: total > 0 ? shares[row] / total : 0, best: best[row],
        isLearned: excluded != nil, isOwn: own.contains(table.candidates[row].concept))
    }
    for (offset, concept) in known.enumerated() {
      let row = namedCount + offset
      guard shares[row] >= total * 0.06 else { continue }
      append(concept, to: &table)
      fill(
        &table, table.count - 1, share: shares[row] / total, best: best[row], isNamed: false,
        isLearned: excluded != nil, isOwn: own.contains(concept))
    }
  }

  /// Adds a concept that the document does not name.
  private func append(_ concept: ConceptOrdinal, to table: inout CandidateTable) {
    table.append(TagCandidate(concept: concept))
    let row = table.count - 1
    if row > 0 {
      table[row, .documentLength] = table[0, .documentLength]
      table[row, .candidateCount] = table[0, .candidateCount]
    }
    table[row, .depth] = Float(tables.depth[Int(concept.rawValue)])
    table[row, .firstPosition] = 1
    table[row, .rank] = 1
  }

  private func concepts(ofDocument document: Int) -> [ConceptOrdinal] {
    (model.tagOffsets[document]..<model.tagOffsets[document + 1]).compactMap {
      concepts[Int(model.tags[Int($0)])]
    }
  }

  /// What was learned of a concept, without the document itself if it is one that was learned from.
  private func fill(
    _ table: inout CandidateTable, _ row: Int, share: Float, best: Float, isNamed: Bool = true,
    isLearned: Bool, isOwn: Bool
  ) {
    let number = numbers[Int(table.candidates[row].concept.rawValue)]
    var counts = number >= 0 ? model.counts[Int(number)] : TaggingModel.ConceptCounts()
    if isLearned {
      if isNamed { counts.named -= 1 }
      if isOwn { counts.assigned -= 1 }
      if isNamed, isOwn { counts.both -= 1 }
    }
    let documents = Float(model.documentCount)
    let rarity = Logarithm.of((documents + 1) / (Float(counts.named) + 1))
    table[row, .similarShare] = share
    table[row, .similarBest] = best
    table[row, .rarity] = rarity
    table[row, .weightedFrequency] = table[row, .frequency] * rarity
    table[row, .assignmentRate] = Logarithm.of(
      (Float(counts.both) + Self.smoothing * 0.03) / (Float(counts.named) + Self.smoothing))
    table[row, .assignmentCount] = Logarithm.ofOnePlus(max(counts.assigned, 0))
  }
}

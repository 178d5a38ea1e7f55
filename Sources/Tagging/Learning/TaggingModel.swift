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

  private static let neighborLimit = 40
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
    let stopped = Set(model.stopLabels)
    stopLabels =
      stopped.isEmpty
      ? []
      : Set(tables.vocabulary.labels.filter { stopped.contains(LabelFold.fold($0, in: tables)) })
  }

  /// Whether candidates can be judged.
  var judges: Bool { !model.trees.roots.isEmpty }

  /// Adds what similar documents were tagged with to the candidates, and fills what was learned.
  ///
  /// - Parameters:
  ///   - candidates: those that the document names; others are appended.
  ///   - words: the words of the document.
  ///   - excluded: the number of the document itself, when it is one of the model's.
  func enrich(
    _ candidates: inout [TagCandidate], words: [UInt64: Int32], excluding excluded: Int? = nil
  ) {
    var share: [ConceptOrdinal: Float] = [:]
    var best: [ConceptOrdinal: Float] = [:]
    var total: Float = 0
    for (document, similarity) in model.similar.nearest(
      to: words, limit: Self.neighborLimit, excluding: excluded)
    {
      total += similarity
      for concept in concepts(ofDocument: document) {
        share[concept, default: 0] += similarity
        best[concept] = max(best[concept] ?? 0, similarity)
      }
    }
    let own = excluded.map { Set(concepts(ofDocument: $0)) } ?? []
    var named: Set<ConceptOrdinal> = []
    for index in candidates.indices { named.insert(candidates[index].concept) }
    let document = candidates.first?.features
    for (concept, weight) in share.sorted(by: { $0.key < $1.key })
    where weight >= total * 0.06 && !named.contains(concept) {
      var candidate = TagCandidate(concept: concept)
      candidate.isDecided = true
      candidate.features[.documentLength] = document?[.documentLength] ?? 0
      candidate.features[.candidateCount] = document?[.candidateCount] ?? 0
      candidate.features[.depth] = Float(tables.depth[Int(concept.rawValue)])
      candidate.features[.firstPosition] = 1
      candidate.features[.rank] = 1
      candidates.append(candidate)
    }
    for index in candidates.indices {
      let concept = candidates[index].concept
      candidates[index].features[.similarShare] = total > 0 ? (share[concept] ?? 0) / total : 0
      candidates[index].features[.similarBest] = best[concept] ?? 0
      fillCounts(
        &candidates[index].features, of: concept, isNamed: named.contains(concept),
        isLearned: excluded != nil, isOwn: own.contains(concept))
    }
  }

  private func concepts(ofDocument document: Int) -> [ConceptOrdinal] {
    (model.tagOffsets[document]..<model.tagOffsets[document + 1]).compactMap {
      concepts[Int(model.tags[Int($0)])]
    }
  }

  /// The counts of a concept, without the document itself if it is one that was learned from.
  private func fillCounts(
    _ features: inout CandidateFeatures, of concept: ConceptOrdinal, isNamed: Bool,
    isLearned: Bool, isOwn: Bool
  ) {
    let number = numbers[Int(concept.rawValue)]
    var counts = number >= 0 ? model.counts[Int(number)] : TaggingModel.ConceptCounts()
    if isLearned {
      if isNamed { counts.named -= 1 }
      if isOwn { counts.assigned -= 1 }
      if isNamed, isOwn { counts.both -= 1 }
    }
    let documents = Float(model.documentCount)
    features[.rarity] = Logarithm.of((documents + 1) / (Float(counts.named) + 1))
    features[.weightedFrequency] = features[.frequency] * features[.rarity]
    features[.assignmentRate] = Logarithm.of(
      (Float(counts.both) + Self.smoothing * 0.03) / (Float(counts.named) + Self.smoothing))
    features[.assignmentCount] = Logarithm.of(1 + Float(counts.assigned))
  }
}

import Matching
import Synchronization
import Taxonomy
import TextAnalysis

/// Finds the concepts that words of a query or values of a filter name.
final class ConceptFinder: Sendable {
  let vocabulary: Vocabulary
  let labels: LabelIndex
  private let resolver: ConceptResolver

  /// Words of a query that are a label.
  struct Found {
    /// The bytes of the text.
    var range: Range<Int>
    /// The labels that they may be.
    var labels: [LabelOrdinal]
  }

  /// The labels in a text, in any case, the longest first where they overlap.
  ///
  /// A stop word, such as "it", is a label only if its case is that of the label.
  func labels(in text: String) -> [Found] {
    var matcher = LabelMatcher(labels)
    matcher.ignoresCase = true
    let places = matcher.matches(in: text, overlap: .longestFirst)
    if places.isEmpty { return [] }
    let strict = Set(LabelMatcher(labels).matches(in: text, overlap: .all))
    let stopWords = StopWords.keys(.english)
    let bytes = Array(text.utf8)
    return places.compactMap { found in
      if found.tokenCount == 1, !strict.contains(found),
        let token = Analyzer.tokens(of: Array(bytes[found.range])).first,
        stopWords.contains(token.key)
      {
        return nil
      }
      return Found(range: found.range, labels: labels.labels(ofGroup: Int(found.group)))
    }
  }

  /// The concepts that a value of a filter may mean, of one scheme if given; all of them count.
  func concepts(named value: String, in scheme: SchemeOrdinal?) -> [ConceptOrdinal] {
    resolver.resolve(value, in: scheme).candidates.map(\.concept)
  }

  /// Everything that counts as one of the concepts: successors, predecessors, and what is narrower.
  func closure(of concepts: [ConceptOrdinal]) -> [ConceptOrdinal] {
    var result: [ConceptOrdinal] = []
    var seen: Set<ConceptOrdinal> = []
    var pending = concepts
    let predecessors = self.predecessors
    for concept in concepts { pending += vocabulary.currentConcepts(for: concept) }
    while let concept = pending.popLast() {
      guard seen.insert(concept).inserted else { continue }
      result.append(concept)
      pending += vocabulary.narrower(of: concept)
      pending += predecessors[concept] ?? []
    }
    return result.sorted()
  }

  /// The deprecated concepts whose chains of successors end at a concept; found when first needed.
  private let knownPredecessors = Mutex<[ConceptOrdinal: [ConceptOrdinal]]?>(nil)

  private var predecessors: [ConceptOrdinal: [ConceptOrdinal]] {
    knownPredecessors.withLock { known in
      if let known { return known }
      var predecessors: [ConceptOrdinal: [ConceptOrdinal]] = [:]
      for concept in vocabulary.concepts where vocabulary.isDeprecated(concept) {
        for current in vocabulary.currentConcepts(for: concept) where current != concept {
          predecessors[current, default: []].append(concept)
        }
      }
      known = predecessors
      return predecessors
    }
  }

  init(_ vocabulary: Vocabulary, _ labels: LabelIndex) {
    self.vocabulary = vocabulary
    self.labels = labels
    resolver = ConceptResolver(vocabulary, index: labels)
  }
}

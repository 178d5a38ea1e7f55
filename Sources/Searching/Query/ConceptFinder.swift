import Matching
import Model
import Synchronization
import System
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
  /// A stop word, such as "it", is a label only if its case is that of the label; "us", which is none, also beside
  /// another label, as in "price list us", but not behind a word such as "contact", or alone. In a query in capitals case tells nothing.
  func labels(in text: String) -> [Found] {
    var matcher = LabelMatcher(labels)
    matcher.ignoresCase = true
    let places = matcher.matches(in: text, overlap: .longestFirst)
    if places.isEmpty { return [] }
    let strict = LabelMatcher(labels).matches(in: text, overlap: .all)
    let bytes = Array(text.utf8)
    let words = Analyzer.tokens(of: text).map(\.text)
    let isInCapitals = words.count > 1 && !bytes.contains { $0 &- 0x61 < 26 }
    return places.enumerated().compactMap { number, found in
      if found.tokenCount == 1, words.count > 1, isInCapitals || !Self.isPart(found, of: strict),
        let token = Analyzer.tokens(of: Array(bytes[found.range])).first,
        QueryWords.everyday.contains(token.text),
        !Self.isBesideOther(number, in: places)
          || words.prefix(Int(found.firstToken)).last.map(QueryWords.beforeEveryday.contains)
            ?? false
      {
        return nil
      }
      if found.tokenCount == 1, !Self.isPart(found, of: strict),
        let token = Analyzer.tokens(of: Array(bytes[found.range])).first,
        Self.stopWords.contains(token.key)
      {
        return nil
      }
      // A query that is nothing but the label has no words beside it that could be asked for.
      let meant = labels.labels(ofGroup: Int(found.group)).filter { label in
        found.tokenCount == words.count || fits(label, beside: words)
      }
      return meant.isEmpty ? nil : Found(range: found.range, labels: meant)
    }
  }

  private static let stopWords = StopWordKeys([.english])

  /// Whether a label ends right before a place, or begins right behind it.
  private static func isBesideOther(_ number: Int, in places: [FoundLabel]) -> Bool {
    let own = places[number]
    let first = own.firstToken
    return places.contains { other in
      other.firstToken + other.tokenCount == first || first + own.tokenCount == other.firstToken
    }
  }

  /// Whether a label is among others, which are in the order of their starts.
  private static func isPart(_ found: FoundLabel, of others: [FoundLabel]) -> Bool {
    let start = found.range.lowerBound
    let first = others.indices.partitioningIndex { others[$0].range.lowerBound >= start }
    return others[first...].prefix { $0.range.lowerBound == start }.contains(found)
  }

  /// Whether a word is a label, or has one as a part, in any case.
  func hasLabel(in word: String) -> Bool {
    var matcher = LabelMatcher(labels)
    matcher.ignoresCase = true
    return !matcher.matches(in: word, overlap: .longestFirst).isEmpty
  }

  /// Whether the other words of a query are such that a label may be meant among them.
  private func fits(_ label: LabelOrdinal, beside words: [String]) -> Bool {
    let label = vocabulary.label(label)
    func isPresent(_ context: String) -> Bool {
      let wanted = Analyzer.tokens(of: context).map(\.text)
      return !wanted.isEmpty && words.indices.contains { words[$0...].starts(with: wanted) }
    }
    if label.excludedContext.contains(where: isPresent) { return false }
    return label.requiredContext.isEmpty || label.requiredContext.contains(where: isPresent)
  }

  /// The concepts by whose names documents are found that mean one of some concepts: those named,
  /// those that stand for them, and all that these alone replaced, so that an old name and the new one
  /// find the same.
  func namesakes(of named: [ConceptOrdinal]) -> [ConceptOrdinal] {
    let current = named.flatMap { vocabulary.currentConcepts(for: $0) }
    // Once, since each access takes the lock.
    let predecessors = self.predecessors
    let replaced = current.flatMap { predecessors[$0] ?? [] }
      .filter { vocabulary.currentConcepts(for: $0).count == 1 }
    var seen: Set<ConceptOrdinal> = []
    return (current + replaced + named).filter { seen.insert($0).inserted }
  }

  /// When concepts other than some bear a name, whatever its case.
  func validities(of name: String, besides concepts: [ConceptOrdinal]) -> [Validity] {
    var matcher = LabelMatcher(labels)
    matcher.ignoresCase = true
    let whole = 0..<name.utf8.count
    let groups = matcher.matches(in: name, overlap: .all).filter { $0.range == whole }
    return groups.flatMap { labels.labels(ofGroup: Int($0.group)) }
      .filter { !concepts.contains(vocabulary.concept(of: $0)) }
      .map { vocabulary.validity(of: $0) }
  }

  /// The concepts that a value of a filter may mean, of one scheme if given; all of them count.
  func concepts(named value: String, in scheme: SchemeOrdinal?) -> [ConceptOrdinal] {
    resolver.resolve(value, in: scheme).candidates.map(\.concept)
  }

  /// The concepts that a whole value may mean, as if it were found in a text; `nil` if there are none.
  func found(named value: String, in scheme: SchemeOrdinal?) -> Found? {
    guard !value.isEmpty else { return nil }
    let labels = concepts(named: value, in: scheme).compactMap { vocabulary.labels(of: $0).first }
    return labels.isEmpty ? nil : Found(range: 0..<value.utf8.count, labels: labels)
  }

  /// The values of which a document has one of each set if it is about all that a name stands for together.
  func values(ofCompound concept: ConceptOrdinal, in scheme: SchemeOrdinal?) -> [Set<String>] {
    let components = vocabulary.components(of: concept)
    let own = components.filter { component in
      scheme.map { vocabulary.schemes(of: component).contains($0) } ?? true
    }
    return own.map { Set(closure(of: [$0]).map(vocabulary.uri(of:))) }
  }

  /// Everything that counts as one of the concepts: successors, predecessors, and what is narrower.
  func closure(of concepts: [ConceptOrdinal]) -> [ConceptOrdinal] {
    var result: [ConceptOrdinal] = []
    var seen: Set<ConceptOrdinal> = []
    var pending = concepts
    // Once, since each access takes the lock.
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

  /// What is narrower than some concepts, the nearest first, and what that replaced.
  ///
  /// - Parameters:
  ///   - concepts: the concepts, which are not among the answer.
  ///   - limit: how many to give.
  /// - Returns: narrower concepts, and whether there are more.
  func narrower(
    than concepts: [ConceptOrdinal], limit: Int
  ) -> (concepts: [ConceptOrdinal], isCut: Bool) {
    var seen = Set(concepts)
    var pending = concepts
    var next = 0
    let predecessors = self.predecessors
    while next < pending.count {
      let concept = pending[next]
      next += 1
      for other in Array(vocabulary.narrower(of: concept)) + (predecessors[concept] ?? [])
      where seen.insert(other).inserted {
        guard pending.count - concepts.count < limit else {
          return (Array(pending.dropFirst(concepts.count)), true)
        }
        pending.append(other)
      }
    }
    return (Array(pending.dropFirst(concepts.count)), false)
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

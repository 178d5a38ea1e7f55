internal import JSONCoding
package import Matching
internal import Taxonomy

/// A person's way through the undecided labels, one decision at a time.
package struct LabelDialogue: Sendable {
  /// The most candidates that are offered for a label.
  package static let candidateLimit = 5

  private let queue: ReviewQueue
  private let normalizer: LabelNormalizer
  private let judge: LabelJudge
  private let scheme: SchemeOrdinal?
  private let language: String

  /// For each item passed what was decided; empty if it was skipped.
  private var made: [[LabelDecision]] = []

  /// A dialogue about the labels of records that are not accepted.
  ///
  /// - Parameters:
  ///   - records: the labels.
  ///   - columns: what the other columns mean.
  ///   - path: the name of the file in errors.
  ///   - normalizer: what matches the labels.
  ///   - judge: who decides.
  ///   - scheme: the scheme of new concepts, by key, URI or title; the only one, or asked for, if `nil`.
  /// - Throws: `RequestError` for an unknown column or scheme; `LocatedError` for a wrong count.
  package init(
    _ records: [LabelInput.Record], columns: LabelColumns, path: String,
    normalizer: LabelNormalizer, judge: LabelJudge, scheme: String?
  ) throws {
    let vocabulary = normalizer.vocabulary
    let matches = normalizer.normalizer.matches(try columns.requests(records))
    // What somebody said names no concept is not asked about again.
    let entries = try zip(records, matches)
      .filter { !normalizer.normalizer.namesNoConcept($0.0.label) }
      .map { ($0.label, try columns.occurrences($0, in: path), $1) }
    queue = ReviewQueue(entries)
    self.normalizer = normalizer
    self.judge = judge
    self.scheme =
      try scheme.map { try vocabulary.scheme(asked: $0) }
      ?? (vocabulary.schemeCount == 1 ? vocabulary.schemes.first : nil)
    language = columns.language ?? "en"
  }

  /// How many items were passed.
  package var position: Int { made.count }

  /// Whether no item is left.
  package var isAtEnd: Bool { made.count == queue.items.count }

  /// What was decided, in the order of the queue.
  package var decisions: [LabelDecision] { made.flatMap(\.self) }

  /// Whether a new concept's scheme is settled.
  package var hasScheme: Bool { scheme != nil }

  /// The keys of the schemes that a new concept may be in.
  package var schemeKeys: [String] { normalizer.vocabulary.schemes.map(normalizer.vocabulary.key) }

  /// The name proposed for a new concept: the first label without what is glued on.
  package var proposedName: String { LabelClustering.name(of: item.labels[0].label) }

  private var item: ReviewQueue.Item { queue.items[made.count] }

  private var vocabulary: Vocabulary { normalizer.vocabulary }

  /// What is asked about the item at hand.
  package var question: LabelQuestion { LabelQuestion(item, vocabulary, language: language) }

  /// All that is asked, the most frequent labels first.
  package var questions: [LabelQuestion] {
    queue.items.map { LabelQuestion($0, vocabulary, language: language) }
  }

  /// The item at hand in lines: its labels, the candidates with their reasons, and a remark.
  package var lines: [String] {
    let told = question.lines
    return ["", "\(made.count + 1)/\(queue.items.count)  \(told[0])"] + told.dropFirst()
  }
}

// MARK: - Decisions

extension LabelDialogue {
  /// Takes a candidate; `false` if there is none of that number.
  package mutating func accept(_ number: Int) -> Bool {
    let candidates = question.candidates
    guard number <= candidates.count else { return false }
    let candidate = candidates[number - 1]
    pass(.concept(candidate.concept.uri), candidate.method)
    return true
  }

  /// Takes another concept, by its URI or one of its labels.
  ///
  /// - Returns: why none was taken; `nil` if one was.
  package mutating func accept(named text: String) -> String? {
    switch normalizer.concept(named: text, in: nil) {
    case .success(let uri):
      pass(.concept(uri), nil)
      return nil
    case .failure(let error): return error.message
    }
  }

  /// Makes a concept of the labels.
  ///
  /// - Parameters:
  ///   - name: its preferred label.
  ///   - schemeName: its scheme, by key, URI or title, unless it is settled.
  /// - Returns: `false` if there is no such scheme.
  package mutating func makeConcept(_ name: String, inScheme schemeName: String?) -> Bool {
    guard let scheme = scheme ?? schemeName.flatMap(vocabulary.scheme(named:)) else { return false }
    pass(.newConcept(name: name, scheme: vocabulary.scheme(scheme).uri), nil)
    return true
  }

  /// Remembers that the labels name no concept.
  package mutating func reject() { pass(.never, nil) }

  /// Leaves the labels undecided.
  package mutating func skip() { made.append([]) }

  /// Goes back to the item before; `false` if this is the first.
  package mutating func goBack() -> Bool { made.popLast() != nil }

  private mutating func pass(_ verdict: LabelDecision.Verdict, _ method: MatchMethod?) {
    made.append(question.decisions(verdict, method: method, by: judge))
  }
}

package import Taxonomy
internal import TextAnalysis

/// Answers what a label means: a concept, several with the reasons, or none.
///
/// It looks the label up as the matcher finds it in texts: folded, with the rules of each label.
package struct LabelLookup: Sendable {
  /// A concept that a label may mean.
  package struct Candidate: Hashable, Sendable {
    /// The concept, which may be deprecated.
    package var concept: ConceptOrdinal

    /// Its labels that met the question, the one that ranks highest first; none for a URI.
    package var labels: [LabelOrdinal]

    /// The concepts in use that stand for it; itself unless it is deprecated.
    package var current: [ConceptOrdinal]

    /// Whether one of the labels was in use on the day asked for.
    package var isInUse: Bool
  }

  /// What a label means.
  package enum Answer: Hashable, Sendable {
    /// One concept; the others lead to it, had the name at another time, or one spelled nearly so.
    case match(Candidate, others: [Candidate])
    /// Several, the likeliest first.
    case ambiguous([Candidate])
    /// None; the labels that are spelled nearly so, the nearest first.
    case unknown(nearest: [LabelOrdinal])
  }

  private let vocabulary: Vocabulary
  private let index: LabelIndex

  /// A lookup in a vocabulary and the index of its labels.
  package init(_ vocabulary: Vocabulary, index: LabelIndex) {
    self.vocabulary = vocabulary
    self.index = index
  }

  /// What a label, code or URI means.
  ///
  /// - Parameters:
  ///   - text: the label.
  ///   - date: the day whose names count; any time's if `nil`.
  /// - Returns: the answer.
  /// - Complexity: O(length of the label), or O(labels) if it is unknown.
  package func answer(for text: String, asOf date: CalendarDate? = nil) -> Answer {
    if let concept = vocabulary.concept(uri: text) {
      return .match(candidate(concept, labels: [], asOf: nil), others: [])
    }
    var found = labels(spelled: text)
    if found.isEmpty { found = labels(spelled: text.uppercased()) }
    if found.isEmpty {
      if let concept = concept(identifiedBy: text) {
        return .match(candidate(concept, labels: [], asOf: nil), others: [])
      }
      return .unknown(nearest: nearest(to: text))
    }
    // The matcher finds other forms of a word, too; what is spelled as asked for comes first.
    let wanted = Analyzer.fold(text)
    let exact = found.filter { Analyzer.fold(vocabulary.text(of: $0)) == wanted }
    guard !exact.isEmpty, exact.count < found.count else {
      return decide(candidates(for: found, asOf: date))
    }
    let answer = decide(candidates(for: exact, asOf: date))
    guard case .match(let candidate, let others) = answer else { return answer }
    let known = Set(([candidate] + others).map(\.concept))
    let similar = candidates(for: found, asOf: date).filter { !known.contains($0.concept) }
    return .match(candidate, others: others + similar)
  }

  /// The one concept whose URI ends with an identifier, after `/`, `#` or `:`.
  private func concept(identifiedBy identifier: String) -> ConceptOrdinal? {
    guard !identifier.isEmpty, !identifier.contains(" ") else { return nil }
    var found: ConceptOrdinal?
    for concept in vocabulary.concepts {
      let uri = vocabulary.uri(of: concept).utf8
      guard uri.count > identifier.utf8.count,
        uri.reversed().starts(with: identifier.utf8.reversed()),
        let before = uri.dropLast(identifier.utf8.count).last,
        [UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: ":")].contains(before)
      else { continue }
      guard found == nil else { return nil }
      found = concept
    }
    return found
  }

  private func candidates(
    for labels: [LabelOrdinal], asOf date: CalendarDate?
  ) -> [Candidate] {
    Dictionary(grouping: labels, by: vocabulary.concept(of:))
      .map { candidate($0, labels: $1, asOf: date) }.sorted { rank($0) < rank($1) }
  }

  /// The one concept in use of a scheme that a label or URI means beyond doubt, at any time.
  ///
  /// - Parameters:
  ///   - text: the label.
  ///   - scheme: the scheme that the concept is of.
  /// - Returns: the concept; `nil` if there is none or several could be meant.
  package func concept(spelled text: String, in scheme: SchemeOrdinal) -> ConceptOrdinal? {
    let named: [ConceptOrdinal]
    if let concept = vocabulary.concept(uri: text) {
      named = [concept]
    } else {
      var found = labels(spelled: text)
      if found.isEmpty { found = labels(spelled: text.uppercased()) }
      named = found.map(vocabulary.concept(of:))
    }
    let current = Set(named.flatMap(vocabulary.currentConcepts(for:)))
      .filter { vocabulary.schemes(of: $0).contains(scheme) }
    return current.count == 1 ? current.first : nil
  }

  /// One concept if all lead to it, or if only one had the name on that day.
  private func decide(_ candidates: [Candidate]) -> Answer {
    let inUse = candidates.filter(\.isInUse)
    let counting = inUse.isEmpty ? candidates : inUse
    var chosen: [Candidate] = []
    for candidate in counting {
      let isKnown = chosen.contains { other in
        candidate.current == other.current && candidate.current.count == 1
      }
      if !isKnown { chosen.append(candidate) }
    }
    // What leads to a chosen concept is shown through that concept itself where it is one of them.
    let answer = chosen.map { choice in
      counting.first { choice.current == [$0.concept] } ?? choice
    }
    guard answer.count == 1 else { return .ambiguous(answer) }
    return .match(answer[0], others: candidates.filter { $0 != answer[0] })
  }

  private func candidate(
    _ concept: ConceptOrdinal, labels: [LabelOrdinal], asOf date: CalendarDate?
  ) -> Candidate {
    let isInUse = date.map { date in
      labels.contains { vocabulary.validity(of: $0).contains(date) }
    }
    return Candidate(
      concept: concept, labels: labels.sorted { rank($0) < rank($1) },
      current: vocabulary.currentConcepts(for: concept), isInUse: isInUse ?? true)
  }

  /// The labels whose whole text is spelled like `text`, as the matcher sees it.
  private func labels(spelled text: String) -> [LabelOrdinal] {
    let tokens = Analyzer.tokens(of: text)
    guard let first = tokens.first, let last = tokens.last else { return [] }
    let whole = first.range.lowerBound..<last.range.upperBound
    var copy = text
    return copy.withUTF8 { bytes in
      let matcher = LabelMatcher(index)
      var result: [LabelOrdinal] = []
      for found in unsafe matcher.matches(in: bytes, overlap: .all) where found.range == whole {
        for label in unsafe index.candidates(for: found, in: bytes) where !result.contains(label) {
          result.append(label)
        }
      }
      return result
    }
  }
}

// MARK: - Order

extension LabelLookup {
  /// Names in use before former ones, preferred before alternative before hidden.
  private func rank(_ label: LabelOrdinal) -> (Int, UInt32) {
    let kind = Int(vocabulary.kind(of: label).rawValue)
    return (vocabulary.role(of: label) == .formerName ? 10 + kind : kind, label.rawValue)
  }

  private func rank(_ candidate: Candidate) -> (Int, Int, Int, UInt32) {
    (
      candidate.isInUse ? 0 : 1, vocabulary.isDeprecated(candidate.concept) ? 1 : 0,
      candidate.labels.first.map { rank($0).0 } ?? 0, candidate.concept.rawValue
    )
  }
}

// MARK: - Nearest labels

extension LabelLookup {
  private static let nearestCount = 5

  /// The labels within one error for each four characters, the nearest first.
  private func nearest(to text: String) -> [LabelOrdinal] {
    let wanted = Array(Analyzer.fold(text).utf8)
    guard !wanted.isEmpty else { return [] }
    let limit = max(1, min(3, wanted.count / 4))
    var found: [(distance: Int, label: LabelOrdinal)] = []
    for label in vocabulary.labels where vocabulary.role(of: label) != .code {
      let text = vocabulary.text(of: label)
      // Folding takes marks off letters; what is ASCII has none.
      let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
      let bytes = Array((isPlain ? text.lowercased() : Analyzer.fold(text)).utf8)
      guard abs(bytes.count - wanted.count) <= limit,
        let distance = Self.distance(wanted, bytes, limit: limit)
      else { continue }
      found.append((distance, label))
    }
    found.sort {
      ($0.distance, rank($0.label).0, $0.label) < ($1.distance, rank($1.label).0, $1.label)
    }
    var seen: Set<ConceptOrdinal> = []
    return found.map(\.label).filter { seen.insert(vocabulary.concept(of: $0)).inserted }
      .prefix(Self.nearestCount).map { $0 }
  }

  /// The number of insertions, deletions, substitutions and swaps (optimal string alignment), or
  /// `nil` if it exceeds the limit.
  static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in right.indices {
        let substitution = last[column] + (byte == right[column] ? 0 : 1)
        var best = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current[column + 1] = best
      }
      if current.min() ?? 0 > limit { return nil }
      (before, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}

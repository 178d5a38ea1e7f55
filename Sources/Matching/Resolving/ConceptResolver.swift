package import Model
package import Taxonomy
internal import TextAnalysis

/// Answers which concept a label means: one, several, or none.
///
/// The only place that does, with one policy for every command. A URI means its concept. A label written letter for letter goes
/// before one that differs in case and accents, and that before another form of its words. Names of
/// a concept that was replaced lead to what replaced it; concepts that lead to the same one are one.
/// With a date, names that were in use then go before the others.
///
/// A class, since a copy of the vocabulary would count the references of its columns at each use.
package final class ConceptResolver: Sendable {
  /// A concept that a label may mean.
  package struct Candidate: Hashable, Sendable {
    /// The concept, which may be deprecated.
    package var concept: ConceptOrdinal

    /// Its labels that met the question, the one that ranks highest first; none for a URI.
    package var labels: [LabelOrdinal]

    /// The concepts in use that stand for it; itself unless it is deprecated.
    package var current: [ConceptOrdinal]

    /// Whether `current` are meant together: the concept is but a name for all of them.
    package var isTogether = false

    /// Whether one of the labels was in use on the day asked for.
    package var isInUse: Bool

    /// Whether a label is the words asked for, in whatever case; not only another form of them.
    package var isLiteral = true

    /// The concept to take: the one in use that stands for it, or itself if several do.
    package var meant: ConceptOrdinal { current.count == 1 ? current[0] : concept }

    /// The concepts to take: all of a name that stands for several together, else the one meant.
    package var allMeant: [ConceptOrdinal] { isTogether ? current : [meant] }
  }

  /// What a label means.
  package enum Resolution: Hashable, Sendable {
    /// One concept; the others lead to it, had the name at another time, or one spelled nearly so.
    case one(Candidate, others: [Candidate])
    /// Several, the likeliest first, each with the labels that say why.
    case several([Candidate])
    /// None; the labels that are spelled nearly so, the nearest first, if the policy asks for them.
    case none(nearest: [LabelOrdinal])
  }

  /// Who asks, as far as it changes how much is tried for an answer; never which answer is right.
  package struct Policy: Sendable {
    /// Whether the last part of a URI may stand for the whole of it.
    var readsIdentifiers = false

    /// Whether labels that are spelled nearly so are looked for when there is no answer.
    var suggests = false

    /// A value in a file, a field or a filter.
    package static let value = Policy()

    /// Words that a person typed and waits for.
    package static let typed = Policy(readsIdentifiers: true, suggests: true)
  }

  /// The vocabulary whose concepts are meant.
  package let vocabulary: Vocabulary

  private let index: LabelIndex
  private let unlisted: UnlistedNames

  /// A resolver for a vocabulary and the index of its labels.
  package init(_ vocabulary: Vocabulary, index: LabelIndex) {
    self.vocabulary = vocabulary
    self.index = index
    unlisted = UnlistedNames(vocabulary)
  }

  /// What a label, code or URI means.
  ///
  /// - Parameters:
  ///   - text: the label.
  ///   - scheme: the scheme that the concept is to be of; any if `nil`.
  ///   - date: the day whose names count; any time's if `nil`.
  ///   - policy: who asks.
  /// - Returns: the answer.
  /// - Complexity: O(length of the label), or O(labels) if it is unknown and `policy` is `typed`.
  package func resolve(
    _ text: String, in scheme: SchemeOrdinal? = nil, asOf date: CalendarDate? = nil,
    policy: Policy = .value
  ) -> Resolution {
    let text = LabelForm.trimmed(text)
    if let concept = vocabulary.concept(uri: text) ?? unlisted.concept(mappedTo: text) {
      return single(candidate(concept, labels: [], asOf: nil), in: scheme)
    }
    let found = candidates(for: labels(spelled: text), in: scheme, asOf: date)
    if !found.isEmpty { return decide(found) }
    if policy.readsIdentifiers, let concept = concept(identifiedBy: text) {
      return single(candidate(concept, labels: [], asOf: nil), in: scheme)
    }
    return .none(nearest: policy.suggests ? nearest(to: text) : [])
  }

  /// What a label means in each scheme that has an answer, so that none silences another.
  ///
  /// - Parameters:
  ///   - text: the label, code or URI.
  ///   - date: the day whose names count; any time's if `nil`.
  /// - Returns: the concept of each scheme in which one is meant beyond doubt.
  package func concepts(
    named text: String, asOf date: CalendarDate? = nil
  ) -> [(scheme: SchemeOrdinal, concept: ConceptOrdinal)] {
    var result: [(scheme: SchemeOrdinal, concept: ConceptOrdinal)] = []
    for scheme in schemes(of: text) {
      // A concept of two schemes is one tag, of the scheme that it is at home in.
      for concept in resolve(text, in: scheme, asOf: date).concepts
      where !result.contains(where: { $0.concept == concept }) {
        result.append((scheme, concept))
      }
    }
    return result
  }

  /// The schemes at home in which concepts are that a label may mean, however it is written there.
  private func schemes(of text: String) -> [SchemeOrdinal] {
    var concepts = resolve(text).candidates.flatMap(\.allMeant)
    let spelled = labels(spelled: text).filter { $0.spelling < .otherForm }
    concepts += spelled.flatMap {
      vocabulary.currentConcepts(for: vocabulary.concept(of: $0.label))
    }
    var result: [SchemeOrdinal] = []
    for scheme in concepts.compactMap({ vocabulary.schemes(of: $0).first })
    where !result.contains(scheme) {
      result.append(scheme)
    }
    return result
  }

  /// One concept, if it is of the scheme.
  private func single(_ candidate: Candidate, in scheme: SchemeOrdinal?) -> Resolution {
    guard let candidate = narrowed(candidate, to: scheme) else { return .none(nearest: []) }
    return .one(candidate, others: [])
  }

  /// A candidate with those of its concepts that are of a scheme; `nil` if none is.
  private func narrowed(_ candidate: Candidate, to scheme: SchemeOrdinal?) -> Candidate? {
    guard let scheme else { return candidate }
    var result = candidate
    result.current = candidate.current.filter { vocabulary.schemes(of: $0).contains(scheme) }
    return result.current.isEmpty ? nil : result
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

  /// What those mean that are spelled nearest; if none of these was in use, those that were.
  private func decide(_ found: [(candidate: Candidate, spelling: Spelling)]) -> Resolution {
    let ranks = Set(found.filter(\.candidate.isInUse).map(\.spelling))
    let nearest = ranks.min() ?? found.map(\.spelling).min() ?? .otherForm
    return decide(
      found.filter { $0.spelling == nearest }.map(\.candidate),
      beside: found.filter { $0.spelling != nearest }.map(\.candidate))
  }

  /// One concept if all lead to it, or if only one had the name on that day.
  private func decide(_ candidates: [Candidate], beside farther: [Candidate]) -> Resolution {
    let inUse = candidates.filter(\.isInUse)
    let known = inUse.isEmpty ? candidates : inUse
    // A name of one concept goes before one that stands for several.
    let single = known.filter { !$0.isTogether }
    let counting = single.isEmpty ? known : single
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
    guard answer.count == 1 else { return .several(answer) }
    let near = Set(candidates.map(\.concept))
    return .one(
      answer[0],
      others: candidates.filter { $0 != answer[0] } + farther.filter { !near.contains($0.concept) }
    )
  }
}

extension ConceptResolver.Resolution {
  /// The concept that is meant beyond doubt, of a replaced one its successor; `nil` otherwise.
  package var concept: ConceptOrdinal? {
    if case .one(let candidate, _) = self { candidate.meant } else { nil }
  }

  /// All concepts that are meant beyond doubt: several of a name that stands for them together.
  package var concepts: [ConceptOrdinal] {
    if case .one(let candidate, _) = self { candidate.allMeant } else { [] }
  }

  /// The same, but none also for a concept that was split into several.
  package var assignableConcepts: [ConceptOrdinal] {
    guard case .one(let candidate, _) = self else { return [] }
    return candidate.isTogether || candidate.current.count == 1 ? candidate.allMeant : []
  }

  /// The concepts that may be meant, the likeliest first.
  package var candidates: [ConceptResolver.Candidate] {
    switch self {
    case .one(let candidate, _): [candidate]
    case .several(let candidates): candidates
    case .none: []
    }
  }
}

// MARK: - Spelling

extension ConceptResolver {
  /// How near the spelling of a label is to what was asked for.
  private enum Spelling: Int, Comparable {
    case sameCharacters, sameWords, otherForm

    static func < (left: Spelling, right: Spelling) -> Bool { left.rawValue < right.rawValue }
  }

  /// The labels whose whole text is spelled like `text`, in any case, other forms of words included.
  private func labels(spelled text: String) -> [(label: LabelOrdinal, spelling: Spelling)] {
    let wanted = Analyzer.fold(text)
    var found = unlisted.labels(folded: wanted.isEmpty ? text : wanted)
    let tokens = Analyzer.tokens(of: text)
    if let first = tokens.first, let last = tokens.last {
      let whole = first.range.lowerBound..<last.range.upperBound
      var matcher = LabelMatcher(index)
      // The whole text is the name here, so that small letters are no other word.
      matcher.ignoresCase = true
      for place in matcher.matches(in: text, overlap: .all) where place.range == whole {
        for label in index.labels(ofGroup: Int(place.group)) where !found.contains(label) {
          found.append(label)
        }
      }
    }
    return found.map { label in
      let own = vocabulary.text(of: label)
      if own == text { return (label, .sameCharacters) }
      return (label, Analyzer.fold(own) == wanted ? .sameWords : .otherForm)
    }
  }

  /// The concepts of labels, each with how near its nearest label is and the labels that are so near.
  private func candidates(
    for labels: [(label: LabelOrdinal, spelling: Spelling)], in scheme: SchemeOrdinal?,
    asOf date: CalendarDate?
  ) -> [(candidate: Candidate, spelling: Spelling)] {
    let groups = Dictionary(grouping: labels) { vocabulary.concept(of: $0.label) }
    return groups.compactMap { concept, labels in
      let spelling = labels.map(\.spelling).min() ?? .otherForm
      let near = labels.filter { $0.spelling == spelling }.map(\.label)
      var candidate = candidate(concept, labels: near, asOf: date)
      candidate.isLiteral = spelling < .otherForm
      return narrowed(candidate, to: scheme).map { ($0, spelling) }
    }.sorted { rank($0.candidate) < rank($1.candidate) }
  }

  private func candidate(
    _ concept: ConceptOrdinal, labels: [LabelOrdinal], asOf date: CalendarDate?
  ) -> Candidate {
    let isInUse = date.map { date in
      labels.contains { vocabulary.validity(of: $0).contains(date) }
    }
    let asked = vocabulary.asked(atLeastOn: date)
    return Candidate(
      concept: concept, labels: labels.sorted { rank($0) < rank($1) },
      current: asked.currentConcepts(for: concept),
      isTogether: !asked.components(of: concept).isEmpty,
      isInUse: isInUse ?? true)
  }
}

// MARK: - Order

extension ConceptResolver {
  /// Names in use before former ones, preferred before alternative before hidden.
  func rank(_ label: LabelOrdinal) -> (Int, UInt32) {
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

package import Model
package import Taxonomy
internal import TextAnalysis

/// What the tagger asks of a vocabulary again and again, in flat arrays; shared by all threads.
package final class ConceptTables: Sendable {
  /// The vocabulary.
  package let vocabulary: Vocabulary

  /// The first scheme of each concept; of those of none the first of all.
  package let home: [SchemeOrdinal]

  /// The concepts of no scheme, such as those of another vocabulary that are only mapped to: there is
  /// no facet in which they could be tags.
  package let outsideConcepts: Set<ConceptOrdinal>

  /// The labels of the concepts of no scheme.
  package let outsideLabels: Set<LabelOrdinal>

  /// The one concept in use that stands for each concept, or `.max` where several do.
  private let sole: [UInt32]

  /// The concepts in use that stand for those split into several.
  private let split: [ConceptOrdinal: [ConceptOrdinal]]

  /// The length of the shortest way from each concept up to one without broader ones.
  package let depth: [Int32]

  /// The directly broader, narrower, related and part-related concepts of each concept.
  package let neighbors: Neighbors

  /// The concepts of other schemes that say the same.
  package let mapped: MappedConcepts

  /// What counts of each label.
  package let facts: [LabelFacts]

  /// Whether a document takes at most one concept of each scheme.
  package let isExclusive: [Bool]

  /// What counts of a label beside its text.
  package struct LabelFacts: Sendable {
    /// The concept that it names.
    package let concept: ConceptOrdinal

    /// How the vocabulary ranks it.
    package let kind: Label.Kind

    /// What it is beyond its kind.
    package let role: Label.Role

    /// Whether words near it must or must not stand there.
    package let hasContext: Bool

    /// Its language, as `languageCode` gives it; 0 if it names none.
    package let language: UInt16

    /// When it is or was in use.
    package let validity: Validity

    /// Whether `validity` has a bound.
    package var isDated: Bool { validity.from != nil || validity.until != nil }

    /// The number of tokens.
    package let tokenCount: Int32

    /// The number of bytes.
    package let length: Int32

    /// The hash of its folded tokens, as `FoundLabel.key` gives it.
    package let key: UInt32

    /// The number of labels that hold its rarest word: large for "disease" among diseases.
    package let commonness: Int32

    /// Whether it looks like an abbreviation that nobody declared one.
    ///
    /// That is short, in capitals, and not the name to show; it counts only where the document
    /// names the concept otherwise, too.
    package let needsSupport: Bool

    /// Whether it is one word that many labels hold, so that it names the field, not a concept.
    package let isGeneric: Bool

    /// Whether it is an ordinary word of the language, as the vocabulary's own notes show.
    package let isOrdinary: Bool
  }

  /// Gathers what is needed of a vocabulary.
  ///
  /// - Complexity: O(labels + relations).
  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    let concepts = Array(vocabulary.concepts)
    home = concepts.map { vocabulary.schemes(of: $0).first ?? SchemeOrdinal(0) }
    mapped = MappedConcepts(vocabulary, home: home)
    outsideConcepts = Set(concepts.lazy.filter { vocabulary.schemes(of: $0).isEmpty })
    outsideLabels = Set(outsideConcepts.lazy.flatMap { vocabulary.labels(of: $0) })
    var split: [ConceptOrdinal: [ConceptOrdinal]] = [:]
    sole = concepts.map { concept in
      guard vocabulary.isDeprecated(concept) else { return concept.rawValue }
      let current = vocabulary.currentConcepts(for: concept)
      if current.count == 1 { return current[0].rawValue }
      split[concept] = current
      return .max
    }
    self.split = split
    neighbors = Neighbors(vocabulary)
    depth = Self.depths(vocabulary)
    facts = Self.facts(of: vocabulary)
    isExclusive = vocabulary.schemes.map { vocabulary.scheme($0).assignment == .one }
  }

  private static func facts(of vocabulary: Vocabulary) -> [LabelFacts] {
    var counts: [TokenKey: Int32] = [:]
    let cut = vocabulary.labels.map { label in
      Analyzer.tokens(of: vocabulary.text(of: label)).map { reduced($0) }
    }
    for tokens in cut { for token in Set(tokens) { counts[token, default: 0] += 1 } }
    let ordinary = OrdinaryWords.labels(of: vocabulary)
    return zip(vocabulary.labels, cut).map { label, tokens in
      facts(
        of: label, in: vocabulary, commonness: tokens.map { counts[$0] ?? 0 }.min() ?? 0,
        isOrdinary: ordinary.contains(label))
    }
  }

  /// The key of a token without a plural s.
  private static func reduced(_ token: Token) -> TokenKey {
    token.text.utf8.count > 3 && token.text.hasSuffix("s") && !token.text.hasSuffix("ss")
      ? TokenKey(folded: token.text.utf8.dropLast()) : token.key
  }

  private static func facts(
    of ordinal: LabelOrdinal, in vocabulary: Vocabulary, commonness: Int32,
    isOrdinary: Bool
  ) -> LabelFacts {
    let label = vocabulary.label(ordinal)
    var hash = SurfaceKey()
    let tokens = Analyzer.tokens(of: label.text)
    for token in tokens { hash.append(token.key.mixed) }
    return LabelFacts(
      concept: vocabulary.concept(of: ordinal), kind: label.kind, role: label.role,
      hasContext: !(label.requiredContext.isEmpty && label.excludedContext.isEmpty),
      language: languageCode(label.language), validity: label.validity,
      tokenCount: Int32(tokens.count),
      length: Int32(label.text.utf8.count), key: hash.value, commonness: commonness,
      needsSupport: label.kind != .preferred && label.role == .plain
        && label.caseRule == .automatic && isShortCapitals(tokens),
      isGeneric: tokens.count == 1 && vocabulary.labelCount >= 500
        && Int(commonness) * 25 > vocabulary.labelCount, isOrdinary: isOrdinary)
  }

  private static func isShortCapitals(_ tokens: [Token]) -> Bool {
    tokens.count == 1 && tokens[0].flags.contains(.allCapitals) && tokens[0].text.count <= 6
  }

  /// The length of the shortest way up to a concept without broader ones; loops count as tops.
  private static func depths(_ vocabulary: Vocabulary) -> [Int32] {
    var depth = [Int32](repeating: -1, count: vocabulary.conceptCount)
    var level = vocabulary.concepts.filter { vocabulary.broader(of: $0).isEmpty }
    var next: Int32 = 0
    while !level.isEmpty {
      for concept in level { depth[Int(concept.rawValue)] = next }
      var below: [ConceptOrdinal] = []
      for concept in level {
        for child in vocabulary.narrower(of: concept) where depth[Int(child.rawValue)] == -1 {
          depth[Int(child.rawValue)] = next + 1
          below.append(child)
        }
      }
      level = below
      next += 1
    }
    return depth.map { max($0, 0) }
  }

  /// The concepts in use that stand for a concept.
  package func currentConcepts(for concept: ConceptOrdinal) -> [ConceptOrdinal] {
    split[concept] ?? [ConceptOrdinal(sole[Int(concept.rawValue)])]
  }

  /// The one concept in use that stands for a concept, or `nil` if it was split into several.
  package func soleConcept(for concept: ConceptOrdinal) -> ConceptOrdinal? {
    let current = sole[Int(concept.rawValue)]
    return current == .max ? nil : ConceptOrdinal(current)
  }

  /// The two letters before the first hyphen of a BCP 47 tag as one number; 0 for an empty tag.
  package static func languageCode(_ tag: String) -> UInt16 {
    tag.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1 | 0x20) }
  }
}

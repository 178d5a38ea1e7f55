/// What is different in single statements from one release of a vocabulary to the next.
struct FactComparison {
  private(set) var changes: [VocabularyChange] = []

  private let old: Vocabulary
  private let new: Vocabulary

  /// Compares what both releases say of themselves and their schemes.
  init(old: Vocabulary, new: Vocabulary) {
    self.old = old
    self.new = new
    compare(old.facts, new.facts, subject: [], scheme: "")
    var later: [String: SchemeOrdinal] = [:]
    for scheme in new.schemes { later[new.uri(of: scheme)] = scheme }
    for ordinal in old.schemes {
      let before = old.scheme(ordinal)
      guard let other = later.removeValue(forKey: before.uri) else {
        add(.schemeRemoved, Self.named(before), before.key)
        continue
      }
      compare(
        old.facts(of: before), new.facts(of: new.scheme(other)), subject: [Self.named(before)],
        scheme: new.key(of: other))
    }
    for ordinal in new.schemes where later[new.uri(of: ordinal)] != nil {
      add(.schemeAdded, Self.named(new.scheme(ordinal)), new.key(of: ordinal))
    }
  }

  /// Compares a concept of the older release with the same of the newer one.
  ///
  /// - Parameters:
  ///   - before: the concept in the older release.
  ///   - concept: the concept in the newer one.
  ///   - told: the kinds of changes of the concept that are told already.
  ///   - renamed: the preferred names that changed, by language.
  mutating func compare(
    _ before: ConceptOrdinal, _ concept: ConceptOrdinal, told: Set<VocabularyChange.Kind>,
    renamed: [String: Set<String>]
  ) {
    let earlier = old.facts(of: before)
    let later = new.facts(of: concept)
    guard earlier != later else { return }
    let home = new.schemes(of: concept).first.map { new.key(of: $0) } ?? ""
    let subject = VocabularyChange.Named(
      uri: old.uri(of: before), name: old.preferredLabel(of: before))
    compare(earlier, later, subject: [subject], scheme: home) { fact in
      switch fact.kind {
      case .moved:
        told.contains(.moved)
          && [VocabularyFact.broader, VocabularyFact.home, VocabularyFact.top].contains(
            fact.property)
      case .redirected:
        fact.property != VocabularyFact.compound
          && !told.isDisjoint(with: [.redirected, .deprecated, .restored])
      case .lifeChanged:
        fact.property != VocabularyFact.status && !told.isDisjoint(with: [.deprecated, .restored])
      case .labelChanged:
        [VocabularyFact.labelKind, VocabularyFact.labelRole].contains(fact.property)
          && renamed[fact.language]?.contains(fact.label) ?? false
      default: false
      }
    }
  }

  private mutating func compare(
    _ earlier: VocabularyFact.Values, _ later: VocabularyFact.Values,
    subject: [VocabularyChange.Named], scheme: String,
    besides isTold: (VocabularyFact) -> Bool = { _ in false }
  ) {
    let facts = Set(earlier.keys).union(later.keys).filter { earlier[$0] != later[$0] }
    for fact in facts.sorted(by: {
      ($0.property, $0.label, $0.language) < ($1.property, $1.label, $1.language)
    }) where !isTold(fact) {
      if fact.kind == .labelChanged {
        // What is said of a label that came or went is part of its coming and going.
        var name = fact
        name.property = VocabularyFact.labelKind
        guard earlier[name] != nil, later[name] != nil else { continue }
      }
      compare(fact, earlier[fact] ?? [], later[fact] ?? [], subject, scheme)
    }
  }

  private mutating func compare(
    _ fact: VocabularyFact, _ before: [String], _ after: [String],
    _ subject: [VocabularyChange.Named], _ scheme: String
  ) {
    let lost = Self.difference(before, after)
    let gained = Self.difference(after, before)
    // One gone and one come is a change of it; of several nobody knows which became which.
    let pairs = lost.count == 1 && gained.count == 1 ? 1 : 0
    if pairs == 1 { add(fact, lost[0], gained[0], subject, scheme) }
    for value in lost.dropFirst(pairs) { add(fact, value, "", subject, scheme) }
    for value in gained.dropFirst(pairs) { add(fact, "", value, subject, scheme) }
  }

  /// The elements of a list that another has not, or not as often.
  private static func difference(_ list: [String], _ other: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for value in other { counts[value, default: 0] += 1 }
    return list.filter { value in
      guard let count = counts[value], count > 0 else { return true }
      counts[value] = count - 1
      return false
    }
  }

  private mutating func add(
    _ fact: VocabularyFact, _ before: String, _ after: String, _ subject: [VocabularyChange.Named],
    _ scheme: String
  ) {
    changes.append(
      VocabularyChange(
        kind: fact.kind, scheme: scheme, concepts: subject, old: before, new: after,
        language: fact.language, property: fact.property, label: fact.label))
  }

  private mutating func add(
    _ kind: VocabularyChange.Kind, _ scheme: VocabularyChange.Named, _ key: String
  ) {
    changes.append(VocabularyChange(kind: kind, scheme: key, concepts: [scheme]))
  }

  private static func named(_ scheme: ConceptScheme) -> VocabularyChange.Named {
    VocabularyChange.Named(uri: scheme.uri, name: scheme.title())
  }
}

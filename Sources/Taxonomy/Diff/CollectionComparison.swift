/// What changed in the collections from one release of a vocabulary to the next.
struct CollectionComparison {
  private(set) var changes: [VocabularyChange] = []

  private let old: Vocabulary
  private let new: Vocabulary

  /// Compares two releases; collections are the same if their URIs are.
  ///
  /// - Complexity: O(members of both).
  init(old: Vocabulary, new: Vocabulary) {
    self.old = old
    self.new = new
    var later: [String: CollectionOrdinal] = [:]
    for ordinal in new.collections { later[new.uri(of: ordinal)] = ordinal }
    for ordinal in old.collections {
      if let other = later.removeValue(forKey: old.uri(of: ordinal)) {
        compare(old.collection(ordinal), new.collection(other))
      } else {
        add(.collectionRemoved, old.collection(ordinal), in: old)
      }
    }
    for ordinal in new.collections where later[new.uri(of: ordinal)] != nil {
      add(.collectionAdded, new.collection(ordinal), in: new)
    }
  }

  private mutating func compare(_ before: ConceptCollection, _ after: ConceptCollection) {
    var differences: [String] = []
    if before.name() != after.name() { differences.append("is called \"\(after.name())\" now") }
    let earlier = members(of: before, in: old)
    let later = members(of: after, in: new)
    let known = Set(earlier.map(\.uri))
    let kept = Set(later.map(\.uri))
    let gained = later.filter { !known.contains($0.uri) }
    let lost = earlier.filter { !kept.contains($0.uri) }
    if !gained.isEmpty { differences.append("holds \(VocabularyChange.list(gained)) now") }
    if !lost.isEmpty { differences.append("no longer holds \(VocabularyChange.list(lost))") }
    // Of the members that both have: what came or went has no place to be moved from.
    let isReordered =
      earlier.map(\.uri).filter(kept.contains) != later.map(\.uri).filter(known.contains)
    if before.isOrdered != after.isOrdered || (after.isOrdered && isReordered) {
      differences.append("has another order")
    }
    let isSameName = before.name() == after.name()
    let labels = [before, after].map { isSameName ? $0.labels : otherLabels(of: $0) }
    differences += Self.differences("label", labels[0], labels[1]) { $0.text }
    differences += Self.differences("note", before.notes, after.notes) { $0.text }
    if before.schemes.map({ old.uri(of: $0) }) != after.schemes.map({ new.uri(of: $0) }) {
      differences.append("is in other schemes")
    }
    guard !differences.isEmpty else { return }
    add(
      .collectionChanged, before, in: old, targets: gained,
      difference: differences.joined(separator: " and "))
  }

  /// The labels but for the name by which the collection is shown.
  private func otherLabels(of collection: ConceptCollection) -> [Label] {
    let name = collection.name()
    return collection.labels.filter { $0.text != name || $0.kind != .preferred }
  }

  /// What a collection has gained and lost of a kind, by its words.
  private static func differences<Value: Hashable>(
    _ noun: String, _ before: [Value], _ after: [Value], text: (Value) -> String
  ) -> [String] {
    guard Set(before) != Set(after) else { return [] }
    let (earlier, later) = (before.map(text), after.map(text))
    let gained = later.filter { !earlier.contains($0) }
    let lost = earlier.filter { !later.contains($0) }
    let told =
      gained.map { "has the \(noun) \(VocabularyChange.quoted($0)) now" }
      + lost.map { "no longer has the \(noun) \(VocabularyChange.quoted($0))" }
    // The same words as another kind, or in another language.
    return told.isEmpty ? ["says something else of its \(noun)s"] : told
  }

  private func members(
    of collection: ConceptCollection, in vocabulary: Vocabulary
  ) -> [VocabularyChange.Named] {
    collection.members.map { member in
      switch member {
      case .concept(let concept):
        VocabularyChange.Named(
          uri: vocabulary.uri(of: concept), name: vocabulary.preferredLabel(of: concept))
      case .collection(let other):
        VocabularyChange.Named(
          uri: vocabulary.uri(of: other), name: vocabulary.collection(other).name())
      case .outside(let uri): VocabularyChange.Named(uri: uri, name: uri)
      }
    }
  }

  private mutating func add(
    _ kind: VocabularyChange.Kind, _ collection: ConceptCollection, in vocabulary: Vocabulary,
    targets: [VocabularyChange.Named] = [], difference: String = ""
  ) {
    changes.append(
      VocabularyChange(
        kind: kind, scheme: collection.schemes.first.map { vocabulary.key(of: $0) } ?? "",
        concepts: [VocabularyChange.Named(uri: collection.uri, name: collection.name())],
        targets: targets, new: difference))
  }
}

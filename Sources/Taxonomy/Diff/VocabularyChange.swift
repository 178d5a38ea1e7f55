package import Model

/// One difference between two releases of a vocabulary, in the vocabulary's own words.
package struct VocabularyChange: Hashable, Sendable {
  /// What happened.
  package enum Kind: String, Sendable, CaseIterable {
    /// A new concept.
    case added = "added"
    /// A concept is gone without a trace.
    case removed = "removed"
    /// A concept has another preferred label, or was replaced by a new one.
    case renamed = "renamed"
    /// One or more concepts were given up in favour of another.
    case merged = "merged"
    /// A concept was given up in favour of several.
    case split = "split"
    /// A concept was given up, and nothing takes its place in the vocabulary.
    case deprecated = "deprecated"
    /// A deprecated concept is in use again.
    case restored = "restored"
    /// A deprecated concept has other successors than before.
    case redirected = "redirected"
    /// A concept has other broader concepts, or is in another scheme.
    case moved = "moved"
    /// A concept has a name that it had not.
    case labelAdded = "label-added"
    /// A concept has lost a name, and nothing else has gained it.
    case labelLost = "label-lost"
    /// A name belongs to another concept.
    case labelMoved = "label-moved"
    /// A name that a concept keeps has another kind, role, case rule, time, context or note.
    case labelChanged = "label-changed"
    /// A concept has other codes.
    case codeChanged = "code-changed"
    /// A concept has other notes, such as a definition.
    case noteChanged = "note-changed"
    /// A concept was made or last changed by others, or on another day.
    case provenanceChanged = "provenance-changed"
    /// A concept has other cues.
    case cueChanged = "cue-changed"
    /// A concept has other related concepts or parts.
    case relationChanged = "relation-changed"
    /// A concept is mapped to others of other vocabularies.
    case matchChanged = "match-changed"
    /// When, or in which case, a concept was given up for its successors is told otherwise.
    case lifeChanged = "life-changed"
    /// A new collection.
    case collectionAdded = "collection-added"
    /// A collection is gone.
    case collectionRemoved = "collection-removed"
    /// A collection has another name, or other members.
    case collectionChanged = "collection-changed"
    /// A new scheme.
    case schemeAdded = "scheme-added"
    /// A scheme is gone.
    case schemeRemoved = "scheme-removed"
    /// A scheme says something else of itself.
    case schemeChanged = "scheme-changed"
    /// The vocabulary says something else of itself.
    case vocabularyChanged = "vocabulary-changed"
  }

  /// A concept or collection by its URI and name.
  package struct Named: Hashable, Sendable {
    /// The URI.
    package var uri: String
    /// The preferred label.
    package var name: String

    /// A concept by its URI and name.
    package init(uri: String, name: String) {
      self.uri = uri
      self.name = name
    }
  }

  /// What happened.
  package var kind: Kind

  /// The key of the scheme.
  package var scheme: String

  /// The concepts to which it happened, as the older release names them if it has them.
  package var concepts: [Named]

  /// What they became, where they went, or what has the name now.
  package var targets: [Named] = []

  /// From when on it is so, if that day is still to come.
  package var due: CalendarDate?

  /// The old label of a rename, the old parents of a move.
  package var old: String = ""

  /// The new label of a rename, the label that was added, lost or moved, the new parents of a move,
  /// or what is different in a collection.
  package var new: String = ""

  /// The language of the labels.
  package var language: String = ""

  /// What is different, if it is one statement, such as "definition"; else empty.
  package var property: String = ""

  /// The label that the statement is about; empty if it is about the whole.
  package var label: String = ""

  /// The words of a note on a change that is new, with who wrote it and when; else `nil`.
  package var newChangeNote: String? {
    property == VocabularyFact.changeNote && !new.isEmpty ? new : nil
  }

  /// The change in one sentence.
  package var message: String {
    let names = Self.list(concepts)
    let others = Self.list(targets)
    let tag = language.isEmpty ? "" : " (\(LanguageTag.conventional(language)))"
    if !property.isEmpty { return statementMessage }
    if let due { return message(on: due) }
    switch kind {
    case .added: return "\(names) is new"
    case .removed: return "\(names) is gone"
    case .renamed:
      return targets.isEmpty
        ? "\"\(old)\" is called \"\(new)\" now\(tag)" : "\(names) was replaced by \(others)"
    case .merged: return "\(names) \(concepts.count == 1 ? "was" : "were") merged into \(others)"
    case .split: return "\(names) was split into \(others)"
    case .deprecated:
      return targets.isEmpty
        ? "\(names) is deprecated, and nothing takes its place"
        : "\(names) is deprecated in favour of \(others), outside of the vocabulary"
    case .restored: return "\(names) is in use again"
    case .redirected:
      return "\(names), deprecated, leads to \(others.isEmpty ? "nothing" : others) now"
    case .moved: return "\(names) moved from \(Self.place(old)) to \(Self.place(new))"
    case .labelAdded: return "\(names) is also called \"\(new)\" now\(tag)"
    case .labelLost: return "\(names) is no longer called \"\(new)\"\(tag)"
    case .labelMoved:
      // The same name under another URI: only that tells one from the other.
      let (one, other) =
        names == others ? (Self.addresses(concepts), Self.addresses(targets)) : (names, others)
      return "\"\(new)\"\(tag) means \(other) now, not \(one)"
    case .collectionAdded: return "the collection \(names) is new"
    case .collectionRemoved: return "the collection \(names) is gone"
    case .collectionChanged: return "the collection \(names) \(new)"
    case .schemeAdded: return "the scheme \(names) is new"
    case .schemeRemoved: return "the scheme \(names) is gone"
    case .labelChanged, .codeChanged, .noteChanged, .provenanceChanged, .cueChanged,
      .relationChanged, .matchChanged,
      .lifeChanged, .schemeChanged, .vocabularyChanged:
      return statementMessage
    }
  }

  /// A change that is still to come, in one sentence.
  private func message(on day: CalendarDate) -> String {
    let names = Self.list(concepts)
    let others = Self.list(targets)
    let verb = concepts.count == 1 ? "is" : "are"
    switch kind {
    case .renamed: return "\(names) is replaced by \(others) from \(day) on"
    case .merged: return "\(names) \(verb) merged into \(others) from \(day) on"
    case .split: return "\(names) is split into \(others) from \(day) on"
    case .restored: return "\(names) stays in use; it was to be given up from \(day) on"
    default:
      return targets.isEmpty
        ? "\(names) is given up from \(day) on, and nothing takes its place"
        : "\(names) is given up from \(day) on in favour of \(others), outside of the vocabulary"
    }
  }

  /// The change of one statement in one sentence.
  private var statementMessage: String {
    let names = Self.list(concepts)
    let owner =
      concepts.isEmpty ? "the vocabulary" : kind == .schemeChanged ? "the scheme \(names)" : names
    let about = label.isEmpty ? property : "\(property) of the label \"\(label)\""
    let tag = language.isEmpty ? "" : " (\(LanguageTag.conventional(language)))"
    if old.isEmpty { return "the \(about)\(tag) \(Self.quoted(new)) of \(owner) is new" }
    if new.isEmpty { return "the \(about)\(tag) \(Self.quoted(old)) of \(owner) is gone" }
    return "the \(about)\(tag) of \(owner) is \(Self.quoted(new)) now, not \(Self.quoted(old))"
  }

  /// A value in quotes, the start of a long one.
  static func quoted(_ value: String) -> String {
    let shown = value.count > 100 ? value.prefix(100) + "…" : value[...]
    return "\"\(shown)\""
  }

  static func list(_ concepts: [Named]) -> String {
    let names = concepts.map { "\"\($0.name)\"" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func addresses(_ concepts: [Named]) -> String {
    concepts.map { "<\($0.uri)>" }.joined(separator: " and ")
  }

  private static func place(_ parents: String) -> String { parents.isEmpty ? "the top" : parents }
}

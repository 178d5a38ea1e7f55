package import JSONCoding
internal import Matching
internal import Tagging
internal import Taxonomy

/// What an owner wants settled about tagging, in the names that people use.
package struct TaggingChange: Sendable, Equatable {
  /// `scheme=accept[:review]`, or `scheme=` to go back to the usual.
  package var thresholds: [String] = []

  /// The schemes whose labels count with their words in any order.
  package var anyOrder: [String] = []

  /// The schemes whose labels count in their own order only.
  package var inOrder: [String] = []

  /// The schemes of which what is named only in passing is assigned, too.
  package var mentions: [String] = []

  /// The schemes of which only what documents are about is assigned.
  package var subjects: [String] = []

  /// The concepts that are never assigned, by label or URI.
  package var blocked: [String] = []

  /// The concepts that are assigned again.
  package var unblocked: [String] = []

  /// The schemes of which nothing is assigned.
  package var blockedSchemes: [String] = []

  /// The schemes of which concepts are assigned again.
  package var unblockedSchemes: [String] = []

  /// The folder of the share for which blocks hold; everywhere if `nil`.
  package var share: String?

  /// Nothing to settle.
  package init() {}

  var isEmpty: Bool {
    [
      thresholds, anyOrder, inOrder, mentions, subjects, blocked, unblocked, blockedSchemes,
      unblockedSchemes,
    ].allSatisfy(\.isEmpty)
  }
}

extension Workspace {
  /// Settles how tags are found and taken.
  ///
  /// - Returns: all that is settled now.
  /// - Throws: `RequestError` for a name that the vocabulary does not have, or a score out of range;
  ///   `StorageError`.
  package func settle(_ change: TaggingChange) throws -> TaggingPreferences {
    let vocabulary = try vocabularies.current()
    guard !change.isEmpty else { return try tagging.preferences() }
    return try tagging.changePreferences { preferences in
      for text in change.thresholds { try preferences.setThreshold(text, in: vocabulary) }
      for name in change.anyOrder {
        preferences.anyOrder.insert(vocabulary.key(of: try vocabulary.scheme(asked: name)))
      }
      for name in change.inOrder {
        preferences.anyOrder.remove(vocabulary.key(of: try vocabulary.scheme(asked: name)))
      }
      for name in change.mentions {
        preferences.mentions.insert(vocabulary.key(of: try vocabulary.scheme(asked: name)))
      }
      for name in change.subjects {
        preferences.mentions.remove(vocabulary.key(of: try vocabulary.scheme(asked: name)))
      }
      let blocks = try blocks(change.blocked, change.blockedSchemes, change, in: vocabulary)
      for block in blocks where !preferences.blocks.contains(block) {
        preferences.blocks.append(block)
      }
      let removed = try self.blocks(
        change.unblocked, change.unblockedSchemes, change, in: vocabulary)
      preferences.blocks.removeAll { removed.contains($0) }
    }
  }

  private func blocks(
    _ concepts: [String], _ schemes: [String], _ change: TaggingChange, in vocabulary: Vocabulary
  ) throws -> [TaggingPreferences.Block] {
    let root = try change.share.map { try Workspace(root: $0).root }
    let labels = try vocabularies.labels(of: vocabulary)
    return try concepts.map { label in
      let concept = try ExplainedConcept.find(label, in: vocabulary, labels: labels)
      return TaggingPreferences.Block(
        vocabulary.uri(of: concept), isScheme: false, share: root)
    }
      + schemes.map { name in
        TaggingPreferences.Block(
          vocabulary.key(of: try vocabulary.scheme(asked: name)), isScheme: true, share: root)
      }
  }
}

extension Workspace {
  /// The scores from which on a share of the tags of each scheme is right, as `settle` takes them.
  ///
  /// - Parameters:
  ///   - precision: the share, from 0 to 1.
  ///   - gold: JSON Lines of documents with their tags; what people decided in the workspace if `nil`.
  /// - Returns: `scheme=accept:review` for each scheme, and in words where no score comes to the share.
  /// - Throws: `RequestError` if nobody decided anything, or of no scheme enough; what `TagLesson` throws.
  package func thresholds(
    forPrecision precision: Double, gold: String?
  ) throws -> (thresholds: [String], warning: String?) {
    let vocabulary = try vocabularies.current()
    guard let lesson = try TagLesson(self, from: gold) else {
      throw RequestError(
        "Nobody has decided about tags in this workspace yet; "
          + "'--gold' takes documents with their tags.")
    }
    let found = try lesson.thresholds(forPrecision: precision)
    guard !found.isEmpty else {
      throw RequestError("No scheme has enough documents with its tags to measure precision.")
    }
    let thresholds = try found.map { scheme, accept in
      let usual = TaggerSettings.Thresholds.usual(
        of: try vocabulary.scheme(asked: scheme), in: vocabulary)
      // Hardly any score comes to 1, so that all goes to review.
      let accept = accept ?? 1
      return "\(scheme)=\(accept):\(min(usual.review, accept))"
    }
    let missed = found.filter { $0.accept == nil }.map(\.scheme)
    guard !missed.isEmpty else { return (thresholds, nil) }
    let schemes = missed.joined(separator: ", ")
    return (
      thresholds,
      "No score comes to a precision of \(precision) in \(schemes): all of it goes to review."
    )
  }

  /// What is settled about tagging, and the scores in force for every scheme.
  ///
  /// - Throws: `StorageError`.
  package func taggingInForce() throws -> JSONValue {
    let vocabulary = try vocabularies.current()
    let preferences = try tagging.preferences()
    let settings = TaggerSettings(vocabulary, preferences: preferences)
    var inForce = JSONObject()
    for scheme in vocabulary.schemes {
      let key = vocabulary.key(of: scheme)
      let thresholds = settings.thresholds(of: scheme, in: vocabulary)
      inForce[key] = [
        "accept": .number(thresholds.accept), "review": .number(thresholds.review),
        "from": .string(preferences.thresholds[key] == nil ? "usual" : "settled"),
      ]
    }
    var result = preferences.json.object ?? JSONObject()
    result["inForce"] = .object(inForce)
    return .object(result)
  }
}

extension TaggingPreferences {
  /// Takes `scheme=accept[:review]`, or `scheme=` to go back to the usual.
  fileprivate mutating func setThreshold(_ text: String, in vocabulary: Vocabulary) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = vocabulary.key(of: try vocabulary.scheme(asked: String(parts[0])))
    guard parts.count == 2 else {
      throw RequestError("'--threshold' takes scheme=score, such as type=0.7.")
    }
    if parts[1].isEmpty {
      thresholds[key] = nil
      return
    }
    let scores = parts[1].split(separator: ":", omittingEmptySubsequences: false).map {
      Double($0)
    }
    guard let first = scores.first, let accept = first, (0...1).contains(accept),
      scores.count <= 2, let second = scores.count == 2 ? scores[1] : accept / 2,
      (0...accept).contains(second)
    else {
      throw RequestError(
        "'\(parts[1])' is not a score from 0 to 1, or two with the lower one behind a colon.")
    }
    thresholds[key] = Threshold(accept: accept, review: second)
  }
}

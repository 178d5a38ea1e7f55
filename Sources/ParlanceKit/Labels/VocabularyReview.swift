internal import Journaling
internal import MappedStorage
package import Matching
internal import Retagging
internal import System
internal import Taxonomy

/// What became of decisions.
package struct ReviewOutcome: Sendable, Equatable {
  /// The number of labels written into each vocabulary file.
  package var written: [String: Int] = [:]

  /// The number of labels remembered as naming no concept.
  package var remembered = 0

  /// The number of labels that several concepts bear whose concept is remembered.
  package var chosen = 0

  /// The decisions that could not be carried out, each with its cause.
  package var refused: [(decision: LabelDecision, cause: String)] = []

  /// Whether the same was written, remembered and refused.
  package static func == (left: ReviewOutcome, right: ReviewOutcome) -> Bool {
    left.written == right.written && left.remembered == right.remembered
      && left.chosen == right.chosen
      && left.refused.elementsEqual(right.refused) { $0.decision == $1.decision }
  }
}

/// Carries decisions about labels out in a workspace.
package struct VocabularyReview: Sendable {
  private let workspace: Workspace

  /// The vocabularies of a workspace.
  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// The decisions that contradict each other or the vocabulary, each with its cause.
  package func conflicts(
    of decisions: [LabelDecision]
  ) throws -> [(decision: LabelDecision, cause: String)] {
    let vocabulary = try workspace.vocabularies.current()
    let settled = decisions.map { Self.settled($0.asWritten, in: vocabulary) }
    let conflicts = ReviewConflicts(settled, vocabulary)
    return settled.compactMap { decision in conflicts.cause(decision).map { (decision, $0) } }
  }

  /// Carries decisions out: labels and new concepts go into the vocabulary's own XML, which is
  /// imported anew; what names no concept is remembered in the workspace.
  ///
  /// A file is replaced in one step, and only if it reads afterwards as what it was with the new
  /// labels. Decisions that contradict each other, or the vocabulary, are refused.
  ///
  /// - Throws: `StorageError` or `WorkspaceError`; what reading an edited file throws.
  package func apply(_ decisions: [LabelDecision]) throws -> ReviewOutcome {
    let lock = try workspace.lock(for: "review")
    defer { withExtendedLifetime(lock) {} }
    return try apply(decisions, holding: lock)
  }

  /// Carries decisions out while the caller holds the workspace's lock.
  func apply(_ decisions: [LabelDecision], holding lock: RunLock) throws -> ReviewOutcome {
    var outcome = ReviewOutcome()
    let vocabulary = try workspace.vocabularies.current(holding: lock)
    var files: [String: [LabelDecision]] = [:]
    var kept = try workspace.labels.decisions()
    let settled = decisions.map { Self.settled($0.asWritten, in: vocabulary) }
    let conflicts = ReviewConflicts(settled, vocabulary)
    for decision in settled {
      if let cause = conflicts.cause(decision) {
        outcome.refused.append((decision, cause))
      } else if decision.verdict == .never {
        kept.add(
          NormalizationDecisions.Never(
            label: decision.label, author: decision.author, date: decision.date,
            reason: decision.reason))
        outcome.remembered += 1
      } else if let path = Self.source(of: decision.verdict, in: vocabulary) {
        // What was remembered of the label before, such as that it names no concept, holds no
        // longer.
        kept.remove(decision.label)
        if case .concept(let uri) = decision.verdict,
          conflicts.isShared(decision.label, besides: uri)
        {
          kept.add(
            NormalizationDecisions.Choice(
              label: decision.label, concept: uri, author: decision.author, date: decision.date,
              reason: decision.reason))
          outcome.chosen += 1
        }
        files[path, default: []].append(decision)
      } else {
        outcome.refused.append((decision, "the vocabulary does not have the concept or the scheme"))
      }
    }
    for (path, decisions) in files.sorted(by: { $0.key < $1.key }) {
      try edit(path, decisions, vocabulary, &outcome, lock)
    }
    // After the files: killed in between, the same decisions once more find their labels written
    // and are remembered then.
    try workspace.labels.store(kept)
    return outcome
  }

  private func edit(
    _ path: String, _ decisions: [LabelDecision], _ vocabulary: Vocabulary,
    _ outcome: inout ReviewOutcome, _ lock: RunLock
  ) throws {
    let before = try MappedBytes.contents(of: workspace.sources.file(named: path))
    var editor: VocabularyEditor
    do {
      editor = try VocabularyEditor(before)
    } catch {
      outcome.refused += decisions.map { ($0, "\(path): \(Self.cause(error))") }
      return
    }
    // What a run that was killed has written is there, and not imported yet.
    let present = try Self.read(editor.makeBytes(), path)
    var added: [LabelDecision] = []
    for decision in decisions.map({ Self.settled($0, in: present) })
    where !Self.isKnown(decision, in: present)
      && !added.contains(where: { $0.label == decision.label && $0.verdict == decision.verdict })
    {
      do throws(VocabularyEditor.Refusal) {
        try editor.add(decision)
        added.append(decision)
      } catch {
        outcome.refused.append((decision, "\(path): \(Self.cause(error))"))
      }
    }
    guard !added.isEmpty else {
      // Written by a run that was killed before it imported the file.
      if decisions.contains(where: { !Self.isKnown($0, in: vocabulary) }) {
        _ = try workspace.sources.importing([workspace.sources.file(named: path)], holding: lock)
      }
      return
    }
    let bytes = editor.makeBytes()
    let edited = try Self.read(bytes, path)
    guard Self.has(edited, all: added, besides: present) else {
      outcome.refused += added.map { ($0, "\(path): the label would not read as it was decided") }
      return
    }
    try OutputFile(workspace.sources.file(named: path)).write(bytes, replaces: true)
    _ = try workspace.sources.importing([workspace.sources.file(named: path)], holding: lock)
    outcome.written[path] = added.count
  }

  private static func read(_ bytes: [UInt8], _ path: String) throws -> Vocabulary {
    var importer = VocabularyImporter()
    // The file is imported with the flaws that it has; what counts here is what the edit changes.
    importer.acceptsInvalidDocuments = true
    importer.completesHistory = false
    try importer.read(bytes: bytes, path: path, as: nil)
    return try importer.finish().vocabulary
  }

  /// Whether a vocabulary has the labels that were decided, and nothing that was there is lost.
  private static func has(
    _ edited: Vocabulary, all decisions: [LabelDecision], besides present: Vocabulary
  ) -> Bool {
    let losses: Set<VocabularyChange.Kind> = [.removed, .renamed, .labelLost, .moved]
    let isWhole = !VocabularyDiff(from: present, to: edited).changes.contains {
      losses.contains($0.kind)
    }
    return isWhole
      && decisions.allSatisfy { isKnown(settled($0, in: edited), in: edited) }
  }

  private static func isKnown(_ decision: LabelDecision, in vocabulary: Vocabulary) -> Bool {
    guard case .concept(let uri) = decision.verdict, let concept = vocabulary.concept(uri: uri)
    else { return false }
    return vocabulary.labels(of: concept).contains { vocabulary.text(of: $0) == decision.label }
  }

  /// A decision for a new concept that the scheme has by now is one for that concept.
  private static func settled(
    _ decision: LabelDecision, in vocabulary: Vocabulary
  ) -> LabelDecision {
    guard case .newConcept(let name, let uri) = decision.verdict,
      let scheme = vocabulary.schemes.first(where: { vocabulary.scheme($0).uri == uri }),
      let concept = vocabulary.concepts.first(where: { concept in
        vocabulary.schemes(of: concept).contains(scheme)
          && vocabulary.labels(of: concept).contains {
            vocabulary.kind(of: $0) == .preferred && vocabulary.text(of: $0) == name
          }
      })
    else { return decision }
    return decision.naming(vocabulary.uri(of: concept))
  }

  private static func source(
    of verdict: LabelDecision.Verdict, in vocabulary: Vocabulary
  ) -> String? {
    let position: SourcePosition?
    switch verdict {
    case .concept(let uri): position = vocabulary.concept(uri: uri).map(vocabulary.position(of:))
    case .newConcept(_, let uri):
      position = vocabulary.schemes.first { vocabulary.scheme($0).uri == uri }
        .map(vocabulary.position(of:))
    case .never: position = nil
    }
    guard let position, Int(position.source) < vocabulary.sources.count else { return nil }
    return vocabulary.sources[Int(position.source)]
  }

  private static func cause(_ refusal: VocabularyEditor.Refusal) -> String {
    switch refusal {
    case .noConcept(let uri): "the file has no place for a label of \(uri)"
    case .noScheme(let uri): "the file has no scheme \(uri)"
    case .notParlance: "new concepts can be written into Parlance XML only"
    case .encoding: "files in UTF-16 and its like cannot be edited; save it in UTF-8"
    }
  }
}

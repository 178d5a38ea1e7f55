internal import Cataloging
package import JSONCoding
internal import Matching
internal import Taxonomy

/// What a person says of labels that wait.
package struct QueueAnswer: Sendable, Equatable {
  /// What is said.
  package enum Verdict: Sendable, Equatable {
    /// They name a concept, by its URI or one of its labels.
    case concept(String)
    /// They name a concept that there is not yet, of this name, in a scheme by key, URI or title.
    case newConcept(name: String, scheme: String)
    /// They name no concept.
    case never
  }

  /// The labels.
  package var labels: [String]

  /// The key of the scheme that was asked about; empty for all.
  package var scheme: String

  /// What is said.
  package var verdict: Verdict

  /// An answer.
  package init(labels: [String], scheme: String, verdict: Verdict) {
    self.labels = labels
    self.scheme = scheme
    self.verdict = verdict
  }
}

extension LabelQueue {
  /// Keeps a person's decision; it is on the disk when this returns.
  ///
  /// - Parameters:
  ///   - answer: what is said.
  ///   - account: who says it.
  ///   - snapshot: what the person saw.
  /// - Returns: its number; that of the earlier one if the same was decided already.
  /// - Throws: `JudgmentConflict` if somebody else was first, or it contradicts another decision or the
  ///   vocabulary; `RequestError` for a concept or scheme that there is not; `WorkspaceError.locked`;
  ///   `StorageError`.
  package func decide(
    _ answer: QueueAnswer, by account: ReaderAccount, seeing snapshot: WorkspaceSnapshot
  ) throws -> Int64 {
    let vocabulary = try snapshot.vocabulary()
    var judgment = LabelJudgment(
      number: 0, labels: answer.labels.map(LabelDecision.label(typed:)), scheme: answer.scheme,
      language: "", verdict: try verdict(answer, snapshot),
      account: DocumentReview.author(account), time: Timestamp.now())
    judgment.method = try method(of: judgment, snapshot)
    return try change { file, _ in
      if let earlier = file.inForce(on: judgment.keys) {
        // An answer sent twice, or two people who agree, are no conflict.
        if earlier.verdict == judgment.verdict, Set(earlier.labels) == Set(judgment.labels) {
          return earlier.number
        }
        throw JudgmentConflict(number: earlier.number, reason: words(earlier, vocabulary))
      }
      let waiting = Dictionary(
        file.waiting.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      guard let first = judgment.keys.first else { throw RequestError("say which labels") }
      if let gone = judgment.keys.first(where: { waiting[$0] == nil }) {
        throw JudgmentConflict(
          number: nil, reason: "“\(gone.label)” does not wait for a decision any more")
      }
      judgment.language = waiting[first]?.language ?? ""
      try check(judgment, file)
      judgment.number = file.last + 1
      file.judgments.append(judgment)
      return judgment.number
    }
  }

  /// - Throws: `JudgmentConflict` if it cannot be carried out.
  private func check(_ judgment: LabelJudgment, _ file: LabelQueueFile) throws {
    let own = judgment.decisions
    let conflicts = try VocabularyReview(workspace)
      .conflicts(of: file.decided.flatMap(\.decisions) + own)
    // What else is decided was looked at when it was.
    guard let conflict = conflicts.first(where: { own.map(\.label).contains($0.decision.label) })
    else { return }
    throw JudgmentConflict(
      number: nil, reason: "“\(conflict.decision.label)” \(conflict.cause)")
  }

  private func verdict(
    _ answer: QueueAnswer, _ snapshot: WorkspaceSnapshot
  ) throws -> LabelDecision.Verdict {
    let vocabulary = try snapshot.vocabulary()
    switch answer.verdict {
    case .never: return .never
    case .newConcept(let name, let scheme):
      let name = LabelDecision.label(typed: name)
      guard !name.isEmpty, name.utf8.count <= WaitingLabel.longest else {
        throw RequestError("a new concept has a name, of at most \(WaitingLabel.longest) bytes")
      }
      return .newConcept(
        name: name, scheme: vocabulary.scheme(try vocabulary.scheme(asked: scheme)).uri)
    case .concept(let text):
      let scheme = vocabulary.scheme(named: answer.scheme)
      return .concept(
        try snapshot.normalizer(LabelMatching()).concept(named: text, in: scheme).get())
    }
  }

  /// How the labels were met if the concept is one of the candidates.
  private func method(
    of judgment: LabelJudgment, _ snapshot: WorkspaceSnapshot
  ) throws -> MatchMethod? {
    guard case .concept(let uri) = judgment.verdict, let label = judgment.labels.first else {
      return nil
    }
    return try questions(snapshot)
      .first { $0.scheme == judgment.scheme && $0.asked.labels.contains(label) }?
      .asked.candidates.first { $0.concept.uri == uri }?.method
  }

  /// Takes a decision back that is not carried out yet; the labels wait again.
  ///
  /// - Throws: `JudgmentConflict` if it was taken back or carried out; `RequestError` if there is none of that
  ///   number; `WorkspaceError.locked`, `.noVocabulary`; `StorageError`.
  package func undo(_ number: Int64, by account: ReaderAccount) throws {
    let vocabulary = try workspace.vocabularies.current()
    try change { file, _ in
      guard let place = file.judgments.lastIndex(where: { $0.number == number }) else {
        throw RequestError("unknown decision \(number) about labels", isMissing: true)
      }
      guard file.judgments[place].state == .decided else {
        throw JudgmentConflict(number: number, reason: words(file.judgments[place], vocabulary))
      }
      file.judgments[place].state = .undone(by: DocumentReview.author(account))
    }
  }

  /// Writes what was decided into the vocabulary, which is imported anew, as `parlance review` does.
  ///
  /// Labels whose decision cannot be carried out wait again.
  ///
  /// - Returns: the numbers of labels `written`, `remembered` and `chosen`, and the causes in `refused`.
  /// - Throws: `WorkspaceError.locked`, `.noVocabulary`; what editing the vocabulary's file throws.
  package func carryOut() throws -> JSONValue {
    try change { file, lock in
      let outcome = try VocabularyReview(workspace)
        .apply(file.decided.flatMap(\.decisions), holding: lock)
      var causes: [String: String] = [:]
      for refusal in outcome.refused { causes[refusal.decision.label] = refusal.cause }
      var done: Set<WaitingLabel.Key> = []
      for place in file.judgments.indices where file.judgments[place].state == .decided {
        let judgment = file.judgments[place]
        let refused = judgment.labels.compactMap { label in
          causes[label].map { "“\(label)”: \($0)" }
        }
        file.judgments[place].state = .carriedOut(refused: refused)
        done.formUnion(judgment.keys.filter { causes[$0.label] == nil })
      }
      file.labels.removeAll { done.contains($0.key) }
      return [
        "written": .integer(outcome.written.values.reduce(0, +)),
        "remembered": .integer(outcome.remembered), "chosen": .integer(outcome.chosen),
        "refused": .array(
          causes.sorted { $0.key < $1.key }.map { .string("“\($0.key)”: \($0.value)") }),
      ]
    }
  }
}

internal import Journaling
internal import Matching
internal import Searching
internal import Synchronization
internal import System
internal import Taxonomy

/// The queue of labels that several people decide about: what waits, who decided what, and taking back.
///
/// Decisions are kept with their authors, and change the vocabulary when they are carried out together. All
/// of them is in one file, which is replaced in one step while the workspace's lock is held.
package final class LabelQueue: Sendable {
  let workspace: Workspace
  private let asked = Mutex<Asked?>(nil)

  /// The questions that a state of the workspace and of the queue lead to.
  private struct Asked: Sendable {
    var stamp: WorkspaceStamp
    var file: FileIdentity?
    var questions: [Question]
  }

  /// Labels that are asked about together, of one scheme.
  struct Question: Sendable {
    var scheme: String
    var asked: LabelQuestion
  }

  /// The most labels that wait.
  package static let mostLabels = 20_000

  /// The queue of a workspace.
  package init(_ workspace: Workspace) { self.workspace = workspace }

  var path: String { "\(workspace.folder)/labels.queue.jsonl" }

  /// Changes the file while nobody else does.
  func change<Result>(_ body: (inout LabelQueueFile, RunLock) throws -> Result) throws -> Result {
    let lock = try workspace.lock(for: "review", patience: Workspace.runPatience)
    defer { withExtendedLifetime(lock) {} }
    var file = try LabelQueueFile(path)
    let result = try body(&file, lock)
    try file.write(to: path)
    return result
  }

  // MARK: What waits

  /// What came of adding labels.
  package struct Addition: Sendable, Equatable {
    /// The labels that wait now and did not before.
    package var added = 0

    /// The labels that are sure enough to need nobody.
    package var known = 0
  }

  /// Has labels wait, but for those whose concept is sure; of one that waits already the greater count stays.
  ///
  /// - Throws: `RequestError` for an unknown scheme, a label that is too long, or too many of them;
  ///   `WorkspaceError.noVocabulary`, `.locked`; `StorageError`.
  package func add(
    _ labels: [WaitingLabel], knowing snapshot: WorkspaceSnapshot
  ) throws -> Addition {
    var places: [WaitingLabel.Key: Int] = [:]
    var distinct: [WaitingLabel] = []
    for var label in labels {
      label.label = LabelDecision.label(typed: label.label)
      guard !label.label.isEmpty else { continue }
      guard !label.isTooLong else {
        throw RequestError(
          "a label has at most \(WaitingLabel.longest) bytes with what is beside it, not "
            + "\"\(label.label.prefix(40))…\"")
      }
      if !label.scheme.isEmpty {
        let vocabulary = try snapshot.vocabulary()
        label.scheme = vocabulary.key(of: try vocabulary.scheme(asked: label.scheme))
      }
      if let place = places[label.key] {
        distinct[place].count = distinct[place].count.addingClamped(label.count)
      } else {
        places[label.key] = distinct.count
        distinct.append(label)
      }
    }
    // Before the lock is taken: matching many labels takes long, and others would wait for it.
    let open = try Set(matched(distinct, snapshot).flatMap { $0.entries.map(\.key) })
    let wanted = distinct.filter { open.contains($0.key) }
    var result = Addition(known: distinct.count - wanted.count)
    try change { file, _ in
      var known = Dictionary(
        file.labels.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
      for label in wanted {
        if let place = known[label.key] {
          file.labels[place].count = max(file.labels[place].count, label.count)
        } else {
          known[label.key] = file.labels.count
          file.labels.append(label)
          result.added += 1
        }
      }
      // After all were added: nothing is written if this throws.
      guard file.labels.count <= Self.mostLabels else {
        throw RequestError("at most \(Self.mostLabels) labels wait; decide about some first")
      }
    }
    return result
  }

  /// A label with what the machine takes it for.
  private typealias Entry = (key: WaitingLabel.Key, count: Int, match: LabelMatch)

  /// Labels that are not sure, by their schemes, each with what it is taken for.
  private func matched(
    _ labels: [WaitingLabel], _ snapshot: WorkspaceSnapshot
  ) throws -> [(scheme: String, entries: [Entry])] {
    let vocabulary = try snapshot.vocabulary()
    return try Dictionary(grouping: labels, by: \.scheme).sorted { $0.key < $1.key }.map {
      scheme, labels in
      var matching = LabelMatching()
      matching.explains = true
      // A scheme that is gone since restricts nothing.
      matching.schemes = vocabulary.scheme(named: scheme) == nil ? [] : [scheme]
      let normalizer = try snapshot.normalizer(matching).normalizer
      var columns = LabelColumns()
      columns.context = Set(labels.flatMap(\.fields.keys)).sorted()
      var requests = columns.unchecked(
        labels.map { LabelInput.Record(label: $0.label, fields: $0.fields) })
      for (index, label) in labels.enumerated() where !label.language.isEmpty {
        requests[index].context.language = label.language
      }
      let matches = normalizer.matches(requests, concurrency: Processors.count)
      let entries = zip(labels, matches).filter { label, match in
        match.outcome != .accepted && !normalizer.namesNoConcept(label.label)
      }
      return (scheme, entries.map { ($0.key, $0.count, $1) })
    }
  }

  /// What is asked, the most frequent labels first.
  func questions(_ snapshot: WorkspaceSnapshot) throws -> [Question] {
    // Taken before the file is read: if it is replaced meanwhile, the next call asks anew.
    let file = FileIdentity(followingLinks: path)
    if let known = asked.withLock({ $0 }), known.stamp == snapshot.stamp, known.file == file {
      return known.questions
    }
    let vocabulary = try snapshot.vocabulary()
    let questions = try matched(try LabelQueueFile(path).waiting, snapshot)
      .flatMap { scheme, entries in
        ReviewQueue(entries.map { ($0.key.label, $0.count, $0.match) }).items.map {
          Question(scheme: scheme, asked: LabelQuestion($0, vocabulary, language: "en"))
        }
      }
      .sorted { ($1.asked.count, $0.asked.labels[0]) < ($0.asked.count, $1.asked.labels[0]) }
    asked.withLock { $0 = Asked(stamp: snapshot.stamp, file: file, questions: questions) }
    return questions
  }
}

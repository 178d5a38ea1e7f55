internal import Cataloging
internal import Documents
internal import JSONCoding
internal import Retagging
internal import System
internal import Taxonomy

/// Takes what `extract` and `tag` made of a share on other machines into the catalog of a workspace.
///
/// Documents are stored as if they had been read here, tags become assignments of the machine: what
/// people decided and what came with a document stands above them, as in a `retag`. The same lines again
/// change nothing.
package struct TagImport: Sendable {
  /// What came of it.
  package struct Outcome: Sendable, Hashable {
    /// The number of documents that were new, or of a later state than the catalog had.
    package var documents = 0

    /// The number of lines with tags.
    package var results = 0

    /// The number of documents whose tags changed.
    package var changed = 0

    /// The identifiers of results whose document is not known, the first hundred.
    package var unknown: [String] = []

    /// The number of all of them.
    package var unknownCount = 0

    /// The number of documents that could not be read or tagged.
    package var failures = 0

    /// The paths of documents that are not in the share, the first hundred.
    package var absent: [String] = []

    /// The number of all of them.
    package var absentCount = 0

    /// The number of documents that the share's own rules leave out.
    package var leftOut = 0

    /// The number of documents of other shards of the share.
    package var elsewhere = 0

    /// The number of documents of which no line has the tags.
    package var withoutResult = 0

    /// The numbers of the runs, each of at most 10,000 documents.
    package var runs: [Int64] = []
  }

  private let session: RetagSession
  private let basis: String
  private let parts: [String]
  private let isStopped: @Sendable () -> Bool

  private static let documentBatch = 256
  private static let runSize = 10_000
  private static let shownPaths = 100

  /// An import.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - share: the folder of the share that the documents are of.
  ///   - parts: the files, JSON Lines; each is read two or three times, since all of them may not fit in memory.
  ///   - isStopped: is asked now and then whether to end.
  /// - Throws: `WorkspaceError`, `StorageError`, `CatalogError`.
  package init(
    _ workspace: Workspace, share: String, parts: [String],
    isStopped: @escaping @Sendable () -> Bool
  ) throws {
    session = try RetagSession(workspace, folder: share)
    // Worked out as `tag` does it, since the two are compared.
    basis = try TagWorker(workspace, .tags, within: TagWorker.Bounds()).basis
    self.parts = parts
    self.isStopped = isStopped
  }

  /// Imports all parts.
  ///
  /// Nothing is changed before every line was looked at once. Documents that a `retag` of the share would not find
  /// are not taken.
  ///
  /// - Returns: what came of it; `nil` if it was stopped, and the same command goes on then.
  /// - Throws: `LocatedError` for a line that is not what it should be, or of another basis;
  ///   `TagImportRefusal`, `InputError`, `CatalogError`, `WorkspaceError.locked`.
  package func run() throws -> Outcome? {
    var outcome = Outcome()
    var share = ShareContents()
    var refusal: DocumentRefusal?
    do { share = try session.reading.contents() } catch let found as DocumentRefusal {
      refusal = found
    }
    guard var contents = try check(in: share, &outcome) else { return nil }
    let named = max(contents.documents, outcome.results)
    if named > 0, let refusal {
      throw TagImportRefusal.absent(root: session.root, named: named, reason: refusal.detail)
    }
    if share.isEmpty, named > outcome.leftOut {
      throw TagImportRefusal.empty(root: session.root, named: named)
    }
    var outdated: Set<String> = []
    guard try storeDocuments(of: contents.withDocuments, in: share, &outcome, &outdated),
      try assign(&contents, in: share, except: outdated, &outcome)
    else { return nil }
    outcome.withoutResult = zip(contents.isNamed, contents.hasResult).count { $0 && !$1 }
    return outcome
  }

  /// What the first look at all lines has found.
  private struct Contents {
    /// The number of lines that are about a document.
    var documents = 0
    /// The paths of documents that are not in the share.
    var absent: Set<String> = []
    /// Of which documents of the share there is text, and of which there are tags.
    var isNamed: [Bool]
    var hasResult: [Bool]
    /// The paths of documents that are known by something else.
    var paths: [String: String] = [:]
    /// The parts that are read once more for their documents, and those for their tags.
    var withDocuments: [String] = []
    var withTags: [String] = []

    static func note(_ part: String, in parts: inout [String]) {
      if parts.last != part { parts.append(part) }
    }
  }

  /// Looks at every line; `nil` if it was stopped.
  private func check(in share: ShareContents, _ outcome: inout Outcome) throws -> Contents? {
    let none = [Bool](repeating: false, count: share.count)
    var contents = Contents(isNamed: none, hasResult: none)
    let isComplete = try forEachLine(of: parts) { line, place in
      switch line {
      case .document(let id, let given):
        Contents.note(place.path, in: &contents.withDocuments)
        if id != given.path { contents.paths[id] = given.path }
        contents.documents += 1
        guard let number = Self.number(of: given.path, in: share, &outcome, &contents.absent)
        else { return }
        if case .failure = given.outcome {
          outcome.failures += 1
        } else {
          contents.isNamed[number] = true
        }
      case .failure(let id):
        // A document that could not be read has a line of its own in the output of `extract`.
        if id == nil { outcome.failures += 1 }
      case .tags(_, let found, _):
        Contents.note(place.path, in: &contents.withTags)
        outcome.results += 1
        guard found == basis else {
          throw LocatedError(
            path: place.path, line: place.line,
            message: "made on basis \(found), not \(basis), which this workspace has now",
            hint: "make a bundle of this workspace, and tag with it again")
        }
      }
    }
    return isComplete ? contents : nil
  }

  /// The number of a document of the share; counts, and tells, what is none.
  private static func number(
    of path: String, in share: ShareContents, _ outcome: inout Outcome,
    _ absent: inout Set<String>
  ) -> Int? {
    switch share.standing(of: path) {
    case .document(let number): return number
    case .leftOut: outcome.leftOut += 1
    case .elsewhere: outcome.elsewhere += 1
    case .absent:
      absent.insert(path)
      outcome.absentCount += 1
      if outcome.absent.count < shownPaths { outcome.absent.append(path) }
    }
    return nil
  }

  /// Stores the documents; tells which are of an earlier state than the catalog's.
  private func storeDocuments(
    of parts: [String], in share: ShareContents, _ outcome: inout Outcome,
    _ outdated: inout Set<String>
  ) throws -> Bool {
    var isComplete = false
    try session.reading.storing { storeAll in
      var batch: [ShareReading.Given] = []
      func store() throws {
        let (stored, older) = try storeAll(batch)
        outcome.documents += stored
        outdated.formUnion(older)
        batch = []
      }
      isComplete = try forEachLine(of: parts) { line, _ in
        guard case .document(_, let given) = line,
          case .document = share.standing(of: given.path)
        else { return }
        batch.append(given)
        if batch.count >= Self.documentBatch { try store() }
      }
      try store()
    }
    return isComplete
  }

  /// Assigns the tags, so many documents a run.
  private func assign(
    _ contents: inout Contents, in share: ShareContents, except outdated: Set<String>,
    _ outcome: inout Outcome
  ) throws -> Bool {
    // After the documents were stored: new ones are among them.
    let states = try session.catalog.states(of: session.share)
    var batch: [String: [ProposedTag]] = [:]
    var found = outcome
    var hasResult = contents.hasResult
    func apply() throws -> Bool {
      guard let plan = try plan(batch, states) else { return false }
      batch = [:]
      guard plan.lines.contains(where: \.isDue) else { return true }
      guard plan.lines.contains(where: { $0.before != $0.after }) else {
        try session.writing.settle(plan)
        return true
      }
      let applied = try session.writing.apply(plan) { _, _ in !isStopped() }
      found.runs.append(applied.run)
      found.changed += applied.lines.count { $0.outcome == .changed }
      return !isStopped()
    }
    var isComplete = try forEachLine(of: contents.withTags) { line, _ in
      guard case .tags(let id, _, let tags) = line else { return }
      let path = contents.paths[id] ?? id
      let standing = share.standing(of: path)
      switch standing {
      case .document(let number): hasResult[number] = true
      case .leftOut, .elsewhere: return
      // Its own line has told it.
      case .absent: if contents.absent.contains(path) { return }
      }
      guard standing != .absent, states.index(of: Array(path.utf8)) != nil else {
        found.unknownCount += 1
        if found.unknown.count < Self.shownPaths { found.unknown.append(id) }
        return
      }
      // What was found in an earlier state of a file says nothing about the present one.
      guard !outdated.contains(path) else { return }
      batch[path] = tags
      if batch.count >= Self.runSize { guard try apply() else { throw Stopped() } }
    }
    if isComplete, !batch.isEmpty { isComplete = try apply() }
    outcome = found
    contents.hasResult = hasResult
    return isComplete
  }

  private func plan(_ tags: [String: [ProposedTag]], _ states: ShareStates) throws -> RetagPlan? {
    var scope = RetagScope()
    scope.paths = Set(tags.keys)
    var refresh = ShareRefresh()
    refresh.states = states
    return try session.planning.plan(
      RetagOptions(), scope: scope, after: refresh, imported: tags
    ) { _, _ in !isStopped() }
  }

  private struct Stopped: Error {}

  /// Gives every line of parts with its place; returns whether it came to the end.
  private func forEachLine(
    of parts: [String], _ body: (ResultLine, (path: String, line: Int)) throws -> Void
  ) throws -> Bool {
    do {
      for part in parts {
        let lines = try InputLines(path: part)
        try JSONLines.forEach(in: lines) { line in
          if isStopped() { throw Stopped() }
          do {
            let found = try ResultLine(try line.value.get(), in: session.vocabulary)
            try body(found, (part, line.number))
          } catch let error as JSONError {
            throw LocatedError(
              path: part, line: line.number, column: error.column, message: "\(error)")
          } catch let error as ResultLine.Defect {
            throw LocatedError(path: part, line: line.number, message: error.reason)
          }
        }
      }
    } catch is Stopped { return false }
    return true
  }
}

extension TagImport.Outcome {
  /// Whether lines are missing, or some could not be taken.
  package var isPartial: Bool { unknownCount + failures + absentCount + withoutResult > 0 }

  /// What came of it, in a line or two.
  package var summary: String {
    var text = "\(documents) documents stored, \(changed) of \(results) results changed tags."
    if withoutResult > 0 { text += "   \(withoutResult) documents have no result." }
    if failures > 0 { text += "   \(failures) could not be read or tagged." }
    if unknownCount > 0 { text += "   \(unknownCount) results have no document." }
    if absentCount > 0 { text += "   \(absentCount) are not in the share." }
    if leftOut > 0 { text += "   \(leftOut) are left out by the share's rules." }
    if elsewhere > 0 { text += "   \(elsewhere) are of other shards." }
    if !runs.isEmpty {
      text +=
        "\n" + runs.map { "parlance undo \($0)" }.joined(separator: ", ")
        + (runs.count == 1 ? " takes it back." : ", the last one first, take it back.")
    }
    return text
  }
}

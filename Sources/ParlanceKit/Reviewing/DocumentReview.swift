internal import Cataloging
package import JSONCoding
internal import Journaling
internal import Model
internal import Retagging
internal import Searching
internal import Synchronization
internal import System
internal import Taxonomy

/// The review of tags by several people: what waits for a word, who said what, conflicts, and taking back.
///
/// Judgments of one process come one after the other. What another process changes meanwhile is noticed by
/// what the catalog holds when a judgment is put in place.
package final class DocumentReview: Sendable {
  let workspace: Workspace
  private let turn = Mutex(())

  /// The review of the documents of a workspace.
  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// The name under which an account's words are kept.
  package static func author(_ account: ReaderAccount) -> String {
    account.name.isEmpty ? Account.name : account.name
  }

  // MARK: What waits

  /// The tags that wait for a word, those first whose answers teach most, with the number of the latest judgment.
  ///
  /// - Parameters:
  ///   - account: who is asked; documents that it may not read are left out.
  ///   - facet: the key of the facet; `nil` for all.
  ///   - limit: the most to give.
  /// - Returns: `questions` with the `document` of each, their `total`, and `seen`.
  /// - Throws: `WorkspaceError.noVocabulary`, `CatalogError`.
  package func questions(
    for account: ReaderAccount, facet: String?, limit: Int
  ) throws -> JSONValue {
    // Before the questions: what is decided in between counts as said later than what was seen.
    let seen = try lastDecision(for: account)
    let found = try TagReview(workspace, reader: account.reader).questions(facet: facet)
    return [
      "questions": .array(
        found.prefix(limit).map { question in
          guard case .object(var object) = question.json else { return .null }
          object["document"] = .string("\(question.share)/\(question.path)")
          return .object(object)
        }), "total": .integer(found.count), "seen": .integer(Int(seen)),
    ]
  }

  // MARK: Judging

  /// Puts a person's word in place, for every later run to go by.
  ///
  /// It is a run of its own if tags change, is kept with its author, and is on the disk when this returns.
  ///
  /// - Parameters:
  ///   - judgment: what is said.
  ///   - account: who says it.
  /// - Returns: its number and run.
  /// - Throws: `JudgmentConflict` if somebody else was first; `JudgmentRefusal`, `MissingDocument` if the
  ///   account may not; `RequestError` for a facet or concept that there is not; `WorkspaceError.locked`; what
  ///   retagging the document throws.
  package func decide(
    _ judgment: DocumentJudgment, by account: ReaderAccount
  ) throws -> JudgmentOutcome {
    try turn.withLock { _ in
      let place = try self.place(of: judgment.document, for: account)
      var session = try RetagSession(workspace, folder: place.share.root)
      session.account = Self.author(account)
      let facet = try session.vocabulary.key(
        of: session.vocabulary.scheme(asked: judgment.facet, calledA: "facet"))
      let concept = try Self.concept(judgment.concept, facet, session)
      var other = ""
      if case .instead(let label) = judgment.verdict {
        other = try Self.concept(label, facet, session)
      }
      let verdict = Self.verdict(judgment.verdict, isSame: other == concept)
      var stored = StoredJudgment(
        document: place.document, facet: facet, concept: concept, verdict: verdict,
        other: verdict == .replaced ? other : "", account: session.account,
        time: Timestamp.now())
      if let earlier = try self.earlier(than: stored, judgment, session) { return earlier }
      try Self.checkPlace(session, place, account)
      let edits = TagReview.edits(facet, concept, verdict, other)
      var options = RetagOptions()
      options.place = try session.placing.settled() ?? .catalog
      let applied = try session.editing.apply(
        try session.editing.edited(edits, path: place.path, options: options))
      if let failure = applied?.failures.first {
        throw JudgmentConflict(number: nil, reason: "\(failure.path): \(failure.reason)")
      }
      stored.run = applied?.run
      return JudgmentOutcome(number: try session.catalog.record(stored), run: stored.run)
    }
  }

  private static func verdict(
    _ verdict: TagReview.Verdict, isSame: Bool
  ) -> StoredJudgment.Verdict {
    switch verdict {
    case .accept: .accepted
    case .reject: .rejected
    case .instead: isSame ? .accepted : .replaced
    }
  }

  private static func concept(
    _ label: String, _ facet: String, _ session: RetagSession
  ) throws -> String {
    // What is out of use can be taken from a document, which has it by its URI.
    if session.vocabulary.concept(uri: label) != nil { return label }
    guard let concept = session.choices.concept(label, facet: facet) else {
      throw RequestError("\"\(label)\" does not name one concept of the facet \(facet)")
    }
    return concept
  }

  /// What others said of the facet since the person looked: the same is an outcome, anything else a conflict.
  private func earlier(
    than stored: StoredJudgment, _ judgment: DocumentJudgment, _ session: RetagSession
  ) throws -> JudgmentOutcome? {
    let catalog = session.catalog
    let later = try catalog.judgments(
      on: stored.document, facet: stored.facet, after: judgment.seen ?? .max)
    if let last = later.first {
      let isSame =
        last.undoneBy.isEmpty && last.concept == stored.concept
        && last.verdict == stored.verdict && last.other == stored.other
      if isSame { return JudgmentOutcome(number: last.number, run: last.run) }
      throw JudgmentConflict(
        number: last.number, reason: JudgmentReport(session.vocabulary).words(last))
    }
    guard judgment.isAnswer else { return nil }
    let isWaiting = try catalog.assignments(of: stored.document).contains {
      $0.facet == stored.facet && $0.concept == stored.concept && !$0.isTag
    }
    if isWaiting { return nil }
    throw JudgmentConflict(number: nil, reason: "the tag does not wait for a word any more")
  }

  // MARK: Taking back

  /// Takes a judgment back: tags and decisions are as before it.
  ///
  /// - Parameters:
  ///   - number: its number.
  ///   - account: who takes it back.
  /// - Throws: `JudgmentConflict` if something was said or done since; `RequestError` if there is no such judgment;
  ///   `JudgmentRefusal`, `MissingDocument`; what taking a run back throws.
  package func undo(_ number: Int64, by account: ReaderAccount) throws {
    try turn.withLock { _ in
      let catalog = try workspace.openCatalog()
      guard let judgment = try catalog.judgment(number),
        let place = try self.place(ofDocument: judgment.document, in: catalog, for: account)
      else {
        throw RequestError(
          "unknown decision \(number), or one that you may not see", isMissing: true)
      }
      let report = JudgmentReport(try workspace.vocabularies.current())
      guard judgment.undoneBy.isEmpty else {
        throw JudgmentConflict(number: number, reason: report.words(judgment))
      }
      let later = try catalog.judgments(
        on: judgment.document, facet: judgment.facet, after: number)
      if let last = later.first(where: \.undoneBy.isEmpty) {
        throw JudgmentConflict(number: last.number, reason: report.words(last))
      }
      var session = try RetagSession(workspace, folder: place.share.root)
      session.account = Self.author(account)
      try Self.checkPlace(session, place, account)
      try session.writing.withdraw(on: judgment.document) {
        $0.facet == judgment.facet && $0.concept == judgment.concept && !$0.isAccepted
      }
      // What was said before holds again.
      let before = try catalog.judgments(on: judgment.document, facet: judgment.facet).first {
        $0.number < number && $0.undoneBy.isEmpty && $0.concept == judgment.concept
      }
      if let before, before.verdict != .accepted {
        let decision = StoredDecision(
          concept: before.concept, facet: before.facet, isAccepted: false)
        try session.writing.record([(judgment.document, decision)])
      }
      if let run = judgment.run {
        try JudgmentUndo(judgment, run: run, of: session).putBack(place.path)
      }
      // Last: whoever is interrupted before can take it back once more.
      try catalog.takeBack(judgment: number, by: Self.author(account))
    }
  }

  /// The latest judgments on documents that an account may read, the latest first.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `CatalogError`.
  package func latest(for account: ReaderAccount, limit: Int) throws -> JSONValue {
    let catalog = try workspace.openCatalogForReading()
    let report = JudgmentReport(try workspace.vocabularies.current())
    let known = try catalog.judgments(limit: Self.mostLooked)
    var found: [JSONValue] = []
    for judgment in known where found.count < limit {
      guard let place = try self.place(ofDocument: judgment.document, in: catalog, for: account)
      else {
        continue
      }
      found.append(report.json(judgment, on: place.identifier))
    }
    return ["decisions": .array(found)]
  }

  /// The judgment of a number; `nil` if there is none on a document that the account may read.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `CatalogError`.
  package func decision(_ number: Int64, for account: ReaderAccount) throws -> JSONValue? {
    let catalog = try workspace.openCatalogForReading()
    guard let judgment = try catalog.judgment(number),
      let place = try self.place(ofDocument: judgment.document, in: catalog, for: account)
    else { return nil }
    return JudgmentReport(try workspace.vocabularies.current())
      .json(judgment, on: place.identifier)
  }

  /// The number of the latest judgment on a document that the account may read; 0 if there is none.
  ///
  /// - Throws: `CatalogError`.
  package func lastDecision(for account: ReaderAccount) throws -> Int64 {
    let catalog = try workspace.openCatalogForReading()
    let last = try catalog.latestJudgments().first {
      try place(ofDocument: $0.document, in: catalog, for: account) != nil
    }
    return last?.last ?? 0
  }

  /// Whether a document lies in a share, so that it can be judged.
  ///
  /// - Throws: `CatalogError`.
  package func canJudge(_ name: String, for account: ReaderAccount) throws -> Bool {
    do {
      _ = try place(of: name, for: account)
      return true
    } catch is MissingDocument {
      return false
    }
  }

  /// Judgments before so many are history: `parlance log` has it.
  private static let mostLooked = 1000
}

// MARK: - Places

/// Where a document is that is judged.
struct JudgedPlace {
  var document: Int64
  var share: CatalogShare
  var path: String

  var identifier: String { ShareStore.identifier(of: path, in: share) }
}

extension DocumentReview {
  /// The place of a document that an account may read.
  ///
  /// - Throws: `MissingDocument`; `CatalogError`.
  func place(of name: String, for account: ReaderAccount) throws -> JudgedPlace {
    guard name.hasPrefix("/"), !account.reader.isRefused(name) else {
      throw MissingDocument(name: name)
    }
    let catalog = try workspace.openCatalogForReading()
    let place: (share: CatalogShare, path: String)
    do {
      place = try workspace.place(of: name, in: catalog)
    } catch is DocumentPathError {
      // Only that: a catalog that cannot be read is no reason to call a document unknown.
      throw MissingDocument(name: name)
    }
    guard let entry = try catalog.entry(at: place.path, in: place.share),
      try DocumentSight(workspace, catalog, for: account.reader)
        .contains(place.path, in: place.share)
    else { throw MissingDocument(name: name) }
    return JudgedPlace(document: entry.id, share: place.share, path: place.path)
  }

  /// The place of a document by its number; `nil` if there is none that the account may read.
  func place(
    ofDocument number: Int64, in catalog: Catalog, for account: ReaderAccount
  ) throws -> JudgedPlace? {
    guard let (share, path) = try catalog.place(ofDocument: number) else { return nil }
    let place = JudgedPlace(document: number, share: share, path: path)
    let sight = DocumentSight(workspace, catalog, for: account.reader)
    return try sight.contains(path, in: share) ? place : nil
  }

  /// Whoever may not write a file may not have it written by the server either.
  static func checkPlace(
    _ session: RetagSession, _ place: JudgedPlace, _ account: ReaderAccount
  ) throws {
    let isInFiles = try session.placing.settled()?.isInFiles ?? false
    guard isInFiles, !account.mayWrite(SharePath(place.identifier)) else { return }
    throw JudgmentRefusal(
      description: "tags are written into the file, which \(author(account)) may not write")
  }
}

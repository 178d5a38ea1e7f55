package import Cataloging
package import Documents
package import Model
package import System

/// What a retag would do, document by document, computed before anything is changed.
package struct RetagPlan: Sendable {
  /// The share.
  package var share: CatalogShare

  /// The basis of the tags: vocabulary, model and rules; see `CatalogEntry.taggedWith`.
  package var basis: UInt64

  /// Where tags are written.
  package var place: TagPlace

  /// Whether values that others wrote into the documents may be replaced.
  package var overwritesOthers: Bool

  /// Whether files may be overwritten where they stand that cannot be replaced.
  package var writesInPlace: Bool

  /// Whether what Parlance wrote at the place is taken out, whatever tags the documents have.
  package var takesOut = false

  /// What people will have decided on documents when the plan is applied, where that is not what the catalog has yet;
  /// by the numbers of the documents.
  ///
  /// A mark says what was rejected, too: what a plan says of a file is what a run does to it.
  package var decided: [Int64: [StoredDecision]] = [:]

  /// A line for each document, sorted by path.
  package var lines: [RetagLine]

  /// A plan.
  package init(
    share: CatalogShare, basis: UInt64, place: TagPlace, overwritesOthers: Bool = false,
    writesInPlace: Bool = false, lines: [RetagLine]
  ) {
    self.share = share
    self.basis = basis
    self.place = place
    self.overwritesOthers = overwritesOthers
    self.writesInPlace = writesInPlace
    self.lines = lines
  }

  /// The number of lines of an outcome.
  package func count(_ outcome: RetagLine.Outcome) -> Int {
    // By place: what is handed to a closure is copied, six references of a line each, for each line of a share.
    var count = 0
    for index in lines.indices where lines[index].outcome == outcome { count += 1 }
    return count
  }
}

extension RetagPlan {
  /// A plan that takes what Parlance wrote at a place out of the documents, or from beside them; their tags stay in
  /// the catalog.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - kept: where the tags are written now; what stands there, too, since a document's format takes no tags, stays.
  ///   - share: the share.
  ///   - catalog: knows what was written where.
  ///   - reason: why, in words.
  /// - Returns: the plan, a line for each document of which that is known and whose file is there.
  /// - Throws: `CatalogError`.
  package static func takingOut(
    of place: TagPlace, keeping kept: TagPlace, _ share: CatalogShare, _ catalog: Catalog,
    reason: String
  ) throws -> RetagPlan {
    let leftover = Set(
      try catalog.documents(writtenAt: [place], in: share)
        .filter { !kept.isOne(with: place, at: $0.path) }.map(\.document))
    let lines = try catalog.entries(of: share).compactMap { entry -> RetagLine? in
      guard leftover.contains(entry.id) else { return nil }
      let tags = try catalog.assignments(of: entry.id)
      return RetagLine(
        document: entry.id, path: entry.path, outcome: .change, changes: [], pending: [],
        place: place, reason: reason, state: entry.state, before: tags, after: tags)
    }
    // Documents tagged on no basis are due at the next look.
    var plan = RetagPlan(share: share, basis: 0, place: place, lines: lines)
    plan.takesOut = true
    return plan
  }
}

/// What a retag would do, or did, to one document.
package struct RetagLine: Sendable, Hashable {
  /// What becomes of the document; stable in machine-readable output.
  package enum Outcome: String, Sendable, CaseIterable {
    /// Its tags are to change.
    case change = "change"
    /// Its tags are as they should be.
    case unchanged = "unchanged"
    /// Something about it is for a person to decide, and nothing changes before that.
    case review = "review"
    /// It could not be read.
    case unreadable = "unreadable"
    /// Its tags were changed.
    case changed = "changed"
    /// It was left alone, since it changed after the plan was made.
    case skipped = "skipped"
    /// Its tags were changed in the catalog; its file refused them, for the reason given.
    case refused = "refused"
    /// Changing it failed.
    case failed = "failed"
  }

  /// What happens to the document's own bytes; stable in machine-readable output.
  package enum Risk: String, Sendable, CaseIterable {
    /// Nothing: only the catalog changes, or all stands there already.
    case none = "none"
    /// Nothing: a sidecar or an extended attribute is written.
    case beside = "beside"
    /// All stay; others are added behind them.
    case appended = "appended"
    /// Some give way to others; the journal keeps them.
    case rewritten = "rewritten"
    /// Some give way to others in the file as it stands, since it cannot be replaced by a new one; the
    /// journal keeps them, and the time of the last change becomes that of the run.
    case overwritten = "overwritten"
  }

  /// The document's number in the catalog.
  package var document: Int64

  /// Its path within the share.
  package var path: String

  /// What becomes of it.
  package var outcome: Outcome

  /// The changes, a facet each, in the order of the vocabulary.
  package var changes: [FacetChange]

  /// What is for a person to decide.
  package var pending: [PendingTag]

  /// Where tags are written.
  package var place: TagPlace

  /// What happens to the document's own bytes.
  package var risk = Risk.none

  /// Why the outcome is not a change, or the place not the one asked for; empty if it needs no reason.
  package var reason: String

  /// Why the file takes no tags, if that is why they are in the catalog only.
  package var refusal: DocumentRefusal.Reason?

  /// Whether the file takes no tags now and may take them later, though it does not change.
  package var isPassing = false

  /// The file's state when the plan was made; `nil` for a document that is not a file.
  package var state: FileStamp?

  /// Whether the document was looked at for this plan, not settled on its basis before.
  package var isDue = false

  /// Whether the document could not be read: what it is tagged with, its name and its folder say.
  package var isUnread = false

  /// The assignments that the plan expects to find.
  package var before: [StoredAssignment]

  /// The assignments that the plan puts in place.
  package var after: [StoredAssignment]
}

/// A change of one facet of a document.
package struct FacetChange: Sendable, Hashable {
  /// The facet's key, such as `type`.
  package var facet: String

  /// The URIs of the concepts before.
  package var old: [String]

  /// The URIs of the concepts after.
  package var new: [String]

  /// How sure each concept after is, in their order, from 0 to 1; 1 for those of people and of the source.
  package var scores: [Double]

  /// How sure the least sure new concept is, from 0 to 1; 1 if only concepts go.
  package var score: Double {
    zip(new, scores).filter { !old.contains($0.0) }.map(\.1).min() ?? 1
  }

  /// What led to the new concepts.
  package var evidence: [Evidence]

  /// A change.
  ///
  /// - Parameters:
  ///   - facet: the facet's key.
  ///   - old: the concepts before.
  ///   - new: the concepts after.
  ///   - scores: how sure each of them is.
  ///   - evidence: what led to those that are new.
  /// - Precondition: there are as many scores as concepts after.
  package init(
    facet: String, old: [String], new: [String], scores: [Double], evidence: [Evidence] = []
  ) {
    precondition(new.count == scores.count, "\(scores.count) scores of \(new.count) concepts")
    self.facet = facet
    self.old = old
    self.new = new
    self.scores = scores
    self.evidence = evidence
  }
}

/// A concept that may belong to a document and awaits a person's word.
package struct PendingTag: Sendable, Hashable {
  /// The facet's key.
  package var facet: String

  /// The URI of the concept.
  package var concept: String

  /// How sure it is, from 0 to 1.
  package var score: Double

  /// Why it was not taken or left: a low score, or other concepts of the same name.
  package var reason: String

  /// A pending tag.
  package init(facet: String, concept: String, score: Double, reason: String) {
    self.facet = facet
    self.concept = concept
    self.score = score
    self.reason = reason
  }
}

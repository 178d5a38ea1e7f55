package import Model
package import System

/// A folder tree or an export whose documents are known to the catalog.
package struct CatalogShare: Hashable, Sendable {
  /// The share's number in the catalog.
  package let id: Int64

  /// The absolute path of the folder, or the name of the export.
  package let root: String

  /// Whether the share is a folder of files rather than an export of another system.
  package let isFolder: Bool

  /// A share; its number is 0 while the catalog does not know it.
  package init(id: Int64, root: String, isFolder: Bool) {
    self.id = id
    self.root = root
    self.isFolder = isFolder
  }
}

/// What the catalog knows of a document without its text.
package struct CatalogEntry: Hashable, Sendable {
  /// The document's number in the catalog.
  package let id: Int64

  /// The path within the share, or the identifier in the system of origin.
  package let path: String

  /// The file's state when it was read; `nil` for a document that is not a file.
  package let state: FileStamp?

  /// Why the document could not be read; `nil` if it was.
  package let refusal: String?

  /// The basis on which it was last tagged, such as vocabulary and model; 0 if never.
  package let taggedWith: UInt64
}

/// A concept given to a document.
package struct StoredAssignment: Hashable, Sendable {
  /// Who gave it.
  package enum Origin: String, Sendable, CaseIterable {
    /// Parlance itself.
    case machine = "machine"
    /// A person; never overridden by the machine.
    case person = "person"
    /// The system that the document came from.
    case source = "source"
    /// Parlance, which was not sure; awaits a person and does not count as a tag.
    case pending = "pending"
  }

  /// The URI of the concept.
  package var concept: String

  /// The key of its scheme, such as `type`.
  package var facet: String

  /// How sure, from 0 to 1; 1 for a person.
  package var score: Double

  /// Who gave it.
  package var origin: Origin

  /// What led to it; empty if nothing is recorded.
  package var evidence: [Evidence]

  /// Whether it counts as a tag; what is pending does not.
  package var isTag: Bool { origin != .pending }

  /// An assignment.
  package init(
    concept: String, facet: String, score: Double, origin: Origin = .machine,
    evidence: [Evidence] = []
  ) {
    self.concept = concept
    self.facet = facet
    self.score = score
    self.origin = origin
    self.evidence = evidence
  }
}

/// One run of a command that changed assignments.
package struct CatalogRun: Hashable, Sendable {
  /// What became of a run.
  package enum State: String, Sendable, CaseIterable {
    /// Begun and not ended; a later command finishes it or takes it back.
    case running = "running"
    /// Done.
    case done = "done"
    /// Taken back.
    case undone = "undone"
  }

  /// The run's number, from 1.
  package let id: Int64

  /// The command, such as `retag`.
  package let command: String

  /// The share concerned.
  package let share: Int64

  /// When it began, ISO 8601 in UTC.
  package let started: String

  /// What became of it.
  package let state: State

  /// How many documents it changed.
  package let changed: Int

  /// Where tags were written: `catalog`, `documents`, `sidecar` or `xattr`.
  package let place: String

  /// The account under which it was made; empty if that is not known.
  package let account: String

  /// A run of its facts.
  package init(
    id: Int64, command: String, share: Int64, started: String, state: State, changed: Int,
    place: String, account: String
  ) {
    self.id = id
    self.command = command
    self.share = share
    self.started = started
    self.state = state
    self.changed = changed
    self.place = place
    self.account = account
  }
}

/// A person's word on one concept for one document.
package struct StoredDecision: Hashable, Sendable {
  /// The URI of the concept.
  package var concept: String

  /// The key of its scheme.
  package var facet: String

  /// Whether the concept is to be assigned rather than never to be.
  package var isAccepted: Bool

  /// A decision.
  package init(concept: String, facet: String, isAccepted: Bool) {
    self.concept = concept
    self.facet = facet
    self.isAccepted = isAccepted
  }
}

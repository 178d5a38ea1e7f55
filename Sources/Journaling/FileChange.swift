package import Documents

/// What is done to one file.
package enum FileChange: Hashable, Sendable {
  /// Some of its bytes give way to others.
  case edit(ByteEdits)
  /// It comes into being with these bytes.
  case create([UInt8])
  /// It goes, and had these bytes.
  case remove([UInt8])
  /// An extended attribute gets another value, or goes.
  case attribute(name: String, old: [UInt8]?, new: [UInt8]?)
}

/// What became of one file.
package struct FileOutcome: Sendable {
  /// What became of it.
  package enum Status: Sendable, Hashable {
    /// It was changed, durably.
    case changed
    /// Everything stood there already.
    case unchanged
    /// It is as it was, for this reason.
    case refused(DocumentRefusal)
  }

  /// The number that the caller gave the file.
  package var id: Int64

  /// The file; for a sidecar, the sidecar.
  package var path: SharePath

  /// What became of it.
  package var status: Status

  /// The state of the file afterwards, where it was changed and is still there.
  package var identity: FileIdentity?

  /// What went wrong after the change, such as a folder that could not be synced.
  package var warning: String?

  /// Bytes of the file before, of the file after, and in the journal for it.
  package var sizes = (before: 0, after: 0, journal: 0)

  /// An outcome of its parts.
  package init(
    id: Int64, path: SharePath, status: Status, identity: FileIdentity? = nil,
    warning: String? = nil
  ) {
    self.id = id
    self.path = path
    self.status = status
    self.identity = identity
    self.warning = warning
  }
}

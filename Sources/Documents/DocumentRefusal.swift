package import System

/// Why a file is not read, or not written.
///
/// A refusal is a fact about one file; it never ends a run.
package struct DocumentRefusal: Error, Hashable, Sendable {
  /// The kinds of refusal, stable in machine-readable output.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The file has no bytes.
    case empty = "empty"
    /// The content is encrypted or asks for a password.
    case encrypted = "encrypted"
    /// The structure of the file contradicts its format.
    case damaged = "damaged"
    /// The file, or a part of it, is larger than the limit.
    case tooLarge = "tooLarge"
    /// Another limit on hostile input is exceeded, such as depth, ratio or number of parts.
    case limit = "limit"
    /// No reader knows the format.
    case unsupportedFormat = "unsupportedFormat"
    /// The format needs a program that is not installed.
    case missingTool = "missingTool"
    /// Reading took longer than allowed.
    case timeout = "timeout"
    /// The file is not readable: rights, input errors, or gone since the walk.
    case unreadable = "unreadable"
    /// The program that reads the format failed.
    case toolFailed = "toolFailed"
    /// The run was cancelled before the file was read.
    case cancelled = "cancelled"
    /// A signature covers the file: any change would break it.
    case signed = "signed"
    /// Another program has the file open, as its lock file says.
    case locked = "locked"
    /// Nobody has the right to write the file, or this user has not.
    case readOnly = "readOnly"
    /// The file has several names, of which a replacement would leave all but one behind.
    case hardLinked = "hardLinked"
    /// The file is a link, a folder, a device or the like.
    case notRegular = "notRegular"
    /// The file is not as it was when the change was worked out.
    case changed = "changed"
    /// Writing failed; the file is as it was.
    case unwritable = "unwritable"
    /// What was written does not read back as it should; the file is as it was.
    case unverified = "unverified"
    /// The name or attribute has no room for the values.
    case noRoom = "noRoom"
  }

  /// The kind of refusal.
  package var reason: Reason

  /// What was found, in words, without the path.
  package var detail: String

  /// A way out, where one is known.
  package var hint: String?

  /// A refusal of its facts.
  package init(_ reason: Reason, _ detail: String, hint: String? = nil) {
    self.reason = reason
    self.detail = detail
    self.hint = hint
  }
}

extension DocumentRefusal {
  /// The system cannot read the file.
  package init(_ error: SystemError) {
    self.init(.unreadable, "\(error)")
  }

  /// A program that was to read the file did not come to its end.
  package init(_ failure: ChildProcess.Failure) {
    switch failure {
    case .unstartable(let words): self.init(.toolFailed, words)
    case .exhausted(let words): self.init(.unreadable, words)
    case .late(let words): self.init(.timeout, words)
    case .cancelled: self.init(.cancelled, "")
    }
  }
}

extension ChildProcess {
  /// Runs the program over a document; see `run(_:isCancelled:)`.
  func run(over source: ByteSource, isCancelled: () -> Bool) throws(DocumentRefusal) -> Outcome {
    let input = try source.openDescriptor()
    do { return try run(input, isCancelled: isCancelled) } catch { throw DocumentRefusal(error) }
  }
}

extension DocumentRefusal: CustomStringConvertible {
  /// `reason: detail`.
  package var description: String {
    detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)"
  }
}

extension DocumentRefusal {
  /// What has to change before another try can have another end.
  package enum Remedy: Sendable, Hashable {
    /// Nothing: time passes, a lock goes, rights are given.
    case time
    /// The file itself.
    case file
    /// The programs that read the format.
    case tools
  }

  /// What has to change before another try can have another end.
  package var remedy: Remedy {
    switch reason {
    case .unreadable, .cancelled, .timeout, .locked, .readOnly, .hardLinked, .notRegular, .changed,
      .unwritable:
      .time
    case .missingTool, .toolFailed: .tools
    case .empty, .encrypted, .damaged, .tooLarge, .limit, .unsupportedFormat, .signed, .unverified,
      .noRoom:
      .file
    }
  }
}

/// How long a refusal holds: what decides when a document is tried again.
package enum RefusalKind: Sendable, Hashable {
  /// It may be over at any time, such as a lock or a full disk: due at the next run.
  case passing

  /// It is in the file itself: due when the file changes.
  case file

  /// A program that reads the format is missing or fails: due when the file or the programs change.
  /// The number changes with the programs.
  case tools(UInt64)

  /// The form in which the catalog keeps the kind.
  var text: String {
    switch self {
    case .passing: "passing"
    case .file: "file"
    case .tools(let number): "tools:\(String(number, radix: 16))"
    }
  }

  /// The kind back; what earlier versions did not know, and what is damaged, may be over.
  init(text: String?) {
    let parts = (text ?? "").split(separator: ":", maxSplits: 1)
    if text == "file" {
      self = .file
    } else if parts.first == "tools", parts.count == 2, let number = UInt64(parts[1], radix: 16) {
      self = .tools(number)
    } else {
      self = .passing
    }
  }
}

/// Why tags do not stand in the file where they belong.
package struct UnwrittenTags: Sendable, Hashable {
  /// The document's number in the catalog.
  package var document: Int64

  /// Why, in words.
  package var reason: String

  /// Whether to try again at the next run, though neither the file nor its tags have changed.
  package var isPassing: Bool

  /// A reason.
  package init(document: Int64, reason: String, isPassing: Bool) {
    self.document = document
    self.reason = reason
    self.isPassing = isPassing
  }
}

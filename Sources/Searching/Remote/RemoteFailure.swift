package import JSONCoding

/// What is wrong with an engine, or with what it says.
package enum RemoteFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// It did not take a request, for this reason.
  case refused(String)
  /// Its answer is not one.
  case unreadable(String)
  /// There is no index of that name.
  case missing(String)
  /// The index is not one of this program's, or of another version.
  case foreign(String)
  /// The index was published with another vocabulary.
  case otherVocabulary(String)

  /// What is wrong, and a way out.
  package var description: String {
    switch self {
    case .refused(let words): "the search engine says: \(words)"
    case .unreadable(let words): "the answer of the search engine cannot be read: \(words)"
    case .missing(let name):
      "the search engine has no index '\(name)'\nHint: parlance publish --engine URL"
    case .foreign(let name):
      "the index '\(name)' was not published by this version of parlance\n"
        + "Hint: choose another name with --index, or publish again"
    case .otherVocabulary(let name):
      "the index '\(name)' was published with another vocabulary than this workspace has\n"
        + "Hint: publish again, or search in the workspace that published it"
    }
  }

  /// The reason in an engine's error, on one line and of a bounded length.
  package static func words(of error: JSONValue) -> String {
    let reason =
      error["root_cause"]?.array?.first?["reason"]?.string ?? error["reason"]?.string
      ?? error["caused_by"]?["reason"]?.string ?? error.string ?? "no reason is given"
    return String(reason.prefix(400)).replacing("\n", with: " ")
  }
}

internal import Searching
internal import System

/// Why a request was not answered, as far as it matters to who asked.
package enum AnswerFault: Sendable, Equatable {
  /// The request is wrong; the message says how, and what to ask instead.
  case badRequest(String)
  /// There is no such thing, or who asks may not see it: the two are not told apart.
  case notFound(String)
  /// Who asks may not do that.
  case refused(String)
  /// Somebody else was first, or is at it.
  case conflict(String)
  /// The workspace, or the search engine, lacks what it takes to answer.
  case notReady(String)
  /// It would take longer than is waited for.
  case tooSlow(String)
  /// Something failed here.
  case failure(String)

  /// What an error comes to.
  package init(_ error: any Error) {
    switch error {
    case let error as RequestError:
      self = error.isMissing ? .notFound(error.message) : .badRequest(error.message)
    case let error as EngineError: self = .badRequest("\(error)")
    case let error as FacetFilterError: self = .badRequest("\(error)")
    case let error as MisreadQuery: self = .badRequest("\(error)")
    case let error as RemoteRefusal: self = .badRequest("\(error)")
    case let error as RemoteFailure: self = .notReady("\(error)")
    case let error as RemoteTransportFailure: self = .notReady("\(error)")
    case let error as UnknownDocument: self = .notFound("\(error)")
    case let error as MissingDocument: self = .notFound("\(error)")
    case let error as MissingConcept: self = .notFound("\(error)")
    case let error as MissingScheme: self = .notFound("\(error)")
    case DocumentPathError.unreadable: self = .badRequest("\(error)")
    case let error as DocumentPathError: self = .notFound("\(error)")
    case let error as JudgmentRefusal: self = .refused("\(error)")
    case let error as JudgmentConflict: self = .conflict("\(error)")
    case let error as WorkspaceError where error.isLocked: self = .conflict("\(error)")
    case let error as NothingIndexed: self = .notReady("\(error)")
    case is DeadlinePassed: self = .tooSlow(Self.slowness)
    case WorkspaceError.noVocabulary: self = .notReady("\(error)")
    default: self = .failure("\(error)")
    }
  }

  private static let slowness =
    "This takes longer than is waited for here; ask for less: longer beginnings of words, fewer hits, a filter."

  /// The message.
  package var message: String {
    switch self {
    case .badRequest(let message), .notFound(let message), .refused(let message),
      .conflict(let message), .notReady(let message), .tooSlow(let message), .failure(let message):
      message
    }
  }
}

extension WorkspaceError {
  /// Whether another command writes in the workspace, so that a later try may do.
  fileprivate var isLocked: Bool {
    if case .locked = self { return true }
    return false
  }
}

/// A document that is asked for, and that there is not for who asks.
package struct MissingDocument: Error, Equatable, Sendable, CustomStringConvertible {
  /// The identifier or path asked for.
  package let name: String

  /// A document of a name.
  package init(name: String) { self.name = name }

  /// What is missing.
  package var description: String { "no document '\(name)' that you may read was found" }
}

/// A concept that is asked for, and that the vocabulary does not have.
package struct MissingConcept: Error, Equatable, Sendable, CustomStringConvertible {
  /// The URI or label asked for.
  package let uri: String

  /// A concept of a URI or label.
  package init(uri: String) { self.uri = uri }

  /// What is missing.
  package var description: String { "unknown concept '\(uri)'" }
}

/// A scheme that is asked for, and that the vocabulary does not have.
package struct MissingScheme: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name asked for.
  package let name: String

  /// The keys of the schemes that there are.
  package let known: [String]

  /// A scheme of a name, among those that there are.
  package init(name: String, known: [String]) {
    self.name = name
    self.known = known
  }

  /// What is missing, and what there is.
  package var description: String {
    "unknown scheme '\(name)'; the schemes are \(known.joined(separator: ", "))"
  }
}

/// The workspaces of one server: one at its root, others each below a path of its own, which share nothing but the server.
package struct WorkspaceServices: Sendable {
  private let main: Service
  private let others: [String: Service]

  /// The services of some workspaces.
  ///
  /// - Parameters:
  ///   - main: the one at the root.
  ///   - others: those below the paths of their names (`Service.Settings.name`).
  /// - Throws: `WorkspaceNameError`.
  package init(_ main: Service, others: [Service] = []) throws {
    self.main = main
    var named: [String: Service] = [:]
    for other in others {
      let name = other.settings.name
      if let error = WorkspaceNameError(checking: name) { throw error }
      guard named.updateValue(other, forKey: name) == nil else {
        throw WorkspaceNameError.twice(name)
      }
    }
    self.others = named
  }

  /// Takes a place among the requests that wait or are answered; `false` if there is none, and then `Service.busy`
  /// is to be sent.
  package func begin() -> Bool { main.begin() }

  /// Gives the place back.
  package func end() { main.end() }

  /// Answers a request that waited for its turn, by the workspace that its path begins with.
  package func answer(_ request: ServiceRequest, waited seconds: Double = 0) -> ServiceResponse {
    guard !others.isEmpty, let name = request.pathParts.first, let other = others[name] else {
      return main.answer(request, waited: seconds)
    }
    var request = request
    request.path = String(request.path.drop { $0 == "/" }.drop { $0 != "/" })
    return other.answer(request, waited: seconds)
  }
}

/// A name below which no workspace can be served.
package enum WorkspaceNameError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It has other characters than letters and digits of ASCII, `-` and `_`.
  case badName(String)
  /// The workspace at the root answers there.
  case taken(String)
  /// Two have it.
  case twice(String)

  fileprivate init?(checking name: String) {
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy {
        $0 < 0x80
          && (Character(UnicodeScalar($0)).isLetter || Character(UnicodeScalar($0)).isNumber)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
    if !isName {
      self = .badName(name)
    } else if Service.answers(below: name) {
      self = .taken(name)
    } else {
      return nil
    }
  }

  /// The cause, and a hint.
  package var description: String {
    switch self {
    case .badName(let name):
      "'\(name)' is not a name for a workspace\nHint: use letters, digits, '-' and '_'"
    case .taken(let name):
      "'\(name)' is a page of the workspace at the root\nHint: give the other workspace another name"
    case .twice(let name):
      "'\(name)' names two workspaces\nHint: give one of them another name"
    }
  }
}

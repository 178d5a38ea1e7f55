internal import Synchronization

/// The workspaces of one server: one at its root, others each below a path of its own, which share nothing but the server.
package struct WorkspaceServices: Sendable {
  private let main: Service
  private let others: [String: Service]
  private let places: RequestPlaces

  /// The services of some workspaces.
  ///
  /// - Parameters:
  ///   - main: the one at the root.
  ///   - others: those below the paths of their names (`Service.Settings.name`).
  /// - Throws: `WorkspaceNameError`.
  package init(_ main: Service, others: [Service] = []) throws {
    self.main = main
    places = RequestPlaces(main.settings.mostRequests)
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

  /// Takes a place for a request among those that wait or are answered.
  ///
  /// - Parameter request: the request; the workspace that its path begins with is to answer it.
  /// - Returns: its turn, to be ended whatever becomes of it; `nil` if there is no place, and then `Service.busy`
  ///   is to be sent.
  package func begin(_ request: ServiceRequest) -> RequestTurn? {
    begin(request, asLines: false)
  }

  /// Takes a place for a request whose lines are answered while they still come; it has no body yet.
  ///
  /// No more than half of all places are for such requests, which may take hours: others are answered beside them.
  ///
  /// - Parameter request: the request.
  /// - Returns: its turn, to be ended whatever becomes of it; `nil` if there is no place.
  package func beginLines(_ request: ServiceRequest) -> RequestTurn? {
    begin(request, asLines: true)
  }

  /// Whether the lines of a request are answered while they still come.
  package func takesLines(_ request: ServiceRequest) -> Bool {
    Service.takesLines(answering(request).1)
  }

  private func begin(_ request: ServiceRequest, asLines isLong: Bool) -> RequestTurn? {
    let (service, request) = answering(request)
    guard places.take(isLong: isLong) else {
      service.load.count("busy", 503, seconds: 0)
      return nil
    }
    return RequestTurn(request, of: service, in: places, isLong: isLong)
  }

  /// Answers a request that waits for nothing.
  package func answer(_ request: ServiceRequest) -> ServiceResponse {
    let (service, request) = answering(request)
    return service.answer(request)
  }

  /// The workspace that a path begins with, and the request as that one takes it.
  private func answering(_ request: ServiceRequest) -> (Service, ServiceRequest) {
    guard !others.isEmpty, let name = request.pathParts.first, let other = others[name] else {
      return (main, request)
    }
    var request = request
    request.path = String(request.path.drop { $0 == "/" }.drop { $0 != "/" })
    return (other, request)
  }
}

/// A request that has a place among those that wait or are answered, counted by the workspace that it is for.
package struct RequestTurn: Sendable {
  private let request: ServiceRequest
  private let service: Service
  private let places: RequestPlaces
  private let isLong: Bool

  fileprivate init(
    _ request: ServiceRequest, of service: Service, in places: RequestPlaces, isLong: Bool
  ) {
    self.isLong = isLong
    self.request = request
    self.service = service
    self.places = places
    service.load.enter()
  }

  /// Answers the request.
  ///
  /// - Parameter seconds: for how many seconds it waited.
  /// - Returns: the answer.
  package func answer(waited seconds: Double) -> ServiceResponse {
    service.answer(request, waited: seconds)
  }

  /// Begins to answer the lines of the request.
  ///
  /// - Parameter seconds: for how many seconds it waited.
  /// - Returns: what answers them, or why nothing does.
  package func opened(waited seconds: Double) -> LineOpening {
    service.opened(request, waited: seconds)
  }

  /// Gives the place back, once.
  package func end() {
    service.load.leave()
    places.giveBack(isLong: isLong)
  }
}

/// The places of the requests of a server.
private final class RequestPlaces: Sendable {
  private let most: Int
  private let taken = Mutex((all: 0, long: 0))

  /// So many places.
  init(_ most: Int) { self.most = most }

  /// Takes a place, of which half may be taken for long; `false` if there is none.
  func take(isLong: Bool) -> Bool {
    taken.withLock { taken in
      guard taken.all < most, !isLong || taken.long < max(1, most / 2) else { return false }
      taken.all += 1
      if isLong { taken.long += 1 }
      return true
    }
  }

  /// Gives a place back.
  func giveBack(isLong: Bool) {
    taken.withLock { taken in
      taken.all -= 1
      if isLong { taken.long -= 1 }
    }
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

internal import JSONCoding
internal import ModelContext
package import ParlanceKit
internal import System

/// A workspace as a service: answers requests, whatever carries them.
package struct Service: Sendable {
  /// What is chosen for a service.
  package struct Settings: Sendable {
    /// Who may ask.
    package var access = AccessRules()

    /// Whether documents may be fetched as files.
    package var servesFiles = false

    /// Whether nothing is changed.
    package var isReadOnly = false

    /// The accounts that may decide about tags; all if there are none.
    package var curators: Set<String> = []

    /// What keeps searches without a hit; `nil` if nobody asked for it.
    package var searches: FruitlessSearches?

    /// What makes pictures of Office files that hold none; `nil` if nobody asked for it.
    package var officePictures: OfficePictures?

    /// The largest number of requests that wait or are answered at a time, of all workspaces of a server together;
    /// more are sent away.
    package var mostRequests = 64

    /// The name below whose path the workspace is served; empty for the one at the root.
    package var name = ""

    /// The names of all workspaces of the server, if there are several.
    package var neighbors: [String] = []

    /// The path below which the workspace is served.
    var base: String { name.isEmpty ? "" : "/\(name)" }

    /// For how many seconds a request is answered; then it is told that this takes too long.
    package var mostSeconds = 5.0

    /// Is told what failed here, for whoever runs the server: texts of documents may be in it, of any length.
    package var tell: @Sendable (String) -> Void = { _ in }

    /// The version of the program.
    package var version: String

    /// The usual choices.
    package init(version: String) { self.version = version }
  }

  /// The most bytes of a body.
  package static let mostBodyBytes = 16 << 20

  let keeper: SnapshotKeeper
  /// What was chosen.
  package let settings: Settings
  let assistant: ModelContextServer
  let load = ServiceLoad()
  let review: DocumentReview
  let labels: LabelQueue
  let thumbnails: Thumbnails
  let tokens = FormTokens()

  /// A service for a workspace.
  package init(_ keeper: SnapshotKeeper, _ settings: Settings) {
    self.keeper = keeper
    self.settings = settings
    thumbnails = Thumbnails(office: settings.officePictures)
    assistant = ModelContextServer(keeper, version: settings.version)
    review = DocumentReview(keeper.current().workspace)
    labels = LabelQueue(keeper.current().workspace)
    ProcessFigures.begin()
  }

  /// For how many seconds a request may wait for its turn.
  static let patience = 10.0

  /// Answers a request that waited for its turn; who waited for too long is gone, or asks again.
  package func answer(_ request: ServiceRequest, waited seconds: Double) -> ServiceResponse {
    if seconds <= Self.patience { return answer(request) }
    load.count("busy", 503, seconds: 0)
    return Self.busy
  }

  /// Answers a request.
  ///
  /// - Complexity: a search; it runs on the thread that calls.
  package func answer(_ request: ServiceRequest) -> ServiceResponse {
    let begun = MonotonicClock.seconds
    let deadline = Deadline(seconds: settings.mostSeconds)
    let (route, response) = Deadline.$current.withValue(deadline) {
      routed(request) { route, account in
        try Self.takesLines(route, request)
          ? wholeLines(request, route) : route.answer(self, request, account)
      }
    }
    load.count(route, response.status, seconds: MonotonicClock.seconds - begun)
    return Self.guarded(placed(response))
  }

  /// Begins to answer the lines of a request that waited for its turn; its body is still to come.
  package func opened(_ request: ServiceRequest, waited seconds: Double) -> LineOpening {
    guard seconds <= Self.patience else {
      load.count("busy", 503, seconds: 0)
      return .refused(Self.busy)
    }
    let begun = MonotonicClock.seconds
    var opened: LineAnswers?
    let (name, response) = routed(request) { route, _ in
      let answers = try lineAnswers(request, route)
      opened = answers
      return answers.head
    }
    load.count(name, response.status, seconds: MonotonicClock.seconds - begun)
    return opened.map { .lines($0) } ?? .refused(Self.guarded(response))
  }

  /// An answer that leads to another page of this workspace, below its path.
  private func placed(_ response: ServiceResponse) -> ServiceResponse {
    guard let address = response.headers["Location"] else { return response }
    var response = response
    response.headers["Location"] = settings.base + address
    return response
  }

  /// The answer to a request for which there is no place.
  package static let busy: ServiceResponse = {
    var response = problem(503, "Too many requests are being answered; try again in a second.")
    response.headers["Retry-After"] = "1"
    return guarded(response)
  }()

  /// The answer to a body that is too long.
  package static let tooLarge = guarded(
    problem(413, "A body has at most \(mostBodyBytes >> 20) MiB; send several."))

  /// What every answer says to a browser.
  static func guarded(_ response: ServiceResponse) -> ServiceResponse {
    var response = response
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if response.headers["Cross-Origin-Resource-Policy"] == nil {
      response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    }
    // Nothing from elsewhere, and no script within a page: what slipped through escaping would not
    // run.
    response.headers["Content-Security-Policy"] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
      + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    // What one account may read must not stay where the next user of the browser finds it.
    if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-store" }
    return response
  }
}

// MARK: - Routes

extension Service {
  /// What answers a request, and under which name it is counted.
  struct Route: Sendable {
    let name: String
    let methods: [String]
    /// Whether it changes nothing, so that pages of this machine and of named hosts may ask it and read the answer.
    var isShared = false
    /// What answers lines while they still come, of a route that takes some.
    var lines: (@Sendable (Service, ServiceRequest) throws -> LineAnswers.Answer)?
    let answer: @Sendable (Service, ServiceRequest, ReaderAccount) throws -> ServiceResponse
  }

  private func routed(
    _ request: ServiceRequest, _ answer: (Route, ReaderAccount) throws -> ServiceResponse
  ) -> (route: String, ServiceResponse) {
    let found = Self.route(request.pathParts)
    let account: ReaderAccount
    do throws(AccessRules.Refusal) {
      if let found, found.isShared, request.method == "OPTIONS" {
        return (found.name, try preflight(request, found))
      }
      account = try settings.access.account(
        asking: request, sharing: found?.isShared == true)
    } catch {
      return ("refused", Self.response(to: error))
    }
    // After the account: a stranger does not learn which pages there are.
    guard let route = found else {
      return ("unknown", failure(.notFound("Unknown page."), request))
    }
    let (name, response) = answered(request, route) { try answer(route, account) }
    return (name, route.isShared ? shared(response, request) : response)
  }

  private func answered(
    _ request: ServiceRequest, _ route: Route, _ answer: () throws -> ServiceResponse
  ) -> (route: String, ServiceResponse) {
    guard route.methods.contains(request.method) else {
      var response = Self.problem(
        405, "\(request.method) is not answered here; \(route.methods[0]) is.")
      response.headers["Allow"] = route.methods.joined(separator: ", ")
      return (route.name, response)
    }
    do {
      return (route.name, try answer())
    } catch let refusal as WritingRefusal {
      return (route.name, failure(.refused(refusal.description), request))
    } catch {
      return (route.name, failure(AnswerFault(error), request))
    }
  }

  /// What a browser asks before a page of another origin sends JSON, without saying for whom.
  private func preflight(
    _ request: ServiceRequest, _ route: Route
  ) throws(AccessRules.Refusal) -> ServiceResponse {
    try settings.access.checkHost(request)
    guard let origin = request.header("origin"), settings.access.mayRead(origin) else {
      throw .foreignOrigin(request.header("origin") ?? "")
    }
    var response = ServiceResponse(200)
    response.headers["Access-Control-Allow-Methods"] = route.methods.joined(separator: ", ")
    response.headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization"
    response.headers["Access-Control-Max-Age"] = "600"
    return shared(response, request)
  }

  /// An answer that a page of this machine, or of a host that was named, may read.
  private func shared(
    _ response: ServiceResponse, _ request: ServiceRequest
  ) -> ServiceResponse {
    var response = response
    // A cache must not give one origin the answer to another.
    response.headers["Vary"] = "Origin"
    guard let origin = request.header("origin"), settings.access.mayRead(origin) else {
      return response
    }
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
  }

  private static func response(to refusal: AccessRules.Refusal) -> ServiceResponse {
    switch refusal {
    case .foreignHost(let host):
      return problem(
        421, "This server does not answer for the host '\(host)'; --host names further ones.")
    case .foreignOrigin(let origin):
      return problem(403, "A page of '\(origin)' may not send this.")
    case .unnamed:
      var response = problem(401, "Nobody says who asks: a token or a trusted proxy does.")
      response.headers["WWW-Authenticate"] = "Bearer"
      return response
    case .unknownAccount(let name):
      return problem(403, "This machine has no account '\(name)'.")
    }
  }

  /// An error in the form in which the request would be answered.
  private func failure(_ fault: AnswerFault, _ request: ServiceRequest) -> ServiceResponse {
    let status =
      switch fault {
      case .badRequest: 400
      case .refused: 403
      case .notFound: 404
      case .conflict: 409
      case .notReady, .tooSlow: 503
      case .failure: 500
      }
    if case .failure(let message) = fault {
      settings.tell("\(request.method) \(settings.base)\(request.path): \(message)")
    }
    let isForProgram =
      request.wantsJSON || Self.interfaces.contains(request.pathParts.first ?? "")
    var response =
      isForProgram
      ? Self.problem(status, fault.message)
      : errorPage(status, fault.message, query: request.query["q"] ?? "")
    // Both pass by themselves, or by what somebody does, no sooner than that.
    if status == 503 { response.headers["Retry-After"] = Self.pause }
    return response
  }

  /// After how many seconds the same may be asked again that took too long, or had nothing to be answered from.
  private static let pause = "30"

  /// The first parts of the paths that programs ask, which read no pages.
  static let interfaces: Set<String> = [
    "api", "openapi.json", "mcp", "metrics", "reconcile", "rest", "v1",
  ]

  /// An error as RFC 9457 has it.
  static func problem(_ status: Int, _ detail: String) -> ServiceResponse {
    json(
      ["status": .integer(status), "title": .string(title(status)), "detail": .string(detail)],
      status: status, type: "application/problem+json")
  }

  static func title(_ status: Int) -> String {
    switch status {
    case 400: "Not understood"
    case 401: "Who asks?"
    case 403: "Not allowed"
    case 404: "Not found"
    case 405: "Another method"
    case 409: "Somebody was first"
    case 408: "Too slow"
    case 413: "Too large"
    case 415: "Another media type"
    case 421: "Another host"
    case 503: "Not now"
    default: "Something failed"
    }
  }

  /// JSON as an answer.
  static func json(
    _ value: JSONValue, status: Int = 200, type: String = "application/json"
  ) -> ServiceResponse {
    var writer = JSONWriter()
    writer.value(value)
    writer.endLine()
    return ServiceResponse(status, type: type, writer.bytes)
  }
}

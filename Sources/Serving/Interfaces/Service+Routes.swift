internal import JSONCoding
internal import ParlanceKit

extension Service {
  /// All paths that are answered; of two that a request fits, the first.
  static let routes: [RoutePattern] =
    interfaceRoutes + reconciliationRoutes + annifRoutes + skosmosRoutes + pageRoutes + workRoutes
    + insightRoutes

  private static let routesByFirst = Dictionary(grouping: routes, by: \.first)

  /// What answers a path; `nil` if nothing does.
  ///
  /// - Parameter parts: the parts of the path, percent-decoded.
  /// - Returns: the route.
  static func route(_ parts: [String]) -> Route? {
    guard let patterns = routesByFirst[Substring(parts.first ?? "")] else { return nil }
    for pattern in patterns {
      if let route = pattern.route(parts) { return route }
    }
    return nil
  }

  /// Whether something is answered at a path or below it.
  static func answers(below name: String) -> Bool {
    // Also with further parts: a workspace of that name would hide what is below it.
    interfaces.contains(name) || routesByFirst[Substring(name)] != nil
  }

  /// A route that is only read.
  static func get(
    _ name: String,
    _ answer:
      @escaping @Sendable (Service, ServiceRequest, ReaderAccount) throws -> ServiceResponse
  ) -> Route {
    Route(name: name, methods: ["GET", "HEAD"], answer: answer)
  }

  /// What answers a request.
  private typealias Answer =
    @Sendable (Service, ServiceRequest, ReaderAccount) throws -> ServiceResponse

  /// A route that is read, and changed by `POST`.
  private static func readOrWrite(
    _ name: String, _ read: @escaping Answer, _ write: @escaping Answer
  ) -> Route {
    Route(name: name, methods: ["GET", "HEAD", "POST"]) { service, request, account in
      try (request.method == "POST" ? write : read)(service, request, account)
    }
  }

  private static let interfaceRoutes: [RoutePattern] =
    [
      RoutePattern("api/search", get("api/search") { try $0.searchAnswer($1, $2) }),
      RoutePattern("api/suggest", get("api/suggest") { try $0.suggestAnswer($1, $2) }),
      RoutePattern("api/labels", get("api/labels") { try $0.labelAnswer($1, $2) }),
      RoutePattern("api/coverage", get("api/coverage") { try $0.coverageAnswer($1, $2) }),
      RoutePattern("api/status", get("api/status") { json(try $0.status(for: $2)) }),
      RoutePattern(
        "api/vocabulary",
        get("api/vocabulary") { json(try $0.keeper.current().schemes(for: $2)) }),
      RoutePattern("api/vocabulary/{scheme}") { parts in
        get("api/vocabulary") { service, _, account in
          json(try service.keeper.current().concepts(ofScheme: parts[0], for: account))
        }
      },
      RoutePattern("api/documents/{id*}") { parts in
        let name = parts.joined(separator: "/")
        return get("api/documents") { try $0.documentAnswer(name, $1, $2) }
      },
      RoutePattern(
        "api/insight",
        get("api/insight") { service, _, account in json(try service.insight(for: account)) }),
      RoutePattern(
        "api/normalize",
        Route(
          name: "api/normalize", methods: ["POST"], lines: { try $0.labelLines($1) },
          answer: { service, request, _ in try service.normalizeAnswer(request) })),
      RoutePattern(
        "api/tag",
        Route(
          name: "api/tag", methods: ["POST"], lines: { service, _ in try service.documentLines() },
          answer: { service, request, _ in try service.tagAnswer(request) })),
      RoutePattern("mcp", Route(name: "mcp", methods: ["POST"]) { try $0.assistantAnswer($1, $2) }),
      RoutePattern(
        "openapi.json",
        get("openapi") { service, _, _ in
          json(
            InterfaceDescription.json(
              version: service.settings.version, below: service.settings.base)
          )
        }),
      RoutePattern(
        "metrics",
        get("metrics") { service, _, _ in
          ServiceResponse(type: "text/plain; version=0.0.4", Array(service.metrics.utf8))
        }),
      RoutePattern(
        "healthz",
        get("healthz") { _, _, _ in
          ServiceResponse(type: "text/plain; charset=utf-8", Array("ok\n".utf8))
        }),
    ] + workInterfaceRoutes

  private static let workInterfaceRoutes: [RoutePattern] = [
    RoutePattern("api/review", get("api/review") { try $0.questionsAnswer($1, $2) }),
    RoutePattern(
      "api/decisions",
      readOrWrite("api/decisions", { try $0.decisionsAnswer($1, $2) }) { try $0.decide($1, $2) }),
    RoutePattern(
      "api/feedback",
      readOrWrite(
        "api/feedback", { service, _, account in try service.feedbackAnswer(account) }
      ) { try $0.keepFeedback($1, $2) }),
    RoutePattern(
      "api/label-queue",
      readOrWrite("api/label-queue", { try $0.labelQuestionsAnswer($1, $2) }) {
        try $0.addLabels($1, $2)
      }),
    RoutePattern(
      "api/label-decisions",
      readOrWrite("api/label-decisions", { try $0.labelDecisionsAnswer($1, $2) }) {
        try $0.decideLabels($1, $2)
      }),
  ]

  /// What there is to tell of the service as a whole.
  func status(for account: ReaderAccount) throws -> JSONValue {
    let snapshot = keeper.current()
    return [
      "version": .string(settings.version), "account": .string(account.name),
      "documents": .integer(try snapshot.documentCount(for: account)),
      "vocabulary": .bool(snapshot.vocabularyIfImported != nil),
      "renewals": .integer(keeper.renewals),
      "failure": keeper.failure.map { .string($0) } ?? .null,
      "notes": .array(
        (snapshot.notes + [settings.searches?.failure].compactMap(\.self)).map { .string($0) }),
    ]
  }

  private var metrics: String {
    load.text + ProcessFigures.text
      + """
      # HELP parlance_build_info The version of the program.
      # TYPE parlance_build_info gauge
      parlance_build_info{version="\(settings.version)"} 1
      # HELP parlance_renewals_total How often a changed workspace was taken up.
      # TYPE parlance_renewals_total counter
      parlance_renewals_total \(keeper.renewals)
      # HELP parlance_renewal_failed Whether the last try to take one up failed.
      # TYPE parlance_renewal_failed gauge
      parlance_renewal_failed \(keeper.failure == nil ? 0 : 1)

      """
  }
}

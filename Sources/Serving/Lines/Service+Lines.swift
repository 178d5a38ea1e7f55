internal import JSONCoding
internal import ParlanceKit

/// Labels and documents line by line.
extension Service {
  /// Whether the lines of a request are answered while they still come.
  static func takesLines(_ request: ServiceRequest) -> Bool {
    // The type first: all requests are asked this.
    request.hasBody(of: LineAnswers.type)
      && route(request.pathParts).map { takesLines($0, request) } ?? false
  }

  /// Whether a request to a route brings lines that are answered one by one.
  static func takesLines(_ route: Route, _ request: ServiceRequest) -> Bool {
    route.lines != nil && request.method == "POST" && request.hasBody(of: LineAnswers.type)
  }

  /// What answers the lines of a request.
  func lineAnswers(_ request: ServiceRequest, _ route: Route) throws -> LineAnswers {
    guard let answer = try route.lines?(self, request) else {
      throw RequestError("no lines are answered here")
    }
    var head = Self.guarded(ServiceResponse(type: LineAnswers.type, []))
    // A proxy is not to wait for more than a line before it hands one on (nginx).
    head.headers["X-Accel-Buffering"] = "no"
    return LineAnswers(head: head) { [load] lines in
      defer { load.count(route.name, lines: lines.count) }
      return try answer(lines)
    }
  }

  /// The answers to lines that are all there.
  func wholeLines(_ request: ServiceRequest, _ route: Route) throws -> ServiceResponse {
    let answers = try lineAnswers(request, route)
    var lines = ArrivingLines(limit: Self.mostBodyBytes)
    lines.add(request.body)
    lines.end()
    var response = answers.head
    while case let batch = lines.next(), !batch.isEmpty {
      switch answers.answers(to: batch) {
      case .success(let bytes): response.body += bytes
      case .failure(let end):
        response.body += end.line
        return response
      }
    }
    return response
  }

  /// What tags documents.
  func documentLines() throws -> LineAnswers.Answer {
    let tagger = try keeper.current().documentTagger()
    return { try tagger.answers(to: $0) }
  }

  /// What matches labels in the way that the query of a request says.
  func labelLines(_ request: ServiceRequest) throws -> LineAnswers.Answer {
    var matching = LabelMatching()
    matching.schemes = request.query.all("scheme")
    let matcher = try keeper.current().labelMatcher(matching, language: request.query["language"])
    return { lines in
      let questions = lines.map(Self.question)
      // By itself each: how many lines come at a time is chance.
      var matches = matcher.matches(questions.compactMap { try? $0.get() }, together: false)[...]
      var writer = JSONWriter()
      for question in questions {
        switch question {
        case .success: writer.value(matches.popFirst() ?? .null)
        case .failure(let error): writer.value(error.json)
        }
        writer.endLine()
      }
      return writer.bytes
    }
  }

  private static func question(
    _ line: NumberedLine
  ) -> Result<WorkspaceSnapshot.TypedLabel, LineError> {
    func failure(_ id: JSONValue?, _ reason: String) -> LineError {
      LineError(id, "line \(line.number): \(reason)")
    }
    switch line.bytes {
    case .failure(let error): return .failure(failure(nil, error.cause))
    case .success(let bytes):
      switch JSONLines.read(bytes[...], number: line.number).value {
      case .failure(let error): return .failure(failure(nil, "\(error)"))
      case .success(let value):
        do {
          return .success(try labelQuestion(value))
        } catch {
          return .failure(failure(value["id"], AnswerFault(error).message))
        }
      }
    }
  }
}

import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import Testing

/// Lines that are answered while the request still comes.
struct LineAnswersTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  private static func request(
    _ target: String, host: String = "localhost", type: String = "application/x-ndjson",
    method: String = "POST"
  ) -> ServiceRequest {
    ServiceRequest(method, target, headers: [("host", host), ("content-type", type)])
  }

  private func lines(_ target: String) throws -> LineAnswers {
    guard case .lines(let answers) = asker.service.opened(Self.request(target), waited: 0) else {
      throw RequestError("\(target) answers no lines")
    }
    return answers
  }

  private func answers(_ answers: LineAnswers, _ texts: [String]) throws -> [JSONValue] {
    let lines = texts.enumerated().map {
      NumberedLine($0.offset + 1, .success(Array($0.element.utf8)))
    }
    let bytes = try answers.answers(to: lines).get()
    return try bytes.split(separator: 0x0A).map { try JSONReader.value(of: $0) }
  }

  @Test func `a line that is wrong is answered by a line, and the next one is answered`() throws {
    let found = try answers(
      try lines("/api/normalize?scheme=type"),
      ["\"Flyer\"", "no JSON", #"{"id":7,"name":"x"}"#, "5", #"{"label":"Brochure"}"#])
    #expect(found.map { $0["outcome"]?.string } == ["accepted", nil, nil, nil, "accepted"])
    #expect(found[1]["id"] == .null)
    #expect(found[1]["error"]?.string?.hasPrefix("line 2: ") == true)
    #expect(found[2]["id"] == 7)
    #expect(
      found[2]["error"]?.string == "line 3: a label is a string, or an object with \"label\"")
    let tagged = try answers(try lines("/api/tag"), [#"{"id":"1","text":"x"}"#, "{}", "[]"])
    #expect(tagged.map { $0["tags"]?.array?.count } == [0, nil, nil])
    #expect(tagged.dropFirst().allSatisfy { $0["error"]?.string?.hasPrefix("line ") == true })
  }

  @Test func `a line that is too long is one that is wrong`() throws {
    for target in ["/api/normalize", "/api/tag"] {
      let line = NumberedLine(9, .failure(.lineTooLong(line: 9, limit: 16 << 20)))
      let bytes = try lines(target).answers(to: [line]).get()
      #expect(
        try JSONReader.value(of: bytes)
          == ["id": .null, "error": "line 9: the line is longer than 16 MiB"])
    }
  }

  @Test func `how many come at a time changes no answer`() throws {
    let texts = (0..<40).map { index in
      let label = ["Flyr", "Brochures", "price lst", "Harbour Archive"][index % 4]
      return #"{"label":"\#(label)","folder":"/share/flyers"}"#
    }
    let lines = try lines("/api/normalize")
    let together = try answers(lines, texts)
    #expect(try texts.flatMap { try answers(lines, [$0]) } == together)
    let whole = asker.post(
      "/api/normalize", texts.joined(separator: "\n"), type: "application/x-ndjson")
    let answered = try whole.text.split(separator: "\n").map {
      try JSONReader.value(of: String($0))
    }
    #expect(answered == together)
  }

  @Test func `who asks, what and where is looked at before the first line`() throws {
    func status(_ request: ServiceRequest, of service: Service? = nil) -> Int? {
      switch (service ?? asker.service).opened(request, waited: 0) {
      case .refused(let response): response.status
      case .lines: nil
      }
    }
    #expect(status(Self.request("/api/tag", host: "evil.example")) == 421)
    #expect(status(Self.request("/api/normalize?scheme=none")) == 400)
    #expect(status(Self.request("/api/search")) == 405)
    var foreign = Self.request("/api/tag")
    foreign.headers.append(("origin", "http://evil.example"))
    #expect(status(foreign) == 403)
    var settings = Service.Settings(version: "9.9")
    settings.access.userHeader = "x-user"
    #expect(status(Self.request("/api/tag"), of: Service(asker.workspace.keeper, settings)) == 401)
    guard case .refused(let late) = asker.service.opened(Self.request("/api/tag"), waited: 11)
    else {
      Issue.record("who waited for too long is gone")
      return
    }
    #expect(late == Service.busy)
  }

  @Test func `only requests that bring lines to where they are answered are answered so`() throws {
    let services = try WorkspaceServices(asker.service)
    for target in ["/api/tag", "/api/normalize?scheme=type"] {
      #expect(services.takesLines(Self.request(target)))
      #expect(
        services.takesLines(Self.request(target, type: "Application/X-NDJSON; charset=utf-8")))
      #expect(!services.takesLines(Self.request(target, type: "application/json")))
      #expect(!services.takesLines(Self.request(target, method: "GET")))
    }
    #expect(!services.takesLines(Self.request("/api/decisions")))
    #expect(!services.takesLines(Self.request("/nothing")))
  }

  @Test func `half of the places are left to other requests`() throws {
    var settings = Service.Settings(version: "9.9")
    settings.mostRequests = 4
    let services = try WorkspaceServices(Service(asker.workspace.keeper, settings))
    let long = (0..<3).map { _ in services.beginLines(Self.request("/api/tag")) }
    #expect(long.map { $0 != nil } == [true, true, false])
    let short = (0..<3).map { _ in services.begin(Self.request("/healthz", method: "GET")) }
    #expect(short.map { $0 != nil } == [true, true, false])
    long[0]?.end()
    #expect(services.beginLines(Self.request("/api/tag")) != nil)
    #expect(services.beginLines(Self.request("/api/tag")) == nil)
  }

  @Test func `the head says what comes, and what was answered is counted`() throws {
    let tags = try lines("/api/tag")
    #expect(tags.head.status == 200)
    #expect(tags.head.headers["Content-Type"] == "application/x-ndjson")
    #expect(tags.head.headers["Cache-Control"] == "no-store")
    #expect(tags.head.headers["X-Accel-Buffering"] == "no")
    _ = try answers(tags, [#"{"id":"1","text":"x"}"#, "wrong"])
    _ = try answers(tags, [#"{"id":"1","text":"x"}"#])
    let metrics = asker.get("/metrics").text
    #expect(metrics.contains("parlance_lines_total{route=\"api/tag\"} 3\n"))
    #expect(metrics.contains("parlance_requests_total{route=\"api/tag\",status=\"200\"} 1\n"))
  }
}

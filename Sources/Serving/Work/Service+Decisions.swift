internal import JSONCoding
internal import ParlanceKit

/// Decisions and feedback for programs.
extension Service {
  /// The tags that wait for a word.
  func questionsAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    Self.json(
      try review.questions(
        for: account, facet: request.query["facet"].flatMap { $0.isEmpty ? nil : $0 },
        limit: try Self.number(request.query, "limit", 0...10_000, usual: 100)))
  }

  /// The latest decisions.
  func decisionsAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    Self.json(
      try review.latest(
        for: account, limit: try Self.number(request.query, "limit", 0...1000, usual: 100)))
  }

  /// Decides, or takes a decision back.
  func decide(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    try checkDeciding(account)
    let body = try Self.body(request)
    if let number = try Self.member(body, "undo", "the number of a decision", \.integer) {
      try review.undo(Int64(number), by: account)
      return Self.json(["undone": .integer(number)])
    }
    return Self.json(try review.decide(try Self.judgment(body), by: account).json)
  }

  private static func judgment(_ body: JSONValue) throws -> DocumentJudgment {
    func text(_ name: String) throws -> String {
      guard let text = body[name]?.string, !text.isEmpty else {
        throw RequestError("\"\(name)\" is a string that says something")
      }
      return text
    }
    let verdict: TagReview.Verdict
    switch try text("verdict") {
    case "accept": verdict = .accept
    case "reject": verdict = .reject
    case "instead": verdict = .instead(try text("other"))
    case let other: throw RequestError("\"verdict\" is accept, reject or instead, not '\(other)'")
    }
    var judgment = DocumentJudgment(
      document: try text("document"), facet: try text("facet"), concept: try text("concept"),
      verdict: verdict)
    judgment.seen = try member(body, "seen", "a number", \.integer).map { Int64($0) }
    judgment.isAnswer = try member(body, "pending", "true or false", \.bool) ?? false
    return judgment
  }

  /// The feedback that nobody dealt with.
  func feedbackAnswer(_ account: ReaderAccount) throws -> ServiceResponse {
    Self.json(try review.openFeedback(for: account))
  }

  /// Keeps feedback, or marks some as dealt with.
  func keepFeedback(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    try checkWriting()
    let body = try Self.body(request)
    if let number = try Self.member(body, "settle", "the number of feedback", \.integer) {
      try checkDeciding(account)
      try review.settle(feedback: Int64(number), by: account)
      return Self.json(["settled": .integer(number)])
    }
    var feedback = DocumentFeedback(
      document: try Self.member(body, "document", "a string", \.string) ?? "",
      kind: try Self.member(body, "kind", "a string", \.string) ?? "")
    feedback.concept = try Self.member(body, "concept", "a string", \.string)
    feedback.remark = try Self.member(body, "remark", "a string", \.string) ?? ""
    return Self.json(["feedback": .integer(Int(try review.keep(feedback, by: account)))])
  }
}

internal import JSONCoding
internal import ParlanceKit

/// Labels that wait, and decisions about them, for programs.
extension Service {
  /// The labels that wait for a decision; for those who decide alone, as labels may tell of documents.
  func labelQuestionsAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    return Self.json(
      try labels.waiting(
        in: keeper.current(),
        limit: try Self.number(request.query, "limit", 0...10_000, usual: 100)))
  }

  /// Has labels wait.
  func addLabels(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    try checkDeciding(account)
    let body = try Self.body(request)
    guard let given = body["labels"]?.array, !given.isEmpty, given.count <= LabelQueue.mostLabels
    else {
      throw RequestError("\"labels\" is a list of 1 to \(LabelQueue.mostLabels) labels")
    }
    let scheme = try Self.member(body, "scheme", "the key of a scheme", \.string) ?? ""
    let language = try Self.member(body, "language", "a string", \.string) ?? ""
    let added = try labels.add(
      try given.map { value in
        let typed = try Self.labelQuestion(value)
        for member in value.object?.members ?? [] where member.name != "count" {
          guard member.value.string != nil else {
            throw RequestError("\"\(member.name)\" of a label is a string")
          }
        }
        var label = WaitingLabel(typed.label)
        label.scheme = scheme
        label.language = typed.fields["language"] ?? language
        if let count = value["count"] {
          guard let number = count.integer, number > 0 else {
            throw RequestError("\"count\" is a number of at least 1")
          }
          label.count = number
        }
        label.fields = typed.fields.filter { !["count", "language"].contains($0.key) }
        return label
      }, knowing: keeper.current())
    return Self.json(["added": .integer(added.added), "known": .integer(added.known)])
  }

  /// The latest decisions about labels.
  func labelDecisionsAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    return Self.json(
      try labels.latest(
        limit: try Self.number(request.query, "limit", 0...1000, usual: 100)))
  }

  /// Decides, takes a decision back, or carries out what was decided.
  func decideLabels(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    try checkDeciding(account)
    let body = try Self.body(request)
    if let number = try Self.member(body, "undo", "the number of a decision", \.integer) {
      try labels.undo(Int64(number), by: account)
      return Self.json(["undone": .integer(number)])
    }
    if let all = body["carry_out"] {
      guard all.bool == true else { throw RequestError("\"carry_out\" is true") }
      return Self.json(try labels.carryOut())
    }
    let number = try labels.decide(
      try Self.labelAnswer(body), by: account, seeing: keeper.current())
    return Self.json(["decision": .integer(Int(number))])
  }

  private static func labelAnswer(_ body: JSONValue) throws -> QueueAnswer {
    func text(_ name: String) throws -> String {
      guard let text = body[name]?.string, !text.isEmpty else {
        throw RequestError("\"\(name)\" is a string that says something")
      }
      return text
    }
    guard let labels = body["labels"]?.strings, !labels.isEmpty else {
      throw RequestError("\"labels\" is a list of labels that wait")
    }
    let verdict: QueueAnswer.Verdict
    switch try text("verdict") {
    case "concept": verdict = .concept(try text("concept"))
    case "new": verdict = .newConcept(name: try text("name"), scheme: try text("in"))
    case "never": verdict = .never
    case let other: throw RequestError("\"verdict\" is concept, new or never, not '\(other)'")
    }
    return QueueAnswer(
      labels: labels, scheme: try member(body, "scheme", "the key of a scheme", \.string) ?? "",
      verdict: verdict)
  }
}

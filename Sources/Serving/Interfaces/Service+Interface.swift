internal import JSONCoding
internal import ParlanceKit

/// The JSON interface: the same records as the command line's `--format json`.
extension Service {
  /// The request that the fields of a query ask.
  static func question(_ fields: FormFields) throws -> SearchService.Request {
    func value(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
    var request = try SearchService.Request(
      query: fields["q"] ?? "", facets: fields.all("facet").filter { !$0.isEmpty },
      order: value("sort"), histogram: value("histogram"))
    request.since = value("since")
    request.like = value("like")
    request.limit = try number(fields, "limit", 0...1000, usual: 10)
    request.offset = try number(fields, "offset", 0...1_000_000, usual: 0)
    request.isLiteral = try flag(fields, "literal")
    request.countsMentions = try flag(fields, "mentions")
    request.collapsesCopies = try !flag(fields, "copies")
    request.wantsExplanations = try flag(fields, "explain")
    return request
  }

  static func number(
    _ fields: FormFields, _ name: String, _ range: ClosedRange<Int>, usual: Int
  ) throws -> Int {
    guard let text = fields[name] else { return usual }
    guard let number = Int(text), range.contains(number) else {
      throw RequestError(
        "\(name) is a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  private static func flag(_ fields: FormFields, _ name: String) throws -> Bool {
    switch fields[name] {
    case nil, "false", "0": return false
    case "true", "1": return true
    case let other?: throw RequestError("\(name) is true or false, not '\(other)'")
    }
  }

  private static func required(_ fields: FormFields, _ name: String) throws -> String {
    guard let value = fields[name], !value.isEmpty else {
      throw RequestError("the query lacks \(name)=")
    }
    return value
  }

  func searchAnswer(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let question = try Self.question(request.query)
    let answer = try keeper.current().found(question, for: account)
    note(question, answer)
    return Self.json(answer)
  }

  func suggestAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    let text = request.query["q"] ?? ""
    let limit = try Self.number(request.query, "limit", 1...100, usual: 10)
    let snapshot = keeper.current()
    // A third is for titles where there are as many.
    let titles = try snapshot.titles(for: text, limit: limit, for: account)
    let names = try snapshot.suggestions(
      for: text, limit: max(limit - titles.count, limit - limit / 3))
    let found = names + titles.prefix(limit - names.count)
    if let form = request.query["form"] {
      guard form == "opensearch" else {
        throw RequestError("form is opensearch, or left out, not '\(form)'")
      }
      // What browsers ask for (OpenSearch Suggestions 1.0): the text, then what it may become.
      let texts = found.compactMap { $0["text"] }
      return Self.json(
        [.string(text), .array(texts)],
        type: "application/x-suggestions+json")
    }
    return Self.json(["suggestions": .array(found)])
  }

  func labelAnswer(_ request: ServiceRequest, _ account: ReaderAccount) throws -> ServiceResponse {
    let date = request.query["as_of"].flatMap { $0.isEmpty ? nil : $0 }
    return Self.json(
      try keeper.current().meaning(
        of: try Self.required(request.query, "label"), asOf: date, for: account))
  }

  func coverageAnswer(
    _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    Self.json(
      try keeper.current().coverage(
        rows: try Self.required(request.query, "rows"),
        columns: try Self.required(request.query, "columns"),
        filters: request.query.all("facet"), for: account))
  }

  func documentAnswer(
    _ name: String, _ request: ServiceRequest, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    var part = TextPart()
    part.start = try Self.number(request.query, "from", 0...Int(Int32.max), usual: 0)
    part.length = try Self.number(request.query, "length", 100...1_000_000, usual: 20_000)
    let id = request.query["id"] ?? name
    let snapshot = keeper.current()
    // Proxies take the slash at the beginning of a path for one too many.
    for candidate in id.hasPrefix("/") ? [id] : [id, "/" + id] {
      if let document = try snapshot.document(named: candidate, part, for: account) {
        return Self.json(document)
      }
    }
    throw MissingDocument(name: id)
  }

  // MARK: Labels and texts

  func normalizeAnswer(_ request: ServiceRequest) throws -> ServiceResponse {
    let snapshot = keeper.current()
    let body = try Self.body(request)
    guard let labels = body["labels"]?.array, !labels.isEmpty, labels.count <= Self.mostLabels
    else {
      throw RequestError("\"labels\" is a list of 1 to \(Self.mostLabels) labels")
    }
    var matching = LabelMatching()
    matching.schemes = try Self.member(body, "scheme", "a list of schemes", \.strings) ?? []
    matching.explains = try Self.member(body, "explain", "true or false", \.bool) ?? false
    if let precision = body["precision"] {
      guard let number = precision.double, number > 0.5, number < 1 else {
        throw RequestError("\"precision\" is a share above 0.5 and below 1, such as 0.95")
      }
      matching.precision = number
    }
    let matches = try snapshot.normalized(
      try labels.map(Self.labelQuestion), matching,
      language: try Self.member(body, "language", "a string", \.string))
    return Self.json(["matches": .array(matches)])
  }

  /// A member that may be left out or `null`, and otherwise is what it should be.
  static func member<Value>(
    _ object: JSONValue, _ name: String, _ kind: String, _ value: (JSONValue) -> Value?
  ) throws -> Value? {
    guard let given = object[name], given != .null else { return nil }
    guard let value = value(given) else { throw RequestError("\"\(name)\" is \(kind)") }
    return value
  }

  private static let mostLabels = 10_000

  /// A label, or an object with `label` and what else is known.
  static func labelQuestion(_ value: JSONValue) throws -> WorkspaceSnapshot.TypedLabel {
    if let label = value.string { return WorkspaceSnapshot.TypedLabel(label) }
    guard let object = value.object, let label = object["label"]?.string else {
      throw RequestError("a label is a string, or an object with \"label\"")
    }
    var fields: [String: String] = [:]
    for member in object.members where member.name != "label" {
      fields[member.name] = member.value.string ?? member.value.integer.map(String.init)
    }
    return WorkspaceSnapshot.TypedLabel(label, fields: fields)
  }

  func tagAnswer(_ request: ServiceRequest) throws -> ServiceResponse {
    let snapshot = keeper.current()
    guard case .object(var document) = try Self.body(request) else {
      throw RequestError("a document is an object with \"text\"")
    }
    _ = try Self.member(.object(document), "metadata", "an object of fields", \.object)
    for name in ["id", "title", "path", "date"] {
      _ = try Self.member(.object(document), name, "a string", \.string)
    }
    if document["id"] == nil { document["id"] = "" }
    let id = document["id"] ?? ""
    return Self.json(["id": id, "tags": .array(try snapshot.tags(of: .object(document)))])
  }

  static func body(_ request: ServiceRequest) throws -> JSONValue {
    guard request.hasBody(of: "application/json") else {
      throw RequestError("send application/json, or \(LineAnswers.type) for many at a time")
    }
    do throws(JSONError) {
      return try JSONReader.value(of: request.body)
    } catch {
      throw RequestError("the body is not JSON: \(error)")
    }
  }
}

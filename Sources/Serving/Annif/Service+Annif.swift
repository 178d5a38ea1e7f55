internal import JSONCoding
internal import ParlanceKit

/// The REST interface of Annif, version 1: its clients, and Annif itself by its `http` backend, get tags from here.
///
/// A project is a scheme; `parlance` is all of them.
extension Service {
  /// The project of all schemes.
  private static let allProjects = "parlance"

  /// The paths below `/v1`.
  static let annifRoutes: [RoutePattern] = [
    RoutePattern(
      "v1",
      get("annif") { service, _, _ in
        json(["title": "Parlance", "version": .string(service.settings.version)])
      }),
    RoutePattern(
      "v1/projects",
      get("annif") { service, _, _ in json(["projects": .array(try service.projects())]) }),
    RoutePattern("v1/projects/{project}") { parts in
      get("annif") { service, _, _ in json(try service.project(parts[0])) }
    },
    RoutePattern("v1/projects/{project}/suggest") { parts in
      Route(name: "annif", methods: ["POST"]) { service, request, _ in
        try service.suggestions(of: parts[0], request)
      }
    },
    RoutePattern("v1/projects/{project}/suggest-batch") { parts in
      Route(name: "annif", methods: ["POST"]) { service, request, _ in
        try service.batch(of: parts[0], request)
      }
    },
  ]

  private func projects() throws -> [JSONValue] {
    let all: JSONValue = ["id": .string(Self.allProjects), "name": "All schemes"]
    return ([all] + (try keeper.current().schemeNames())).map { scheme in
      [
        // Clients show the language and send none: texts of any language are tagged whatever stands here.
        "project_id": scheme["id"] ?? "", "name": scheme["name"] ?? "", "language": "en",
        "backend": ["backend_id": "parlance"],
        "vocab": ["vocab_id": scheme["id"] ?? "", "languages": ["en"], "size": .null],
        "vocab_language": "en", "is_trained": true, "modification_time": .null,
      ]
    }
  }

  private func project(_ id: String) throws -> JSONValue {
    let projects = try projects()
    guard let project = projects.first(where: { $0["project_id"]?.string == id }) else {
      throw MissingScheme(name: id, known: projects.compactMap { $0["project_id"]?.string })
    }
    return project
  }

  /// The suggestions for a text in a form.
  private func suggestions(of id: String, _ request: ServiceRequest) throws -> ServiceResponse {
    _ = try project(id)
    let fields = request.form
    guard let text = fields["text"] else { throw RequestError("the form lacks text=") }
    var document = JSONObject([
      .init(name: "id", value: ""), .init(name: "text", value: .string(text)),
    ])
    for field in fields.fields where field.name == "metadata_title" {
      document["title"] = .string(field.value)
    }
    let results = try results(
      of: id, .object(document), limit: try Self.number(fields, "limit", 1...1000, usual: 10),
      threshold: try Self.threshold(fields))
    return Self.json(["results": .array(results)])
  }

  /// More documents at a time are refused, as Annif does.
  private static let batchSize = 32

  /// The suggestions for several texts.
  private func batch(of id: String, _ request: ServiceRequest) throws -> ServiceResponse {
    _ = try project(id)
    guard let body = try? JSONReader.value(of: request.body),
      let documents = body["documents"]?.array, documents.count <= Self.batchSize
    else {
      throw RequestError("the body is an object with at most \(Self.batchSize) \"documents\"")
    }
    let limit = try Self.number(request.query, "limit", 1...1000, usual: 10)
    let threshold = try Self.threshold(request.query)
    return Self.json(
      .array(
        try documents.map { document in
          let record: JSONValue = [
            "id": "", "text": document["text"] ?? "",
            "title": document["metadata"]?["title"] ?? "",
          ]
          return [
            "document_id": document["document_id"] ?? .null,
            "results": .array(
              try results(of: id, record, limit: limit, threshold: threshold)),
          ]
        }))
  }

  private static func threshold(_ fields: FormFields) throws -> Double {
    guard let text = fields["threshold"], !text.isEmpty else { return 0 }
    guard let number = Double(text), (0...1).contains(number) else {
      throw RequestError("threshold is a number from 0 to 1, not '\(text)'")
    }
    return number
  }

  private func results(
    of id: String, _ document: JSONValue, limit: Int, threshold: Double
  ) throws -> [JSONValue] {
    let tags = try keeper.current().candidateTags(
      of: document, scheme: id == Self.allProjects ? nil : id)
    return tags.filter { ($0["score"]?.double ?? 0) >= threshold }.sorted {
      ($0["score"]?.double ?? 0) > ($1["score"]?.double ?? 0)
    }.prefix(limit).map { tag in
      [
        "uri": tag["concept"] ?? "", "label": tag["label"] ?? "", "notation": .null,
        "score": tag["score"] ?? 0,
      ]
    }
  }
}

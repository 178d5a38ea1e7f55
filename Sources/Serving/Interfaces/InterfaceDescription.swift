internal import JSONCoding
internal import ParlanceKit

/// The JSON interface as OpenAPI 3.1 describes it.
enum InterfaceDescription {
  /// The description.
  ///
  /// - Parameters:
  ///   - version: the version of the program.
  ///   - base: the path that all others are below; empty if there is none.
  /// - Returns: the description.
  static func json(version: String, below base: String = "") -> JSONValue {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "Parlance", "version": .string(version),
        "description":
          "Documents by a controlled vocabulary. Records are those of the command line's --format json.",
      ],
      "servers": [["url": .string(base.isEmpty ? "/" : base)]],
      "paths": .object(JSONObject((paths + work).map { .init(name: $0.0, value: $0.1) })),
      "components": [
        "schemas": [
          "Problem": [
            "type": "object", "required": ["status", "title", "detail"],
            "properties": [
              "status": ["type": "integer"], "title": ["type": "string"],
              "detail": ["type": "string"],
            ],
          ]
        ]
      ],
    ]
  }

  private static let facet = parameter(
    "facet", "A filter, repeatable: key=value, key!=value, key= for none, key!= for any.",
    ["type": "array", "items": ["type": "string"]])

  private static let paths: [(String, JSONValue)] = [
    (
      "/api/search",
      get(
        "Documents by words and facets, with counts of all values over all hits.",
        [
          parameter("q", "The query; empty for every document."), facet,
          parameter("since", "The earliest date: YYYY, YYYY-MM or YYYY-MM-DD."),
          parameter(
            "sort", "The order.",
            [
              "type": "string",
              "enum": .array(SearchService.Request.orders.map { .string($0) }),
            ]),
          number("limit", "The largest number of hits.", 0...1000),
          number("offset", "How many hits to leave out.", 0...1_000_000),
          flag("literal", "Whether labels are words and nothing more."),
          flag("mentions", "Whether documents that only mention a value count for facets."),
          flag("copies", "Whether copies are hits of their own."),
          flag("explain", "Whether to take scores apart."),
          parameter("like", "The identifier or path of a document whose like is asked for."),
          parameter(
            "histogram", "The periods by which hits are counted.",
            ["type": "string", "enum": ["year", "month", "day"]]),
        ], missing: "The document of like is unknown, or not for the reader.")
    ),
    (
      "/api/suggest",
      get(
        "Names that begin with what was typed, saved queries, and titles of documents.",
        [
          parameter("q", "What was typed."), number("limit", "The largest number.", 1...100),
          parameter(
            "form", "opensearch for the form that browsers ask for.",
            ["type": "string", "enum": ["opensearch"]]),
        ], types: ["application/json", "application/x-suggestions+json"])
    ),
    (
      "/api/documents/{id}",
      get(
        "A document: its tags and where each comes from, and a part of its text.",
        [
          [
            "name": "id", "in": "path", "required": true, "schema": ["type": "string"],
            "description": "The identifier or path, percent-encoded.",
          ],
          number("from", "The byte of the text to begin at.", 0...Int(Int32.max)),
          number("length", "The largest number of bytes.", 100...1_000_000),
        ], missing: "The document is unknown, or not for who asks.")
    ),
    ("/api/vocabulary", get("The schemes of the vocabulary.", [])),
    (
      "/api/vocabulary/{scheme}",
      get(
        "The concepts of a scheme in the order of its hierarchy.",
        [
          [
            "name": "scheme", "in": "path", "required": true, "schema": ["type": "string"],
            "description": "The key of the scheme.",
          ]
        ], missing: "The scheme is unknown.")
    ),
    (
      "/api/labels",
      get(
        "What a name means: one concept, several and why, or the nearest.",
        [
          required("label", "The name, code or URI."),
          parameter("as_of", "The day whose names count: YYYY, YYYY-MM or YYYY-MM-DD."),
        ])
    ),
    (
      "/api/coverage",
      get(
        "How many documents there are for each pair of values of two facets.",
        [
          required("rows", "The facet whose values are rows."),
          required("columns", "The facet whose values are columns."), facet,
        ])
    ),
    (
      "/api/normalize",
      postLines(
        "Labels to concepts, as JSON or as lines.",
        [
          "type": "object", "required": ["labels"],
          "properties": [
            "labels": [
              "type": "array", "minItems": 1, "maxItems": 10_000,
              "items": [
                "oneOf": [
                  ["type": "string"],
                  [
                    "type": "object", "required": ["label"],
                    "properties": ["label": ["type": "string"]],
                  ],
                ]
              ],
            ],
            "scheme": ["type": ["array", "null"], "items": ["type": "string"]],
            "precision": [
              "type": "number", "exclusiveMinimum": 0.5, "exclusiveMaximum": 1,
            ],
            "language": ["type": ["string", "null"]], "explain": ["type": ["boolean", "null"]],
          ],
        ],
        parameters: [
          parameter(
            "scheme", "A scheme of the concepts that lines may mean, repeatable.",
            ["type": "array", "items": ["type": "string"]]),
          parameter("language", "The language of lines."),
        ])
    ),
    (
      "/api/tag",
      postLines(
        "The concepts that belong to a text, as JSON or as lines.",
        [
          "type": "object", "required": ["text"],
          "properties": [
            "id": ["type": "string"], "title": ["type": ["string", "null"]],
            "text": ["type": "string"], "path": ["type": ["string", "null"]],
            "date": ["type": ["string", "null"]], "metadata": ["type": ["object", "null"]],
          ],
        ])
    ),
    ("/api/status", get("What the service answers from.", [])),
  ]

  static func parameter(
    _ name: String, _ description: String, _ schema: JSONValue = ["type": "string"]
  ) -> JSONValue {
    [
      "name": .string(name), "in": "query", "schema": schema,
      "description": .string(description),
    ]
  }

  static func required(_ name: String, _ description: String) -> JSONValue {
    [
      "name": .string(name), "in": "query", "required": true,
      "schema": ["type": "string", "minLength": 1], "description": .string(description),
    ]
  }

  static func number(
    _ name: String, _ description: String, _ range: ClosedRange<Int>
  ) -> JSONValue {
    parameter(
      name, description,
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ])
  }

  static func flag(_ name: String, _ description: String) -> JSONValue {
    parameter(name, description, ["type": "boolean"])
  }

  static func responses(
    missing: String? = nil, conflict: String? = nil, types: [String] = ["application/json"]
  ) -> JSONValue {
    func problem(_ description: String) -> JSONValue {
      [
        "description": .string(description),
        "content": [
          "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
        ],
      ]
    }
    var responses = JSONObject([
      .init(
        name: "200",
        value: [
          "description": "The answer.",
          "content": .object(JSONObject(types.map { .init(name: $0, value: answer(of: $0)) })),
        ]),
      .init(name: "400", value: problem("The request cannot be meant; the detail says why.")),
      .init(name: "401", value: problem("Nobody says who asks.")),
      .init(name: "403", value: problem("The account is not known, or a foreign page asks.")),
    ])
    if let missing { responses["404"] = problem(missing) }
    if let conflict { responses["409"] = problem(conflict) }
    responses["503"] = problem(
      "Nothing is there to answer from yet, too many ask, or it takes too long; Retry-After says when to ask again."
    )
    return .object(responses)
  }

  static func get(
    _ summary: String, _ parameters: [JSONValue], missing: String? = nil,
    types: [String] = ["application/json"]
  ) -> JSONValue {
    [
      "get": [
        "summary": .string(summary), "parameters": .array(parameters),
        "responses": responses(missing: missing, types: types),
      ]
    ]
  }

  /// Lines are one text to whoever checks them as a whole.
  static func answer(of type: String) -> JSONValue {
    ["schema": ["type": type == "application/x-ndjson" ? "string" : ["object", "array"]]]
  }

  /// What is sent as JSON or as lines; the parameters are for lines, of which each is only what is asked about.
  static func postLines(
    _ summary: String, _ schema: JSONValue, parameters: [JSONValue] = []
  ) -> JSONValue {
    [
      "post": [
        "summary": .string(summary), "description": .string(lineRules),
        "parameters": .array(parameters),
        "requestBody": [
          "required": true,
          "content": [
            "application/json": ["schema": schema],
            "application/x-ndjson": ["schema": ["type": "string"]],
          ],
        ], "responses": responses(types: ["application/json", "application/x-ndjson"]),
      ]
    ]
  }

  private static let lineRules = """
    Lines (application/x-ndjson) are answered in order with a line each while the request still comes, however many \
    there are; a line has at most \(Service.mostBodyBytes >> 20) MiB. One that is wrong is answered by {"id", "error"}. \
    If not all can be answered, the last line says why, and the answer ends without the last chunk.
    """
}

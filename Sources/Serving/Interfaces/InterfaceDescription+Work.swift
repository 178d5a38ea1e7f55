internal import JSONCoding
internal import ParlanceKit

/// Decisions and feedback, as OpenAPI describes them.
extension InterfaceDescription {
  static let work: [(String, JSONValue)] = [
    (
      "/api/review",
      get(
        "The tags that wait for a word, those first whose answers teach most, and the number of the latest decision.",
        [
          parameter("facet", "The key of the facet; empty for all."),
          number("limit", "The largest number.", 0...10_000),
        ])
    ),
    (
      "/api/decisions",
      readOrWrite(
        "The latest decisions, with their authors.", [number("limit", "How many.", 0...1000)],
        "Decides about a tag, or takes a decision back.", [decision, number(named: "undo")],
        conflict: "Somebody else was first; the detail says who said what.")
    ),
    (
      "/api/feedback",
      readOrWrite(
        "What people said of documents, and nobody dealt with.", [],
        "Says what a document is worth, or that feedback is dealt with.",
        [feedback, number(named: "settle")],
        conflict: "Another command writes in the workspace.")
    ),
    (
      "/api/insight",
      get(
        "What there is and what is missing: documents and concepts by facet, what waits, decisions by month.",
        [])
    ),
    (
      "/api/label-queue",
      readOrWrite(
        "The labels that wait for a decision, for those who decide.",
        [number("limit", "The largest number of questions.", 0...10_000)],
        "Has labels wait.", [waitingLabels], conflict: "Another command writes in the workspace.")
    ),
    (
      "/api/label-decisions",
      readOrWrite(
        "The latest decisions about labels, for those who decide.",
        [number("limit", "How many.", 0...1000)],
        "Decides about labels, takes a decision back, or writes what was decided into the vocabulary.",
        [labelDecision, number(named: "undo"), carryOut],
        conflict: "Somebody else was first; the detail says who said what.")
    ),
  ]

  private static let text: JSONValue = ["type": "string", "minLength": 1]

  private static let decision: JSONValue = [
    "type": "object", "required": ["document", "facet", "concept", "verdict"],
    "properties": [
      "document": text, "facet": text, "concept": text,
      "verdict": ["type": "string", "enum": ["accept", "reject", "instead"]], "other": text,
      "seen": ["type": "integer", "minimum": 0], "pending": ["type": "boolean"],
    ],
    "not": ["required": ["undo"]],
  ]

  private static let feedback: JSONValue = [
    "type": "object", "required": ["document", "kind"],
    "properties": [
      "document": text,
      "kind": ["type": "string", "enum": .array(DocumentFeedback.kinds.map { .string($0) })],
      "concept": text,
      "remark": ["type": "string", "maxLength": .integer(DocumentReview.longestRemark)],
    ],
    "not": ["required": ["settle"]],
  ]

  private static let waitingLabels: JSONValue = [
    "type": "object", "required": ["labels"],
    "properties": [
      "labels": [
        "type": "array", "minItems": 1, "maxItems": .integer(LabelQueue.mostLabels),
        "items": [
          "oneOf": [
            ["type": "string"],
            [
              "type": "object", "required": ["label"],
              "properties": [
                "label": ["type": "string"],
                "count": ["type": "integer", "minimum": 1],
                "language": ["type": "string"],
              ], "additionalProperties": ["type": "string"],
            ],
          ]
        ],
      ],
      "scheme": ["type": ["string", "null"]], "language": ["type": ["string", "null"]],
    ],
  ]

  private static let labelDecision: JSONValue = [
    "type": "object", "required": ["labels", "verdict"],
    "properties": [
      "labels": ["type": "array", "minItems": 1, "items": text],
      "scheme": ["type": ["string", "null"]],
      "verdict": ["type": "string", "enum": ["concept", "new", "never"]], "concept": text,
      "name": text, "in": text,
    ],
    "not": ["anyOf": [["required": ["undo"]], ["required": ["carry_out"]]]],
  ]

  private static let carryOut: JSONValue = [
    "type": "object", "required": ["carry_out"], "properties": ["carry_out": ["const": true]],
    "not": ["required": ["undo"]],
  ]

  private static func number(named name: String) -> JSONValue {
    [
      "type": "object", "required": [.string(name)],
      "properties": .object(
        JSONObject([.init(name: name, value: ["type": "integer", "minimum": 1])])),
    ]
  }

  private static func readOrWrite(
    _ reading: String, _ parameters: [JSONValue], _ writing: String, _ bodies: [JSONValue],
    conflict: String
  ) -> JSONValue {
    [
      "get": [
        "summary": .string(reading), "parameters": .array(parameters),
        "responses": responses(),
      ],
      "post": [
        "summary": .string(writing),
        "requestBody": [
          "required": true,
          "content": ["application/json": ["schema": ["oneOf": .array(bodies)]]],
        ],
        "responses": responses(
          missing: "The document, decision or feedback is unknown, or not for the reader.",
          conflict: conflict),
      ],
    ]
  }
}

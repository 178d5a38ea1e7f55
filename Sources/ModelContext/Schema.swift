internal import JSONCoding

/// JSON Schema (2020-12) of what tools take and give.
enum Schema {
  /// An object of properties that it takes and no others.
  static func input(_ properties: [(String, JSONValue)], required: [String] = []) -> JSONValue {
    object(properties, required: required, isOpen: false)
  }

  /// An object that has properties, and may have more in later versions.
  static func output(_ properties: [(String, JSONValue)]) -> JSONValue {
    object(properties, required: properties.map(\.0), isOpen: true)
  }

  /// An object of which some properties are there.
  static func object(
    _ properties: [(String, JSONValue)], required: [String], isOpen: Bool
  ) -> JSONValue {
    var schema = JSONObject([
      .init(name: "type", value: "object"),
      .init(
        name: "properties",
        value: .object(JSONObject(properties.map { .init(name: $0.0, value: $0.1) }))),
    ])
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    if !isOpen { schema["additionalProperties"] = false }
    return .object(schema)
  }

  static func string(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description)]
  }

  static func strings(_ description: String, most: Int = 100) -> JSONValue {
    [
      "type": "array", "items": ["type": "string"], "maxItems": .integer(most),
      "description": .string(description),
    ]
  }

  static func integer(_ description: String, _ range: ClosedRange<Int>) -> JSONValue {
    [
      "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound), "description": .string(description),
    ]
  }

  static func number(_ description: String) -> JSONValue {
    ["type": "number", "description": .string(description)]
  }

  static func flag(_ description: String) -> JSONValue {
    ["type": "boolean", "description": .string(description)]
  }

  static func array(_ items: JSONValue, _ description: String = "") -> JSONValue {
    var schema = JSONObject([
      .init(name: "type", value: "array"), .init(name: "items", value: items),
    ])
    if !description.isEmpty { schema["description"] = .string(description) }
    return .object(schema)
  }

  /// A value that may be `null`.
  static func optional(_ type: String) -> JSONValue { ["type": [.string(type), "null"]] }

  /// An object by whose names values are found.
  static func map(of values: JSONValue, _ description: String = "") -> JSONValue {
    var schema = JSONObject([
      .init(name: "type", value: "object"), .init(name: "additionalProperties", value: values),
    ])
    if !description.isEmpty { schema["description"] = .string(description) }
    return .object(schema)
  }

  /// A value of a facet with the URI of its concept.
  static let facetValue = output([
    ("value", ["type": "string"]), ("concept", optional("string")),
  ])
}

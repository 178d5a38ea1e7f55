internal import JSONCoding
internal import ParlanceKit

/// A property of concepts by which a table is extended.
struct ExtensionProperty: Sendable {
  /// Its identifier.
  let id: String

  /// What people are shown.
  let name: String

  /// The values of a concept as cells.
  let values: @Sendable (JSONValue) -> [JSONValue]

  /// As it is proposed.
  var json: JSONValue { ["id": .string(id), "name": .string(name)] }

  /// The properties.
  static let all: [ExtensionProperty] = [
    labels("preferred", "preferred label") { $0["kind"]?.string == "preferred" },
    labels("alternative", "alternative label") {
      $0["kind"]?.string == "alternative" && $0["role"]?.string == "plain"
    },
    labels("former", "former name") { $0["role"]?.string == "formerName" },
    labels("abbreviation", "abbreviation") { $0["role"]?.string == "abbreviation" },
    concepts("broader", "broader concept", "broader"),
    concepts("narrower", "narrower concept", "narrower"),
    concepts("related", "related concept", "related"),
    concepts("current", "concept in use instead", "current"),
    ExtensionProperty(id: "documents", name: "number of documents") {
      [["int": $0["documents"] ?? 0]]
    },
    // As text: the schemas of neither version have true and false among the values of cells.
    ExtensionProperty(id: "deprecated", name: "whether it is out of use") {
      [["str": .string($0["deprecated"]?.bool == true ? "true" : "false")]]
    },
    ExtensionProperty(id: "definition", name: "definition") { concept in
      (concept["notes"]?.array ?? []).filter { $0["kind"]?.string == "definition" }
        .map { ["str": $0["text"] ?? ""] }
    },
  ]

  private static func labels(
    _ id: String, _ name: String, _ isOne: @escaping @Sendable (JSONValue) -> Bool
  ) -> ExtensionProperty {
    ExtensionProperty(id: id, name: name) { concept in
      (concept["labels"]?.array ?? []).filter(isOne).map { ["str": $0["text"] ?? ""] }
    }
  }

  private static func concepts(
    _ id: String, _ name: String, _ member: String
  ) -> ExtensionProperty {
    ExtensionProperty(id: id, name: name) { concept in
      (concept[member]?.array ?? []).map { ["id": $0["uri"] ?? "", "name": $0["name"] ?? ""] }
    }
  }
}

extension Service {
  /// More concepts at a time are refused.
  private static let mostExtended = 1000

  /// Rows of values for concepts.
  func extended(_ request: JSONObject, _ account: ReaderAccount) throws -> JSONValue {
    guard let ids = request["ids"]?.strings, ids.count <= Self.mostExtended,
      let asked = request["properties"]?.array
    else {
      throw RequestError(
        "extend takes at most \(Self.mostExtended) \"ids\", and \"properties\" with an \"id\" each")
    }
    let properties = try asked.map { property -> ExtensionProperty in
      let id = property["id"]?.string ?? ""
      guard let known = ExtensionProperty.all.first(where: { $0.id == id }) else {
        let names = ExtensionProperty.all.map(\.id).joined(separator: ", ")
        throw RequestError("unknown property '\(id)'; there are \(names)")
      }
      return known
    }
    let snapshot = keeper.current()
    let rows = try ids.map { id -> JSONObject.Member in
      let meaning = try snapshot.meaning(of: id, asOf: nil, for: account)
      let concept = meaning["concept"].flatMap { $0["uri"]?.string == id ? $0 : nil }
      // A concept that is not there has empty cells: each that is asked for is answered.
      return .init(
        name: id,
        value: .object(
          JSONObject(
            properties.map { property in
              .init(name: property.id, value: .array(concept.map(property.values) ?? []))
            })))
    }
    return ["meta": .array(properties.map(\.json)), "rows": .object(JSONObject(rows))]
  }
}

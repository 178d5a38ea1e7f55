internal import JSONCoding
internal import ParlanceKit

/// A query as the draft of version 1.0 writes it: conditions on names, identifiers and properties.
struct DraftQuery {
  /// What it asks.
  private(set) var question = EntityQuestion()

  /// Reads a query.
  ///
  /// - Parameters:
  ///   - query: the query.
  ///   - place: how it is called in an error, such as `queries[2]`.
  ///   - scheme: the scheme of the address, which goes before the type of the query.
  /// - Throws: `RequestError` for what is no query, and for what would narrow the answer in a way that is not
  ///   answered: a client that was not told would take the rest for what it asked for.
  init(_ query: JSONValue, _ place: String, scheme: String?) throws {
    guard let conditions = query["conditions"]?.array, !conditions.isEmpty else {
      throw RequestError("\(place) has no \"conditions\"")
    }
    question.limit = try Self.limit(query["limit"], place)
    question.language = try Service.member(query, "lang", "a language", \.string)
    let type = try Service.member(query, "type", "the key of a scheme", \.string)
    question.schemes = [scheme ?? type ?? ""].filter { !$0.isEmpty }
    for (number, condition) in conditions.enumerated() {
      try add(condition, "\(place).conditions[\(number)]")
    }
    guard !question.names.isEmpty || !question.ids.isEmpty else {
      throw RequestError("\(place) has no condition on a \"name\" or an \"id\"")
    }
  }

  private static func limit(_ value: JSONValue?, _ place: String) throws -> Int {
    guard let value, value != .null else { return 0 }
    guard let limit = value.integer, (1...100).contains(limit) else {
      throw RequestError("the \"limit\" of \(place) is a number from 1 to 100")
    }
    return limit
  }

  private mutating func add(_ condition: JSONValue, _ place: String) throws {
    let values = try Self.values(condition["propertyValue"], place)
    let quantifier = condition["matchQuantifier"]?.string ?? "any"
    guard quantifier == "any" || quantifier == "all" && values.count == 1 else {
      throw RequestError(
        "\(place): of several values any is met; \"\(quantifier)\" is not answered")
    }
    if let qualifier = condition["matchQualifier"]?.string {
      throw RequestError("\(place): no \"matchQualifier\" is known, neither '\(qualifier)'")
    }
    switch condition["matchType"]?.string {
    case "name": question.names += values
    case "id": question.ids += values
    case "property": try addProperty(condition, values, place)
    default:
      throw RequestError("\(place): the \"matchType\" is name, id or property")
    }
  }

  private mutating func addProperty(
    _ condition: JSONValue, _ values: [String], _ place: String
  ) throws {
    guard let name = condition["propertyId"]?.string, !name.isEmpty else {
      throw RequestError("\(place) has no \"propertyId\"")
    }
    let isDay = name == "date"
    // Other columns speak for a concept or against it; none of them rules one out.
    guard isDay || condition["required"]?.bool != true else {
      throw RequestError("\(place): '\(name)' helps to decide, and cannot be \"required\"")
    }
    guard !isDay || values.count == 1 else {
      throw RequestError("\(place): the names of one day count, not of \(values.count)")
    }
    question.fields[name] = values.joined(separator: ", ")
  }

  /// One value, or several in a list.
  private static func values(_ value: JSONValue?, _ place: String) throws -> [String] {
    let given = value?.array ?? [value].compactMap(\.self)
    let values = given.compactMap(text)
    guard !values.isEmpty, values.count == given.count else {
      throw RequestError("\(place) has no \"propertyValue\": a value, or a list of values")
    }
    return values
  }

  /// A value as text; an entity by its name, if it has one.
  private static func text(_ value: JSONValue) -> String? {
    if let string = value.string { return string }
    if let truth = value.bool { return truth ? "true" : "false" }
    if let integer = value.integer { return "\(integer)" }
    if let number = value.double { return "\(number)" }
    return value["name"]?.string ?? value["id"]?.string
  }
}

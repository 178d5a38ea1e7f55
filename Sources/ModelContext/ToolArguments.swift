internal import JSONCoding
internal import ParlanceKit

/// The arguments of a call, checked against what the tool takes.
struct ToolArguments {
  private let object: JSONObject
  private let tool: String

  /// Takes the arguments of a call.
  ///
  /// - Throws: `RequestError` if they are not an object, or name what the tool does not take.
  init(_ value: JSONValue?, for tool: Tool) throws {
    self.tool = tool.name
    switch value {
    case nil, .null: object = JSONObject()
    case .object(let object): self.object = object
    default: throw RequestError("the arguments of \(tool.name) are an object")
    }
    let known = tool.input["properties"]?.object?.members.map(\.name) ?? []
    if let other = object.members.first(where: { !known.contains($0.name) }) {
      throw RequestError(
        "\(tool.name) takes no \"\(other.name)\"; it takes \(known.joined(separator: ", "))")
    }
  }

  private func value(_ name: String) -> JSONValue? {
    // Some clients send null for what they leave out.
    guard let value = object[name], value != .null else { return nil }
    return value
  }

  /// A string; `nil` if it is not given.
  func string(_ name: String) throws -> String? {
    guard let value = value(name) else { return nil }
    guard let string = value.string else { throw RequestError("\"\(name)\" is a string") }
    return string
  }

  /// A string that has to be given.
  func requiredString(_ name: String) throws -> String {
    guard let string = try string(name) else { throw RequestError("\(tool) needs \"\(name)\"") }
    return string
  }

  /// Strings; none if they are not given.
  func strings(_ name: String, most: Int = 100) throws -> [String] {
    guard let value = value(name) else { return [] }
    guard let strings = value.strings, strings.count <= most else {
      throw RequestError("\"\(name)\" is a list of at most \(most) strings")
    }
    return strings
  }

  /// A whole number within bounds.
  func integer(_ name: String, _ range: ClosedRange<Int>, default usual: Int) throws -> Int {
    guard let value = value(name) else { return usual }
    guard let integer = value.integer, range.contains(integer) else {
      throw RequestError(
        "\"\(name)\" is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  /// A truth value, `false` if it is not given.
  func flag(_ name: String) throws -> Bool {
    guard let value = value(name) else { return false }
    guard let bool = value.bool else { throw RequestError("\"\(name)\" is true or false") }
    return bool
  }

  /// Lists of strings by name, such as values by facet.
  func lists(_ name: String) throws -> [(name: String, values: [String])] {
    guard let value = value(name) else { return [] }
    guard let object = value.object else {
      throw RequestError("\"\(name)\" is an object of lists of strings")
    }
    return try object.members.map { member in
      guard let values = member.value.strings else {
        throw RequestError("\"\(name)\": \"\(member.name)\" is a list of strings")
      }
      return (member.name, values)
    }
  }
}

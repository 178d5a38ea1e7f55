import JSONCoding
import ParlanceKit
import ServingSupport
import Testing

@testable import Serving

/// The description of the interface holds: what it bounds is bounded there, what it lists is taken, nothing else.
struct DescriptionTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  /// A parameter of a path that is read.
  struct Parameter: Sendable, CustomTestStringConvertible {
    let path: String
    let name: String
    let schema: JSONValue
    /// What the path needs beside it.
    let others: [String]
    var testDescription: String { "\(path) \(name)" }

    /// The address with a value.
    func target(_ value: String) -> String {
      let fields = others + ["\(name)=\(FormFields.encoded(value))"]
      return "\(path)?\(fields.joined(separator: "&"))"
    }
  }

  /// What stands for required parameters and parts of paths in the small workspace.
  private static let examples = [
    "label": "Flyer", "rows": "type", "columns": "product", "id": "a", "scheme": "type",
  ]

  private static let paths =
    InterfaceDescription.json(version: "1")["paths"]?.object?.members ?? []

  static let parameters: [Parameter] = paths.flatMap { path -> [Parameter] in
    let all = path.value["get"]?["parameters"]?.array ?? []
    var address = path.name
    for parameter in all where parameter["in"]?.string == "path" {
      let name = parameter["name"]?.string ?? ""
      address = address.replacing("{\(name)}", with: examples[name] ?? "")
    }
    return all.filter { $0["in"]?.string == "query" }.map { parameter in
      let name = parameter["name"]?.string ?? ""
      let others = all.filter { $0["required"]?.bool == true && $0["in"]?.string == "query" }
        .compactMap { $0["name"]?.string }.filter { $0 != name }
        .map { "\($0)=\(examples[$0] ?? "")" }
      return Parameter(
        path: address, name: name, schema: parameter["schema"] ?? [:], others: others)
    }
  }

  @Test func `there are parameters of each kind to look at`() {
    let kinds = Set(Self.parameters.compactMap { $0.schema["type"]?.string })
    #expect(kinds == ["string", "array", "integer", "boolean"])
    #expect(Self.parameters.count > 25)
  }

  @Test(arguments: parameters.filter { $0.schema["minimum"] != nil })
  func `a number is taken within its bounds, and nowhere else`(_ parameter: Parameter) throws {
    let low = try #require(parameter.schema["minimum"]?.integer)
    let high = try #require(parameter.schema["maximum"]?.integer)
    for value in [low, high] {
      #expect(asker.get(parameter.target("\(value)")).status == 200, "\(value)")
    }
    for value in [
      "\(low - 1)", "\(high + 1)", "-\(high)", "", "x", "1.5", " 1", "1 ", "0x1", "１",
      "99999999999999999999",
    ] {
      let response = asker.get(parameter.target(value))
      #expect(response.status == 400, "\(value)")
      #expect(response.text.contains("\(low) to \(high)"), "\(value): \(response.text)")
    }
  }

  @Test(arguments: parameters.filter { $0.schema["type"]?.string == "boolean" })
  func `a flag is true or false`(_ parameter: Parameter) {
    for value in ["true", "false"] {
      #expect(asker.get(parameter.target(value)).status == 200)
    }
    for value in ["yes", "TRUE", "", "2"] {
      #expect(asker.get(parameter.target(value)).status == 400, "\(value)")
    }
  }

  @Test(arguments: parameters.filter { $0.schema["enum"] != nil })
  func `each value of a list is taken, another one told`(_ parameter: Parameter) throws {
    for value in try #require(parameter.schema["enum"]?.strings) {
      #expect(asker.get(parameter.target(value)).status == 200, "\(value)")
    }
    let response = asker.get(parameter.target("other"))
    #expect(response.status == 400)
    #expect(response.text.contains("other"))
  }

  @Test func `what is required is asked for by its name`() throws {
    for path in Self.paths where !path.name.contains("{") {
      let required = (path.value["get"]?["parameters"]?.array ?? []).filter {
        $0["required"]?.bool == true
      }.compactMap { $0["name"]?.string }
      for name in required {
        let others = required.filter { $0 != name }.map { "\($0)=\(Self.examples[$0] ?? "")" }
        for missing in [others, others + ["\(name)="]] {
          let response = asker.get("\(path.name)?\(missing.joined(separator: "&"))")
          #expect(response.status == 400)
          #expect(response.text.contains("\(name)="), "\(response.text)")
        }
      }
    }
  }

  @Test func `a method that is not described is none`() {
    for path in Self.paths {
      let address = Self.examples.reduce(path.name) { $0.replacing("{\($1.key)}", with: $1.value) }
      let methods = Set(path.value.object?.members.map { $0.name.uppercased() } ?? [])
      for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] where !methods.contains(method) {
        let response = asker.service.answer(
          ServiceRequest(method, address, headers: [("host", "localhost")]))
        #expect(response.status == 405, "\(method) \(address)")
        let allowed = response.headers["Allow"]?.split(separator: ", ").map(String.init) ?? []
        #expect(Set(allowed).subtracting(["HEAD"]) == methods, "\(address)")
      }
    }
  }

  @Test func `every error that is described is a problem in words`() {
    for path in Self.paths {
      for method in path.value.object?.members ?? [] {
        let answers = method.value["responses"]?.object?.members ?? []
        #expect(answers.first?.name == "200")
        for answer in answers.dropFirst() {
          let content = answer.value["content"]?.object?.members.map(\.name)
          #expect(content == ["application/problem+json"], "\(path.name) \(answer.name)")
          #expect(answer.value["description"]?.string?.isEmpty == false)
        }
      }
    }
  }
}

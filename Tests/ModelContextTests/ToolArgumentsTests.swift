import JSONCoding
import ParlanceKit
import Testing

@testable import ModelContext

/// What an assistant gives a tool, checked before it is used.
struct ToolArgumentsTests {
  private static let tool = Tool(
    name: "try", title: "Try", description: "Tries.",
    input: Schema.input(
      [
        ("text", Schema.string("A text.")), ("list", Schema.strings("Texts.", most: 3)),
        ("count", Schema.integer("A number.", 1...5)), ("flag", Schema.flag("A flag.")),
        ("facets", Schema.map(of: Schema.strings("Values."))),
      ], required: ["text"]),
    output: Schema.output([("done", ["type": "boolean"])])
  ) { _, _, _ in [:] }

  private func arguments(_ value: JSONValue?) throws -> ToolArguments {
    try ToolArguments(value, for: Self.tool)
  }

  private func refusal(_ value: JSONValue?, _ ask: (ToolArguments) throws -> Void) -> String? {
    do {
      try ask(try arguments(value))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(
    arguments: [
      (["texts": 1], "try takes no \"texts\"; it takes text, list, count, flag, facets"),
      ([1], "the arguments of try are an object"), ("x", "the arguments of try are an object"),
      (nil, nil), ([:], nil), (.null, nil),
    ] as [(JSONValue?, String?)])
  func `what a tool does not take is named`(value: JSONValue?, words: String?) {
    #expect(refusal(value) { _ in } == words)
  }

  @Test func `what is not given has its usual value, null as well`() throws {
    for value in [[:], ["text": nil, "list": nil, "count": nil, "flag": nil, "facets": nil]]
      as [JSONValue]
    {
      let given = try arguments(value)
      #expect(try given.string("text") == nil)
      #expect(try given.strings("list").isEmpty)
      #expect(try given.integer("count", 1...5, default: 3) == 3)
      #expect(try given.flag("flag") == false)
      #expect(try given.lists("facets").isEmpty)
      #expect(refusal(value) { _ = try $0.requiredString("text") } == "try needs \"text\"")
    }
  }

  @Test(arguments: [(1, 1), (5, 5), (2.0, 2)] as [(JSONValue, Int)])
  func `a whole number within its bounds is taken`(value: JSONValue, number: Int) throws {
    #expect(try arguments(["count": value]).integer("count", 1...5, default: 3) == number)
  }

  @Test(arguments: [0, 6, -1, 1.5, "3", true, [3], 9_223_372_036_854_775_807] as [JSONValue])
  func `any other is refused`(value: JSONValue) {
    let words = refusal(["count": value]) { _ = try $0.integer("count", 1...5, default: 3) }
    #expect(words == "\"count\" is a whole number from 1 to 5")
  }

  @Test(
    arguments: [
      ("text", 1, "\"text\" is a string"),
      ("list", ["a", 1], "\"list\" is a list of at most 3 strings"),
      ("list", ["a", "b", "c", "d"], "\"list\" is a list of at most 3 strings"),
      ("list", 1, "\"list\" is a list of at most 3 strings"),
      ("flag", "true", "\"flag\" is true or false"),
      ("flag", 1, "\"flag\" is true or false"),
      ("facets", ["a"], "\"facets\" is an object of lists of strings"),
      ("facets", ["type": 1], "\"facets\": \"type\" is a list of strings"),
    ] as [(String, JSONValue, String)])
  func `what is of another kind is refused by its name`(
    name: String, value: JSONValue, words: String
  ) {
    let object = JSONValue.object(JSONObject([JSONObject.Member(name: name, value: value)]))
    let found = refusal(object) { given in
      switch name {
      case "text": _ = try given.string(name)
      case "list": _ = try given.strings(name, most: 3)
      case "flag": _ = try given.flag(name)
      default: _ = try given.lists(name)
      }
    }
    #expect(found == words)
  }

  @Test func `one string stands for a list of one`() throws {
    let given = try arguments(["list": "a", "facets": ["type": "b", "product": ["c", "d"]]])
    #expect(try given.strings("list") == ["a"])
    let facets = try given.lists("facets").map { "\($0.name) \($0.values)" }
    #expect(facets == ["type [\"b\"]", "product [\"c\", \"d\"]"])
  }

  @Test func `the schema of a tool says what it takes, and no more may be given`() {
    let schema = Self.tool.input
    #expect(schema["additionalProperties"] == false && schema["required"] == ["text"])
    #expect(schema["properties"]?["count"]?["maximum"] == 5)
    #expect(schema["properties"]?["list"]?["maxItems"] == 3)
    #expect(Self.tool.output["additionalProperties"] == nil)
    #expect(Self.tool.output["required"] == ["done"])
    for tool in Tool.all {
      let names = tool.input["properties"]?.object?.members.map(\.name) ?? []
      let required = tool.input["required"]?.strings ?? []
      #expect(Set(names).isSuperset(of: required), "\(tool.name)")
      #expect(tool.output["type"] == "object" && !tool.description.isEmpty)
    }
    #expect(Set(Tool.all.map(\.name)).count == Tool.all.count)
  }

  // MARK: Headers

  private static func message(_ version: String?) -> [UInt8] {
    let meta = version.map { "\"_meta\":{\"\(ProtocolVersion.key)\":\"\($0)\"}," } ?? ""
    return Array(
      "{\"id\":7,\"method\":\"tools/call\",\"params\":{\(meta)\"name\":\"search\"}}".utf8)
  }

  @Test(
    arguments: [
      ("2026-07-28", "tools/call", "search", nil), (nil, nil, nil, nil),
      ("2025-11-25", nil, nil, "mcp-protocol-version"),
      (nil, "tools/list", nil, "mcp-method"), (nil, nil, "other", "mcp-name"),
      (nil, nil, "", "mcp-name"),
    ] as [(String?, String?, String?, String?)])
  func `headers that say another thing than the message are found`(
    version: String?, method: String?, name: String?, header: String?
  ) {
    let answer = ModelContextServer.mismatch(
      of: Self.message("2026-07-28"), version: version, method: method, name: name)
    #expect((answer != nil) == (header != nil))
    let words = answer?.message?["error"]?["message"]?.string
    #expect(words.map { $0.contains("the header \(header ?? "") says") } ?? true)
    #expect(answer.map { $0.message?["id"] == 7 && $0.status == 400 } ?? true)
  }

  @Test func `messages of the handshake era, and what is none, have no such headers`() {
    for body in [Self.message(nil), Array("{".utf8), Array("[]".utf8), []] {
      #expect(
        ModelContextServer.mismatch(of: body, version: "x", method: "y", name: "z") == nil)
    }
  }
}

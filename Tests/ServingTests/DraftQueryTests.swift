import JSONCoding
import ParlanceKit
import Testing

@testable import Serving

/// A query of the reconciliation draft as it is read: what of it is asked, and what is refused by its place.
@Suite struct `A query of the draft` {
  private func read(_ query: JSONValue, scheme: String? = nil) throws -> EntityQuestion {
    try DraftQuery(query, "queries[3]", scheme: scheme).question
  }

  private func named(_ name: JSONValue, _ members: [(String, JSONValue)] = []) -> JSONValue {
    var object = JSONObject([
      .init(name: "conditions", value: [["matchType": "name", "propertyValue": name]])
    ])
    for (name, value) in members { object[name] = value }
    return .object(object)
  }

  @Test(
    arguments: [
      ("Vault", ["Vault"]), (["Vault", "Safe"], ["Vault", "Safe"]), (true, ["true"]),
      (false, ["false"]),
      (2009, ["2009"]), (.number(1.5), ["1.5"]), (["id": "urn:a", "name": "A"], ["A"]),
      (["id": "urn:a"], ["urn:a"]), ([["name": "A"], "B", 3], ["A", "B", "3"]), ("", [""]),
    ] as [(JSONValue, [String])])
  func `takes any value as the name that it is`(value: JSONValue, names: [String]) throws {
    #expect(try read(named(value)).names == names)
  }

  @Test(arguments: [.null, [], [.null], ["a", .null], [:], [["no": "name"]]] as [JSONValue])
  func `is told of a value that is none, of several also one`(value: JSONValue) {
    let error = #expect(throws: RequestError.self) { try read(named(value)) }
    #expect(error?.message.hasPrefix("queries[3].conditions[0] has no \"propertyValue\"") == true)
  }

  @Test(
    arguments: [
      (nil, 0), (.null, 0), (1, 1), (100, 100), (0, nil), (101, nil), (-1, nil), ("5", nil),
      (.number(2.5), nil),
    ] as [(JSONValue?, Int?)])
  func `has a limit from 1 to 100, and leaves it open otherwise`(limit: JSONValue?, read: Int?) {
    let query = named("x", limit.map { [("limit", $0)] } ?? [])
    #expect((try? self.read(query))?.limit == read)
  }

  @Test(
    arguments: [
      (nil, nil, []), ("type", nil, ["type"]), (nil, "product", ["product"]),
      ("type", "product", ["type"]),
      (nil, "", []),
    ] as [(String?, String?, [String])])
  func `asks in the scheme of its address before that of its type`(
    scheme: String?, type: String?, schemes: [String]
  ) throws {
    let query = named("x", type.map { [("type", .string($0))] } ?? [])
    #expect(try read(query, scheme: scheme).schemes == schemes)
  }

  @Test(
    arguments: [
      (.null, true), ("any", true), ("all", true), ("none", false), ("ALL", false),
    ] as [(JSONValue, Bool)])
  func `of one value all is any`(quantifier: JSONValue, isRead: Bool) {
    let query: JSONValue = [
      "conditions": [["matchType": "name", "propertyValue": "x", "matchQuantifier": quantifier]]
    ]
    #expect(((try? read(query)) != nil) == isRead)
    let two: JSONValue = [
      "conditions": [
        ["matchType": "name", "propertyValue": ["x", "y"], "matchQuantifier": quantifier]
      ]
    ]
    #expect(((try? read(two)) != nil) == (isRead && quantifier != "all"))
  }

  private func with(_ property: JSONValue) -> JSONValue {
    ["conditions": [["matchType": "name", "propertyValue": "x"], property]]
  }

  @Test func `takes properties as what is known of the names`() throws {
    let question = try read(
      with(["matchType": "property", "propertyId": "folder", "propertyValue": ["a/b", 7]]))
    #expect(question.fields == ["folder": "a/b, 7"])
    let day = try read(
      with([
        "matchType": "property", "propertyId": "date", "propertyValue": "2009", "required": true,
      ]))
    #expect(day.fields == ["date": "2009"])
  }

  @Test(
    arguments: [
      (["matchType": "property", "propertyValue": "v"], "has no \"propertyId\""),
      (["matchType": "property", "propertyId": "", "propertyValue": "v"], "has no \"propertyId\""),
      (
        ["matchType": "property", "propertyId": "folder", "propertyValue": "v", "required": true],
        "cannot be \"required\""
      ),
      (
        ["matchType": "property", "propertyId": "date", "propertyValue": ["2009", "2010"]],
        "the names of one day count, not of 2"
      ),
      (
        ["matchType": "similar", "propertyValue": "v"], "the \"matchType\" is name, id or property"
      ),
      (["matchType": "name", "propertyValue": "v", "matchQualifier": "exact"], "neither 'exact'"),
    ] as [(JSONValue, String)])
  func `is refused where an answer would not be what was asked for, by its place`(
    condition: JSONValue, message: String
  ) {
    let error = #expect(throws: RequestError.self) { try read(with(condition)) }
    #expect(error?.message.hasPrefix("queries[3].conditions[1]") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `collects the names and identifiers of all conditions in their order`() throws {
    let question = try read([
      "lang": "de",
      "conditions": [
        ["matchType": "id", "propertyValue": "urn:a"], ["matchType": "name", "propertyValue": "A"],
        ["matchType": "id", "propertyValue": ["urn:b", ["id": "urn:c"]]],
        ["matchType": "name", "propertyValue": "B"],
      ],
    ])
    #expect(question.names == ["A", "B"] && question.ids == ["urn:a", "urn:b", "urn:c"])
    #expect(question.language == "de")
  }
}

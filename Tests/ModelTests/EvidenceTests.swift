import JSONCoding
import Model
import Testing

@Suite struct `Recorded evidence` {
  private static let whole = Evidence(
    place: .heading(2), range: 3..<9, surface: "Übersicht", rule: .orderFree, label: "overview",
    source: "cp:category, typo", remark: "former name", weight: -1.23456)

  @Test func `is the same when it is read back`() throws {
    let plain = Evidence(place: .document, range: 0..<0, surface: "", rule: .start, weight: 0)
    let text = [Self.whole, plain].jsonText
    #expect([Evidence](jsonText: text) == [Self.whole, plain])
    #expect(
      [Self.whole].jsonText
        == #"[{"field":"headings[2]","start":3,"end":9,"surface":"Übersicht","rule":"order_free","#
        + #""label":"overview","source":"cp:category, typo","note":"cp:category, typo; former name","#
        + #""weight":-1.235}]"#)
  }

  @Test(
    arguments: [
      ("keywords", "keywords", ""), ("keywords", "keywords; formerly A; B", "formerly A; B"),
      (nil, "keywords; formerly A", "keywords; formerly A"), (nil, "", ""),
    ] as [(String?, String, String)])
  func `has a note that begins with its source`(
    source: String?, note: String, remark: String
  ) throws {
    var object = try #require(
      Evidence(place: .text, range: 0..<0, surface: "", rule: .text, weight: 0).json.object)
    object["source"] = source.map(JSONValue.string)
    object["note"] = .string(note)
    let evidence = try #require(Evidence(.object(object)))
    #expect(evidence.source == source ?? "" && evidence.remark == remark && evidence.note == note)
  }

  @Test(arguments: ["", "keyword", "keywords;", "keywords: formerly A"])
  func `with a note that does not begin with its source is refused`(note: String) throws {
    var object = try #require(Self.whole.json.object)
    object["source"] = "keywords"
    object["note"] = .string(note)
    #expect(Evidence(.object(object)) == nil)
  }

  @Test(arguments: ["field", "start", "end", "surface", "rule", "weight"])
  func `is refused without a member`(name: String) throws {
    let members = try #require(Self.whole.json.object).members.filter { $0.name != name }
    #expect(Evidence(.object(JSONObject(members))) == nil)
    #expect([Evidence](.array([Self.whole.json, .object(JSONObject(members))])) == nil)
  }

  @Test(arguments: [
    ("start", JSONValue.integer(-1)), ("start", .integer(10)), ("end", .integer(.min)),
    ("field", "headings[-1]"), ("field", "headings[1"), ("field", "chapter"), ("rule", "guess"),
    ("weight", "heavy"),
  ])
  func `is refused with a member that is out of its range`(name: String, value: JSONValue) throws {
    var object = try #require(Self.whole.json.object)
    object[name] = value
    #expect(Evidence(.object(object)) == nil)
  }

  @Test(arguments: ["", "[]"]) func `may be none`(text: String) {
    #expect([Evidence](jsonText: text) == [])
  }

  @Test(arguments: ["[", "{}", "[1]", "null"])
  func `of a text that is not an array of it is refused`(text: String) {
    #expect([Evidence](jsonText: text) == nil)
  }

  @Test func `has places whose names lead back to them`() {
    let places: [Evidence.Place] = [
      .title, .heading(0), .heading(.max), .text, .path, .metadata(7), .format, .document,
    ]
    #expect(places.map { Evidence.Place($0.description) } == places)
  }

  @Test func `has rules whose names scripts read`() {
    #expect(
      Evidence.Rule.allCases.map(\.rawValue) == [
        "facet", "category", "keyword", "metadata", "title", "heading", "file", "folder", "text",
        "order_free", "cue", "format", "form", "layout", "learned", "habit", "neighbor_documents",
        "neighbors",
        "further", "start",
      ])
  }
}

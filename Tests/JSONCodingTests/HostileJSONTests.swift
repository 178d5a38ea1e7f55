import RandomNumbers
import Testing

@testable import JSONCoding

/// Texts that nobody writes by accident, and the rules of values.
struct HostileJSONTests {
  private func code(_ text: String) -> JSONError.Code? {
    do throws(JSONError) {
      _ = try JSONReader.value(of: text)
      return nil
    } catch {
      return error.code
    }
  }

  @Test(arguments: [
    "-", "+1", "1.", ".5", "1e", "1e+", "00", "-01", "1e400", "-1e999", "0x10", "NaN", "Infinity",
    "1..2", "1e1.5", "--1",
  ])
  func `what is not a number in JSON is none`(text: String) {
    #expect(code(text) != nil)
    #expect(code("[\(text)]") != nil)
  }

  @Test(
    arguments: [
      ("9223372036854775807", JSONValue.integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1E2", .number(100)),
      ("1e-400", .number(0)), ("0.1", .number(0.1)), ("5e-324", .number(.leastNonzeroMagnitude)),
    ] as [(String, JSONValue)])
  func `numbers of every size are read exactly or as the nearest`(text: String, value: JSONValue)
    throws
  {
    #expect(try JSONReader.value(of: text) == value)
  }

  @Test(
    arguments: [
      (#""\u12""#, JSONError.Code.malformedEscape), (#""\u12g4""#, .malformedEscape),
      (#""\u+123""#, .malformedEscape), (#""\"#, .unexpectedEnd), (#""\u00"#, .unexpectedEnd),
      (#""a"#, .unexpectedEnd), ("\"a\u{1}\"", .controlCharacter),
      (#""\n\#u{1F}""#, .controlCharacter),
      (#"{"a"}"#, .unexpectedCharacter), (#"{"a":}"#, .unexpectedCharacter),
      (#"{"a":1,}"#, .unexpectedCharacter), (#"{"a":1"b":2}"#, .unexpectedCharacter),
      ("[1 2]", .unexpectedCharacter), ("{", .unexpectedEnd), (#"{"a":"#, .unexpectedEnd),
      ("[]]", .trailingCharacters), ("'a'", .unexpectedCharacter), ("tru", .unexpectedEnd),
      ("// 1", .unexpectedCharacter), ("\u{FEFF}\u{FEFF}1", .unexpectedCharacter),
    ] as [(String, JSONError.Code)])
  func `what JSON does not know is told from what is missing`(text: String, code: JSONError.Code) {
    #expect(self.code(text) == code)
  }

  @Test(arguments: [
    (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\n""#, "\u{FFFD}\n"),
    (#""\ud83da\ude00""#, "\u{FFFD}a\u{FFFD}"), (#""\u0000""#, "\0"),
  ])
  func `half a pair of surrogates is replaced, a whole one is a character`(
    text: String, value: String
  ) throws {
    #expect(try JSONReader.value(of: text) == .string(value))
  }

  @Test func `bytes that are not UTF-8 are repaired, in strings and in names`() throws {
    let bytes = Array("{\"a".utf8) + [0xFF] + Array("\":\"b".utf8) + [0xC3] + Array("\"}".utf8)
    #expect(try JSONReader.value(of: bytes) == ["a\u{FFFD}": "b\u{FFFD}"])
  }

  @Test func `nesting is read to the limit and no deeper`() {
    let limit = JSONReader.depthLimit
    for (depth, isRead) in [(limit, true), (limit + 1, false)] {
      let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(code(lists) == (isRead ? nil : .tooDeep))
      let objects = String(repeating: #"{"a":"#, count: depth - 1) + "{}"
      #expect(code(objects + String(repeating: "}", count: depth - 1)) == (isRead ? nil : .tooDeep))
    }
    // What has ended counts no more.
    #expect(code("[" + String(repeating: "[[]],", count: 1000) + "1]") == nil)
  }

  @Test(arguments: 1...6) func `no damage of a text makes it trap`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",true,null,{"b":{}}],"c":"ü"}"#.utf8)
    let marks = Array("{}[]\",:\\u-+.e0".utf8)
    for _ in 0..<2000 {
      var bytes = text
      for _ in 0...numbers.next(below: 3) {
        let place = numbers.next(below: bytes.count)
        switch numbers.next(below: 3) {
        case 0: bytes[place] = marks[numbers.next(below: marks.count)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(numbers.next(below: 256)), at: place)
        }
      }
      guard let value = try? JSONReader.value(of: bytes) else { continue }
      #expect(try JSONReader.value(of: value.description) == value)
    }
  }

  @Test func `an error has the place of the byte that is wrong, from any slice`() {
    let text = Array("xx\n[1,\n  oops]".utf8).dropFirst(3)
    let error = #expect(throws: JSONError.self) { () throws -> JSONValue in
      try JSONReader.value(of: text)
    }
    #expect(error == JSONError(code: .unexpectedCharacter, offset: 6, line: 2, column: 3))
  }

  // MARK: Values

  @Test func `of members with one name the last counts`() {
    var object = JSONObject([
      JSONObject.Member(name: "a", value: 1), JSONObject.Member(name: "b", value: 2),
      JSONObject.Member(name: "a", value: 3),
    ])
    #expect(object["a"] == 3)
    object["a"] = 4
    object["c"] = nil
    object["d"] = 5
    #expect(object.members.map(\.name) == ["a", "b", "a", "d"])
    object["a"] = nil
    #expect(object["a"] == 1)
  }

  @Test(
    arguments: [
      (.integer(3), 3, 3), (.number(3), 3, 3), (.number(3.5), 3.5, nil),
      (.number(1e300), 1e300, nil), (.string("3"), nil, nil), (.bool(true), nil, nil),
      (.null, nil, nil),
    ] as [(JSONValue, Double?, Int?)])
  func `numbers are taken from numbers alone`(value: JSONValue, double: Double?, integer: Int?) {
    #expect(value.double == double)
    #expect(value.integer == integer)
  }

  @Test(
    arguments: [
      (.string("a"), ["a"]), (["a", "b"], ["a", "b"]), ([], []), (["a", 1], nil),
      (1, nil), (.null, nil), (["a": "b"], nil),
    ] as [(JSONValue, [String]?)])
  func `strings are a string or a list of nothing else`(value: JSONValue, strings: [String]?) {
    #expect(value.strings == strings)
  }

  @Test(
    arguments: [
      (0.0, "0.0"), (-0.0, "0.0"), (1.0, "1.0"), (-1.5, "-1.5"), (1e15, "1000000000000000.0"),
      (1e16, "1e+16"), (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func `numbers are written so that they are read as numbers`(number: Double, text: String) throws {
    var writer = JSONWriter()
    writer.value(number)
    #expect(writer.text == text)
    let read = try JSONReader.value(of: writer.text)
    #expect(number.isFinite ? read.double == number : read == .null)
  }

  @Test(
    arguments: [
      (0.5, 0, "1"), (-0.5, 0, "-1"), (0.05, 1, "0.1"), (1e9, 9, "1000000000.000000000"),
      (-1e9, 9, "-1000000000.000000000"), (2.0, -3, "2"), (0.25, 12, "0.250000000"),
      (-0.4, 0, "0"), (1e19, 2, "1e+19"), (-.infinity, 2, "null"),
    ] as [(Double, Int, String)])
  func `fixed decimals are rounded away from zero, and never lose a number`(
    number: Double, decimals: Int, text: String
  ) {
    #expect(FixedPoint.string(number, decimals: decimals) == text)
  }
}

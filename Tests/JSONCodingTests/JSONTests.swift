import Foundation
import RandomNumbers
import Testing

@testable import JSONCoding

struct JSONTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("-0", 0), ("12", 12), ("1.5e2", 150.0),
      ("123456789012345678901", JSONValue.number(123_456_789_012_345_683_968)),
      (#""a\n\u00e9\ud83d\ude00\/""#, "a\né😀/"), (#""\ud800x""#, "\u{FFFD}x"),
      ("[]", []), ("[1, [2], {}]", [1, [2], [:]]),
      (#"{"b": 1, "a": {"c": null}}"#, ["b": 1, "a": ["c": nil]]),
      ("\u{FEFF}7", 7),
    ] as [(String, JSONValue)])
  func `reads values`(text: String, expected: JSONValue) throws {
    #expect(try JSONReader.value(of: text) == expected)
  }

  @Test(
    arguments: [
      ("", JSONError.Code.unexpectedEnd, 1, 1), ("{\n  \"a\": 01}", .malformedNumber, 2, 8),
      ("[1,]", .unexpectedCharacter, 1, 4), ("[1", .unexpectedEnd, 1, 3),
      ("\"a\tb\"", .controlCharacter, 1, 3), (#""\x""#, .malformedEscape, 1, 3),
      ("1 2", .trailingCharacters, 1, 3), ("nul", .unexpectedEnd, 1, 4),
      ("nope", .unexpectedCharacter, 1, 1), ("{a:1}", .unexpectedCharacter, 1, 2),
    ])
  func `reports where a text is not JSON`(
    text: String, code: JSONError.Code, line: Int, column: Int
  ) {
    let error = #expect(throws: JSONError.self) { try JSONReader.value(of: text) }
    #expect(error?.code == code)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func `refuses nesting that would exhaust the stack`() {
    let text = String(repeating: "[", count: 100_000)
    let error = #expect(throws: JSONError.self) { try JSONReader.value(of: text) }
    #expect(error?.code == .tooDeep)
  }

  @Test
  func
    `every scalar is written so that it is read again, and no control character stands as it is`()
    throws
  {
    for value in 0...0x2FF as ClosedRange<UInt32> {
      let scalar = try #require(Unicode.Scalar(value))
      for text in ["\(scalar)", "plain \(scalar) text of more than fifteen bytes", "Â\(scalar)"] {
        let written = JSONValue.string(text).description
        #expect(try JSONReader.value(of: written) == .string(text))
        #expect(!written.unicodeScalars.contains { $0.properties.generalCategory == .control })
      }
    }
  }

  @Test func `writes compactly and indented`() {
    let value: JSONValue = ["a": [1, 2.5, "x"], "b": [:], "c": [true, nil]]
    #expect(value.description == #"{"a":[1,2.5,"x"],"b":{},"c":[true,null]}"#)
    var writer = JSONWriter(indentation: 2)
    writer.value(value)
    #expect(
      writer.text == """
        {
          "a": [
            1,
            2.5,
            "x"
          ],
          "b": {},
          "c": [
            true,
            null
          ]
        }
        """)
  }

  @Test func `escapes every control character`() {
    #expect(
      JSONValue.string("\u{1B}[31m\u{7F}\u{9B}\"\\\n").description
        == #""\u001b[31m\u007f\u009b\"\\\n""#)
  }

  @Test func `writes JSON Lines without separators`() {
    var writer = JSONWriter()
    writer.value(["a": 1])
    writer.endLine()
    writer.value(["a": 2])
    writer.endLine()
    #expect(writer.text == "{\"a\":1}\n{\"a\":2}\n")
  }

  @Test func `reads what it writes, as Foundation reads it`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let value = JSONValue.array([Self.makeValue(&random, depth: 0)])
      let text = value.description
      #expect(try JSONReader.value(of: text) == value)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }
  }

  @Test func `gives each line its value or its error`() throws {
    let text = "{\"a\":1}\r\n\n[1\n2"
    var values: [Int: JSONValue] = [:]
    var errors: [Int: Int] = [:]
    JSONLines.forEach(in: Array(text.utf8)) { line in
      switch line.value {
      case .success(let value): values[line.number] = value
      case .failure(let error): errors[line.number] = error.line
      }
    }
    #expect(values == [1: ["a": 1], 4: 2])
    #expect(errors == [3: 3])
  }

  @Test(
    arguments: [
      (0.125, 2, "0.13"), (-0.001, 2, "0.00"), (12.0, 0, "12"), (1.005, 3, "1.005"),
      (.nan, 2, "null"), (-3.5, 1, "-3.5"),
    ])
  func `writes numbers with fixed decimals`(number: Double, decimals: Int, expected: String) {
    #expect(FixedPoint.string(number, decimals: decimals) == expected)
  }

  @Test func `reads lines from a descriptor as they arrive`() throws {
    let pipe = Pipe()
    let long = String(repeating: "x", count: 200_000)
    Thread.detachNewThread {
      for part in ["one\r\ntw", "o\n\n", long, "\nlast"] {
        pipe.fileHandleForWriting.write(Data(part.utf8))
      }
      try? pipe.fileHandleForWriting.close()
    }
    var lines = DescriptorLines(pipe.fileHandleForReading.fileDescriptor)
    var found: [String] = []
    while let line = try lines.next() { found.append(String(decoding: line, as: UTF8.self)) }
    #expect(found == ["one", "two", "", long, "last"])
  }

  @Test func `goes on behind a line that is too long`() throws {
    let pipe = Pipe()
    let long = String(repeating: "x", count: 300_000)
    Thread.detachNewThread {
      try? pipe.fileHandleForWriting.write(contentsOf: Data("one\n\(long)\nthree\n\(long)".utf8))
      try? pipe.fileHandleForWriting.close()
    }
    var lines = DescriptorLines(pipe.fileHandleForReading.fileDescriptor, limit: 1 << 16)
    #expect(try lines.next() == Array("one".utf8))
    #expect(throws: DescriptorLinesError.lineTooLong(line: 2, limit: 1 << 16)) {
      try lines.next()
    }
    try lines.skipLine()
    #expect(try lines.next() == Array("three".utf8))
    #expect(throws: DescriptorLinesError.lineTooLong(line: 4, limit: 1 << 16)) {
      try lines.next()
    }
    try lines.skipLine()
    #expect(try lines.next() == nil)
    #expect(lines.count == 4)
  }

  private static func makeValue(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
    switch random.next(below: depth > 3 ? 5 : 7) {
    case 0: return .null
    case 1: return .bool(random.next(below: 2) == 0)
    case 2: return .integer(random.next(below: 1_000_000) - 500_000)
    case 3: return .number(Double(random.next(below: 1_000_000)) / 1024 + 0.5 / 1024)
    case 4:
      let scalars = (0..<random.next(below: 12)).map { _ in
        Unicode.Scalar(UInt32(random.next(below: 0x2FF))) ?? " "
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 5:
      return .array((0..<random.next(below: 4)).map { _ in makeValue(&random, depth: depth + 1) })
    default:
      return .object(
        JSONObject(
          (0..<random.next(below: 4)).map {
            JSONObject.Member(name: "k\($0)", value: makeValue(&random, depth: depth + 1))
          }))
    }
  }
}

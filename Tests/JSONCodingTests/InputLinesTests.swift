import Foundation
import TestSupport
import Testing

@testable import JSONCoding

struct InputLinesTests {
  private func lines(_ text: String, limit: Int = 64) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write("input", text)
    let lines = try InputLines(path: folder.url.appendingPathComponent("input").path, limit: limit)
    var result: [String] = []
    while true {
      do throws(InputError) {
        guard let line = try lines.next() else { return result }
        result.append("\(lines.count) \(String(decoding: line, as: UTF8.self))")
      } catch {
        guard case .lineTooLong = error.code else { throw error }
        result.append("\(error.line) too long")
        try lines.skipLine()
      }
    }
  }

  @Test(arguments: [
    ("", []), ("a", ["1 a"]), ("a\n", ["1 a"]), ("a\r\n\nb", ["1 a", "2 ", "3 b"]),
    ("\u{FEFF}a\nb", ["1 a", "2 b"]),
  ])
  func `gives the lines of a file`(text: String, expected: [String]) throws {
    #expect(try lines(text) == expected)
  }

  @Test func `tells of a line beyond the limit, and goes on behind it`() throws {
    let limit = 1 << 16
    let long = String(repeating: "x", count: limit + 1)
    #expect(try lines("a\n\(long)\nb\n", limit: limit) == ["1 a", "2 too long", "3 b"])
  }

  @Test func `names a file that cannot be read`() {
    #expect(throws: InputError(path: "/nowhere/x", line: 0, code: .unreadable(errno: ENOENT))) {
      try InputLines(path: "/nowhere/x")
    }
  }

  @Test func `limits the values of a text and the fields of a record`() throws {
    let many = "[" + String(repeating: "0,", count: InputLimits.jsonValues) + "0]"
    #expect {
      try JSONReader.value(of: many)
    } throws: {
      ($0 as? JSONError)?.code == .tooManyValues
    }
    let wide = String(repeating: ",", count: InputLimits.fields)
    #expect {
      try DelimitedTextReader.records(of: Array(wide.utf8))
    } throws: {
      ($0 as? DelimitedTextError)?.code == .tooManyFields
    }
  }

  @Test(arguments: [
    "a,b\n1,2\n", "a,b\r\n\"x\ny\",2\n\n3,4", "a\n\"un\"ended, b\n", "\"a\"\"b\"\n\"c\nd\ne\"\nf",
    "a\rb\rc", "a\n\"x\n\n\ny\",z\nq", "", "\n\n", "\u{FEFF}a,b\n1,2",
  ])
  func `records that come line by line are those of the whole text`(text: String) throws {
    let whole = try DelimitedTextReader.records(of: Array(text.utf8))
    let bytes = Array(text.utf8)
    var lines = TextLines(bytes)
    var records = DelimitedRecords(format: .csv) {
      lines.next().map { Array(bytes[$0.range]) }
    }
    var found: [DelimitedRecord] = []
    while let record = try records.next() { found.append(record) }
    #expect(found == whole)
  }

  @Test func `a quote that does not end is told with its place`() throws {
    let bytes = Array("a,b\n1,\"x\ny\n".utf8)
    var lines = TextLines(bytes)
    var records = DelimitedRecords(format: .csv) {
      lines.next().map { Array(bytes[$0.range]) }
    }
    #expect(try records.next()?.fields == ["a", "b"])
    #expect(throws: DelimitedTextError(line: 2, column: 3)) { try records.next() }
  }

  @Test func `writes the least whole number`() {
    #expect(JSONValue.number(-9_223_372_036_854_775_808).description.contains("e"))
  }
}

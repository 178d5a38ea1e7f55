import RandomNumbers
import Testing

@testable import JSONCoding

struct DelimitedTextTests {
  private func fields(_ text: String, _ format: DelimitedText = .csv) throws -> [[String]] {
    try DelimitedTextReader.records(of: Array(text.utf8), format: format).map(\.fields)
  }

  @Test(
    arguments: [
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b", [["a", "b"]]),
      ("a,,\n", [["a", "", ""]]), ("\"a\"\"b\",\"c,d\"\n", [["a\"b", "c,d"]]),
      ("\"a\nb\",c", [["a\nb", "c"]]), ("a\rb", [["a"], ["b"]]),
      ("\u{FEFF}a,b", [["a", "b"]]), ("a\n\nb", [["a"], ["b"]]),
      ("\"quoted\" word,x\n", [["\"quoted\" word", "x"]]), ("5\" disk,x", [["5\" disk", "x"]]),
      ("\"\",\"\"\n", [["", ""]]),
    ])
  func `reads records as RFC 4180 has them`(text: String, expected: [[String]]) throws {
    #expect(try fields(text) == expected)
  }

  @Test func `knows the line on which a record begins`() throws {
    let records = try DelimitedTextReader.records(of: Array("a\n\"b\r\nc\"\n\nd\n".utf8))
    #expect(records.map(\.line) == [1, 2, 5])
  }

  @Test func `reports where an open quote begins`() {
    let error = #expect(throws: DelimitedTextError.self) { try fields("a\nb,\"c\nd\n") }
    #expect(error == DelimitedTextError(line: 2, column: 3))
  }

  @Test(
    arguments: [
      ("=1+1", "'=1+1"), ("@x", "'@x"), ("+49 30", "'+49 30"), ("-x", "'-x"), ("-", "'-"),
      ("-1.5", "-1.5"), ("+7", "+7"), ("\tx", "'\tx"), ("a=b", "a=b"), ("'quoted'", "'quoted'"),
    ])
  func `guards cells that would start a formula`(field: String, expected: String) {
    var writer = DelimitedTextWriter()
    writer.record([field])
    #expect(writer.text == expected + "\n")
    #expect(DelimitedText.withoutGuard(expected) == field)
  }

  @Test(
    arguments: [
      ("'=1", "''=1"), ("''=1", "'''=1"), ("'-x", "''-x"), ("'-1", "'-1"), ("'", "'"),
      ("''", "''"), ("'a", "'a"), ("'\tx", "''\tx"), ("=", "'="), ("", ""),
    ])
  func `a cell that is guarded already is not taken for what it guards`(
    field: String, expected: String
  ) {
    var writer = DelimitedTextWriter()
    writer.record([field])
    #expect(writer.text == expected + "\n")
    #expect(DelimitedText.withoutGuard(expected) == field)
  }

  @Test(arguments: [DelimitedText.csv, .tsv, .semicolons])
  func `any text comes back through the guard, and none that is written starts a formula`(
    format: DelimitedText
  ) throws {
    var random = SeededGenerator(seed: 12)
    let alphabet = Array("'''=+-@1.a\t")
    for _ in 0..<600 {
      let field = String(
        (0..<random.next(below: 6)).map { _ in alphabet[random.next(below: alphabet.count)] })
      var writer = DelimitedTextWriter(format: format)
      writer.record([field, "end"])
      let read = try fields(writer.text, format)
      #expect(read.map { $0.map(DelimitedText.withoutGuard) } == [[field, "end"]])
      #expect(read.allSatisfy { $0.allSatisfy { !DelimitedText.startsFormula($0) } })
    }
  }

  @Test(arguments: [
    ("0", false), ("-0", false), ("+1.", false), ("-1e5", true), ("+", true), ("-.", false),
    ("--1", true), ("\r", true), ("1=1", false), (" =1", false), ("＝1", false),
  ])
  func `only a plain number may begin with a sign`(field: String, isFormula: Bool) {
    #expect(DelimitedText.startsFormula(field) == isFormula)
  }

  @Test func `keeps a record on one line if asked`() {
    var writer = DelimitedTextWriter(format: .tsv, lineBreaks: .blanks)
    writer.record(["a\nb\tc", "say \"x\"", "d,e"])
    #expect(writer.text == "a b c\tsay \"x\"\td,e\n")
  }

  @Test(arguments: [DelimitedText.csv, .tsv, .semicolons])
  func `reads what it writes`(format: DelimitedText) throws {
    var random = SeededGenerator(seed: 11)
    let alphabet = Array("ab\",;\t\n\r=-é '")
    for _ in 0..<300 {
      var writer = DelimitedTextWriter(format: format, guardsFormulas: false)
      let records = (0..<4).map { _ in
        (0..<3).map { column in
          String(
            (0..<random.next(below: 6)).map { _ in alphabet[random.next(below: alphabet.count)] })
            + (column == 0 ? "x" : "")
        }
      }
      for record in records { writer.record(record) }
      #expect(try fields(writer.text, format) == records)
    }
  }
}

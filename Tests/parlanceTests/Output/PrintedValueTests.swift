import ArgumentParser
import ParlanceKit
import Testing

@testable import parlance

/// Values in one line of text, and which form goes with what.
@Suite struct `A printed value` {
  @Test(
    arguments: [
      (.null, ""), (true, "true"), (false, "false"), (0, "0"), (-7, "-7"), ("", ""),
      ("a; b", "a; b"),
      (.integer(.max), "9223372036854775807"), (.integer(.min), "-9223372036854775808"),
      (.number(0.5), "0.50"), (.number(-0.125), "-0.13"), (.number(1e6), "1000000.00"),
      ([], ""), (["a"], "a"), (["a", .null, 3], "a; ; 3"), ([["a", "b"], "c"], "a; b; c"),
      (["x": 1], "x=1"), (["x": ["y": true]], "x=y=true"), (["x": .number(0.25)], "x=0.25"),
    ] as [(JSONValue, String)])
  func `is one line, its parts apart`(value: JSONValue, text: String) {
    #expect(RecordPrinter.text(value) == text)
  }

  @Test(arguments: [(0, "3"), (1, "2.7"), (2, "2.72"), (4, "2.7183")])
  func `has as many decimals as its column says, also within lists`(decimals: Int, text: String) {
    #expect(RecordPrinter.text(.number(2.718_281_8), decimals: decimals) == text)
    #expect(RecordPrinter.text([.number(2.718_281_8), "x"], decimals: decimals) == text + "; x")
    #expect(RecordPrinter.text(["n": .number(2.718_281_8)], decimals: decimals) == "n=" + text)
  }

  @Test(arguments: OutputFormat.allCases)
  func `goes into a list of paths only where there are paths`(format: OutputFormat) throws {
    let columns = [Column("path"), Column("n", isNumber: true)]
    func printer(_ pathField: String?, _ isNullTerminated: Bool) -> RecordPrinter? {
      try? RecordPrinter(
        format, isNullTerminated: isNullTerminated, columns: columns, pathField: pathField)
    }
    #expect(printer("path", false) != nil)
    #expect((printer(nil, false) == nil) == (format == .paths))
    #expect((printer("path", true) == nil) == (format != .paths), "NUL ends paths alone")
    #expect(printer(nil, true) == nil)
  }

  @Test func `is made for people, for lines or for programs by the form that is asked for`() {
    #expect([OutputFormat.table, .paths].allSatisfy { $0.reportForm == .table })
    #expect([OutputFormat.csv, .tsv].allSatisfy { $0.reportForm == .lines })
    #expect([OutputFormat.json, .jsonl].allSatisfy { $0.reportForm == .json })
    #expect(OutputFormat.allCases.allSatisfy { OutputFormat(argument: $0.rawValue) == $0 })
    #expect(OutputFormat(argument: "JSON") == nil && OutputFormat(argument: "xml") == nil)
  }

  // MARK: Styles

  @Test func `has the style of what it is, and text like any other none`() {
    let roles: [ReportText.Role] = [.strong, .field, .faint, .added, .removed, .warning, .error]
    let styles = roles.compactMap { Style($0) }
    #expect(styles.count == roles.count)
    #expect(Set(styles).count == roles.count, "two roles that look alike cannot be told apart")
    #expect(Style(.plain) == nil)
  }

  // MARK: Help

  @Test(arguments: [
    ("", ""), ("one line", "one line"), ("of one\nparagraph", "of one paragraph"),
    ("one.\n\ntwo\nlines.", "one.\n\ntwo lines."),
    ("EXAMPLES\n  parlance serve\n  parlance tag", "EXAMPLES\n  parlance serve\n  parlance tag"),
    ("text\nof it\n\nEXAMPLES\n  a\nmore\ntext", "text of it\n\nEXAMPLES\n  a\nmore text"),
    ("a\n", "a\n"), ("\na", "\na"), ("grüße\nan alle", "grüße an alle"),
  ])
  func `of help is a paragraph a line, examples and titles as they stand`(
    text: String, unwrapped: String
  ) {
    #expect(text.unwrapped == unwrapped)
    #expect(unwrapped.unwrapped == unwrapped)
  }
}

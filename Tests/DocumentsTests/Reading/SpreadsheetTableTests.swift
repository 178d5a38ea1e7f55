import Testing

@testable import Documents

/// Workbooks read as tables, with numbers and sizes that somebody made up.
@Suite(.timeLimit(.minutes(2))) struct `Tables of workbooks` {
  private func workbook(_ rows: String, strings: String = "") -> [UInt8] {
    ZipBuilder.archive([
      ("[Content_Types].xml", SampleDocuments.types("spreadsheetml.sheet.main+xml")),
      ("_rels/.rels", SampleDocuments.rels([("r1", "officeDocument", "book.xml")])),
      ("book.xml", "<w/>"),
      (
        "_rels/book.xml.rels",
        SampleDocuments.rels([
          ("r1", "worksheet", "sheet.xml"), ("r2", "sharedStrings", "strings.xml"),
        ])
      ),
      ("sheet.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
      ("strings.xml", "<sst>\(strings)</sst>"),
    ])
  }

  private func refusal(_ workbook: [UInt8]) -> String {
    do {
      return "was read: \(try SpreadsheetTable.rows(of: workbook).count) rows"
    } catch let error as DocumentRefusal {
      return "\(error.reason): \(error.detail)"
    } catch {
      return "\(error)"
    }
  }

  @Test func `rows and cells stand where their references say`() throws {
    let rows = try SpreadsheetTable.rows(
      of: workbook(
        "<row><c><v>1</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row><row r=\"7\"><c r=\"B7\"><v>x</v></c>"
          + "</row><row><c t=\"s\"><v>9223372036854775807</v></c><c t=\"s\"><v>-1</v></c></row>",
        strings: "<si><t>a</t></si><si><t>b</t></si>"))
    #expect(rows.map(\.number) == [1, 7, 8])
    #expect(rows.map(\.cells) == [["1", "", "b"], ["", "x"], ["", ""]])
  }

  @Test(arguments: [
    "9223372036854775807", "-9223372036854775808", "0", "-1", "1048577",
  ]) func `a row has a number from 1 to 1,048,576`(number: String) {
    let said = refusal(
      workbook("<row r=\"\(number)\"><c><v>a</v></c></row><row><c><v>b</v></c></row>"))
    #expect(said.contains("a row has the number \(number)"), "\(said)")
  }

  @Test func `the row behind the last one is refused`() {
    let said = refusal(workbook("<row r=\"1048576\"/><row/>"))
    #expect(said.contains("a row has the number 1048577"), "\(said)")
  }

  @Test func `empty cells in front of others count`() {
    let rows = String(repeating: "<row><c r=\"XFD1\"><v>1</v></c></row>", count: 300)
    #expect(refusal(workbook(rows)).contains("4000000 cells"))
    #expect(refusal(workbook("<row><c r=\"XFE1\"><v>1</v></c></row>")).contains("16384 columns"))
    #expect(refusal(workbook("<row><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>")).contains("columns"))
  }

  @Test func `a text counts as often as it is used`() {
    let text = (0..<40_000).map { "\($0 &* 7919) " }.joined()
    let rows = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 1200)
    #expect(refusal(workbook(rows, strings: "<si><t>\(text)</t></si>")).contains("256 MiB of text"))
  }
}

import Model
import Testing

@testable import Documents

/// What keeps lines without a date from being cut into words.
struct HoldsYearTests {
  private static func holdsYear(_ line: String) -> Bool {
    DateScanner.holdsYear(line.utf8Span.span)
  }

  @Test(arguments: [
    "1900", "2100", "a 2016.", "2016年", "v2016b", "03/10/2016", "1-2016", "99999 2016",
    "20160101 2016",
  ])
  func `a line with four digits that are a year may state a date`(line: String) {
    #expect(Self.holdsYear(line))
  }

  @Test(arguments: [
    "", "1899", "2101", "0000", "9999", "02016", "20161", "201", "٢٠١٦", "２０１６", "20 16", "2 0 1 6",
    "20,16",
    "99999999999999999999999999",
  ])
  func `one without is not looked at`(line: String) {
    #expect(!Self.holdsYear(line))
    #expect(DateScanner.dates(in: line).isEmpty)
  }

  @Test(arguments: [
    "12 March 1900", "2100-12-31", "March 2016年", "x 12.03.2016", "Date: 25/12/2009",
    "3 Sept. 2007",
  ])
  func `what states a date holds its year`(line: String) {
    #expect(!DateScanner.dates(in: line).isEmpty)
    #expect(Self.holdsYear(line))
  }

  @Test func `a line that is cut off in the middle of a letter is read as far as it goes`() {
    // The first 8 KiB end within the two bytes of ü.
    let line = "Date: 12.03.2016 ü"
    let head = String(repeating: String(repeating: "x", count: 200) + "\n", count: 40)
    let fill = (8 << 10) - head.utf8.count - line.utf8.count
    let text = head + String(repeating: "y", count: fill) + "\n" + line
    #expect(text.utf8.count == (8 << 10) + 1)
    let found = ContentDates.date(title: nil, headings: [], text: text)
    #expect(found?.description == "2016-03-12")
  }
}

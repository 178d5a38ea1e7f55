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
    "20160101 2016", "２０１６", "平成28年", "年",
  ])
  func `a line with four digits that are a year may state a date`(line: String) {
    #expect(Self.holdsYear(line))
  }

  @Test(arguments: [
    "", "1899", "2101", "0000", "9999", "02016", "20161", "201", "٢٠١٦", "２０１", "１８９９", "20 16",
    "2 0 1 6",
    "20,16",
    "99999999999999999999999999",
  ])
  func `one without is not looked at`(line: String) {
    #expect(!Self.holdsYear(line))
    #expect(DateScanner.dates(in: line).isEmpty)
  }

  @Test(arguments: [
    "12 March 1900", "2100-12-31", "March 2016年", "x 12.03.2016", "Date: 25/12/2009",
    "3 Sept. 2007", "２０１６年３月１２日", "令和6年4月1日", "12 марта 2010",
  ])
  func `what states a date holds its year`(line: String) {
    #expect(!DateScanner.dates(in: line).isEmpty)
    #expect(Self.holdsYear(line))
  }

  @Test(arguments: [
    ("12.03.98", true), ("1/2/10", true), ("a 12-03-98.", true), ("12-Mar-98", true),
    ("12. März 98", true), ("3 August '98", true), ("1.2.10.4", true), ("12.3.1998", false),
    ("12.03-98", false), ("12:03:98", false), ("12 98", false), ("112.03.98", false),
    ("1.2.3", false),
    ("12.03.", false), ("12.", false), ("", false), ("12 (March) 98", false), ("12 of 98", false),
    ("3 words and many more words than a month has 12", false),
  ])
  func `a line with three numbers, or a word between two, may have a year of two digits`(
    line: String, isPossible: Bool
  ) {
    #expect(DateScanner.holdsShortYear(line.utf8Span.span) == isPossible)
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
